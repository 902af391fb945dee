"""Languages: in which one a text is, told by its commonest words or its script, where that is sure.

    "Где вы жили до войны? Я жил в Ереване, а потом …"      ru
    "May 5"                                                 not to be told

The words stand in languages.toml. A language is sure where its words make up a good part of the text and those of no
other come near. Source of the tags: BCP 47; `und` is a language that nothing tells (RFC 5646, 4.1).
"""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain
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
LOOK, PLAIN, SHARED = 200, 0.3, 0.15
"""Among the first characters, three words in ten tell a language that shares few of its common words with others."""
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
    words = WORD.findall(text[: LOOKED_AT * 8].casefold().replace("’", "'"))[:LOOKED_AT]
    if len(words) < FEWEST:
        return None
    return _by_script("".join(words)) or _by_words(words)


def _by_script(letters: str) -> str | None:
    """The language whose script most letters are of; none has Latin ones."""
    if 2 * len(letters.encode("ascii", "ignore")) >= len(letters):
        return None
    return next((tag for tag, script in _tables().scripts.items() if script.is_that_of(letters)), None)


def _by_words(words: Sequence[str]) -> str | None:
    """The language whose commonest words are here; of two that are close, what only one of them has decides."""
    counts = Counter(chain.from_iterable(filter(None, map(_languages_of().get, words))))
    language, most = max(counts.items(), key=lambda count: (count[1], count[0]), default=(UNKNOWN, 0))
    if most < max(FEWEST, SHARE * len(words)):
        return None
    others = sorted(((number, tag) for tag, number in counts.items() if tag != language), reverse=True)[:3]
    return language if all(_is_ahead(words, language, other) for _, other in others) else None


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    """For each of the commonest words the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for tag, words in _tables().words.items():
        for word in words:
            found[word] = (*found.get(word, ()), tag)
    return found


def _is_ahead(words: Sequence[str], language: str, other: str) -> bool:
    own, foreign = _apart(language, other), _apart(other, language)
    mine, theirs = sum(map(own.__contains__, words)), sum(map(foreign.__contains__, words))
    return mine >= FEWEST and mine >= AHEAD * theirs


@cache
def _apart(language: str, other: str) -> frozenset[str]:
    """The commonest words of a language that are not among those of another."""
    return _tables().words[language] - _tables().words[other]


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
    done, plain = Span(0, 0), _plain_words(language)
    marked = []
    for annotation in annotations:
        if annotation.element in MARKED and not done.contains(annotation.span):
            words = annotation.span.of(text)
            own = language if _is_plainly(plain, words) else _own_language(words)
            done = annotation.span if own is not None else done
            if own not in (None, language) and annotation.get("xml:lang") is None:
                marked.append(annotation._replace(attributes=(*annotation.attributes, ("xml:lang", own or ""))))
                continue
        marked.append(annotation)
    return marked


def _own_language(words: str) -> str | None:
    return detect_language(words) if words.count(" ") >= SHORTEST else None


def _is_plainly(plain: frozenset[str], words: str) -> bool:
    """Whether so many of the first words are common ones of the text's language that no other is asked for."""
    first = words[:LOOK].lower().split()
    return sum(map(plain.__contains__, first)) > PLAIN * len(first) >= PLAIN * SHORTEST


@cache
def _plain_words(language: str) -> frozenset[str]:
    """The commonest words of a language, none where another shares many of them."""
    words = _tables().words.get(language, frozenset())
    others = (own for tag, own in _tables().words.items() if tag != language)
    return words if all(len(words & own) < SHARED * len(words) for own in others) else frozenset()
