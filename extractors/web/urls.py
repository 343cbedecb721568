"""Addresses of pages: a URL as found in, its canonical form, its host and its identity out. Pure."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit

from courlan import normalize_url

MAX_URL_CHARS = 2048
"""Longer ones are no article links; browsers and servers stop near here, and patterns are run over URLs."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\<>\"^`{|}\ud800-\udfff]")
"""Half characters too, which JSON can hold: nothing that is sent or stored can be made of them."""
_UNSEEN = re.compile(
    "[\x80-\xa0\xad\u0600-\u0605\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Characters that nobody sees in an address; a browser sends them in the percent form, in which they are seen."""
_AMP_PATH = re.compile(r"(?:/amp/?|\.amp(?=\.html?$)|/amp(?=/index\.html?$))$|\.amp(?=\.html?$)")
_AMP_QUERY = frozenset({"amp", "outputtype"})
_SESSION_QUERY = frozenset(
    {"cmpid", "cmp", "smid", "smtyp", "ncid", "taid", "guccounter", "at_medium", "at_campaign", "wt_mc", "wt_zmc"}
)
"""Tracking parameters of news sites that the library's list lacks."""
_KEY_HOST_PREFIXES = ("www.", "m.", "amp.", "mobile.")


def canonical_url(url: str) -> str | None:
    """Return the form under which a page is stored, or None where `url` is no absolute http(s) URL of a page.

    Lower-case host, no default port, no fragment, no tracking parameters, the rest of the query sorted, AMP variants
    led back. The scheme is kept, since some ministries serve on http only; `url_key` ignores it.
    Refused: other schemes, user names, blanks, control and half characters, back-slashes, more than 2,048 characters,
    before or in the percent form.
    """
    parts = _split(url)
    if parts is None:
        return None
    host = (parts.hostname or "").rstrip(".")
    if not host:
        return None
    port = parts.port
    try:
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        return None
    if not host.strip():
        return None  # what "\xa0" becomes
    authority = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        authority = f"{authority}:{port}"
    kept = [(key, value) for key, value in _pairs(parts.query) if not _is_noise(key, value)]
    path = _AMP_PATH.sub("", parts.path) or "/"
    query = urlencode([pair for pair in kept if pair[1]])
    try:
        normal = urlsplit(normalize_url(SplitResult(parts.scheme, authority, path, query, "")))
    except ValueError:
        return None
    url = normal._replace(path=normal.path or "/").geturl()  # nothing is left of a path of dots
    bare = urlencode([(key, "") for key, value in kept if not value]).replace("=", "")  # the library drops these
    whole = f"{url}{'&' if '?' in url else '?'}{bare}" if bare else url
    return whole if len(whole) <= MAX_URL_CHARS else None


def url_key(url: str) -> str:
    """Return what makes two canonical URLs the same page: no scheme, no ``www.``/``m.``/``amp.``, no closing slash."""
    parts = urlsplit(url)
    host = _without_prefix(parts.netloc.lower(), _KEY_HOST_PREFIXES)
    return f"{host}{parts.path.rstrip('/')}{'?' + parts.query if parts.query else ''}"


def host_of(url: str) -> str:
    """Return the host in lower case without ``www.``, in ASCII form; "" where there is none."""
    try:
        host = (urlsplit(url.strip()).hostname or "").rstrip(".")
        return _without_prefix(host.encode("idna").decode("ascii") if not host.isascii() else host, ("www.",))
    except (ValueError, UnicodeError):
        return ""


def site_of(url: str) -> str:
    """Return the host as `host_of`, with the port where it is not the scheme's own: what one turn at a time is for."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return host_of(url)
    return host_of(url) if port in {None, _DEFAULT_PORTS.get(parts.scheme)} else f"{host_of(url)}:{port}"


def absolute_url(link: str, base: str) -> str | None:
    """Return `link` resolved against `base`, blanks at its ends removed, or None where it is no http(s) URL.

    Characters that cannot be seen come back in their percent form; in a host they are refused.
    """
    try:
        joined = urljoin(base, re.sub(r"[\t\r\n]", "", link.strip()).replace(" ", "%20"))
    except ValueError:
        return None
    joined = _UNSEEN.sub(lambda found: quote(found[0], errors="replace"), joined)
    return joined if _split(joined) is not None else None


def _split(url: str) -> SplitResult | None:
    text = url.strip()
    if len(text) > MAX_URL_CHARS or _FORBIDDEN.search(text):
        return None
    try:
        parts = urlsplit(text)
        usable = parts.scheme in _DEFAULT_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if usable and not set("@%") & set(parts.netloc) else None


def _pairs(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return []


def _is_noise(key: str, value: str) -> bool:
    name = key.lower()
    return name in _SESSION_QUERY or (name in _AMP_QUERY and value.lower() in {"", "1", "true", "amp"})


def _without_prefix(host: str, prefixes: tuple[str, ...]) -> str:
    for prefix in prefixes:
        if host.startswith(prefix) and host.count(".") >= 2:
            return host.removeprefix(prefix)
    return host
