"""Grammars of several languages."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from extractors.reading.text.grammar import Grammars
from seeds.lexicon import load_lexicons


def test_threads_that_begin_together_compile_one_grammar() -> None:
    grammars = Grammars({"de": load_lexicons()["de"]})
    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda _: grammars.of("de"), range(6)))
    assert made[0] is not None
    assert len({id(each) for each in made}) == 1
