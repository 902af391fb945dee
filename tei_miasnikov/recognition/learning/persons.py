"""Persons: whom labels mean; variants of a label are one person, and a sign for a role is nobody in particular.

DUKE HENRY, HENRY          one person, since no other label ends in HENRY
First Citizen, Citizen     two: an office is no name
PAUL and MARY              the two, where each has a label of his own
Q., A.                     roles of the session
ALL, A VOICE               nobody: the turn has no @who
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from tei_miasnikov.recognition.learning.acceptance import Accepted, joined
from tei_miasnikov.recognition.learning.words import load_words

LETTERS = re.compile(
    "[A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0386-\u03ce\u0410-\u044f\u0451-\u045c\u045e\u045f\u05d0-\u05ea"
    "\u0621-\u063a\u0641-\u064a\u0905-\u0939\u0561-\u0586\u10d0-\u10f6\u3041-\u3094\u30a1-\u30fa\u4e00-\u9fa5\uac00-\ud7a3]"
)
"""Letters that any edition of XML takes in an identifier."""

Voices = dict[str, dict[str, str]]


def cast(labels: Sequence[Accepted]) -> tuple[list[dict[str, Any]], Voices]:
    """The persons, and for each label what a profile says of whom it means."""
    words = load_words()
    voices: Voices = {}
    named: dict[str, list[str]] = {}
    keys = list(dict.fromkeys(one.key for one in labels))
    signs = {key.lower() for key in keys}
    pairs = bool(signs & words.questions) and bool(signs & words.answers)
    for key in keys:
        lower = key.lower()
        if pairs and lower in words.questions:
            voices[key] = {"role": "questioner", "turn": "question"}
        elif pairs and lower in words.answers:
            voices[key] = {"role": "respondent", "turn": "answer"}
        elif lower.strip(". ") not in words.nobody:
            named[key] = lower.replace(".", "").split()
    joint = {key: parts for key in named if (parts := joined(key, [other for other in named if other != key]))}
    single = {key: parts for key, parts in named.items() if key not in joint}
    longest = _longest(single)
    persons = _identified(dict.fromkeys(longest.values()))
    for key, of in longest.items():
        voices[key] = {"who": persons[of]}
    for key, parts in joint.items():
        if all(part in longest for part in parts):
            voices[key] = {"who": " ".join(dict.fromkeys(persons[longest[part]] for part in parts))}
    return [{"id": own, "name": key, **_aliases(key, longest)} for key, own in persons.items()], voices


def _longest(single: dict[str, list[str]]) -> dict[str, str]:
    """For each label the fullest that means the same person: the only other one that ends or begins with its words."""
    named = {key: _untitled(words) for key, words in single.items()}
    near: dict[str, list[str]] = {}
    for key, (_, words) in named.items():
        for word in {words[0], words[-1]}:
            near.setdefault(word, []).append(key)
    longest = {key: _fuller(key, named, near) for key in named}
    return {key: longest[of] if longest[longest[of]] == longest[of] else of for key, of in longest.items()}


def _untitled(words: list[str]) -> tuple[list[str], list[str]]:
    """Titles, and the words behind them."""
    known = load_words().titles | load_words().honorifics
    titles = list(takewhile(known.__contains__, words[:-1]))
    return titles, words[len(titles) :] or [""]


def _fuller(key: str, named: dict[str, tuple[list[str], list[str]]], near: dict[str, list[str]]) -> str:
    """The only fuller label with the same title, or where one of the two has none."""
    titles, words = named[key]
    others = {other for word in {words[0], words[-1]} for other in near.get(word, ()) if other != key}
    fits = [other for other in others if _is_fuller(named[other], titles, words)]
    return fits[0] if len(fits) == 1 else key


def _is_fuller(other: tuple[list[str], list[str]], titles: list[str], words: list[str]) -> bool:
    if titles and other[0] and titles != other[0]:
        return False
    longer, size = other[1], len(words)
    known = load_words()
    if all(word in known.roles | known.particles for word in words):
        return False
    if any(word.isdigit() or word in known.ordinals for word in longer):
        return False
    if len(longer) == size:
        return longer == words and len(other[0]) > len(titles)
    return len(longer) > size and (longer[-size:] == words or longer[:size] == words)


def _identified(keys: dict[str, None]) -> dict[str, str]:
    """An id for each, made of its words."""
    ids: dict[str, str] = {}
    used: set[str] = set()
    for key in keys:
        base = "person-" + (_slug(key) or str(len(ids) + 1))
        own, number = base, 1
        while own in used:
            number += 1
            own = f"{base}.{number}"
        used.add(own)
        ids[key] = own
    return ids


def _slug(key: str) -> str:
    """The words of a label as XML takes them in an identifier, joined by hyphens."""
    signs = [sign if LETTERS.match(sign) else _plain(sign) for sign in unicodedata.normalize("NFC", key.lower())]
    return re.sub("-+", "-", "".join(signs)).strip("-")


def _plain(sign: str) -> str:
    """A letter without its marks, where that is one of ASCII's, else a hyphen."""
    letter = unicodedata.normalize("NFKD", sign)[:1]
    return letter if letter.isascii() and letter.isalnum() else "-"


def _aliases(key: str, longest: dict[str, str]) -> dict[str, list[str]]:
    aliases = sorted(other for other, of in longest.items() if of == key and other != key)
    return {"aliases": aliases} if aliases else {}
