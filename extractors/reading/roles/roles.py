"""Who did it to whom: a trigger and the links around it in, typed roles out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link, Participant
from extractors.reading.roles.hearers import is_hearer
from extractors.reading.roles.owners import Owners
from extractors.reading.text.clauses import Clause
from extractors.reading.text.grammar import Part, Word
from extractors.reading.triggers.triggers import Trigger

OBJECT_WORDS = 7
"""How far behind its verb an object may stand without a preposition ("met for the first time in person Dong")."""

OWNED_WORDS = 3
"""How far behind "Li's" the name of "Li's predecessor Wei Fenghe" may stand."""

AHEAD_CHARACTERS = 12
"""How far before a name "after" may stand that others come after."""

APPOSITION_WORDS = 8
"""The most words of "a former commander of the navy" between a name and "who"."""

PARTNER_WORDS = 16
"""How far behind it a partner may stand with one ("met on Friday on the sidelines of the forum with Dong")."""


@dataclass(frozen=True, kw_only=True)
class Roles:
    """The roles of one event; `loose` where inferred from beyond its clause. (No slots: it keeps its `people`.)"""

    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    third: bool = False  # somebody of a third country, or unknown, takes part
    loose: bool = False
    place: str | None = None
    office_ids: tuple[str, ...] = field(default=())

    @cached_property
    def people(self) -> tuple[Participant, ...]:
        """Everybody, each once."""
        found: dict[tuple[str, ...], Participant] = {}
        for participant in (*self.actors, *self.recipients):
            found.setdefault(participant.key, participant)
        return tuple(found.values())


class RoleFinder(Owners):
    """Finds roles on one page."""

    def direct_object(self, trigger: Trigger) -> list[Link]:
        """Return the group behind a verb, next to it or behind a partner marker, before anybody unknown."""
        for link in self.people:
            if link.start < trigger.end or link.end > trigger.clause.end:
                continue
            marker = self.marker_before(link)
            distance = self.page.grammar.gap(self.page.text.folded, trigger.end, link.start)
            if self._ends_with_marker(trigger, link):
                marker = None
            elif is_hearer(self.page, trigger, link):
                marker = "partner"
            limit = PARTNER_WORDS if marker == "partner" else OBJECT_WORDS
            if distance > limit or self.page.unknown_names(trigger.end, link.start):
                return []
            if self._is_in_next_part(trigger, link):
                return []
            if marker not in (None, "partner", "between"):
                continue
            if marker is None and self._is_apart(trigger, link):
                return []
            if self.is_owner(link):  # "met Li's predecessor Wei Fenghe": the next name, if it follows at once
                following = next((p for p in self.people if p.start >= link.end), None)
                if following is None or following.end > trigger.clause.end:
                    return []
                near = self.page.grammar.gap(self.page.text.folded, link.end, following.start) <= OWNED_WORDS
                return self.group_from(following, trigger.clause.end) if near else []
            return self.group_from(link, trigger.clause.end)
        return []

    def _is_in_next_part(self, trigger: Trigger, link: Link) -> bool:
        """Tell whether a space parts a verb from a name where words have none: "奥斯汀晤菲防长 李尚福演讲"."""
        parted = not self.page.grammar.lexicon.spaced and self.marker_before(link) is None
        return parted and " " in self.page.text.folded[trigger.end : link.start].strip()

    def _is_apart(self, trigger: Trigger, link: Link) -> bool:
        """Tell "sat down with reporters and spoke of Li", "met his host, as Li looked on" from an object of its own."""
        joiners = self.page.words_between(trigger.end, link.start).of(Part.MARKER, "joiners")
        folded, role = self.page.text.folded, tuple(f" {word} " for word in self.page.grammar.lexicon.breaks.role)
        parting = [w for w in joiners if folded[w.start].isalpha() or folded.startswith(role or "\0", w.end)]
        return self.page.grammar.lexicon.spaced and bool(parting)

    def _ends_with_marker(self, trigger: Trigger, link: Link) -> bool:
        """Tell whether the word before a name is the verb's own: "sat across the table from Li"."""
        return self.page.text.folded[trigger.end : link.start].strip() == "" or self.only_titles(
            trigger.end, link.start
        )

    def partner(self, trigger: Trigger) -> list[Link]:
        """Return the group behind "with" (or "between") after a noun, or before the verb where the language says so."""
        for link in self.people:
            if link.start < trigger.end or link.end > trigger.clause.end:
                continue
            marker = self.marker_before(link)
            if self.page.unknown_names(trigger.end, link.start) or self.other_noun(trigger, link):
                return []
            own = " " in self.page.text.folded[trigger.start : trigger.end] and self._ends_with_marker(trigger, link)
            if marker in ("partner", "between") or own:
                if self.page.grammar.gap(self.page.text.folded, trigger.end, link.start) > PARTNER_WORDS:
                    return []
                return self.group_from(link, trigger.clause.end)
            group = self.group_from(link, trigger.clause.end) if self._is_owned_by(link) else []
            if len(group) > 1 or (group and len(group[0].participants) > 1):  # "the meeting of A and B"
                return group
        return []

    def other_noun(self, trigger: Trigger, link: Link) -> bool:
        """Tell whether another event noun stands nearer to a name: the name belongs to that one."""
        return any(
            word.value.part is Part.NOUN and word.start >= trigger.end
            for word in self.page.words_between(trigger.end, link.start)
        )

    def agent(self, trigger: Trigger) -> list[Link]:
        """Return the group behind "by" after a passive: "was received by B"."""
        for link in self.people:
            if trigger.end <= link.start and link.end <= trigger.clause.end:
                if "agent" not in self.markers_of(link) or self.page.unknown_names(trigger.end, link.start):
                    return []
                return self.group_from(link, trigger.clause.end)
        return []

    def next_to(self, trigger: Trigger) -> list[Link]:
        """Return the group directly behind a trigger."""
        for link in self.people:
            if trigger.end <= link.start and link.end <= trigger.clause.end:
                near = self.page.grammar.gap(self.page.text.folded, trigger.end, link.start) <= 1
                near = near or self.only_titles(trigger.end, link.start)
                return self.group_from(link, trigger.clause.end) if near else []
        return []

    def subject_behind(self, trigger: Trigger, objects: list[Link]) -> list[Link]:
        """Return the subject behind a leading phrase ("During talks with Li, Austin raised …")."""
        start = objects[-1].end if objects else trigger.end
        for link in self.people:
            inside = link.start >= start and link.end <= trigger.clause.end
            behind_comma = inside and "," in self.page.text.folded[start : link.start]
            if behind_comma and self.marker_before(link) is None and not self.is_owner(link):
                return self.group_from(link, trigger.clause.end)
        return []

    def partner_before(self, trigger: Trigger) -> list[Link]:
        """Return the group behind a partner marker before the trigger ("与董军会面", "结束与董军的会谈")."""
        anchor = trigger.start if not self.page.grammar.lexicon.spaced else min(trigger.start, trigger.anchor[0])
        for link in reversed(self.people):
            if link.end > anchor or link.start < trigger.clause.start:
                continue
            if self.marker_before(link) == "partner":
                return self._heir_of(link, anchor) or self.group_from(link, anchor)
        return []

    def _heir_of(self, link: Link, anchor: int) -> list[Link]:
        """Return the name behind an associate of somebody's: "与李尚福的继任者董军"."""
        words = [w for w in self.class_words("associates", link.end, anchor) if w.start == link.end]
        return [other for other in self.people if words and words[-1].end == other.start and other.end <= anchor]

    def fronted(self, trigger: Trigger) -> list[Link]:
        """Return the object that stands before its verb behind an object marker ("将李尚福移出名单")."""
        for link in reversed(self.people):
            inside = trigger.clause.start <= link.start and link.end <= trigger.start
            if inside and self.marker_before(link) == "object":
                return [link]
        return []

    def just_before(self, trigger: Trigger) -> list[Link]:
        """Return the name that a participle directly behind it describes ("the minister dismissed last week")."""
        return [link for link in self.people if 0 <= trigger.start - link.end <= 1]

    def subject_across(self, trigger: Trigger, clauses: list[Clause]) -> list[Link]:
        """Return the subject before an inserted clause: "A, who has served in B, was chosen"."""
        index = clauses.index(trigger.clause)
        inserted = self.page.text.folded.rfind(",", trigger.clause.start, trigger.start)
        if not index or inserted < 0 or self.page.grammar.gap(self.page.text.folded, inserted, trigger.start) > 4:
            return []
        while index > 1 and self.only_relates(clauses[index - 1]):
            index -= 1  # "A, who led B until May, was chosen"
        return self.subject_before(clauses[index - 1].end, clauses[index - 1])

    def before_opener(self, trigger: Trigger) -> list[Link]:
        """Return the name that a relative clause speaks of ("Austin, who met …")."""
        opener = trigger.clause.opener
        if opener is None or opener.value.part is not Part.RELATIVE:
            return []
        for link in reversed(self.people):
            if link.end <= opener.start and link.start >= trigger.sentence[0]:
                near = self.page.text.folded[link.end : opener.start].strip(" ,") == ""
                near = near or self.is_only_setting(link.end, opener.start)
                near = near or self._is_apposition(link.end, opener.start)
                return self.group_to(link, trigger.sentence[0]) if near else []
        return []

    def _is_apposition(self, start: int, end: int) -> bool:
        """Tell the ", a former admiral" behind a name, up to a relative word: all of it speaks of the name."""
        folded = self.page.text.folded
        words = folded[start:end].removeprefix(", ").split()
        led = folded.startswith(", ", start) and bool(words) and words[0] in self.page.grammar.lexicon.markers.articles
        return led and len(words) <= APPOSITION_WORDS and "," not in folded[start + 2 : end]

    def neighbours(self, trigger: Trigger, clauses: list[Clause]) -> list[Link]:
        """Return the subject of the clause before, or of the one behind where the trigger's clause leads."""
        index = clauses.index(trigger.clause)
        if trigger.clause.opener is not None and self._is_full_stop(trigger.clause.opener):
            return []
        next_two = [clause for clause in clauses[index + 1 : index + 3] if not self._only_describes(clause)]
        led = trigger.clause.opener is not None and trigger.clause.opener.value.part is Part.AFTER
        behind = next_two[:1] if led else [clause for clause in next_two if clause is clauses[index + 1]]
        lexicon = self.page.grammar.lexicon
        if lexicon.fixed_order and not index and self.subject(trigger):
            behind = []  # "Austin was holding talks when Li arrived"
        if not self.page.grammar.lexicon.spaced and self.subject(trigger):
            behind = []  # "李尚福会见了到访的…防长，对为何不见奥斯汀未作回应"
        for clause in (*reversed(clauses[:index]), *behind):
            described = self._described_in(clause)
            for link in described or [k for k in self.people if not self._leads_on(k)]:
                inside = clause.start <= link.start and link.end <= clause.end
                if inside and self.marker_before(link) in (None, "between") and not self.is_owner(link):
                    return self.group_from(link, clause.end)
        return []

    def _leads_on(self, link: Link) -> bool:
        """Tell "她是继布林肯访华后第二位…": whom others only follow, in a script without spaces."""
        near = self.page.words_between(max(0, link.start - AHEAD_CHARACTERS), link.start)
        since = [word.end for word in near.named("since") if not self.page.grammar.lexicon.spaced]
        return any(end == link.start or self.only_titles(end, link.start) for end in since)

    def _described_in(self, clause: Clause) -> list[Link]:
        """Return the name that a whole clause describes in a script without spaces: "昨日会见李尚福的奥斯汀，…"."""
        if self.page.grammar.lexicon.spaced or self.page.grammar.lexicon.postpositions:
            return []
        for link in reversed([k for k in self.people if clause.start <= k.start and k.end == clause.end]):
            for word in self.page.words_between(clause.start, link.start):
                of = word.value.part is Part.POSSESSIVE
                if of and (word.end == link.start or self.only_titles(word.end, link.start)):
                    return [link]
        return []

    def _only_describes(self, clause: Clause) -> bool:
        """Tell whether a clause speaks of the last words before it: "a thaw that the two presidents ordered"."""
        opener = clause.opener
        if opener is None:
            return False
        word = self.page.text.folded[opener.start : opener.end]
        complement = word.isalpha() and word in self.page.grammar.lexicon.breaks.complement
        return opener.value.part is Part.RELATIVE or complement

    def _is_full_stop(self, opener: Hit[Word]) -> bool:
        """A semicolon parts two statements; nothing is handed across it."""
        return self.page.text.folded[opener.start : opener.end] in (";", "；")


def participants_of(links: list[Link]) -> tuple[Participant, ...]:
    """Return the people of a group of links, each once."""
    found: dict[tuple[str, ...], Participant] = {}
    for link in links:
        for participant in link.participants:
            known = found.get(participant.key)
            if known is None or (known.office is None and participant.office):
                found[participant.key] = participant
    return tuple(found.values())
