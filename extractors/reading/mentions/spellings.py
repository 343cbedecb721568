"""An article with its reading in, names that the storyline does not list yet out: misspellings and other scripts. Pure.

Nothing that reads articles uses them: a name serves only once a person has put it into the seed files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rapidfuzz import fuzz

from extractors.folding import fold_phrase
from extractors.reading.mentions.linking import MISSPELT_SCORE
from extractors.records.articles import Article
from extractors.records.learned import Spelling
from extractors.records.reading import Mention, MentionForm, Reading
from seeds.entities import EntityKind
from seeds.storyline import Storyline

_IN_BRACKETS = re.compile(r"\s?[(（]([^()（）]{2,40})[)）]")
"""What stands in brackets directly behind a name."""

_BEHIND_TITLE = re.compile(r",? (?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3})")
"""Words with capitals directly behind a title: a name, maybe with a rank before it."""

SAME_WORD_SCORE = 60.0
"""From this similarity (0 to 100, rapidfuzz ratio) on, one word may be another misspelt."""

_LANGUAGES = {"CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CYRILLIC": "ru", "ARABIC": "ar"}
"""The language in which a script's names are listed; Latin script says none."""

_BY_NAME = (MentionForm.NAME, MentionForm.SHORT_NAME)


class SpellingFinder:
    """Finds names of persons that the storyline does not list, where title or context have told who is meant."""

    def __init__(self, storyline: Storyline) -> None:
        self._spelt: dict[str, str] = {}
        self._names: dict[str, frozenset[str]] = {}
        for entity in storyline.entities:
            if entity.kind is EntityKind.PERSON:
                listed = [
                    name for table in (entity.names, entity.short_names) for names in table.values() for name in names
                ]
                self._spelt[entity.id] = entity.name
                self._names[entity.id] = frozenset(map(fold_phrase, (entity.name, *listed)))
        offices = storyline.offices
        self._titles = frozenset(
            fold_phrase(title)
            for office in offices
            for table in (office.names, office.bare_names)
            for titles in table.values()
            for title in titles
        )

    def find(self, article: Article, reading: Reading) -> tuple[Spelling, ...]:
        """Return each new name of each person once, with the first mention that shows it."""
        found: dict[tuple[str, str, str], Spelling] = {}
        for mention in reading.mentions:
            if mention.form in (*_BY_NAME, MentionForm.OFFICE) and mention.entity_id in self._names:
                for name, language in self._unlisted(article, mention):
                    spelling = Spelling(
                        entity_id=mention.entity_id,
                        name=name,
                        language=language,
                        version_id=article.version_id,
                        mention=mention,
                    )
                    found.setdefault((mention.entity_id, language, name), spelling)
        return tuple(found.values())

    def _unlisted(self, article: Article, mention: Mention) -> Iterator[tuple[str, str]]:
        listed, text = self._names[mention.entity_id], getattr(article, mention.span.field)
        words: str | None = mention.text
        if mention.form is MentionForm.OFFICE:
            behind = _BEHIND_TITLE.match(text, mention.span.end)
            words = behind["name"] if behind else None
        if words and " " in words:
            misspelt = self._misspelt(words, mention.entity_id)
            if misspelt is not None:
                yield misspelt, article.language
        in_brackets = _IN_BRACKETS.match(text, mention.span.end) if mention.form in _BY_NAME else None
        if in_brackets is not None:
            name = " ".join(in_brackets[1].split())
            told = fold_phrase(name)
            if self._is_name_in_other_script(name, mention.text) and not any(known in told for known in listed):
                yield name, _LANGUAGES.get(_script(name) or "", "en")

    def _misspelt(self, words: str, entity_id: str) -> str | None:
        """Return the last words, two or more, that come nearest to the person's name; what stands before is a title.

        None where they are a listed name, or come near to none.
        """
        parts = words.split()
        ends = [" ".join(parts[start:]).strip("\"',;:“”‘’") for start in range(len(parts) - 1)]
        if any(fold_phrase(end) in self._names[entity_id] for end in ends):
            return None
        likeness = {end: self._likeness(end, entity_id) for end in ends if " " in end}
        best = max(likeness, key=lambda end: (likeness[end], -len(end)), default=None)
        return best if best is not None and likeness[best] >= MISSPELT_SCORE else None

    def _likeness(self, words: str, entity_id: str) -> float:
        """Return how near words come to the name; 0 where its first or last word is another ("President Biden")."""
        said, name = words.lower().split(), self._spelt[entity_id].lower().split()
        if min(fuzz.ratio(said[0], name[0]), fuzz.ratio(said[-1], name[-1])) < SAME_WORD_SCORE:
            return 0.0
        return fuzz.ratio(" ".join(said), " ".join(name))

    def _is_name_in_other_script(self, name: str, mention: str) -> bool:
        """Tell a name from a title, a remark or an abbreviation in brackets."""
        script, before = _script(name), _script(mention)
        if script is None or before is None or script == before:
            return False
        if any(title in fold_phrase(name) for title in self._titles):
            return False
        if script == "LATIN":  # given name and family name, each with a capital
            parts = name.split()
            return len(parts) > 1 and all(part[0].isupper() and not part.isupper() for part in parts)
        return script != "CJK" or 2 <= len(name) <= 6


def _script(words: str) -> str | None:
    """Return the one script that the letters are of, as Unicode names it; None for several, or other signs than a name
    has."""
    scripts = set()
    for character in words:
        if character.isalpha():
            scripts.add(unicodedata.name(character, "").split()[0].removesuffix("-UNIFIED"))
        elif character not in " .-'·・’":
            return None
    if scripts & {"HIRAGANA", "KATAKANA"}:
        scripts -= {"CJK"}
    return scripts.pop() if len(scripts) == 1 else None
