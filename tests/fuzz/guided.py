"""Coverage-guided fuzzing, where atheris is installed: ``python -m tests.fuzz.guided archives -max_total_time=600``.

It is not in the lock; without it this says so and does nothing. Options behind the target's name are libFuzzer's.
"""

from __future__ import annotations

import importlib
import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

Target = Callable[[bytes], None]


def main() -> int:
    """Fuzz one target until it fails or its time is over."""
    try:
        atheris = importlib.import_module("atheris")
    except ImportError:
        sys.stderr.write("atheris is not installed: NOTHING was fuzzed (pip install atheris)\n")
        return 0
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in TARGETS:
        sys.stderr.write(f"give one of: {', '.join(TARGETS)}\n")
        return 2
    with atheris.instrument_imports(include=["extractors", "seeds", "flows", "feedparser", "courlan", "yaml"]):
        target = TARGETS[name]()
    atheris.Setup([sys.argv[0], *sys.argv[2:]], target)
    atheris.Fuzz()
    return 0


def _archives() -> Target:
    from extractors.articles.archive_records import ArchiveFaultError, read_records

    def read(body: bytes) -> None:
        try:
            for record in read_records(io.BytesIO(body), lambda headers: True, max_block=10_000):
                assert record.block is None or len(record.block) <= record.length
        except ArchiveFaultError as error:
            assert str(error).isprintable()

    return read


def _feeds() -> Target:
    from extractors.feeds.feeds import parse_feed
    from tests.fuzz.inputs import NOW
    from tests.fuzz.test_feeds import FEEDS, OUTLET

    def read(body: bytes) -> None:
        feed = FEEDS[body[0] % len(FEEDS)] if body else FEEDS[0]
        parse_feed(body[1:], feed, OUTLET, "https://a.example/f", "text/xml", None, NOW)

    return read


def _pages() -> Target:
    from extractors.articles.page_text import take_apart

    def read(body: bytes) -> None:
        take_apart(body, "https://a.example/2024/05/31/x", None)

    return read


def _addresses() -> Target:
    from extractors.web.address_rules import refuse_address
    from extractors.web.urls import absolute_url, canonical_url, url_key

    def read(body: bytes) -> None:
        text = body.decode("utf-8", "replace")
        refuse_address(text)
        absolute_url(text, "https://a.example/")
        found = canonical_url(text)
        if found is not None:
            assert canonical_url(found) is not None
            assert url_key(found)

    return read


def _seeds() -> Target:
    from seeds.errors import SeedError
    from seeds.outlets import OutletFile
    from seeds.yaml_files import load_yaml_model

    path = Path(tempfile.mkdtemp()) / "a.yaml"

    def read(body: bytes) -> None:
        path.write_bytes(body)
        try:
            load_yaml_model(path, OutletFile)
        except SeedError as error:
            assert str(path) in str(error)

    return read


def _words() -> Target:
    from extractors.articles.plain_text import clean_text, text_of_markup
    from flows.words import for_chat, plain

    def read(body: bytes) -> None:
        text = body.decode("utf-8", "replace")
        cleaned = text_of_markup(text)
        assert cleaned == clean_text(cleaned)
        assert all(c == " " or c.isprintable() for c in plain(text))
        for_chat(text)

    return read


TARGETS: dict[str, Callable[[], Target]] = {
    "archives": _archives,
    "feeds": _feeds,
    "pages": _pages,
    "addresses": _addresses,
    "seeds": _seeds,
    "words": _words,
}

if __name__ == "__main__":
    raise SystemExit(main())
