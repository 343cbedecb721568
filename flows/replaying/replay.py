"""The past replayed: a stream of articles in, stored and judged by the code of every pass; messages out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from flows.alerting.channels import CONSOLE, Channel
from flows.alerting.delivery import deliver_due
from flows.alerting.foundations import FoundedAlert, found_alerts
from flows.alerting.sending import Sent
from flows.clock import StandingClock
from flows.data_dir import DataDirError, locked_data_dir
from flows.desk import Desk, set_up_desk
from flows.histories import History
from flows.passes import begin_run, end_run
from flows.progress import note_progress
from flows.provenance import COPY_WINDOW, Memory, load_memory
from flows.replaying.streams import PastPass, Stream, load_stream
from flows.settings import Settings
from flows.storing import settle_watches, store_articles, store_baseline
from flows.tallies import Tally
from warehouse.outbox import DueDelivery
from warehouse.rejections import append_rejections
from warehouse.snapshot import publish_snapshot

log = logging.getLogger(__name__)

_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for the time of fetching until an article gets that of its own date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayMessage:
    """One message; the fields are those of a line of ``storywatch replay``."""

    time: datetime
    watch: str
    development_id: str
    stage: str | None
    status: str
    event_date: date | None
    article_id: str  # as its file gives it
    outlet: str
    origins: int
    quote: str
    kind: str


@dataclass(slots=True)
class ReplayReport:
    """What a replay did."""

    undated: int
    repeated: int
    refused: int  # pages of web archives that gave no article; each is a row of ``rejections``
    passes: int
    articles: int
    messages: list[FoundedMessage] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundedMessage:
    """A message with where its development is said to have been."""

    message: ReplayMessage
    place: str | None


def replay(
    settings: Settings,
    paths: Sequence[Path],
    feeds_file: Path | None,
    tell: Callable[[ReplayMessage], None],
    *,
    resume: bool = False,
) -> ReplayReport:
    """Replay files of articles into the data directory and call ``tell`` with each message as it becomes due.

    The same files give the same messages. Nothing leaves: every channel takes its messages in silence.

    Raises:
        ArticleFileError: a file is no .jsonl of articles and no web archive.
        DataDirError: there is a warehouse already, and it is not to be resumed.
    """
    settings = settings.model_copy(update={"warehouse": None})  # a lake holds what really happened
    with locked_data_dir(settings.data_dir):
        if settings.warehouse_path.exists() and not resume:
            raise DataDirError(
                f"{settings.data_dir} holds a warehouse already; a replay needs a directory of its own "
                "(--resume goes on with one that was interrupted)"
            )
        clock = StandingClock(_NO_TIME)
        desk = set_up_desk(replay_settings(settings), clock, feeds_file)
        stream = load_stream(paths, _NO_TIME, desk.outlets)
        report = ReplayReport(
            undated=stream.undated,
            repeated=stream.repeated,
            refused=len(stream.rejections),
            passes=len(stream.passes),
            articles=sum(len(each.articles) for each in stream.passes),
        )
        if not stream.passes:
            return report
        clock.set(stream.passes[0].at)
        with desk.warehouse.kept_open():
            run = begin_run(desk, "replay")
            with desk.warehouse.transaction(run.run_id) as tx:
                append_rejections(tx, stream.rejections)
            tally = Tally()
            for founded in _play(desk, run.run_id, stream, clock, tally):
                report.messages.append(founded)
                tell(founded.message)
            _deliver_in_silence(desk)
            end_run(desk, run, "ok", tally)
        publish_snapshot(desk.warehouse, settings.snapshot_path)
    return report


def replay_settings(settings: Settings) -> Settings:
    """Return the settings of a replay: no channel of an analyst's, and no official lists of today."""
    nobody = {"channels": {}, "webhooks": {}, "routes": {}, "default_channels": (CONSOLE,)}
    return settings.model_copy(update={**nobody, "official_lists": False})


def _play(desk: Desk, run_id: str, stream: Stream, clock: StandingClock, tally: Tally) -> Iterator[FoundedMessage]:
    alerts = store_baseline(desk, run_id)
    memory = load_memory(desk)
    for number, past in enumerate(stream.passes, start=1):
        clock.set(past.at)
        forget_old(memory, past)
        pairs = [(article, desk.reader.read(article)) for article in past.articles]
        alerts += store_articles(desk, run_id, pairs, memory, tally)
        alerts += settle_watches(desk, run_id)
        for founded in found_alerts(desk, alerts, past.since):
            yield _message(founded, past.at, stream.given_ids)
        alerts = []
        note_progress("replaying passes", number, len(stream.passes))


def forget_old(memory: Memory, past: PastPass) -> None:
    """Drop from memory what that pass would not have loaded."""
    since = past.at - COPY_WINDOW
    memory.signatures = [signed for signed in memory.signatures if signed.at >= since]
    memory.history = History()


def _message(founded: FoundedAlert, at: datetime, given_ids: dict[str, str]) -> FoundedMessage:
    line, development, best = founded.line, founded.development, founded.best
    message = ReplayMessage(
        time=at,
        watch=line.watch,
        development_id=line.development_id,
        stage=line.stage,
        status=line.status,
        event_date=development.event_date,
        article_id=given_ids.get(best.version_id, best.article_id) if best else "",
        outlet=best.outlet_id if best else "",
        origins=len(development.origin_ids),
        quote=best.quote if best else "",
        kind=line.kind,
    )
    return FoundedMessage(message=message, place=development.place)


def _deliver_in_silence(desk: Desk) -> None:
    """Close the outbox as if every message had arrived: what is past must not be sent by a later command."""
    names = {CONSOLE} | {name for watch in desk.storyline.watches for name in watch.channels}
    deliver_due(desk.warehouse, {name: Channel(name=name) for name in names}, desk.clock, send=_keep_silent)


def _keep_silent(channel: Channel, due: DueDelivery) -> Sent:
    return Sent(ok=True, detail="replay: not sent")
