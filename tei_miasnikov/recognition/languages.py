"""Languages: in which one a text is, told by its commonest words or its script, where that is sure.

    "Где вы жили до войны? Я жил в Ереване, а потом …"      ru
    "May 5"                                                 not to be told

The words stand in languages.toml. A language is sure where its words make up a good part of the text and those of no
other come near. Source of the tags: BCP 47; `und` is a language that nothing tells (RFC 5646, 4.1).
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from tei_miasnikov.recognition.profile import Profile
from tei_miasnikov.text.span import Annotation, Span

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
CYRILLIC, LETTER = re.compile(r"[а-яёА-ЯЁ]"), re.compile(r"[^\W\d_]")
UNKNOWN = "und"
LOOKED_AT = 20_000
"""So many words tell the language of a text, however long it is."""
FEWEST = 6
"""At least so many of the commonest words must be there."""
SHARE = 0.18
"""So large a part of all words must be among the commonest of the language."""
AHEAD = 2
"""So many times the words that another language alone has."""
SHORTEST = 15
"""A passage of fewer words is not asked for a language of its own."""
MARKED = frozenset({"sp", "p", "note", "head", "quote", "item", "stage"})


class Script(NamedTuple):
    """A script that tells a language: its letters, some that must be among them, and some that it lacks."""

    letters: str
    among: str = ""
    without: str = ""

    def is_that_of(self, text: str) -> bool:
        """Whether a text is in this script, and so in this language."""
        letters = len(LETTER.findall(text))
        own, needed, foreign = (len(re.findall(f"[{one}]", text)) if one else 0 for one in self)
        return own * 2 > letters and (not self.among or needed * 20 > letters) and foreign * 100 <= letters


class Tables(NamedTuple):
    """The commonest words by language, and the scripts that tell one."""

    words: dict[str, frozenset[str]]
    scripts: dict[str, Script]


@cache
def _tables() -> Tables:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    words = {language: frozenset(line.split()) for language, line in data["words"].items()}
    return Tables(words, {language: Script(**letters) for language, letters in data["scripts"].items()})


def detect_language(text: str) -> str | None:
    """The tag of the language of a text, None where it is not sure."""
    words = [found.group().casefold().replace("’", "'") for found in WORD.finditer(text, 0, LOOKED_AT * 8)][:LOOKED_AT]
    if len(words) < FEWEST:
        return None
    joined = "".join(words)
    by_script = (tag for tag, script in _tables().scripts.items() if not joined.isascii() and script.is_that_of(joined))
    return next(by_script, None) or _by_words(words)


def _by_words(words: Sequence[str]) -> str | None:
    """The language whose commonest words are here; of two that are close, what only one of them has decides."""
    tables = _tables().words
    counts = sorted(((sum(map(common.__contains__, words)), tag) for tag, common in tables.items()), reverse=True)
    (most, language), *others = counts
    if most < max(FEWEST, SHARE * len(words)):
        return None
    return language if all(_is_ahead(words, tables[language], tables[other]) for _, other in others[:3]) else None


def _is_ahead(words: Sequence[str], own: frozenset[str], other: frozenset[str]) -> bool:
    mine, theirs = (sum(map(common.__contains__, words)) for common in (own - other, other - own))
    return mine >= FEWEST and mine >= AHEAD * theirs


def with_language(profile: Profile, text: str) -> Profile:
    """A profile that was learned, with the language of its text.

    Dates of a text whose language is not told are read as Russian or English, by its letters.
    """
    language = detect_language(text)
    if language is not None:
        return msgspec.structs.replace(profile, language=language)
    likely = ("ru",) if 2 * len(CYRILLIC.findall(text)) > len(LETTER.findall(text)) else ("en",)
    dates = msgspec.structs.replace(profile.dates, languages=profile.dates.languages or likely)
    return msgspec.structs.replace(profile, language=UNKNOWN, dates=dates)


def mark_languages(annotations: Sequence[Annotation], text: str, language: str) -> list[Annotation]:
    """The annotations (sorted), those in another language than the text's marked by xml:lang where that is sure."""
    done = Span(0, 0)
    marked = []
    for annotation in annotations:
        if annotation.element in MARKED and not done.contains(annotation.span):
            own = _own_language(annotation, text)
            done = annotation.span if own is not None else done
            if own not in (None, language) and annotation.get("xml:lang") is None:
                marked.append(annotation._replace(attributes=(*annotation.attributes, ("xml:lang", own or ""))))
                continue
        marked.append(annotation)
    return marked


def _own_language(annotation: Annotation, text: str) -> str | None:
    words = annotation.span.of(text)
    return detect_language(words) if words.count(" ") >= SHORTEST else None
