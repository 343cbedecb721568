"""The many ways to write an address that must not be reached, made from the address itself."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address

FORBIDDEN = (
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.7", "100.64.9.9", "169.254.169.254", "169.254.170.2", "172.31.0.1",
    "192.168.1.1", "192.0.0.192", "100.100.100.200", "168.63.129.16", "198.19.0.1", "224.0.0.251", "255.255.255.255",
)  # fmt: skip
"""One of each kind: loopback, this host, private, carrier's, link-local, metadata, benchmark, multicast, broadcast."""

ALWAYS_FORBIDDEN = ("169.254.169.254", "169.254.170.2", "100.100.100.200", "192.0.0.192", "168.63.129.16")
"""Metadata services, which no setting allows."""

NAMES = (
    "localhost", "LOCALHOST.", "localhost.localdomain", "ip6-localhost", "ip6-loopback", "foo.localhost",
    "metadata.google.internal", "instance-data", "rancher-metadata", "kubernetes.default.svc",
)  # fmt: skip

LIKE_LOCALHOST = (
    "ｌｏｃａｌｈｏｓｔ", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "𝐥𝐨𝐜𝐚𝐥𝐡𝐨𝐬𝐭", "ˡᵒᶜᵃˡʰᵒˢᵗ", "localhoſt", "ℓocalhost", "LOCALHOSᵀ",
    "local\u00adhost", "local\u200bhost", "local\u2060host", "localhost。", "localhost．", "localhost｡",
    "localhost%2e", "localhost%00", "localhost\\.example.com", "user@localhost", "example.com@localhost",
    "localhost:80@localhost", "localhost#.example.com", "localhost?.example.com", "LOCALHOST", "lOcAlHoSt.",
    "localhost..", "[localhost]", "localhost:00080", "localhost\t", "xn--localhost-", "loc\u0430lhost",
)  # fmt: skip
"""Names that a library, a resolver or an eye takes for this machine's; the last is written with a Cyrillic letter."""

IPV6 = (
    "::1", "0:0:0:0:0:0:0:1", "0000::0001", "::", "0::0", "::ffff:0:0", "::ffff:7f00:1", "fe80::1", "fe80::1%25lo",
    "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "ff0e::1", "100::1", "2001:2::1", "2001:10::1", "2001:20::1",
    "2001:db8::1", "3fff::1", "5f00::1", "64:ff9b::a9fe:a9fe", "64:ff9b::", "64:ff9b:1::1", "2002:a9fe:a9fe::",
    "2002:7f00:1::1", "2002::1", "2001:0:4136:e378:8000:63bf:f5ff:fffe", "fd00:ec2::254", "fd20:ce::254", "4000::1",
    "8000::1", "::2", "::a9fe:a9fe",
)  # fmt: skip
"""IPv6 addresses that are not the public internet: loopback, link and site-local, unique local, multicast, discard,
benchmarks, ORCHID, documentation, segment routing, NAT64, 6to4, Teredo, metadata, and what nobody was given yet."""

_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９。")
_CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
_MATHEMATICAL = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

_INVISIBLE = ("\u200b", "\u00ad", "\u2060", "\ufeff", "\u200d", "\u034f")
_SCHEMES = (
    "file", "ftp", "sftp", "gopher", "dict", "ldap", "tftp", "netdoc", "ws", "wss", "feed", "blob", "phar", "rtsp",
    "HTTP+UNIX", "httpx", "shttp",
)  # fmt: skip


