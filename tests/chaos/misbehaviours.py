"""What servers do wrong on the wire: each misbehaviour takes a connection and the body that was due."""

from __future__ import annotations

import gzip
import random
import zlib
from collections.abc import Callable
from functools import cache

from tests.chaos.wire import Wire

Misbehaviour = Callable[[Wire, bytes, random.Random], None]

LONG = 60_000
ODD_STATUSES = (
    "100 Continue", "101 Switching Protocols", "102 Processing", "199 Odd", "201 Created", "202 Accepted",
    "203 Other", "204 No Content", "205 Reset Content", "206 Partial Content", "226 IM Used", "299 Odd",
    "300 Multiple Choices", "304 Not Modified", "305 Use Proxy", "306 Odd", "399 Odd", "400 Bad Request",
    "401 Unauthorized", "402 Payment Required", "403 Forbidden", "404 Not Found", "405 No", "406 No", "407 Proxy",
    "408 Timeout", "409 Conflict", "410 Gone", "413 Large", "418 Teapot", "421 Misdirected", "425 Early",
    "426 Upgrade", "428 Odd", "431 Large", "451 Legal", "499 Odd", "500 Oops", "501 No", "502 Bad Gateway",
    "503 Unavailable", "504 Timeout", "505 Version", "507 Full", "508 Loop", "511 Login", "520 Odd", "522 Odd",
    "525 Odd", "599 Odd", "600 Odd", "666 Odd", "999 Denied",
)  # fmt: skip
RETRY_AFTER = (
    "0", "1", "-1", "2", "3.5", "1e3", "999999999999999999999999", "soon", "", "٣", "Thu, 01 Jan 1970 00:00:00 GMT",
    "Fri, 31 Dec 9999 23:59:59 GMT", "Fri, 31 Feb 2024 25:61:61 GMT", "2024-06-01T00:00:00Z", "120, 60", "\x00", "0x10",
)  # fmt: skip
BROKEN_HEADS = (
    "HTTP/1.1 abc OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", "HTTP/1.1 -200 OK\r\n\r\n",
    "HTTP/1.1\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n", "HTTP/0.9 200 OK\r\n\r\n", "ICY 200 OK\r\n\r\n", "\r\n\r\n\r\n",
    "SSH-2.0-OpenSSH_9.6\r\n", "220 mail.example ESMTP\r\n", "<rss version='2.0'><channel/></rss>",
    "\x15\x03\x01\x00\x02", "\x16\x03\x03\x00\x31" + "\x00" * 49, "HTTP/1.1 200 OK\nContent-Length: 2\n\nhi",
    "HTTP/1.1 200 OK\r\n: none\r\n\r\n", "HTTP/1.1 200 OK\r\nNo colon\r\n\r\n",
    "HTTP/1.1 200 OK\r\n folded: first\r\n\r\n", "HTTP/1.1 200 OK\r\nA : b\r\n\r\n",
    "HTTP/1.1 200 OK\r\nA: \x00\r\n\r\n", "HTTP/1.1 200 OK\r\nA: \x1b[2J\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/1.1 200 \u202e\u0000\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n",
)  # fmt: skip
LENGTHS = (
    "-1",
    "abc",
    "",
    "1e9",
    "0x10",
    "99999999999999999999999",
    "5, 5",
    "5, 6",
    "٣",
    "+5",
    "3 4",
    "18446744073709551617",
)
ENCODINGS = (
    "gzip", "x-gzip", "deflate", "br", "zstd", "compress", "gzip, gzip", "gzip, br, deflate", "identity, gzip",
    "gzip;q=1", "GZIP", "", ",", "\x00", "aes128gcm", "gzip" * 200, "utf-8", "none", "chunked",
)  # fmt: skip
LOCATIONS = (
    "", "/", "#here", "?", "//", "///", "http://", "http:", "https://[", "http://[::1", "http://[::1]:99999/",
    "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "gopher://127.0.0.1:25/",
    "http://169.254.169.254/", "http://[fd00:ec2::254]/", "http://user:pass@127.0.0.1/", "http://127.0.0.1:0/",
    "http://127.0.0.1:port/", "\\\\evil", "/\x00", "/\u202e\u2028", "http://\u0000/", "http://xn--a/",
    "http://" + "a" * 300 + "/", "http://a..b/", "/" + "x" * LONG, "http://\u2488\u2488/", "mailto:a@b",
    "http://%31%32%37.0.0.1/", "http://0/", "//127.0.0.1:1/", "/../../etc/passwd",
)  # fmt: skip
TYPES = (
    "application/pdf", "image/png", "text/html", "text/plain", "application/json", "video/mp4", "", ";",
    "text/html;charset", "text/html; charset=utf-16", "text/html; charset=utf-7", "text/xml; charset=\x00",
    "text/xml; charset=" + "x" * 5000, "text/html; charset=idna", "text/html; charset=rot13",
    "text/html; charset=zlib", "text/xml; charset=hex", "a/b" * 3000, "multipart/form-data; boundary=x",
    "text/html; charset*=utf-8''%ff", "\u00e9/\u00e9", 'x; charset="', "text/xml; charset=punycode",
    "text/xml; charset=unicode_escape", "text/xml; charset=undefined", "text/xml; charset=mbcs",
    "text/xml; charset=base64_codec",
)  # fmt: skip
ETAGS = (
    '"',
    "W/",
    '"' + "x" * LONG + '"',
    "\u00e9\u4e2d",
    "\x00",
    "a b\tc",
    "*",
    '"a", "b"',
    "\x7f",
    "'; DROP TABLE ledger.polls; --",
)


