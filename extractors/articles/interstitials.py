"""Pages that stand in the way of an article: HTML and the text taken from it in, the obstacle's name out. Pure."""

from __future__ import annotations

import re

_TITLES = re.compile(
    r"<title[^>]{0,200}>\s*(?:just a moment|attention required|access (?:to this page has been )?denied|are you a robot"
    r"|robot or human|please verify|verify(?:ing)? (?:that )?you are (?:a )?human|security check|before you continue"
    r"|human verification|one moment, please|ddos-guard|client challenge|checking your browser"
    r"|安全验证|人机验证|访问验证)",
    re.IGNORECASE,
)
_MARKS = (
    (
        re.compile(r"captcha|cf-chl|challenge-platform|px-captcha|datadome|verify you are (?:a )?human", re.IGNORECASE),
        "captcha",
    ),
    (
        re.compile(
            r"(?:enable|activate|turn on|requires?) (?:your )?(?:java ?script|cookies)"
            r"|javascript (?:is )?(?:disabled|required)"
            r"|启用 ?javascript|請啟用 ?javascript",
            re.IGNORECASE,
        ),
        "JavaScript wanted",
    ),
    (
        re.compile(
            r"we (?:and our partners )?(?:value your privacy|use cookies)|consent to (?:the use of )?cookies"
            r"|accept (?:all )?cookies|cookie(?:-|\s)consent wall|alle akzeptieren|tout accepter|同意并继续",
            re.IGNORECASE,
        ),
        "consent wall",
    ),
)
_SUBSCRIPTION = re.compile(
    r"(?:is|only|reserved|exclusively) for (?:our )?subscribers|already a subscriber|for subscribers only"
    r"|(?:subscribe|register|(?:sign|log) in) to (?:continue|keep|read)"
    r"|订阅后(?:继续)?阅读|登录后(?:继续)?阅读|訂閱後(?:繼續)?閱讀|會員專屬|会员专享"
    r"|nur für abonnent|réservé aux abonnés|(?:solo|exclusivo) para suscriptores|会員限定",
    re.IGNORECASE,
)
LITTLE_TEXT_CHARS = 600
"""An article of this length or more is an article, whatever banners lie over it."""

_SEARCHED_CHARS = 300_000


def obstacle(html: str, text: str) -> str | None:
    """Name what stands in front of the article (a captcha, a consent wall, a wish for JavaScript or money), or None.

    Only pages with little text are suspected, and the marks in scripts count only where there is hardly any.
    """
    if len(text) >= LITTLE_TEXT_CHARS:
        return None
    page = html[:_SEARCHED_CHARS]
    if _TITLES.search(page):
        return "captcha"
    if _SUBSCRIPTION.search(text):
        return "subscribers only"
    searched = page if len(text) < LITTLE_TEXT_CHARS // 3 else text
    return next((name for pattern, name in _MARKS if pattern.search(searched)), None)
