"""The recorded world: its data hold together, and its server shows each moment as feeds and pages of the real kind."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from flows.data_dir import DataDirError
from flows.demo.addresses import serve_world
from flows.demo.server import DemoServer, PortTakenError
from seeds.demo_world import DEMO_DIR, DemoWorld, check_demo_world, load_demo_world
from seeds.errors import SeedError
from seeds.loading import load_storyline

DINNER = datetime(2023, 6, 2, 16, tzinfo=UTC)


@pytest.fixture(scope="module")
def world() -> DemoWorld:
    return load_demo_world()


@pytest.fixture(scope="module")
def server(world: DemoWorld) -> Iterator[DemoServer]:
    with DemoServer(world, DINNER, port=0) as server:
        yield server


def get(url: str, headers: dict[str, str] | None = None) -> tuple[int, Message, bytes]:
    request = urllib.request.Request(url, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def test_every_article_is_in_some_pass_feed(world: DemoWorld) -> None:
    carried = {
        state.article.id
        for outlet in world.outlets
        for feed in outlet.feeds
        for one in world.passes
        for state in world.feed_articles(feed.id, one.at)
    }
    assert carried == {article.id for article in world.articles}


def test_expected_alerts_name_watches_of_the_storyline(world: DemoWorld) -> None:
    watches = {watch.slug for watch in load_storyline("us-china-defense").watches}
    assert {alert.watch for one in world.expected for alert in one.alerts} <= watches


def test_the_headline_watches_are_owed_no_alert(world: DemoWorld) -> None:
    due = {alert.watch for one in world.expected for alert in one.alerts}
    assert due.isdisjoint({"austin-li-meeting", "li-sanctions-lifted"})


def test_at_least_ten_outlets_in_english_and_chinese(world: DemoWorld) -> None:
    assert len(world.outlets) >= 12
    assert {"en", "zh"} == {article.language for article in world.articles}


def test_hosts_cannot_belong_to_anyone(world: DemoWorld) -> None:
    assert all(host.endswith(".example") for outlet in world.outlets for host in outlet.hosts)


def test_articles_have_the_length_of_news(world: DemoWorld) -> None:
    lengths = {
        article.id: len(text) if article.language == "zh" else len(text.split())
        for article in world.articles
        for text in [" ".join(world.paragraphs(article))]
    }
    assert {name: length for name, length in lengths.items() if not 75 <= length <= 350} == {}


def test_a_copy_repeats_its_original_but_for_what_it_cuts(world: DemoWorld) -> None:
    by_id = {article.id: article for article in world.articles}
    original = world.paragraphs(by_id["meridian-intercept"])
    assert world.paragraphs(by_id["harbour-intercept-copy"]) == original[:-1]


def test_a_reference_that_leads_nowhere_is_named(world: DemoWorld) -> None:
    article = world.articles[0].model_copy(update={"outlet": "nowhere-news", "copy_of": "no-such-article"})
    faults = check_demo_world(world.model_copy(update={"articles": (article,)}), Path("demo"))
    assert [str(fault) for fault in faults] == [
        "demo: articles[bulletin-li-attends].outlet: there is no outlet 'nowhere-news'",
        "demo: articles[bulletin-li-attends]: expected either text or copy_of",
        "demo: articles[bulletin-li-attends].copy_of: there is no article 'no-such-article'",
    ]


def test_an_unknown_key_in_the_data_is_refused(tmp_path: Path) -> None:
    for path in DEMO_DIR.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.yaml").write_text("articles: [{id: a, colour: red}]\n", encoding="utf-8")
    with pytest.raises(SeedError, match="colour"):
        load_demo_world(tmp_path)


def test_only_what_is_published_by_then_is_in_the_feed(server: DemoServer, world: DemoWorld) -> None:
    server.show(datetime(2023, 6, 2, 13, tzinfo=UTC))
    assert b"shake hands" not in get(f"{server.base_urls['meridian-press']}/rss/world.xml")[2]
    server.show(DINNER)
    assert b"shake hands" in get(f"{server.base_urls['meridian-press']}/rss/world.xml")[2]


def test_a_feed_forgets_and_a_list_page_does_not(world: DemoWorld) -> None:
    november = datetime(2023, 11, 20, tzinfo=UTC)
    assert world.feed_articles("meridian-press-world", november) == ()
    listed = world.feed_articles("defence-bulletin-releases", november)
    assert [state.article.id for state in listed] == ["bulletin-li-attends"]


def test_each_outlet_answers_at_an_address_of_its_own(server: DemoServer) -> None:
    assert len(set(server.base_urls.values())) == 15
    assert get(f"{server.base_urls['lantern-daily']}/rss/world.xml")[0] == 404


def test_an_unchanged_feed_is_answered_with_304(server: DemoServer) -> None:
    server.show(DINNER)
    url = f"{server.base_urls['potomac-ledger']}/security/atom.xml"
    status, headers, _ = get(url)
    assert status == 200
    assert get(url, {"If-None-Match": headers["ETag"]})[::2] == (304, b"")
    assert get(url, {"If-Modified-Since": headers["Last-Modified"]})[0] == 304


def test_a_feed_with_news_is_answered_in_full(server: DemoServer) -> None:
    url = f"{server.base_urls['meridian-press']}/rss/world.xml"
    server.show(datetime(2023, 6, 2, 13, tzinfo=UTC))
    before = get(url)[1]
    server.show(DINNER)
    headers = {"If-None-Match": before["ETag"], "If-Modified-Since": before["Last-Modified"]}
    assert get(url, headers)[0] == 200


def test_the_edited_article_has_other_words_later(server: DemoServer) -> None:
    url = f"{server.base_urls['transpacific-wire']}/stories/20230602-forum-opens"
    server.show(DINNER)
    assert b"no plan for them to talk" in get(url)[2]
    server.show(datetime(2023, 6, 3, 8, tzinfo=UTC))
    assert b"with a handshake between the defence chiefs" in get(url)[2]


def test_the_broken_page_answers_500_and_later_200(server: DemoServer) -> None:
    url = f"{server.base_urls['capitol-courier']}/news/timeline-us-china-military"
    server.show(datetime(2023, 5, 31, 14, tzinfo=UTC))
    assert get(url)[0] == 500
    server.show(DINNER)
    assert get(url)[0] == 200


def test_the_paywalled_page_holds_the_first_words_only(server: DemoServer) -> None:
    server.show(DINNER)
    page = get(f"{server.base_urls['thames-dispatch']}/world/2023/05/31/why-beijing-says-no")[2].decode()
    assert "China's refusal to let its defence minister sit down with Lloyd Austin in Singapore …" in page
    assert "Subscribe" in page
    assert "less about a man than about a list" not in page


def test_the_feed_that_says_utf8_is_gb18030(server: DemoServer) -> None:
    server.show(DINNER)
    body = get(f"{server.base_urls['great-wall-daily']}/rss/junshi.xml")[2]
    assert b'encoding="utf-8"' in body
    assert "毛宁：美方应为两军沟通创造必要氛围和条件" in body.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_the_undated_article_has_no_date_in_feed_or_page(server: DemoServer) -> None:
    server.show(DINNER)
    base = server.base_urls["harbour-post"]
    feed = get(f"{base}/feeds/asia.rss")[2].decode()
    entry = next(item for item in feed.split("<item>") if "Five things" in item)
    assert "pubDate" not in entry
    assert "2023-05-31" not in get(f"{base}/specials/shangri-la/five-things-to-watch")[2].decode()


def test_the_dead_feed_and_the_feed_that_is_a_page(server: DemoServer) -> None:
    assert get(f"{server.base_urls['southern-cross-review']}/asia/feed")[0] == 404
    status, headers, body = get(f"{server.base_urls['sampan-weekly']}/rss")
    assert (status, headers.get_content_type(), body[:15]) == (200, "text/html", b"<!DOCTYPE html>")


def test_the_json_feed_is_one(server: DemoServer) -> None:
    server.show(DINNER)
    feed = json.loads(get(f"{server.base_urls['capitol-courier']}/news/feed.json")[2])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["items"][0]["title"] == "Austin shakes hands with China's defense minister at dinner"


def test_served_outlets_point_at_the_server(server: DemoServer, world: DemoWorld) -> None:
    served = {outlet.id: outlet for outlet in server.outlets}
    assert served["meridian-press"].feeds[0].id == "meridian-press-world"
    assert urlsplit(str(served["meridian-press"].feeds[0].url)).port == server.port
    assert [outlet.independence_group for outlet in server.outlets] == [o.independence_group for o in world.outlets]


def test_a_server_that_has_been_left_listens_no_more(world: DemoWorld) -> None:
    with DemoServer(world, DINNER, port=0) as server:
        url = f"{server.base_urls['meridian-press']}/rss/world.xml"
        assert get(url)[0] == 200
    with pytest.raises(urllib.error.URLError):
        get(url)


def test_a_data_directory_is_served_at_the_same_addresses_again(world: DemoWorld, tmp_path: Path) -> None:
    with DemoServer(world, DINNER, port=0) as other:
        free = other.port
    (tmp_path / "demo-port").write_text(f"{free}\n", encoding="ascii")
    with serve_world(world, tmp_path) as server:
        assert server.port == free


def test_the_port_of_the_first_demo_is_remembered(world: DemoWorld, tmp_path: Path) -> None:
    with serve_world(world, tmp_path) as server:
        assert (tmp_path / "demo-port").read_text(encoding="ascii") == f"{server.port}\n"


def test_a_remembered_port_that_is_taken_is_a_clear_message(
    server: DemoServer, world: DemoWorld, tmp_path: Path
) -> None:
    (tmp_path / "demo-port").write_text(f"{server.port}\n", encoding="ascii")
    with pytest.raises(DataDirError, match=f"port {server.port} is taken.*--data-dir"), serve_world(world, tmp_path):
        pass


def test_a_port_file_that_holds_no_port_is_a_clear_message(world: DemoWorld, tmp_path: Path) -> None:
    (tmp_path / "demo-port").write_text("seven\n", encoding="ascii")
    with pytest.raises(DataDirError, match="'seven' is no port"), serve_world(world, tmp_path):
        pass


def test_two_servers_cannot_share_a_port(server: DemoServer, world: DemoWorld) -> None:
    with pytest.raises(PortTakenError):
        DemoServer(world, DINNER, port=server.port)
