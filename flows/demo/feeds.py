"""Feeds of the recorded world: the articles that a feed carries in, the bytes of RSS, RDF, Atom, JSON or a list out."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping, Sequence
from email.utils import format_datetime
from html import escape

from seeds.demo_world import ArticleState, FeedServing
from seeds.outlets import Outlet

CONTENT_TYPES = {
    "rss": "application/rss+xml",
    "rdf": "application/xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
    "list-page": "text/html",
}


def render_feed(
    states: Sequence[ArticleState],
    serving: FeedServing,
    outlet: Outlet,
    feed_path: str,
    base_urls: Mapping[str, str],
    names: Mapping[str, str],
) -> bytes:
    """Return the feed's body.

    ``base_urls`` has the address of each outlet's server without the closing slash, ``names`` its name;
    ``feed_path`` is the feed's own path, against which relative links are written.
    """
    base = base_urls[outlet.id]
    links = [_link(state, serving, base, feed_path) for state in states]
    entries = list(zip(states, links, strict=True))
    if serving.flavour == "json":
        return _json(entries, outlet, base)
    if serving.flavour == "list-page":
        return _list_page(entries, outlet)
    if serving.flavour == "atom":
        text = _atom(entries, outlet, base)
    elif serving.flavour == "rdf":
        text = _rdf(entries, outlet, base)
    else:
        text = _rss(entries, serving, outlet, base_urls, names)
    declaration = f'<?xml version="1.0" encoding="{serving.declared_encoding}"?>\n'
    return (declaration + text).encode(serving.actual_encoding, "xmlcharrefreplace")


_Entries = Sequence[tuple[ArticleState, str]]


def _link(state: ArticleState, serving: FeedServing, base: str, feed_path: str) -> str:
    path = state.article.path
    if serving.links == "relative":
        folder = feed_path if feed_path.endswith("/") else posixpath.dirname(feed_path)
        return posixpath.relpath(path, folder or "/") + serving.link_suffix
    return base + path + serving.link_suffix


def _summary(state: ArticleState) -> str:
    return state.article.summary or state.paragraphs[0]


def _rss(
    entries: _Entries,
    serving: FeedServing,
    outlet: Outlet,
    base_urls: Mapping[str, str],
    names: Mapping[str, str],
) -> str:
    items = []
    for state, link in entries:
        article = state.article
        parts = [
            f"<title>{escape(state.title, quote=False)}</title>",
            f"<link>{escape(link, quote=False)}</link>",
            f'<guid isPermaLink="false">{outlet.id}:{article.id}</guid>',
            f"<description>{escape(f'<p>{escape(_summary(state), quote=False)}</p>', quote=False)}</description>",
        ]
        if article.dated:
            parts.append(f"<pubDate>{format_datetime(article.published)}</pubDate>")
        if article.byline:
            parts.append(f"<dc:creator>{escape(article.byline, quote=False)}</dc:creator>")
        if article.credited_to:
            publisher = escape(names[article.credited_to])
            parts.append(f'<source url="{base_urls[article.credited_to]}/">{publisher}</source>')
        if serving.whole_text:
            whole = "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in state.paragraphs)
            parts.append(f"<content:encoded><![CDATA[{whole}]]></content:encoded>")
        items.append(f"<item>{''.join(parts)}</item>")
    return (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{escape(outlet.name)}</title><link>{base_urls[outlet.id]}/</link>"
        f"<description>{escape(outlet.name)}</description>\n" + "\n".join(items) + "\n</channel></rss>\n"
    )


def _rdf(entries: _Entries, outlet: Outlet, base: str) -> str:
    about = "".join(f'<rdf:li rdf:resource="{escape(link)}"/>' for _, link in entries)
    items = []
    for state, link in entries:
        date = f"<dc:date>{state.article.published.isoformat()}</dc:date>" if state.article.dated else ""
        items.append(
            f'<item rdf:about="{escape(link)}"><title>{escape(state.title, quote=False)}</title>'
            f"<link>{escape(link, quote=False)}</link>"
            f"<description>{escape(_summary(state), quote=False)}</description>{date}</item>"
        )
    return (
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="{base}/"><title>{escape(outlet.name)}</title><link>{base}/</link>'
        f"<description>{escape(outlet.name)}</description><items><rdf:Seq>{about}</rdf:Seq></items></channel>\n"
        + "\n".join(items)
        + "\n</rdf:RDF>\n"
    )


def _atom(entries: _Entries, outlet: Outlet, base: str) -> str:
    items = []
    for state, link in entries:
        article = state.article
        author = f"<author><name>{escape(article.byline, quote=False)}</name></author>" if article.byline else ""
        dates = f"<published>{article.published.isoformat()}</published>" if article.dated else ""
        items.append(
            f"<entry><id>tag:{outlet.id},2023:{article.id}</id><title>{escape(state.title, quote=False)}</title>"
            f'<link rel="alternate" href="{escape(link)}"/>{dates}<updated>{state.updated.isoformat()}</updated>'
            f'{author}<summary type="text">{escape(_summary(state), quote=False)}</summary></entry>'
        )
    updated = max((state.updated for state, _ in entries), default=None)
    stamp = f"<updated>{updated.isoformat()}</updated>" if updated else ""
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><id>{base}/</id><title>{escape(outlet.name)}</title>{stamp}\n'
        + "\n".join(items)
        + "\n</feed>\n"
    )


def _json(entries: _Entries, outlet: Outlet, base: str) -> bytes:
    items = []
    for state, link in entries:
        article = state.article
        item: dict[str, object] = {
            "id": article.id,
            "url": link,
            "title": state.title,
            "summary": _summary(state),
            "content_text": _summary(state),
        }
        if article.dated:
            item["date_published"] = article.published.isoformat()
        if article.byline:
            item["authors"] = [{"name": article.byline}]
        items.append(item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": f"{base}/",
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _list_page(entries: _Entries, outlet: Outlet) -> bytes:
    rows = "\n".join(
        f'<li><a href="{escape(link)}">{escape(state.title, quote=False)}</a> '
        f"<span>{state.article.published:%Y-%m-%d}</span></li>"
        for state, link in entries
    )
    return f"""<!DOCTYPE html>
<html lang="{outlet.languages[0]}"><head><meta charset="utf-8"><title>{escape(outlet.name)}</title></head>
<body><div class="nav"><a href="/">首页</a> <a href="/sp/">视频</a></div>
<ul class="list">
{rows}
</ul>
<div class="foot"><a href="/about.html">关于我们</a></div></body></html>
""".encode()
