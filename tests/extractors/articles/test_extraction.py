"""Article text out of pages, good and hostile, in the killable worker."""

from __future__ import annotations

import gzip
import json
import signal
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.articles.extraction import (
    MEMORY_BYTES,
    SELF_END_SECONDS,
    ExtractedPage,
    ExtractionRefusal,
    Extractor,
    _Worker,
)
from extractors.articles.extraction_worker import send_message
from extractors.records.rejections import RejectionReason

PARAGRAPHS = (
    "The two ministers sat down for an hour in Singapore on Friday, their first talks since last year.",
    "Afterwards both sides called the conversation frank, and agreed that their staffs would speak again soon.",
    "A spokesman said that the agenda had covered the strait, the sea to its south, and risk at close quarters.",
)
URL = "https://example.com/world/1"


def page(head: str = "", paragraphs: tuple[str, ...] = PARAGRAPHS, title: str = "Ministers talk in Singapore") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def taken(extractor: Extractor, html: str | bytes, charset: str | None = None, url: str = URL) -> ExtractedPage:
    found = extractor.extract(html.encode() if isinstance(html, str) else html, url, charset)
    assert isinstance(found, ExtractedPage), found
    return found


def refused(extractor: Extractor, html: str | bytes) -> RejectionReason:
    found = extractor.extract(html.encode() if isinstance(html, str) else html, URL, None)
    assert isinstance(found, ExtractionRefusal), found
    return found.reason


def test_text_and_title_are_taken_and_the_headline_is_not_repeated(extractor: Extractor) -> None:
    found = taken(extractor, page())
    assert found.title == "Ministers talk in Singapore"
    assert found.text == "\n".join(PARAGRAPHS)


def test_brief_in_chinese_comes_without_the_menu(extractor: Extractor) -> None:
    first = "国防部新闻发言人三十日在北京说，国防部长将应邀出席本周末在新加坡举行的安全论坛，并在会上发表演讲。"
    second = (
        "发言人还说，部长将同多国代表团团长会面，并就地区形势交换看法；有记者问到是否会见美方，发言人没有正面回答。"
    )
    third = "论坛由一家国际研究所主办，每年一次，今年有四十多个国家的国防官员参加，会期三天，主题是亚太安全。"
    html = (
        "<html><title>国防部长将赴新加坡</title><body><nav><a href='/'>首页</a><a href='/mil'>军事</a></nav>"
        f"<article><h1>国防部长将赴新加坡</h1><p>{first}</p><p>{second}</p><p>{third}</p></article>"
    )
    assert taken(extractor, html).text == f"{first}\n{second}\n{third}"


def test_comments_are_left_out(extractor: Extractor) -> None:
    comments = (
        '<div id="comments" class="comments"><p>First! This is a comment that nobody needs to read at all.</p></div>'
    )
    assert "First!" not in taken(extractor, page().replace("</body>", comments + "</body>")).text


META = '<meta property="article:published_time" content="{}">'
LD = '<script type="application/ld+json">{{"datePublished":"{}","dateModified":"2023-06-09"}}</script>'


@pytest.mark.parametrize(
    ("head", "published", "precision"),
    [
        (META.format("2023-06-02T20:15:00+08:00"), datetime(2023, 6, 2, 12, 15, tzinfo=UTC), "second"),
        (LD.format("2023-06-02T10:00:00Z"), datetime(2023, 6, 2, 10, 0, tzinfo=UTC), "second"),
        (META.format("2023-06-02"), datetime(2023, 6, 2, tzinfo=UTC), "day"),
        (META.format("2023-06-02T10:00:00"), datetime(2023, 6, 2, tzinfo=UTC), "day"),
        (
            META.format("2023-06-02") + LD.format("2023-06-02T10:00:00Z"),
            datetime(2023, 6, 2, 10, 0, tzinfo=UTC),
            "second",
        ),
        ('<meta name="publishdate" content="2023-06-01 08:30:00">', datetime(2023, 6, 1, tzinfo=UTC), "day"),
        ("", None, None),
    ],
)
def test_stated_date(extractor: Extractor, head: str, published: datetime | None, precision: str | None) -> None:
    found = taken(extractor, page(head))
    assert (found.published_at, found.published_precision) == (published, precision)


def test_copyright_year_is_no_date(extractor: Extractor) -> None:
    html = page().replace("</body>", "<footer>Copyright 2019 Example Ltd</footer></body>")
    assert taken(extractor, html).published_at is None


def test_date_in_the_address_serves_where_the_page_states_none(extractor: Extractor) -> None:
    found = taken(extractor, page(), url="https://example.com/2023/06/02/talks")
    assert (found.published_at, found.published_precision) == (datetime(2023, 6, 2, tzinfo=UTC), "day")


CHINESE = (
    "国防部长李尚福周五在新加坡出席香格里拉对话会，与多国防务部门负责人见面，并就地区安全形势交换了意见。",
    "国防部发言人说，中方重视发展两军关系，但交流合作必须有原则，双方应当相互尊重。",
)


@pytest.mark.parametrize(
    ("meta", "actual", "http"),
    [
        ("gb2312", "gb18030", None),
        ("utf-8", "gb18030", "gb2312"),
        ("gb2312", "utf-8", None),
        ("utf-8", "utf-8", "iso-8859-1"),
        ("big5", "utf-16", None),
    ],
)
def test_encodings_true_and_false(extractor: Extractor, meta: str, actual: str, http: str | None) -> None:
    html = page(f'<meta charset="{meta}">', CHINESE, title="李尚福在新加坡").encode(actual)
    assert taken(extractor, html, http).text == "\n".join(CHINESE)


