"""How each scheme fills its roles: a trigger with its surroundings in, roles out, None where nobody fits."""

from __future__ import annotations

from collections.abc import Callable

from extractors.reading.roles.clashes import channel_roles, clash_roles
from extractors.reading.roles.listed_posts import post_or_listed_roles
from extractors.reading.roles.measures import measure_roles
from extractors.reading.roles.mutual import mutual_roles
from extractors.reading.roles.roles import Roles
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.roles.visits import visit_roles
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import Scheme


def find_roles(trigger: Trigger, around: Surroundings) -> Roles | None:
    """Return the roles of a trigger by its frame's scheme."""
    return _SCHEMES[trigger.frame.scheme](trigger, around)


_SCHEMES: dict[Scheme, Callable[[Trigger, Surroundings], Roles | None]] = {
    Scheme.MUTUAL: mutual_roles,
    Scheme.MEASURE: measure_roles,
    Scheme.POST: post_or_listed_roles,
    Scheme.VISIT: visit_roles,
    Scheme.CLASH: clash_roles,
    Scheme.CHANNEL: channel_roles,
}