def hosts(address: str) -> Iterator[str]:
    """Yield spellings of an IPv4 address that resolvers, libraries or browsers have taken for it."""
    a, b, c, d = (int(part) for part in address.split("."))
    number = int(IPv4Address(address))
    yield from (address, f"{address}.", f" {address}", f"{address}%00", f"{address}\t")
    yield from (str(number), f"{number:#x}", f"{number:#X}", f"0{number:o}", f"0o{number:o}", f"00000{number:o}")
    yield from (f"{number + 2**32}", f"{number:#018x}", f"{number}.", f"{number:#x}.")
    yield from (f"{a}.{(b << 16) + (c << 8) + d}", f"{a}.{b}.{(c << 8) + d}", f"{a:#x}.{b}.{c:#o}.{d}")
    yield from (f"0{a:o}.0{b:o}.0{c:o}.0{d:o}", f"{a:#x}.{b:#x}.{c:#x}.{d:#x}", f"{a:04o}.{b:05o}.{c:06o}.{d:07o}")
    yield from (f"{a + 256}.{b + 256}.{c + 256}.{d + 256}", f"{a:03d}.{b:03d}.{c:03d}.{d:03d}")
    yield from (address.translate(table) for table in (_FULL_WIDTH, _CIRCLED, _MATHEMATICAL, _ARABIC))
    yield from (address.replace(".", dot) for dot in ("。", "．", "｡", "%2e", "%252e"))
    yield "".join(f"%{ord(sign):02x}" for sign in address)
    yield from (f"{address}.nip.example%23@{address}", f"user:password@{address}", f"example.com@{address}")
    yield from (
        f"{address}\\@example.com",
        f"example.com\\@{address}",
        f"{address}#@example.com",
        f"{address}?@example.com",
    )
    yield from (address.replace(".", f"{mark}.") for mark in _INVISIBLE)
    yield from (f"{mark}{address}" for mark in _INVISIBLE)
    yield from (f"{address}:{port}" for port in ("+80", "00080", "８０", "٨٠", "0x50", "80:80", "65536", "-1", ""))
    yield from (
        f"{address}{end}" for end in ("%0d%0aX:y", "\r\nHost: x", "%2f", "%23", "／@example.com", "\x00.example")
    )
    yield from (f"{start}{address}" for start in ("@", ":@", "a:b@c@", "example.com%40", "example.com＠", "."))
    yield from (f"{address}{end}" for end in (",example.com", ";example.com", "|example.com", "..", "﹟@example.com"))
    yield from (f"[{spelling}]" for spelling in carriers(address))


def addresses_in_full(address: str) -> Iterator[str]:
    """Yield whole addresses that lead to an IPv4 address for somebody: other schemes, slashes, blanks and wrappers."""
    yield from (f"{scheme}://{address}/x" for scheme in _SCHEMES)
    yield from (f"http:{slashes}{address}{slashes}x" for slashes in ("", "/", "///", "\\\\", "\\/", "/\\"))
    yield from (f"{start}{address}/x" for start in ("//", "\\\\", "/\\", "///", " http://", "\thttp://", "h\nttp://"))
    yield from (f"file:///etc/passwd?{address}", f"data:text/html,http://{address}", f"javascript:'http://{address}'")
    yield from (
        f"jar:http://{address}!/x",
        f"view-source:http://{address}/",
        f"feed:http://{address}/",
        f"unix:/{address}",
    )
    yield from (f"http\u200b://{address}/", f"ｈttp://{address}/", f"http：//{address}/", f"mailto:a@{address}")


def carriers(address: str) -> Iterator[str]:
    """Yield IPv6 addresses that carry an IPv4 address."""
    number = int(IPv4Address(address))
    high, low = f"{number >> 16:x}", f"{number & 0xFFFF:x}"
    yield from (f"::ffff:{address}", f"::ffff:{high}:{low}", f"0:0:0:0:0:ffff:{high}:{low}", f"::FFFF:{address}")
    yield from (f"::{address}", f"::ffff:0:{address}", f"64:ff9b::{address}", f"64:ff9b::{high}:{low}")
    yield from (
        f"64:ff9b:1:{high}:{low[:2] or 0}:{low[2:] or 0}::",
        f"64:ff9b:1::{high}:{low}",
        f"2002:{high}:{low}::1",
    )
    yield from (f"2001:0:{high}:{low}::", f"2001::{0xFFFFFFFF ^ number >> 16 & 0xFFFF:x}:{number & 0xFFFF ^ 0xFFFF:x}")
    yield from (
        f"fe80::5efe:{address}",
        f"2606:2800::200:5efe:{address}",
        f"::ffff:{address}%25eth0",
        f"fe80::1%25{low}",
    )
