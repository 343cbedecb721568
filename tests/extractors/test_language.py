"""Which language a text is in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from extractors.language import identify_language

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("The two defense chiefs met in Singapore on Friday.", None, "en"),
        ("Die Verteidigungsminister trafen sich am Freitag in Singapur.", None, "de"),
        ("Les deux ministres de la Défense se sont rencontrés vendredi.", None, "fr"),
        ("兩國防長週五在新加坡會晤", None, "zh"),
        ("米国防長官は中国の国防相と会談した", "zh", "ja"),
        ("Министры обороны встретились в Сингапуре", None, "ru"),
        ("وزير الدفاع الصيني لي شانغ فو", "en", "ar"),
        ("The defense secretary met his counterpart, officials said on Friday.", "de", "en"),
        ("Austin", "en-US", "en"),
        ("", None, "und"),
        ("12345 !!!", None, "und"),
    ],
)
def test_text_is_identified_by_script_then_words_then_declaration(
    text: str, declared: str | None, expected: str
) -> None:
    assert identify_language(text, declared) == expected


def test_threads_that_begin_together_load_one_identifier() -> None:
    program = (
        "from concurrent.futures import ThreadPoolExecutor as Pool\n"
        "from extractors.language import latin_identifier\n"
        "with Pool(6) as pool:\n"
        "    made = list(pool.map(lambda _: latin_identifier(), range(6)))\n"
        "print(len({id(each) for each in made}))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
