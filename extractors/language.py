"""Which language a text is in: text and declared code in, ISO 639-1 code out."""

from __future__ import annotations

import re
from functools import lru_cache
from threading import Lock

from py3langid.langid import MODEL_FILE, LanguageIdentifier

PLAUSIBLE = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "no", "sv", "da", "id", "ms", "tr", "vi", "tl", "cs", "fi")
"""Latin-script languages that the outlets publish in; every further candidate costs accuracy on short texts."""

SAMPLE_CHARACTERS = 2000
"""Enough for certainty; identification costs time in proportion."""

MIN_LETTERS = 20
"""Below this the declared language is better than a guess."""

PRIOR_SHARE = 0.2
"""A declared language is believed when the identifier gives it at least this part of its best candidate's share."""

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
)
_LOADING = Lock()
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SHARED_SCRIPT = {"ar": ("ar", "fa", "ur"), "ru": ("ru", "uk", "bg", "sr"), "zh": ("zh", "ja")}


def identify_language(text: str, declared: str | None) -> str:
    """Return the ISO 639-1 code of a text, ``und`` where nothing can tell.

    The script decides where it can; a declared language is believed unless the text clearly speaks against it.
    """
    sample = text[:SAMPLE_CHARACTERS]
    prior = declared.split("-")[0].split("_")[0].lower() if declared else None
    counts = {code: len(pattern.findall(sample)) for code, pattern in _SCRIPTS}
    latin = len(_LATIN.findall(sample))
    kana, han = counts["ja"], counts["zh"]
    if kana and kana * 12 < han:  # a quoted Japanese name in a Chinese text
        counts["ja"], kana = 0, 0
    best = max(counts, key=lambda code: counts[code])
    if kana:
        best = "ja"
    # an ideograph carries about three letters' worth of text
    weight = 3 if best in {"zh", "ja", "ko"} else 1
    if counts[best] and (counts[best] + (han if best == "ja" else 0)) * weight > latin:
        return prior if prior in _SHARED_SCRIPT.get(best, ()) and best != "zh" else best
    if latin < MIN_LETTERS:
        return prior or "und"
    code, margin = _rank_latin(sample, prior)
    return prior if prior in PLAUSIBLE and margin else code


def _rank_latin(sample: str, prior: str | None) -> tuple[str, bool]:
    """Return the best Latin-script language and whether the prior is plausible beside it."""
    ranked = latin_identifier().rank(sample)
    shares = dict(ranked)
    best = ranked[0][0]
    return best, prior is not None and shares.get(prior, 0.0) >= PRIOR_SHARE * shares[best]


def latin_identifier() -> LanguageIdentifier:
    """Return the one identifier of the process; of threads that want it at once one loads it and the others wait.

    It takes a second and many small objects, whose room Python seldom gives back.
    """
    with _LOADING:
        return _identifier()


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(PLAUSIBLE))
    return identifier
