"""Which language a text is in."""

from __future__ import annotations

import pytest

from extractors.language import identify_language


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
