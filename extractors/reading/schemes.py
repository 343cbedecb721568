"""How each scheme fills its roles: a trigger with its surroundings in, roles out, None where nobody fits."""

from __future__ import annotations

from collections.abc import Callable

from extractors.reading.clashes import channel_roles, clash_roles
from extractors.reading.measures import measure_roles
from extractors.reading.mutual import mutual_roles
from extractors.reading.posts import post_roles
from extractors.reading.roles import Roles
from extractors.reading.surroundings import Surroundings
from extractors.reading.triggers import Trigger
from extractors.reading.visits import visit_roles
from seeds.lexicon import Scheme


def find_roles(trigger: Trigger, around: Surroundings) -> Roles | None:
    """Return the roles of a trigger by its frame's scheme."""
    return _SCHEMES[trigger.frame.scheme](trigger, around)


_SCHEMES: dict[Scheme, Callable[[Trigger, Surroundings], Roles | None]] = {
    Scheme.MUTUAL: mutual_roles,
    Scheme.MEASURE: measure_roles,
    Scheme.POST: post_roles,
    Scheme.VISIT: visit_roles,
    Scheme.CLASH: clash_roles,
    Scheme.CHANNEL: channel_roles,
}
