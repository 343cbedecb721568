"""The recorded world: invented outlets and articles from seeds/demo, and what stands where at a given moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, Field

from seeds.errors import SeedError, SeedFault
from seeds.model import LanguageCode, SeedModel, Slug
from seeds.outlets import Outlet, OutletFile
from seeds.storyline import EventStatus
from seeds.watches import Stage
from seeds.yaml_files import load_yaml_model

DEMO_DIR = Path(__file__).parent / "demo"


class Revision(SeedModel):
    """Other words at the same address, from a moment on."""

    at: AwareDatetime
    title: str
    text: str


class DemoArticle(SeedModel):
    """One article: where it stands, what it says, and what is odd about how it is served."""

    id: Slug
    outlet: Slug
    feeds: tuple[Slug, ...] = ()
    """Empty: the outlet's first feed."""
    path: str = Field(pattern=r"^/[A-Za-z0-9/._-]+$")
    published: AwareDatetime
    dated: bool = True
    """False: neither feed nor page says when it was published."""
    language: LanguageCode
    title: str
    byline: str | None = None
    summary: str | None = None
    """For the feed; empty: the first paragraph."""
    text: str | None = None
    """Paragraphs, with a blank line between; empty for a copy."""
    copy_of: Slug | None = None
    """The article whose words it repeats."""
    opening: str | None = None
    """A copy's own first paragraph, in place of the original's."""
    dropped_paragraphs: int = Field(default=0, ge=0)
    """How many a copy cuts from the end."""
    credited_to: Slug | None = None
    """The outlet that an aggregator names as the publisher."""
    page: Literal["full", "teaser"] = "full"
    """A teaser shows the first words and asks for a subscription."""
    broken_until: AwareDatetime | None = None
    """The page answers 500 before this moment."""
    comments: tuple[str, ...] = ()
    """What readers wrote below it: not the article's words."""
    revisions: tuple[Revision, ...] = ()


class DemoFile(SeedModel):
    """`articles/*.yaml`."""

    articles: tuple[DemoArticle, ...]


class FeedServing(SeedModel):
    """How a feed is served."""

    feed: Slug
    flavour: Literal["rss", "atom", "rdf", "json", "list-page", "front-page", "missing"] = "rss"
    declared_encoding: str = "utf-8"
    actual_encoding: str = "utf-8"
    links: Literal["absolute", "relative"] = "absolute"
    link_suffix: str = ""
    whole_text: bool = False
    kept_days: int = Field(default=10, ge=1)
    """How long an article stays in it: longer than the look-back of a pass, as in most real feeds."""


class PageServing(SeedModel):
    """How an outlet's pages are served."""

    outlet: Slug
    encoding: str = "utf-8"


class ServingFile(SeedModel):
    """`serving.yaml`."""

    feeds: tuple[FeedServing, ...]
    pages: tuple[PageServing, ...] = ()


class DemoPass(SeedModel):
    """One pass: the moment the clock is set to, and what a reader is told of it."""

    id: Slug
    at: AwareDatetime
    label: str


class PassFile(SeedModel):
    """`passes.yaml`."""

    passes: tuple[DemoPass, ...] = Field(min_length=1)


class ExpectedAlert(SeedModel):
    """One alert that is due."""

    watch: Slug
    stage: Stage
    event_date: date | None = None
    """Empty where the words do not tell the day."""


class ExpectedNotice(SeedModel):
    """One notice that is due: the watch and the status that it tells."""

    watch: Slug
    status: EventStatus


class ExpectedPass(SeedModel):
    """What is due in one pass."""

    after: Slug
    alerts: tuple[ExpectedAlert, ...]
    notices: tuple[ExpectedNotice, ...] = ()


class ExpectedFile(SeedModel):
    """`expected.yaml`."""

    expected: tuple[ExpectedPass, ...]


class ArticleState(SeedModel):
    """What an article's address says at one moment."""

    article: DemoArticle
    title: str
    paragraphs: tuple[str, ...]
    updated: datetime


