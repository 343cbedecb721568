"""Whose a noun is, by a possessive, by "of" or by standing before it: a trigger in, the people who own it out."""

from __future__ import annotations

from extractors.reading.mentions.links import Link
from extractors.reading.roles.groups import Groups
from extractors.reading.text.grammar import Part
from extractors.reading.triggers.triggers import Trigger

OWNER_WORDS = 7
"""How far from its trigger the name behind "of" may stand ("removed the name of A")."""


class Owners(Groups):
    """Finds owners on one page."""

    def _is_owned_by(self, link: Link) -> bool:
        """Tell whether an owner marker stands before a name: "the meeting of Presidents A and B"."""
        return any(
            word.value.part is Part.MARKER and word.value.name == "owner" and self.only_titles(word.end, link.start)
            for word in self.page.words_between(max(0, link.start - 24), link.start)
        )

    def owner(self, trigger: Trigger) -> list[Link]:
        """Return whoever owns a noun: "Austin's meeting"."""
        for link in reversed(self.people):
            if link.end <= trigger.start and link.start >= trigger.clause.start and self.is_owner(link):
                if self.page.grammar.gap(self.page.text.folded, link.end, trigger.start) <= 5:
                    return [link]
                return []
        return self.whose(trigger.clause, trigger.start)

    def owned_by(self, trigger: Trigger) -> list[Link]:
        """Return whoever stands behind "of" shortly after a trigger: "the removal of A", "removed the name of A"."""
        for link in self.people:
            if trigger.end <= link.start and link.end <= trigger.clause.end:
                near = self.page.grammar.gap(self.page.text.folded, trigger.end, link.start) <= OWNER_WORDS
                if near and self._is_owned_by(link) and not self.page.unknown_names(trigger.end, link.start):
                    return self.group_from(link, trigger.clause.end)
                return []
        return []

    def owned_before(self, trigger: Trigger) -> list[Link]:
        """Return whose something it is that a verb speaks of: "the name of A was struck"."""
        for link in reversed(self.people):
            if trigger.clause.start <= link.start and link.end <= trigger.start:
                near = self.page.grammar.gap(self.page.text.folded, link.end, trigger.start) <= OWNER_WORDS
                return [link] if near and self._is_owned_by(link) else []
        return []

    def modifier(self, trigger: Trigger) -> list[Link]:
        """Return the people directly before a noun: "the Austin-Li meeting", "中美防长会晤"."""
        for link in reversed(self.people):
            if link.end <= trigger.start and link.start >= trigger.clause.start:
                parted = trigger.anchor[1] <= trigger.start and link.end <= trigger.anchor[0]  # "A held talks"
                if parted or self.page.grammar.gap(self.page.text.folded, link.end, trigger.start) > 3:
                    return []
                group = [link]
                for earlier in reversed([p for p in self.people if p.end <= link.start]):
                    if earlier.start < trigger.clause.start or not self.joined(earlier, group[0]):
                        break
                    group.insert(0, earlier)
                return group
        return []
