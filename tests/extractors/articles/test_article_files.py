"""Article files: .jsonl, .html and .txt, whole and faulty."""

from __future__ import annotations

import json
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.articles.article_files import ArticleFileError, FileArticle, load_articles
from extractors.articles.extraction import Extractor
from extractors.records.articles import TextOrigin
from tests.extractors.articles.test_extraction import PARAGRAPHS, page
from tests.extractors.conftest import NOW

LINE = {
    "id": "a1",
    "url": "https://www.example.com/world/1?utm_source=x",
    "publisher": "Example Times",
    "date": "2023-06-03",
    "lang": "en",
    "title": "Ministers shake hands",
    "text": "The two ministers shook hands in the hall.\nThey did not hold talks.",
}


def load(path: Path, content: str | bytes) -> list[FileArticle]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(load_articles(path, NOW))


def load_line(tmp_path: Path, **fields: object) -> FileArticle:
    (loaded,) = load(tmp_path / "a.jsonl", json.dumps({**LINE, **fields}))
    return loaded


def fault(path: Path, content: str | bytes) -> ArticleFileError:
    with pytest.raises(ArticleFileError) as raised:
        load(path, content)
    assert raised.value.path == path
    return raised.value


def test_line_becomes_an_article_and_keeps_its_id(tmp_path: Path) -> None:
    loaded = load_line(tmp_path)
    article = loaded.article
    assert loaded.id == "a1"
    assert (article.title, article.text, article.language) == (LINE["title"], LINE["text"], "en")
    assert (article.url, article.outlet_id, article.site) == (
        "https://www.example.com/world/1",
        "example-com",
        "Example Times",
    )
    assert (article.published_at, article.published_precision) == (datetime(2023, 6, 3, tzinfo=UTC), "day")
    assert (article.text_origin, article.fetched_at, article.feed_id) == (TextOrigin.FILE, NOW, None)


@pytest.mark.parametrize(
    ("date", "published", "precision"),
    [
        (None, None, None),
        ("", None, None),
        ("2023-05", None, None),
        ("2023", None, None),
        ("2023-06-03T08:00:00+08:00", datetime(2023, 6, 3, 0, 0, tzinfo=UTC), "second"),
        ("2023-06-03T08:00:00Z", datetime(2023, 6, 3, 8, 0, tzinfo=UTC), "second"),
    ],
)
def test_date_field(tmp_path: Path, date: str | None, published: datetime | None, precision: str | None) -> None:
    article = load_line(tmp_path, date=date).article
    assert (article.published_at, article.published_precision) == (published, precision)


def test_null_title_and_url_are_allowed(tmp_path: Path) -> None:
    article = load_line(tmp_path, title=None, url=None).article
    assert (article.title, article.outlet_id) == ("", "example-times")


def test_two_lines_without_address_are_two_articles(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({**LINE, "url": None, "id": name}) for name in ("a", "b"))
    one, two = load(tmp_path / "a.jsonl", lines)
    assert one.article.article_id != two.article.article_id