def test_one_broken_byte_does_not_spoil_the_page(extractor: Extractor) -> None:
    html = page('<meta charset="utf-8">', CHINESE).encode() + "测".encode()[:2]
    assert taken(extractor, html).text == "\n".join(CHINESE)


def test_invisible_characters_are_taken_out_of_names(extractor: Extractor) -> None:
    hidden = (
        PARAGRAPHS[0],
        "Minister Li\u00ad Shang\u200bfu \u202eneilA\u202c spoke for an hour to the delegates in the hall.",
    )
    assert "Minister Li Shangfu neilA spoke" in taken(extractor, page(paragraphs=hidden)).text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", RejectionReason.EMPTY),
        (
            "<html><head><title>Just a moment...</title></head><body>Checking</body></html>",
            RejectionReason.INTERSTITIAL,
        ),
        (
            "<html><body><p>Please enable JavaScript and cookies in your browser to read on.</p></body></html>",
            RejectionReason.INTERSTITIAL,
        ),
        (
            '<html><body><div class="g-recaptcha"></div><p>One more step.</p></body></html>',
            RejectionReason.INTERSTITIAL,
        ),
        ("<html><body><p>We value your privacy. Accept all cookies?</p></body></html>", RejectionReason.INTERSTITIAL),
        (
            f"<html><body><article><p>{PARAGRAPHS[0]}</p><p>Already a subscriber? Sign in.</p></article></body></html>",
            RejectionReason.INTERSTITIAL,
        ),
        ("<html><body><article><p>More on this soon.</p></article></body></html>", RejectionReason.TOO_SHORT),
        ("<html><body><img src='x.jpg'></body></html>", RejectionReason.NO_TEXT),
        ("<div>" * 100_000 + PARAGRAPHS[0], RejectionReason.NO_TEXT),
    ],
    ids=["empty", "challenge", "javascript", "captcha", "consent", "subscription", "stub", "picture", "deep"],
)
def test_page_without_an_article_is_refused(extractor: Extractor, html: str, expected: RejectionReason) -> None:
    assert refused(extractor, html) == expected


def test_article_under_a_cookie_banner_is_an_article(extractor: Extractor) -> None:
    html = page(paragraphs=PARAGRAPHS * 3).replace("<body>", "<body><div class='banner'>We use cookies</div>")
    assert taken(extractor, html).title == "Ministers talk in Singapore"


def test_page_of_fifty_megabytes_is_refused_unread(extractor: Extractor) -> None:
    assert refused(extractor, b"<p>words</p>" * 4_300_000) == RejectionReason.TOO_LARGE


def test_stuck_parser_is_killed_and_the_next_page_is_read() -> None:
    attributes = " ".join(f'a{number}="{number}"' for number in range(62_000))
    with Extractor(workers=1, seconds=2.0) as limited:
        assert (
            refused(limited, f"<html><body><p {attributes}>x</p></body></html>") == RejectionReason.EXTRACTION_TIMEOUT
        )
        assert taken(limited, page()).text.startswith("The two ministers")


def test_worker_out_of_memory_is_replaced() -> None:
    with Extractor(workers=1, memory_bytes=1) as starved:
        found = starved.extract(("<p>word</p>" * 200_000).encode(), URL, None)
        assert isinstance(found, ExtractionRefusal)
        assert found.reason is RejectionReason.EXTRACTION_CRASHED
        assert isinstance(starved.extract(page().encode(), URL, None), ExtractedPage | ExtractionRefusal)


def test_many_threads_share_the_workers(extractor: Extractor) -> None:
    pages = [page(paragraphs=(*PARAGRAPHS, f"This is report number {number} of the day.")) for number in range(12)]
    with ThreadPoolExecutor(6) as threads:
        texts = [found.text for found in threads.map(lambda html: taken(extractor, html), pages)]
    assert [text.rpartition("number ")[2] for text in texts] == [f"{number} of the day." for number in range(12)]


def test_closed_extractor_leaves_no_process() -> None:
    with Extractor(workers=1) as short_lived:
        taken(short_lived, page())
        worker = short_lived._slots.queue[0]
        assert worker is not None
    assert worker._process.returncode is not None


def test_worker_that_nobody_kills_ends_itself() -> None:
    attributes = " ".join(f'a{number}="{number}"' for number in range(62_000))
    body = f"<html><body><p {attributes}>x</p></body></html>".encode()
    worker = _Worker(MEMORY_BYTES, 0.0 - SELF_END_SECONDS + 1.0)
    send_message(worker._socket, {"task": "page", "url": URL, "charset": None, "size": len(body)})
    worker._socket.sendall(body)
    assert worker._process.wait(timeout=60) == -signal.SIGALRM
    worker.kill()


def test_text_of_real_pages_agrees_with_what_people_marked(shared: Path, extractor: Extractor) -> None:
    folder = shared / "data" / "article_extraction"
    truth = json.loads((folder / "ground-truth.json").read_text())
    pages = sorted((folder / "html").glob("*.html.gz"))[:40]
    hits = shown = wanted = 0
    for path in pages:
        expected = Counter(truth[path.name.removesuffix(".html.gz")]["articleBody"].split())
        found = extractor.extract(gzip.decompress(path.read_bytes()), URL, None)
        words = Counter(found.text.split() if isinstance(found, ExtractedPage) else [])
        hits += (words & expected).total()
        shown += words.total()
        wanted += expected.total()
    assert len(pages) == 40
    assert 2 * hits / (shown + wanted) > 0.93
