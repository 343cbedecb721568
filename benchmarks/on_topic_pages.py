"""On-topic pages as heavy as real ones: real pages and labelled articles in, the pages with those words as body out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import html

from extractors.articles.page_text import take_apart
from extractors.records.articles import Article

BODY_CHARACTERS = 4_500
"""The length of a real article: the 181 real pages hold 4,477 characters of text on average."""

BODY_SHARE = 0.8
"""A page whose extraction returns less of what was set in kept other words as its article, and is left out."""


def on_topic_pages(pages: Sequence[str], articles: Sequence[Article]) -> list[str]:
    """Return those real pages whose article can be replaced by labelled ones, each with the next stretch of them."""
    bodies = _bodies(articles)
    found: list[str] = []
    for page in pages:
        title, paragraphs = next(bodies)
        changed = _with_body(page, title, paragraphs)
        if changed is None:
            continue
        text = str(take_apart(changed.encode(), "https://example.org/", "utf-8").get("text") or "")
        if sum(len(one) for one in paragraphs if one in text) >= BODY_SHARE * BODY_CHARACTERS:
            found.append(changed)
    return found


def _bodies(articles: Sequence[Article]) -> Iterator[tuple[str, list[str]]]:
    """Yield headlines with paragraphs of `BODY_CHARACTERS` in all, from the articles in turn and over again."""
    at = 0
    while True:
        title, paragraphs = articles[at].title, list[str]()
        while sum(map(len, paragraphs)) < BODY_CHARACTERS:
            paragraphs += [" ".join(line.split()) for line in articles[at].text.split("\n") if line.strip()]
            at = (at + 1) % len(articles)
        paragraphs[-1] = paragraphs[-1][: BODY_CHARACTERS - sum(map(len, paragraphs[:-1]))]
        yield title, paragraphs


def _with_body(page: str, title: str, paragraphs: Sequence[str]) -> str | None:
    """Return the page with the paragraphs in place of those of its article, other paragraphs emptied, and the headline.

    None where no element holds paragraphs.
    """
    tree = html.fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    parents: dict[html.HtmlElement, int] = {}
    for paragraph in tree.iter("p"):
        parent = paragraph.getparent()
        if parent is not None:
            parents[parent] = parents.get(parent, 0) + len(paragraph.text_content())
    body = max(parents, key=lambda parent: parents[parent], default=None)
    if body is None:
        return None
    for paragraph in tree.iter("p"):
        if paragraph.getparent() is not body:
            paragraph.text = None
            for child in paragraph.iterdescendants():
                child.text = child.tail = None
    old = [child for child in body if child.tag == "p"]
    at = body.index(old[0])
    for child in old:
        body.remove(child)
    for text in reversed(paragraphs):
        new = html.HtmlElement(text)
        new.tag = "p"
        body.insert(at, new)
    for heading in (*tree.iter("title"), *tree.iter("h1")):
        heading.text = title
    return html.tostring(tree, encoding="unicode")
