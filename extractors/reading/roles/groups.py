"""Names that belong together, and the group that is a verb's subject."""

from __future__ import annotations

from extractors.reading.mentions.links import Link
from extractors.reading.mentions.small_words import SmallWords, strip_articles
from extractors.reading.text.clauses import Clause
from extractors.reading.text.grammar import Part
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import ArticleField
from seeds.entities import EntityKind

SUBJECT_WORDS = 40
"""How far before its verb a subject may stand."""

JOINED_CHARACTERS = 60
"""The longest stretch between two names of one group."""


WHOSE_WORDS = 4
"""How far behind "whose" what is owned may stand ("whose five-year-old US sanctions")."""

_SETTINGS = frozenset({EntityKind.PLACE, EntityKind.COUNTRY, EntityKind.FORUM})
"""Names that tell where something took place."""

_ACCOMPANYING = frozenset({"partner", "between", "agent", "owner"})
"""Markers of people, not of times and places."""


class Groups(SmallWords):
    """Finds groups of names on one page."""

    def group_from(self, first: Link, end: int) -> list[Link]:
        """Return the link and those joined to it by "and", commas and titles, up to a position."""
        group = [first]
        for link in self.people:
            if link.start < group[-1].end or link.start >= end:
                continue
            if not self.joined(group[-1], link):
                break
            group.append(link)
        return group

    def group_to(self, last: Link, start: int) -> list[Link]:
        """Return the link and those before it that are joined to it, from a position on."""
        group = [last]
        for link in reversed([one for one in self.people if start <= one.start and one.end <= last.start]):
            if not self.joined(link, group[0]):
                break
            group.insert(0, link)
        return group

    def joined(self, left: Link, right: Link) -> bool:
        """Tell whether only "and", commas, titles and countries stand between two names."""
        if right.start - left.end > JOINED_CHARACTERS:
            return False
        between = self.page.text.folded[left.end : right.start]
        joined = False
        for word in self.page.words_between(left.end, right.start):
            part = word.value.part
            text = self.page.text.folded[word.start : word.end]
            if part is Part.MARKER and word.value.name == "joiners":
                joined = True
                between = between.replace(text, " ", 1)
            elif part is Part.FORMER or (part is Part.POSSESSIVE and not joined):
                between = between.replace(text, " ", 1)
        for start, end in self.attributes(left.end + 2, right.start):
            between = between.replace(self.page.text.folded[start:end], " ", 1)
        between = strip_articles(between, self.page.grammar.lexicon.markers.articles)
        if self.page.unknown_names(left.end, right.start):
            return False
        if between.strip() in ("-", "/"):
            return True
        if not between and not self.page.grammar.lexicon.spaced and self.page.field is ArticleField.TITLE:
            return True  # "奥斯汀李尚福会谈"
        return between.strip(" .,'\"") == "" and (joined or "," in self.page.text.folded[left.end : right.start])

    def whose(self, clause: Clause, at: int) -> list[Link]:
        """Return the name before "whose" where that opens a clause shortly before a position."""
        opener, folded = clause.opener, self.page.text.folded
        if opener is None or folded[opener.start : opener.end] not in self.page.grammar.lexicon.breaks.whose:
            return []
        if self.page.grammar.gap(folded, opener.end, at) > WHOSE_WORDS:
            return []
        before = [k for k in self.people if k.end <= opener.start][-1:]
        return [k for k in before if self._is_only_time(k.end, opener.start)]

    def _is_only_time(self, start: int, end: int) -> bool:
        """Tell whether nothing but a time stands between: "the turn of X on Tuesday, whose dismissal …"."""
        between = self.page.text.folded[start:end]
        for word in self.page.words_between(start, end):
            if word.value.part in (Part.TIME, Part.MARKER):
                between = between.replace(self.page.text.folded[word.start : word.end], " ", 1)
        return not between.strip(" ,")

    def is_only_setting(self, start: int, end: int) -> bool:
        """Tell whether nothing but times and places stand between: "met Hamada in Tokyo on Friday, who …"."""
        rest = list(self.page.text.folded[start:end])
        words = [w for w in self.page.words_between(start, end) if w.value.part in (Part.TIME, Part.MARKER)]
        words = [w for w in words if w.value.name not in _ACCOMPANYING]
        words += self.class_words("there", start, end)
        places = [hit for hit in self.page.names_between(start, end) if hit.value.entity_kind in _SETTINGS]
        for low, high in [*((w.start, w.end) for w in words), *((hit.start, hit.end) for hit in places)]:
            rest[low - start : high - start] = " " * (high - low)
        return not "".join(rest).strip(" ,.")

    def subject(self, trigger: Trigger) -> list[Link]:
        """Return the group before the verb that does not hang on a preposition, in the trigger's clause."""
        anchor = min(trigger.start, trigger.anchor[0])
        return self.subject_before(anchor, trigger.clause)

    def subject_before(self, anchor: int, clause: Clause) -> list[Link]:
        """Return the nearest subject group between a clause's start and a verb."""
        candidates = [link for link in self.people if clause.start <= link.start and link.end <= anchor]
        for link in reversed(candidates):
            if self.marker_before(link) is not None or self.is_owner(link):
                continue
            if self.page.grammar.gap(self.page.text.folded, link.end, anchor) > SUBJECT_WORDS:
                return []
            if self._stranger_between(link.end, anchor):
                return []
            group = [link]
            for earlier in reversed([c for c in candidates if c.end <= link.start]):
                if not self.joined(earlier, group[0]) or self._is_set_off(earlier, group[0]):
                    break
                group.insert(0, earlier)
            if self.marker_before(group[0]) is not None:
                continue
            return group
        return self._topic(candidates, clause)

    def _is_set_off(self, left: Link, right: Link) -> bool:
        """Tell "as guests of the president, the two ministers met", where a comma ends what hangs on a preposition."""
        between = self.page.text.folded[left.end : right.start]
        joined = any(
            self.page.text.folded[word.start].isalpha() and word.value.name == "joiners"
            for word in self.page.words_between(left.end, right.start).of(Part.MARKER)
        )
        return (
            self.page.grammar.lexicon.spaced
            and "," in between
            and not joined
            and (self.marker_before(left) is not None or len(right.participants) == 2)
        )

    def only_relates(self, clause: Clause) -> bool:
        """Tell whether a relative clause names nobody else: "who led the navy"."""
        relative = clause.opener is not None and clause.opener.value.part is Part.RELATIVE
        return relative and not any(clause.start <= k.start and k.end <= clause.end for k in self.people)

    def whose_own(self, noun: int, clause: Clause) -> list[Link]:
        """Return the clause's first person for "briefed a Korean colleague on his meeting with Li"."""
        own = self.party_words(Part.PRONOUN, clause.start, noun)
        before = [link for link in self.people if clause.start <= link.start and link.end <= noun]
        if not own or not before or self.page.grammar.gap(self.page.text.folded, own[-1].end, noun) > 1:
            return []
        behind_stranger = any(p.foreign for p in before[-1].participants) and not self.is_owner(before[0])
        return before[:1] if behind_stranger else []

    def _topic(self, people: list[Link], clause: Clause) -> list[Link]:
        """Return the subject of a clause that is itself spoken of: "对于奥斯汀与李尚福会谈，…"."""
        for link in people[:1]:
            if self.page.grammar.lexicon.spaced or self.page.grammar.lexicon.postpositions or self.is_owner(link):
                return []
            for word in self.page.words_between(clause.start, link.start):
                marks = word.value.part is Part.MARKER and word.value.name in ("oblique", "target")
                opens = word.start == clause.start and word.end - word.start > 1
                if marks and opens and self.only_titles(word.end, link.start):
                    return self.group_from(link, people[-1].end)
        return []

    def _stranger_between(self, start: int, end: int) -> bool:
        """Tell whether an unknown name that is no apposition stands between a subject and its verb."""
        for at in self.page.unknown_names(start, end):
            between = self.page.text.folded[start:at]
            if "," not in between and "(" not in between:
                return True
            rest = self.page.text.folded[at:end]
            if "," not in rest:
                return True
        return False