class DemoWorld(SeedModel):
    """All of it, checked."""

    outlets: tuple[Outlet, ...]
    articles: tuple[DemoArticle, ...]
    feed_serving: dict[Slug, FeedServing]
    page_encodings: dict[Slug, str]
    passes: tuple[DemoPass, ...]
    expected: tuple[ExpectedPass, ...]

    def feed_ids(self, article: DemoArticle) -> tuple[str, ...]:
        """The feeds that carry the article."""
        if article.feeds:
            return article.feeds
        return next((outlet.feeds[0].id,) for outlet in self.outlets if outlet.id == article.outlet)

    def paragraphs(self, article: DemoArticle) -> tuple[str, ...]:
        """The article's first words, a copy's taken from its original."""
        if article.copy_of is None:
            return _paragraphs(article.text or "")
        original = next(other for other in self.articles if other.id == article.copy_of)
        kept = self.paragraphs(original)
        kept = kept[: len(kept) - article.dropped_paragraphs]
        return kept if article.opening is None else (article.opening, *kept[1:])

    def state(self, article: DemoArticle, at: datetime) -> ArticleState | None:
        """What stands at the article's address at a moment, or None before it is published."""
        if at < article.published:
            return None
        title, paragraphs, updated = article.title, self.paragraphs(article), article.published
        for revision in article.revisions:
            if revision.at <= at:
                title, paragraphs, updated = revision.title, _paragraphs(revision.text), revision.at
        return ArticleState(article=article, title=title, paragraphs=paragraphs, updated=updated)

    def serving(self, feed_id: str) -> FeedServing:
        """How a feed is served."""
        return self.feed_serving.get(feed_id) or FeedServing(feed=feed_id)

    def feed_articles(self, feed_id: str, at: datetime) -> tuple[ArticleState, ...]:
        """What a feed carries at a moment, newest first."""
        kept = timedelta(days=self.serving(feed_id).kept_days)
        carried = (article for article in self.articles if feed_id in self.feed_ids(article))
        states = (self.state(article, at) for article in carried if article.published > at - kept)
        return tuple(sorted((s for s in states if s), key=lambda s: s.article.published, reverse=True))

    def article_at(self, outlet_id: str, path: str) -> DemoArticle | None:
        """The article with this address."""
        return next((a for a in self.articles if a.outlet == outlet_id and a.path == path), None)


def load_demo_world(root: Path = DEMO_DIR) -> DemoWorld:
    """Read and check the recorded world below ``root``.

    Raises:
        SeedError: with the faults of the first file that has any, or with every wrong reference.
    """
    serving = load_yaml_model(root / "serving.yaml", ServingFile)
    files = sorted((root / "articles").glob("*.yaml"))
    world = DemoWorld(
        outlets=load_yaml_model(root / "outlets.yaml", OutletFile).outlets,
        articles=tuple(article for path in files for article in load_yaml_model(path, DemoFile).articles),
        feed_serving={feed.feed: feed for feed in serving.feeds},
        page_encodings={page.outlet: page.encoding for page in serving.pages},
        passes=load_yaml_model(root / "passes.yaml", PassFile).passes,
        expected=load_yaml_model(root / "expected.yaml", ExpectedFile).expected,
    )
    faults = check_demo_world(world, root)
    if faults:
        raise SeedError(faults)
    return world


def check_demo_world(world: DemoWorld, root: Path) -> list[SeedFault]:
    """Every reference that leads nowhere, every id or address that is there twice, passes out of order."""
    feeds = {feed.id: outlet.id for outlet in world.outlets for feed in outlet.feeds}
    outlets = {outlet.id for outlet in world.outlets}
    ids = [article.id for article in world.articles]
    addresses = [(article.outlet, article.path) for article in world.articles]
    passes = [one.id for one in world.passes]
    found: list[tuple[str, str]] = []
    for article in world.articles:
        where = f"articles[{article.id}]"
        if ids.count(article.id) > 1:
            found.append((where, "this id is there twice"))
        if addresses.count((article.outlet, article.path)) > 1:
            found.append((f"{where}.path", f"{article.path!r} is there twice at {article.outlet!r}"))
        if article.outlet not in outlets:
            found.append((f"{where}.outlet", f"there is no outlet {article.outlet!r}"))
        if article.credited_to is not None and article.credited_to not in outlets:
            found.append((f"{where}.credited_to", f"there is no outlet {article.credited_to!r}"))
        for feed in article.feeds:
            if feeds.get(feed) != article.outlet:
                found.append((f"{where}.feeds", f"{feed!r} is no feed of {article.outlet!r}"))
        if (article.text is None) == (article.copy_of is None):
            found.append((where, "expected either text or copy_of"))
        if article.copy_of is not None and article.copy_of not in ids:
            found.append((f"{where}.copy_of", f"there is no article {article.copy_of!r}"))
    found += [("serving.feeds", f"there is no feed {feed!r}") for feed in world.feed_serving if feed not in feeds]
    found += [("serving.pages", f"there is no outlet {one!r}") for one in world.page_encodings if one not in outlets]
    found += [("expected", f"there is no pass {e.after!r}") for e in world.expected if e.after not in passes]
    if [one.at for one in world.passes] != sorted(one.at for one in world.passes):
        found.append(("passes", "expected in the order of time"))
    return [SeedFault(root, key, message) for key, message in found]


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
