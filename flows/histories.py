"""The history that evidence is judged with: loaded as far as it is asked for, kept from one judgement to the next.

What is judged late in a pass is judged with all that was asked for earlier in it, as if it had come at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from extractors.developments.reach import join_stretches, stretches_left
from extractors.records.developments import Development, DevelopmentChange, Evidence
from extractors.records.revisits import FormerWords
from extractors.records.windows import EvidenceWindow
from warehouse.developments import load_belongings, load_closure_markers, load_developments
from warehouse.evidence import load_evidence, load_evidence_within
from warehouse.revisits import load_former_words, load_missed_entries
from warehouse.store import ReadTransaction


@dataclass(slots=True)
class _Covered:
    """What has been loaded of each watch."""

    days: dict[str, tuple[tuple[date, date], ...]] = field(default_factory=dict)
    recalled: dict[str, set[date]] = field(default_factory=dict)

    def covers(self, window: EvidenceWindow) -> bool:
        """Return whether nothing of the window is left to load."""
        known = self.days.get(window.watch, ())
        recalled = self.recalled.get(window.watch, set())
        return not stretches_left(window.days, known) and recalled.issuperset(window.recalled_before)

    def take(self, windows: Iterable[EvidenceWindow]) -> list[EvidenceWindow]:
        """Return what is left to load of the windows, and count it as loaded."""
        left = []
        for window in windows:
            before = self.days.get(window.watch, ())
            days = stretches_left(window.days, before)
            recalled = set(window.recalled_before) - self.recalled.setdefault(window.watch, set())
            if days or recalled:
                left.append(replace(window, days=days, recalled_before=tuple(sorted(recalled))))
            self.days[window.watch] = join_stretches((*before, *window.days))
            self.recalled[window.watch] |= recalled
        return left


@dataclass(slots=True)
class History:
    """What is known of a warehouse that nobody else writes to while this is kept: told of all that is stored."""

    evidence: dict[str, Evidence] = field(default_factory=dict)  # what new evidence can change or be changed by
    context: dict[str, Evidence] = field(default_factory=dict)  # what keeps that apart
    _whole: set[str] = field(default_factory=set)
    _windows: _Covered = field(default_factory=_Covered)
    _spans: _Covered = field(default_factory=_Covered)
    _markers: set[str] | None = None
    _developments: dict[str, Development] | None = None
    _placed: set[str] = field(default_factory=set)  # evidence whose developments have theirs with them
    _former: dict[str, FormerWords] = field(default_factory=dict)
    _looked_up: set[str] = field(default_factory=set)  # versions
    _missed: set[str] = field(default_factory=set)  # entries

    def closure_markers(self, tx: ReadTransaction) -> set[str]:
        """Return the ids that mark a watch as found closed."""
        if self._markers is None:
            self._markers = load_closure_markers(tx)
        return self._markers

    def load_watches(self, tx: ReadTransaction, watches: Collection[str]) -> None:
        """Know all evidence of the watches."""
        if left := sorted(set(watches) - self._whole):
            self._keep(load_evidence(tx, left))
            self._whole.update(left)

    def load_windows(self, tx: ReadTransaction, windows: Sequence[EvidenceWindow]) -> None:
        """Know the evidence that the windows ask for."""
        asked = self._windows.take(window for window in windows if window.watch not in self._whole)
        if asked:
            self._keep(load_evidence_within(tx, asked))

    def covers(self, windows: Iterable[EvidenceWindow]) -> bool:
        """Return whether all that the windows ask for is known."""
        return all(window.watch in self._whole or self._windows.covers(window) for window in windows)

    def load_spans(self, tx: ReadTransaction, windows: Sequence[EvidenceWindow]) -> None:
        """Know as context what happened in the windows."""
        asked = self._spans.take(window for window in windows if window.watch not in self._whole)
        if asked:
            found = load_evidence_within(tx, asked, happened=True)
            self.context |= {e.evidence_id: e for e in found if e.evidence_id not in self.evidence}

    def _keep(self, found: Iterable[Evidence]) -> None:
        for e in found:
            self.evidence.setdefault(e.evidence_id, e)
            self.context.pop(e.evidence_id, None)

    def developments(self, tx: ReadTransaction) -> list[Development]:
        """Return every development, with its evidence where any of that is known here."""
        new = {*self.evidence, *self.context} - self._placed
        if self._developments is None:
            self._developments = {each.development_id: each for each in load_developments(tx, new)}
        elif new:
            for development_id, evidence_ids in load_belongings(tx, new).items():
                known = self._developments[development_id]
                self._developments[development_id] = replace(known, evidence_ids=tuple(evidence_ids))
        self._placed |= new
        return list(self._developments.values())

    def former_words(self, tx: ReadTransaction) -> list[FormerWords]:
        """Return what became of the versions that evidence stands in, where that is not what it was."""
        versions = {e.version_id for known in (self.evidence, self.context) for e in known.values()}
        if new := versions - self._looked_up:
            self._missed = load_missed_entries(tx)
            self._former |= {words.version_id: words for words in load_former_words(tx, new)}
            self._looked_up |= new
        return list(self._former.values())

    def learn(self, evidence: Iterable[Evidence], changes: Iterable[DevelopmentChange]) -> None:
        """Know what has been stored since."""
        for e in evidence:
            self.evidence[e.evidence_id] = e
            self.context.pop(e.evidence_id, None)
            if self._developments is not None:
                self._placed.add(e.evidence_id)
        for change in changes:
            if self._developments is not None:
                self._developments[change.after.development_id] = change.after
            if self._markers is not None:
                self._markers.update(each for each in change.evidence_ids if each.startswith("closed-"))

    def forget_words(self, article_ids: Collection[str], tried: Collection[str], gone: Collection[str]) -> None:
        """Look up anew the words of articles that were read, and all of them where a page went or came back.

        `tried` and `gone` are ids of the entries whose pages were asked for, and of those that are not there.
        """
        if gone or not self._missed.isdisjoint(tried):
            self._former.clear()
            self._looked_up.clear()
            return
        stale = {
            e.version_id
            for known in (self.evidence, self.context)
            for e in known.values()
            if e.article_id in article_ids
        }
        self._looked_up -= stale
        for version_id in stale:
            self._former.pop(version_id, None)
