"""XML of official lists as a stream: pieces of bytes in, elements with their paths and text out.

Entities cannot be declared here: a document type is refused, so nothing expands and nothing outside is looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

from extractors.official_lists.list_parts import ListFaultError
from extractors.records.rejections import RejectionReason

_DEEPEST = 32
"""Levels; the lists have at most nine."""

_LONGEST_TEXT = 262_144
"""Characters of one element's text."""

_LONGEST_TAG = 1_000_000
"""Bytes; the lists' have a hundred. The parser begins a tag or comment that is not whole anew with every piece, and
120 MB of one took half a minute, of one tag's attributes 2.5 GB."""

Path = tuple[str, ...]
"""Local names from below the root down to the element."""

OnEnd = Callable[[Path, str, Mapping[str, str]], None]
"""Called at the end of each element with its path, its own text stripped, and its attributes."""


def read_markup(pieces: Iterable[bytes], root: str, on_end: OnEnd) -> None:
    """Feed the pieces through a parser whose root element must be `root`. Raises ListFaultError."""
    reader = _Reader(root, on_end)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.refuse_doctype
    parser.StartElementHandler = reader.start
    parser.CharacterDataHandler = reader.characters
    parser.EndElementHandler = reader.end
    given = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            given += len(piece)
            if given - parser.CurrentByteIndex > _LONGEST_TAG:
                raise ListFaultError(RejectionReason.MALFORMED, f"a tag or comment of more than {_LONGEST_TAG:,} bytes")
        parser.Parse(b"", True)
    except (LookupError, ValueError) as error:  # an encoding that it declares and nobody knows, or of several bytes
        raise ListFaultError(RejectionReason.MALFORMED, f"no XML that can be decoded: {error}") from None
    except expat.ExpatError as error:
        cut = error.code in (expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS], _UNCLOSED)
        reason = RejectionReason.TRUNCATED if cut else RejectionReason.MALFORMED
        raise ListFaultError(reason, f"no whole XML: {error}") from None


_UNCLOSED = expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN]


class _Reader:
    def __init__(self, root: str, on_end: OnEnd) -> None:
        self._root = root
        self._on_end = on_end
        self._path: list[str] = []
        self._attributes: list[dict[str, str]] = []
        self._texts: list[list[str]] = []
        self._length = 0

    def refuse_doctype(self, name: str, *_: object) -> None:
        kind = RejectionReason.WRONG_TYPE if name.lower() == "html" else RejectionReason.MALFORMED
        raise ListFaultError(kind, f"has a document type ({name[:40]}), which no list has")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if not self._path and local != self._root:
            raise ListFaultError(RejectionReason.WRONG_TYPE, f"the root is {local[:40]!r}, expected {self._root!r}")
        if len(self._path) >= _DEEPEST:
            raise ListFaultError(RejectionReason.MALFORMED, f"nested deeper than {_DEEPEST} levels")
        self._path.append(local)
        self._attributes.append(attributes)
        self._texts.append([])
        self._length = 0

    def characters(self, text: str) -> None:
        self._length += len(text)
        if self._length > _LONGEST_TEXT:
            raise ListFaultError(RejectionReason.MALFORMED, f"a text of more than {_LONGEST_TEXT:,} characters")
        self._texts[-1].append(text)

    def end(self, name: str) -> None:
        path = tuple(self._path[1:])
        text = "".join(self._texts.pop()).strip()
        self._path.pop()
        self._on_end(path, text, self._attributes.pop())