def test_blank_lines_labels_and_byte_order_mark_are_passed_over(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + json.dumps({**LINE, "should_alert": []}).encode() + b"\r\n\n"
    assert [loaded.id for loaded in load(tmp_path / "a.jsonl", content)] == ["a1"]


@pytest.mark.parametrize(
    ("second_line", "what"),
    [
        ("{oops", "not JSON"),
        ("[1]", "a JSON object is expected"),
        (json.dumps({**LINE, "text": 5}), "text: 5 is not a string"),
        (json.dumps({**LINE, "id": None}), "id: "),
        (json.dumps({**LINE, "title": None, "text": "  "}), "text: neither text nor title"),
        (json.dumps({**LINE, "date": "yesterday"}), "date: 'yesterday' is not a date"),
        (json.dumps({**LINE, "date": "2023-02-30"}), "date: '2023-02-30' is not a date"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_faulty_line_is_named(tmp_path: Path, second_line: str, what: str) -> None:
    error = fault(tmp_path / "a.jsonl", f"{json.dumps(LINE)}\n{second_line}\n")
    assert error.line == 2
    assert error.what.startswith(what)
    assert str(error).startswith(f"{tmp_path / 'a.jsonl'}:2: ")


def test_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    assert fault(tmp_path / "a.jsonl", b'{"id": "caf\xe9"}').what.startswith("not UTF-8")


def test_unknown_kind_of_file_is_named(tmp_path: Path) -> None:
    assert fault(tmp_path / "a.docx", "x").what == ".docx: .jsonl, .html or .txt is expected"


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArticleFileError, match="No such file"):
        list(load_articles(tmp_path / "none.jsonl", NOW))


def test_page_in_a_file_is_extracted(tmp_path: Path, extractor: Extractor) -> None:
    path = tmp_path / "saved.html"
    head = '<link rel="canonical" href="https://example.com/world/1"><meta name="date" content="2023-06-02T10:00:00Z">'
    path.write_text(page(head))
    (loaded,) = load_articles(path, NOW, extractor)
    assert (loaded.id, loaded.article.url) == ("saved", "https://example.com/world/1")
    assert loaded.article.text == "\n".join(PARAGRAPHS)
    assert loaded.article.published_at == datetime(2023, 6, 2, 10, 0, tzinfo=UTC)


def test_page_without_article_is_named(tmp_path: Path, extractor: Extractor) -> None:
    path = tmp_path / "saved.html"
    path.write_text("<html><body><img src='x'></body></html>")
    with pytest.raises(ArticleFileError, match="no article in it: no_text"):
        list(load_articles(path, NOW, extractor))


BODY = "The ministers met in the morning, a spokesman said.\nTalks went on into the night."


@pytest.mark.parametrize(
    ("content", "day", "title"),
    [
        (BODY, None, ""),
        (f" date 2023-05-31 {BODY}", 31, ""),
        (f"date 2023-05-30 30.05.2023\n\n\n{BODY}", 30, ""),
        (f"30.05.2023\n{BODY}", 30, ""),
        (f"Ministers Meet\n\n{BODY}", None, "Ministers Meet"),
        (f"2023-05-30\nMinisters Meet\r\n\r\n{BODY}", 30, "Ministers Meet"),
        (f"IE 11 is not supported. Visit our site on another browser.\n\nU.S. asks\n\n{BODY}", None, "U.S. asks"),
        (f"Ministers Meet\n{BODY}", None, ""),
        (f"2023-13-45 {BODY}", None, ""),
    ],
)
def test_plain_text_file(tmp_path: Path, content: str, day: int | None, title: str) -> None:
    (loaded,) = load(tmp_path / "plain.txt", content)
    assert loaded.article.published_at == (datetime(2023, 5, day, tzinfo=UTC) if day else None)
    assert loaded.article.title == title
    assert loaded.article.text.endswith(BODY)


def test_empty_plain_text_file_is_named(tmp_path: Path) -> None:
    assert fault(tmp_path / "plain.txt", " \n\n").what == "the file has no words"


def test_seed_documents_are_read(shared: Path) -> None:
    loaded = [found.article for path in sorted((shared / "seeds").glob("*.txt")) for found in load_articles(path, NOW)]
    assert [article.title for article in loaded] == [
        "",
        "",
        "China Rejects Meeting Request With The United States",
        "",
        "China rejects U.S. request for a meeting of the defense chiefs",
    ]
    assert [article.published_at and article.published_at.date().isoformat() for article in loaded] == [
        "2023-05-31",
        None,
        None,
        "2023-05-30",
        None,
    ]
    assert loaded[3].text.startswith("The “Wall Street Journal” reported")


def test_development_articles_are_read(shared: Path) -> None:
    assert len(list(load_articles(shared / "gold" / "dev.jsonl", NOW))) == 197


def test_line_without_end_is_left_where_no_article_is_that_long(tmp_path: Path) -> None:
    path = tmp_path / "endless.jsonl"
    with path.open("wb") as file:
        file.write(b'{"id": "one", "text": "Lloyd Austin met Li Shangfu in Singapore."}\n')
        file.truncate(400_000_000)  # a hole that takes no room on the disk: one line of zeros
    tracemalloc.start()
    found = load_articles(path, NOW)
    assert next(found).id == "one"
    with pytest.raises(ArticleFileError, match=r"endless\.jsonl:2: more than 50,000,000 bytes"):
        next(found)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 200_000_000


@pytest.mark.parametrize("suffix", ["txt", "html"])
def test_file_without_end_is_not_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"endless.{suffix}"
    with path.open("wb") as file:
        file.truncate(400_000_000)
    with pytest.raises(ArticleFileError, match="more than 100,000,000 bytes"):
        list(load_articles(path, NOW))
