"""Imported by the server that forks the children, and by nothing else: what they would all load, loaded once.

The reader only computes, so that it makes no difference to a kill where it was made.
"""

from __future__ import annotations

from extractors.language import identify_language
from tests.crash import children
from tests.extractors.reading.conftest import make_article
from tests.flows.shared import shared_reader

__all__ = ["children"]

for _text in ("Lloyd Austin met Li Shangfu in Singapore on Friday.", "奥斯汀周五在新加坡会见李尚福。"):
    shared_reader().read(make_article(_text, language=identify_language(_text, None)))