@cache
def bombs() -> tuple[bytes, ...]:
    """Compressed bodies that unpack to thirty million bytes and more."""
    bomb = gzip.compress(bytes(30_000_000))
    return bomb, bomb * 3, gzip.compress(bomb), zlib.compress(bytes(30_000_000))


def truncated(wire: Wire, body: bytes, chance: random.Random) -> None:
    wire.send(f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n", body[: chance.randrange(len(body))])


def longer_than_said(wire: Wire, body: bytes, chance: random.Random) -> None:
    wire.send(f"HTTP/1.1 200 OK\r\nContent-Length: {chance.randrange(len(body))}\r\n\r\n", body, body)


def absurd_length(wire: Wire, body: bytes, chance: random.Random) -> None:
    wire.send(f"HTTP/1.1 200 OK\r\nContent-Length: {chance.choice(LENGTHS)}\r\n\r\n", body)


def two_lengths(wire: Wire, body: bytes, chance: random.Random) -> None:
    wire.send(f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nContent-Length: {chance.randrange(99)}\r\n\r\n", body)


def bad_chunks(wire: Wire, body: bytes, chance: random.Random) -> None:
    size = chance.choice((b"zz", b"-5", b"", b"ffffffffffffffff", b"5;" + b"x" * LONG, b"0x5", b"5 5", b"\x00"))
    wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"3\r\nabc\r\n", size, b"\r\n", body)


def chunks_without_end(wire: Wire, body: bytes, chance: random.Random) -> None:
    wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", f"{len(body):x}\r\n", body, "\r\n")


def wrong_type(wire: Wire, body: bytes, chance: random.Random) -> None:
    wire.answer(body, chance.choice(TYPES))


def wrong_kind(wire: Wire, body: bytes, chance: random.Random) -> None:
    heads = (
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"PK\x03\x04",
        b"\xff\xd8\xff",
        b"\x00" * 512,
        b"\xef\xbb\xbf",
        b"<html>",
    )
    wire.answer(chance.choice(heads) + chance.randbytes(2000), chance.choice(TYPES))


def gzip_rubbish(wire: Wire, body: bytes, chance: random.Random) -> None:
    rubbish = (body, gzip.compress(body)[: chance.randrange(1, 30)], chance.randbytes(999), gzip.compress(body)[::-1])
    wire.answer(chance.choice(rubbish), "text/xml", "200 OK", f"Content-Encoding: {chance.choice(ENCODINGS)}")


def gzip_bomb(wire: Wire, body: bytes, chance: random.Random) -> None:
    wire.answer(
        chance.choice(bombs()),
        "text/xml",
        "200 OK",
        f"Content-Encoding: {chance.choice(('gzip', 'deflate', 'gzip, gzip'))}",
    )


def reset_at_once(wire: Wire, body: bytes, chance: random.Random) -> None:
    wire.reset()


def reset_within(wire: Wire, body: bytes, chance: random.Random) -> None:
    whole = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    wire.send(whole[: chance.randrange(1, len(whole))])
    wire.reset()


def silent_close(wire: Wire, body: bytes, chance: random.Random) -> None:
    return None


def odd_status(wire: Wire, body: bytes, chance: random.Random) -> None:
    wire.answer(body if chance.random() < 0.5 else b"", "text/xml", chance.choice(ODD_STATUSES))


def early_hints(wire: Wire, body: bytes, chance: random.Random) -> None:
    wire.send("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * chance.choice((1, 3, 500)))
    if chance.random() < 0.5:
        wire.answer(body)


def storm(wire: Wire, body: bytes, chance: random.Random) -> None:
    status = chance.choice(("429 Slow down", "503 Busy", "500 Oops", "502 Bad", "504 Late"))
    wire.answer(b"", "text/plain", status, f"Retry-After: {chance.choice(RETRY_AFTER)}")


def broken_head(wire: Wire, body: bytes, chance: random.Random) -> None:
    wire.send(chance.choice(BROKEN_HEADS), body if chance.random() < 0.5 else b"")


def header_flood(wire: Wire, body: bytes, chance: random.Random) -> None:
    wire.send("HTTP/1.1 200 OK\r\n", "".join(f"X-{n}: {'y' * 90}\r\n" for n in range(chance.choice((90, 3000)))))
    wire.answer(body)


def giant_header(wire: Wire, body: bytes, chance: random.Random) -> None:
    wire.send("HTTP/1.1 200 OK\r\nX: ", b"y" * chance.choice((LONG, 3_000_000)), "\r\n\r\n", body)


def stall_before(wire: Wire, body: bytes, chance: random.Random) -> None:
    wire.stall()


def stall_within(wire: Wire, body: bytes, chance: random.Random) -> None:
    wire.send(
        f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n", b"\r\n" + body[:10] if chance.random() < 0.5 else b""
    )
    wire.stall()


def drip(wire: Wire, body: bytes, chance: random.Random) -> None:
    if chance.random() < 0.5:
        wire.drip(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 999, 0.01)
    wire.send("HTTP/1.1 200 OK\r\n\r\n")
    wire.drip(body, 0.01)


def endless(wire: Wire, body: bytes, chance: random.Random) -> None:
    wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss><channel>")
    while True:
        wire.send(b"<item><title>more</title></item>" * 4000)


def redirect(wire: Wire, body: bytes, chance: random.Random) -> None:
    status = chance.choice(("301 Moved", "302 Found", "303 Other", "307 Again", "308 For ever"))
    wire.answer(b"", "text/html", status, f"Location: {chance.choice((*LOCATIONS, wire.path))}")


def redirect_without_end(wire: Wire, body: bytes, chance: random.Random) -> None:
    wire.answer(b"", "text/html", "302 Found", f"Location: {wire.path}{chance.randrange(10)}")


def odd_validators(wire: Wire, body: bytes, chance: random.Random) -> None:
    wire.answer(
        body,
        "text/xml",
        "200 OK",
        f"ETag: {chance.choice(ETAGS)}",
        f"Last-Modified: {chance.choice((*RETRY_AFTER, *ETAGS))}",
    )


def odd_cookies(wire: Wire, body: bytes, chance: random.Random) -> None:
    wire.answer(
        body, "text/xml", "200 OK", *(f"Set-Cookie: {chance.choice(ETAGS)[:900]}=x; Domain=.com" for _ in range(60))
    )


def odd_body(wire: Wire, body: bytes, chance: random.Random) -> None:
    bodies = (
        b"", b"\x00" * 5000, b"[" * 100_000, b"{" * 100_000, b"[1, null, \"x\", {}, [[]]]",
        b'{"version": "https://jsonfeed.org/version/1", "items": [1, {"id": {}}, {"date_published": [], "url": 7}]}',
        b"<rss>" + b"<a>" * 50_000, b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><rss>&b;</rss>",
        b"<?xml version='1.0' encoding='utf-99'?>" + body, body[: len(body) // 2], body.decode().encode("utf-16"),
        body.decode().encode("utf-32-be"), b"\xff\xfe" + body, body.replace(b"<item>", b"<item><item>"),
        body.replace(b"<pubDate>", b"<pubDate>99999"), body.replace(b"http://", b"javascript:"),
        body.replace(b"http://", b"http://["), body.replace(b"</title>", b"\x1b]0;x\x07\xe2\x80\xae</title>"),
        b"<html><body>" + b"<div>" * 5000 + b"text",
        b"<rss version='2.0'><channel>" + b"<item><title>x</title><link>/a</link></item>" * 3000, b"null", b"true",
        b"1e999", b"\"x\"", b"NaN",
    )  # fmt: skip
    wire.answer(chance.choice(bodies), chance.choice(("application/rss+xml", "application/json", "text/html", *TYPES)))


MISBEHAVIOURS: tuple[Misbehaviour, ...] = (
    truncated, longer_than_said, absurd_length, two_lengths, bad_chunks, chunks_without_end, wrong_type, wrong_kind,
    gzip_rubbish, gzip_bomb, reset_at_once, reset_within, silent_close, odd_status, early_hints, storm, broken_head,
    header_flood, giant_header, stall_before, stall_within, drip, endless, redirect, redirect_without_end,
    odd_validators, odd_cookies, odd_body,
)  # fmt: skip
