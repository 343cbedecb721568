"""Which network addresses and ports may be connected to: an IP address in, the reason for refusing it out. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

IPAddress = IPv4Address | IPv6Address

PUBLIC_PORTS = frozenset({80, 443, 8000, 8080, 8443})
"""Where news is served; other ports of public hosts are other services (mail, databases) that a link must not reach."""

METADATA_ADDRESSES = frozenset(
    ip_address(text)
    for text in (
        "169.254.169.254",  # most clouds
        "169.254.170.2",  # container credentials
        "100.100.100.200",  # Alibaba
        "192.0.0.192",  # Oracle
        "168.63.129.16",  # Azure's wire server, a public address
        "fd00:ec2::254",
        "fd20:ce::254",
    )
)
"""Cloud metadata services: refused even where private addresses are allowed."""

_LINK_LOCAL = (IPv4Network("169.254.0.0/16"), IPv6Network("fe80::/10"))

_NOT_PUBLIC = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
"""IANA's special-purpose IPv4 blocks, written out because the standard library's lists differ between releases."""

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NOT_PUBLIC_V6 = tuple(IPv6Network(text) for text in ("2001::/23", "2001:db8::/32", "3fff::/20"))
_NAT64 = IPv6Network("64:ff9b::/96")
"""The well-known prefix. Networks' own (64:ff9b:1::/48) hide the IPv4 address in more than one place: not public."""
_MAPPED = IPv6Network("::ffff:0:0/96")
_IPV4_COMPATIBLE = IPv6Network("::/96")
_ISATAP_MARKS = (0x00005EFE, 0x02005EFE)


def refuse_address(text: str, *, allow_private: bool = False) -> str | None:
    """Return why the address (without brackets; a zone is ignored) is not to be connected to, or None where it may be.

    `allow_private` admits loopback and private networks, for tests and for outlets of one's own; never metadata
    services, link-local, multicast, unspecified or reserved addresses. An IPv6 address that carries an IPv4 address
    (mapped, compatible, NAT64, 6to4, Teredo, ISATAP) is refused where that one is.
    """
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return "not an IP address"
    embedded = embedded_ipv4(address)
    if embedded is not None and not address.is_loopback and not address.is_unspecified:
        if why := refuse_address(str(embedded), allow_private=allow_private):
            return f"carries {embedded}: {why}"
        if address in _MAPPED or address in _NAT64:
            return None
    if address in METADATA_ADDRESSES:
        return "a cloud metadata service"
    if address.is_multicast:
        return "a multicast address"
    if address.is_unspecified:
        return "the unspecified address"
    if any(address in network for network in _LINK_LOCAL):
        return "a link-local address"
    if _is_public(address):
        return None
    if allow_private and (address.is_loopback or (address.is_private and not address.is_reserved)):
        return None
    return "a loopback address" if address.is_loopback else "not a public address"


def refuse_port(port: int, *, allow_private: bool = False) -> str | None:
    """Return why the port is not to be connected to, or None; any port will do where private addresses are allowed."""
    return None if allow_private or port in PUBLIC_PORTS else f"port {port} is not one that news is served on"


def embedded_ipv4(address: IPAddress) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address carries in one of the transition forms, or None."""
    if isinstance(address, IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    number = int(address)
    low = IPv4Address(number & 0xFFFFFFFF)
    if address in _NAT64 or address in _IPV4_COMPATIBLE:
        return low
    return low if (number >> 32) & 0xFFFFFFFF in _ISATAP_MARKS else None


def _is_public(address: IPAddress) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC)
    return address in _GLOBAL_UNICAST and not any(address in network for network in _NOT_PUBLIC_V6)
