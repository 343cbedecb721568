"""Whether a pair word means somebody we know and a stranger beside him: "X was received by Y, and the two spoke"."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.mentions.links import Participant
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part, Word


def are_another_two(word: Hit[Word], start: int, around: Surroundings) -> bool:
    """Tell whether a pair word's sentence names before it one person whom we follow, and somebody of a third country.

    A name that no list knows counts where no pronoun may mean another whom we follow: "In a post on X he said …".
    """
    page = around.page
    if not page.grammar.lexicon.spaced:
        return False
    before = [k for k in around.finder.people if start <= k.start and k.end <= word.start]
    people = [person for link in before for person in link.participants]
    known = {person.key for person in people if not _is_third(person, around)}
    if len(known) != 1:
        return False
    if len(known) < len({person.key for person in people}):
        return True
    return bool(page.unknown_names(start, word.start)) and not around.finder.party_words(
        Part.PRONOUN, start, word.start
    )


def _is_third(person: Participant, around: Surroundings) -> bool:
    return person.foreign or person.side not in around.world.main_sides
