"""Text, byline and the names of agencies in; who is credited with the words, and by which phrase, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

HEAD_CHARACTERS = 400
"""Datelines and opening credits stand here; further down "(AP)" may credit a photograph."""
TAIL_CHARACTERS = 300
"""Closing credits stand here."""
LEAD_CHARACTERS = 400
"""A story that is taken from an agency says so in its first paragraph, not in passing further down."""

_AGENCIES: Mapping[str, tuple[str, ...]] = {
    "afp": ("AFP", "Agence France-Presse", "Agence France Presse", "法新社", "法新"),
    "ap": ("AP", "Associated Press", "The Associated Press", "美联社", "美聯社"),
    "bloomberg": ("Bloomberg", "Bloomberg News", "彭博社", "彭博"),
    "dpa": ("dpa", "Deutsche Presse-Agentur", "德新社"),
    "efe": ("EFE", "埃菲社"),
    "ansa": ("ANSA", "安莎社"),
    "kyodo": ("Kyodo", "Kyodo News", "共同社", "共同通信"),
    "reuters": ("Reuters", "Thomson Reuters", "路透社", "路透"),
    "tass": ("TASS", "塔斯社"),
    "upi": ("UPI", "合众国际社"),
    "yonhap": ("Yonhap", "Yonhap News Agency", "韩联社", "韓聯社"),
    "prc-state": ("Xinhua", "Xinhua News Agency", "新华社", "新華社", "中新社", "中新网", "China News Service"),
    "tw-state": ("Central News Agency", "中央社"),
}
"""Agencies that are credited though nobody follows a feed of theirs; the names of followed outlets go before."""

_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
"""Scripts without blanks between words, where a word boundary would find nothing."""
_UNNAMED = re.compile(
    r"综合外电|綜合外電|外电报道|外電報導|综合报道|with (?:inputs|reports?) from agencies|\(Agencies\)"
)
_PICTURE = re.compile(r"(?i:photo|image|picture|getty|video)|图|圖|摄|攝")
"""Beside an agency's name these credit a picture ("AP Photo/…", "法新社资料图"), not the words."""
_REUTERS_SIGNATURE = re.compile(r"\((?:Reporting|Writing|Additional reporting) by [^()]{3,200}; ?(?:Editing|Writing)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Somebody named as the writer of words; `group` is an independence group, None for agencies left unnamed."""

    group: str | None
    phrase: str  # what kind of credit, and the name: "dateline: Reuters"


class CreditNames:
    """The names under which outlets and agencies are credited."""

    def __init__(self, groups: Iterable[tuple[str, str]] = ()) -> None:
        """Take the followed outlets' pairs of name and independence group."""
        self._groups: dict[str, str] = dict(groups)
        for agency, names in _AGENCIES.items():
            known = next((self._groups[name] for name in names if name in self._groups), agency)
            for name in names:
                self._groups.setdefault(name, known)
        longest_first = sorted(self._groups, key=lambda name: (-len(name), name))
        latin = "|".join(re.escape(name) for name in longest_first if not _HAN.search(name))
        han = "|".join(re.escape(name) for name in longest_first if _HAN.search(name))
        any_name = rf"(?:\b(?:{latin})\b|(?:{han}))"
        self._name = re.compile(any_name)
        # "(Reuters)", "（法新社新加坡2日电）"; "中新社新加坡6月2日电"; "Reuters -" at the very start
        self._dateline = re.compile(
            rf"[(（【\[][^()（）\n。！？]{{0,60}}?{any_name}[^()（）\n]{{0,30}}[)）】\]]"
            rf"|{any_name}(?:记者|記者)?[^\n，。]{{0,24}}?\d{{1,2}}日(?:专?[电電]|\s*[-—])"
            rf"|^{any_name}\s*[-—–:：]"
        )
        self._closing = re.compile(
            r"(?:[(（]|\s[—–-]{1,2}\s*"
            r"|(?i:source|via|credit|©|copyright|with (?:inputs?|reports?) from)[^\n]{0,12}?"
            rf"|[来來稿][源][:：]?\s*){any_name}"
        )
        self._reported = re.compile(
            rf"(?i:according to|quoted by|cited by|reported by|citing) (?:(?:the|news agency) )?{any_name}"
            rf"|{any_name}(?: news agency)? (?:reported|reports|cited|quoted|has learned|said in a report)\b"
            rf"|(?:[据據]|引述|援引|引用){any_name}"
            rf"|{any_name}[^，。；\n]{{0,8}}?(?:报道|報導|報道|引述|援引|获悉|獲悉)"
        )
        self._told = re.compile(
            rf"(?i:told|in an interview with) (?:the )?{any_name}"
            rf"|(?:告诉|告訴|接受){any_name}|[对對]{any_name}(?:表示|说|說)"
        )

    def in_byline(self, author: str, own_group: str = "") -> Credit | None:
        """Return the agency in an author line ("Reuters", "Staff and AFP"), others before the own group."""
        credits = [
            Credit(group=self._groups[m.group()], phrase=f"byline: {m.group()}") for m in self._name.finditer(author)
        ]
        return next((credit for credit in credits if credit.group != own_group), credits[0] if credits else None)

    def in_article(self, text: str) -> Credit | None:
        """Return who is credited with the article as a whole: dateline, closing credit, or the lead's attribution.

        "Told Reuters" credits one statement, not the article, and is not looked at here.
        """
        head, tail = text[:HEAD_CHARACTERS], text[-TAIL_CHARACTERS:]
        credit = (
            self._first(self._dateline, head, "dateline")
            or self._first(self._closing, tail, "closing credit")
            or self._first(self._dateline, tail, "closing credit")
        )
        if credit is None and _REUTERS_SIGNATURE.search(tail):
            credit = Credit(group=self._groups["Reuters"], phrase="closing credit: Reuters' form")
        if credit is None:
            credit = self._first(self._reported, text[:LEAD_CHARACTERS], "attribution in the lead")
        unnamed = _UNNAMED.search(head) or _UNNAMED.search(tail)
        if credit is None and unnamed:
            credit = Credit(group=None, phrase=f"unnamed agencies: {unnamed.group()}")
        return credit

    def in_words(self, quote: str) -> Credit | None:
        """Return whom a quote names as having been told or having reported it ("told Reuters", "据路透社报道")."""
        return self._first(self._told, quote, "told to") or self._first(self._reported, quote, "attribution")

    def _first(self, pattern: re.Pattern[str], text: str, kind: str) -> Credit | None:
        for match in pattern.finditer(text):
            name = self._name.search(match.group())
            if name is not None and not _PICTURE.search(text, match.start(), match.end() + 12):
                return Credit(group=self._groups[name.group()], phrase=f"{kind}: {name.group()}")
        return None
