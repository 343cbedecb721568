"""The words with which outlets take back what they printed, in every language of the lexicons."""

from __future__ import annotations

import pytest

from extractors.developments.corrections import CorrectionWords
from seeds.corrections import load_corrections
from seeds.lexicon import load_lexicons

WORDS = CorrectionWords(load_corrections())


def test_every_language_with_a_lexicon_has_words_of_correction() -> None:
    assert {each.language for each in load_corrections()} == set(load_lexicons())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Correction: the two men did not meet. We regret the error."),
        ("zh", "本社撤回上述稿件，特此更正。"),
        ("zh", "本報撤回該稿，特此致歉。"),
        ("de", "Anmerkung der Redaktion: Wir haben den Bericht zurückgezogen."),
        ("fr", "Rectificatif : la rencontre n'a pas eu lieu."),
        ("es", "Fe de errores: la reunión no se celebró."),
        ("ja", "この記事を取り消します。おわびします。"),
        ("it", "Errata corrige: l'incontro non c'è stato."),
        ("pt", "Errata: o encontro não aconteceu."),
        ("ru", "Сообщение аннулировано, приносим извинения."),
        ("nl", "Rectificatie: de twee ministers hebben elkaar niet ontmoet."),
        ("no", "Rettelse: de to ministrene møttes ikke."),
        ("da", "Rettelse: de to ministre mødtes ikke."),
        ("sv", "Rättelse: de två ministrarna träffades inte."),
        ("pl", "Sprostowanie: do spotkania nie doszło. Przepraszamy za błąd."),
        ("tr", "Düzeltme: iki bakan görüşmedi, özür dileriz."),
        ("id", "Koreksi: kedua menteri tidak bertemu. Kami mohon maaf."),
        ("ar", "تصحيح: لم يلتق الوزيران. نعتذر عن الخطأ."),
    ],
)
def test_a_printed_correction_is_seen(language: str, text: str) -> None:
    assert WORDS.are_printed(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "To read on, please subscribe to our newspaper."),
        ("en", "The ministry said Washington should correct its wrong practices at once."),
        ("zh", "国防部发言人说，美方应纠正错误做法。"),
        ("de", "Bitte melden Sie sich an, um weiterzulesen."),
    ],
)
def test_other_short_texts_print_no_correction(language: str, text: str) -> None:
    assert not WORDS.are_printed(text, language)


@pytest.mark.parametrize(
    ("language", "quote"),
    [
        ("en", "The agency wrongly reported on Saturday that Austin met Li Shangfu."),
        ("en", "Alpha withdraws report of meeting between Austin and Li"),
        ("zh", "本社此前误报两国防长举行会谈。"),
        ("zh", "子午線通訊社撤回關於李尚福與奧斯汀會談的報道"),
        ("de", "Die Agentur hatte irrtümlich berichtet, Austin habe Li getroffen."),
        ("fr", "L'agence avait annoncé par erreur que les deux ministres s'étaient rencontrés."),
        ("es", "El diario informó por error de que Austin se reunió con Li."),
        ("ja", "両氏が会談したと誤って報じました。"),
        ("it", "Il giornale aveva riportato erroneamente che Austin ha incontrato Li."),
        ("pt", "O jornal informou erroneamente que Austin se reuniu com Li."),
        ("ru", "Агентство ошибочно сообщило, что Остин встретился с Ли."),
        ("nl", "Het persbureau meldde ten onrechte dat Austin Li had ontmoet."),
        ("no", "Byrået meldte feilaktig at Austin hadde møtt Li."),
        ("da", "Bureauet skrev fejlagtigt, at Austin havde mødt Li."),
        ("sv", "Byrån rapporterade felaktigt att Austin hade träffat Li."),
        ("pl", "Agencja podała sprostowanie: błędnie podaliśmy, że Austin spotkał się z Li."),
        ("tr", "Austin'in Li ile görüştüğü yanlışlıkla bildirildi."),
        ("id", "Kantor berita itu keliru melaporkan bahwa Austin bertemu Li."),
        ("ar", "ذكرت خطأ أن أوستن التقى لي."),
    ],
)
def test_a_sentence_that_takes_a_report_back_is_seen(language: str, quote: str) -> None:
    assert WORDS.take_back(quote, language)


def test_a_sentence_that_blames_the_other_side_takes_nothing_back() -> None:
    assert not WORDS.take_back("China's navy falsely accused the United States after the intercept.", "en")
    assert not WORDS.take_back("Pékin a accusé à tort les États-Unis après l'interception.", "fr")


def test_a_sentence_on_a_former_version_only_retells() -> None:
    assert WORDS.retell("An earlier version of this story said that Austin met Li on Thursday.", "en")
    assert not WORDS.retell("Austin met Li on Thursday.", "en")


def test_of_an_unknown_language_all_words_are_looked_for() -> None:
    assert WORDS.take_back("The agency wrongly reported that Austin met Li.", "und")


def test_without_words_nothing_is_found() -> None:
    assert not CorrectionWords().are_printed("Correction: they did not meet.", "en")
