"""Contacts of the ministers told by whole articles, and articles that tell of something else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.extractors.reading.conftest import Read

ARTICLES: list[dict[str, Any]] = [
    json.loads(line) for line in Path(__file__).with_name("contacts.jsonl").read_text(encoding="utf-8").splitlines()
]
CONTACTS = {"austin-li-meeting", "us-prc-defense-ministers-meeting", "us-prc-defense-ministers-call"}


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["text"][:70])
def test_an_article_raises_the_contact_it_reports_and_no_other(article: dict[str, Any], read: Read) -> None:
    raised = CONTACTS & set(read(article["text"], title=article["title"], day=article["day"]).raises)
    raised -= {"us-prc-defense-ministers-meeting"} if article["watch"] == "austin-li-meeting" else set()
    assert raised == ({article["watch"]} if article["watch"] else set())
