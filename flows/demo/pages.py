"""Pages of the recorded world: an article as it stands in, HTML with everything that stands around articles out."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from seeds.demo_world import ArticleState
from seeds.outlets import Outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What an outlet puts around every article, in its language."""

    sections: tuple[str, ...]
    most_read_title: str
    most_read: tuple[str, ...]
    newsletter: str
    subscribe: str
    footer: str


ENGLISH = Furniture(
    sections=("Home", "World", "Business", "Opinion", "Sport", "Culture"),
    most_read_title="Most read",
    most_read=(
        "Ten soups for a rainy week",
        "House prices: what the new figures leave out",
        "The ferry captain who painted his passengers",
    ),
    newsletter="Sign up for our morning letter. You can leave at any time. By signing up you accept our terms.",
    subscribe="This article is for subscribers. Subscribe from 1 a week to read on. Already a subscriber? Sign in.",
    footer="About us | Contact | Corrections | Privacy | All rights reserved",
)
SIMPLIFIED = Furniture(
    sections=("首页", "国内", "国际", "军事", "财经", "体育"),
    most_read_title="热门阅读",
    most_read=("今年雨季为何来得早", "一座小城的夜市复兴", "老茶馆里的年轻人"),
    newsletter="扫描二维码，关注我们的公众号，第一时间获取资讯。",
    subscribe="本文为付费内容，订阅后继续阅读。",
    footer="关于我们 | 联系方式 | 版权声明 | 违法和不良信息举报电话",
)
TRADITIONAL = Furniture(
    sections=("首頁", "要聞", "國際", "兩岸", "財經", "運動"),
    most_read_title="熱門新聞",
    most_read=("颱風假怎麼算 一次看懂", "老戲院熄燈前的最後一夜", "山上的咖啡農"),
    newsletter="訂閱電子報，每天早上七點送到你的信箱。",
    subscribe="本文為會員限定內容，請先登入。",
    footer="關於我們 | 聯絡我們 | 隱私權政策 | 版權所有",
)

TEASER_WORDS = 14
"""Behind a paywall a page shows about a line and a half."""

TRADITIONAL_COUNTRIES = frozenset({"TW", "HK"})


def render_page(state: ArticleState, outlet: Outlet, encoding: str) -> bytes:
    """Return the article's page, in ``encoding`` and saying so in its head only."""
    article = state.article
    furniture = furniture_of(outlet, article.language)
    is_whole = article.page == "full"
    shown = state.paragraphs if is_whole else (" ".join(state.paragraphs[0].split()[:TEASER_WORDS]) + " …",)
    body = "\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in shown)
    if not is_whole:
        body += f'\n<div class="paywall"><h3>{furniture.subscribe}</h3></div>'
    byline = f'<span class="byline">{escape(article.byline)}</span>' if article.byline else ""
    when = article.published.strftime("%Y-%m-%d %H:%M UTC")
    stamp = f'<time datetime="{article.published.isoformat()}">{when}</time>' if article.dated else ""
    html = f"""<!DOCTYPE html>
<html lang="{article.language}">
<head>
<meta charset="{encoding}">
<title>{escape(state.title)} - {escape(outlet.name)}</title>
{_metadata(state, outlet)}
<style>nav li {{ display: inline }} .share {{ float: right }}</style>
<script>window.layer = window.layer || []; layer.push({{"page": "article"}});</script>
</head>
<body>
<header><a class="logo" href="/">{escape(outlet.name)}</a>
<nav><ul>{_list_items(furniture.sections)}</ul></nav></header>
<main>
<article>
<h1>{escape(state.title)}</h1>
<div class="meta">{byline} {stamp}</div>
<div class="article-body">
{body}
</div>
</article>
{_comments(article.comments)}
<aside class="newsletter">{furniture.newsletter}</aside>
<aside class="most-read"><h2>{furniture.most_read_title}</h2><ol>{_list_items(furniture.most_read)}</ol></aside>
</main>
<footer><p>{furniture.footer}</p><p>&copy; {escape(outlet.owner)}</p></footer>
</body>
</html>
"""
    return html.encode(encoding, "xmlcharrefreplace")


def render_front_page(outlet: Outlet) -> bytes:
    """Return an outlet's front page without any article."""
    furniture = furniture_of(outlet, outlet.languages[0])
    return f"""<!DOCTYPE html>
<html lang="{outlet.languages[0]}"><head><meta charset="utf-8"><title>{escape(outlet.name)}</title></head>
<body><header><h1>{escape(outlet.name)}</h1><nav><ul>{_list_items(furniture.sections)}</ul></nav></header>
<main><h2>{furniture.most_read_title}</h2><ol>{_list_items(furniture.most_read)}</ol></main>
<footer><p>{furniture.footer}</p></footer></body></html>
""".encode()


def furniture_of(outlet: Outlet, language: str) -> Furniture:
    """Return what stands around an article of this outlet."""
    if language != "zh":
        return ENGLISH
    return TRADITIONAL if outlet.country in TRADITIONAL_COUNTRIES else SIMPLIFIED


def _metadata(state: ArticleState, outlet: Outlet) -> str:
    article = state.article
    lines = [
        f'<meta property="og:title" content="{escape(state.title)}">',
        '<meta property="og:type" content="article">',
        f'<meta property="og:site_name" content="{escape(outlet.name)}">',
    ]
    if article.byline:
        lines.append(f'<meta name="author" content="{escape(article.byline)}">')
    if article.dated:
        lines.append(f'<meta property="article:published_time" content="{article.published.isoformat()}">')
    if article.page == "teaser":
        lines.append(
            '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",'
            ' "isAccessibleForFree": false}</script>'
        )
    if state.updated != article.published:
        lines.append(f'<meta property="article:modified_time" content="{state.updated.isoformat()}">')
    return "\n".join(lines)


def _comments(comments: tuple[str, ...]) -> str:
    if not comments:
        return ""
    items = "".join(f'<li class="comment"><p>{escape(comment)}</p></li>' for comment in comments)
    return f'<section id="comments" class="comments"><h2>Comments</h2><ol class="comment-list">{items}</ol></section>'


def _list_items(texts: tuple[str, ...]) -> str:
    return "".join(f'<li><a href="/section/{number}">{escape(text)}</a></li>' for number, text in enumerate(texts, 1))
