"""A storyline's examples in, what the reader makes of each out: passed, failed, or a gap that is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import StrEnum

from extractors.reading import Reader
from extractors.records.articles import Article, TextOrigin
from extractors.records.ids import content_id
from seeds.examples import Example, WatchExamples


class ExampleVerdict(StrEnum):
    """How an example came out."""

    PASSED = "passed"
    FAILED = "failed"
    KNOWN_GAP = "known gap"  # fails as its mark says
    UNEXPECTED_PASS = "unexpected pass"  # marked as a known gap, and yet it passes: the mark can go


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleOutcome:
    """One example, read."""

    watch: str
    language: str
    must_raise: bool
    index: int  # within its list, from 0
    example: Example
    verdict: ExampleVerdict
    events: tuple[str, ...]  # what was read of the watch: mode, status, strength and cues

    @property
    def key(self) -> str:
        """Return the key path of the example in its file."""
        return f"{'must_raise' if self.must_raise else 'must_not_raise'}.{self.language}[{self.index}]"


def read_examples(groups: Iterable[WatchExamples], reader: Reader, now: datetime) -> Iterator[ExampleOutcome]:
    """Read every example on its own and yield how it came out, watch by watch, in the order of the files."""
    for group in groups:
        for must_raise, by_language in ((True, group.must_raise), (False, group.must_not_raise)):
            for language, examples in by_language.items():
                for index, example in enumerate(examples):
                    reading = reader.read(article_of_example(example, language, now))
                    right = (group.watch in reading.raises) is must_raise
                    yield ExampleOutcome(
                        watch=group.watch,
                        language=language,
                        must_raise=must_raise,
                        index=index,
                        example=example,
                        verdict=_verdict(right=right, known_gap=example.known_gap),
                        events=tuple(
                            f"{event.mode.value} {event.status.value} ({event.strength.value}): {', '.join(event.cues)}"
                            for event in reading.events
                            if group.watch in event.watches
                        ),
                    )


def article_of_example(example: Example, language: str, now: datetime) -> Article:
    """Return the example as an article in its declared language; its day is read as noon, UTC."""
    identity = content_id("example", example.title, example.text)
    published = datetime.combine(example.published, time(12), tzinfo=UTC) if example.published else None
    return Article(
        article_id=identity,
        version_id=identity,
        url="example",
        requested_url="example",
        final_url="example",
        outlet_id="example",
        feed_id=None,
        title=example.title,
        text=example.text,
        author=None,
        site=None,
        language=language,
        published_at=published,
        published_precision="day" if published else None,
        fetched_at=now,
        text_origin=TextOrigin.FILE,
    )


def _verdict(*, right: bool, known_gap: bool) -> ExampleVerdict:
    if known_gap:
        return ExampleVerdict.UNEXPECTED_PASS if right else ExampleVerdict.KNOWN_GAP
    return ExampleVerdict.PASSED if right else ExampleVerdict.FAILED
