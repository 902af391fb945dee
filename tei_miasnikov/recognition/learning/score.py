"""Score: how much a label looks like one, in bits; what recurs and is in capitals does, what sentences say does not.

THE COURT:      capitals, a colon, 41 times         + + +
Note:           words.toml knows it                 − − −
Thank you.      its words stand in lower case too   − −
SCENE 1:        a counter and its number            − − −
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log2

from tei_miasnikov.recognition.layout import ENDED
from tei_miasnikov.recognition.learning.candidates import Candidate
from tei_miasnikov.recognition.learning.forms import WORD, is_cased
from tei_miasnikov.recognition.learning.words import Words, load_words
from tei_miasnikov.recognition.transcript import trimmed
from tei_miasnikov.text.reading import Reading

FORMS = {
    "capitals": 3.0,
    "mixed": 3.0,
    "initials": 1.0,
    "title": 1.0,
    "caseless": 1.0,
    "office": 0.5,
    "sentence": -1.0,
    "lower": -5.0,
}
STRONG = frozenset({"capitals", "mixed", "initials"})
KINDS = {
    "colon": 1.5,
    "stop_dash": 1.5,
    "emphasis": 2.0,
    "quote": 1.0,
    "stop": 0.0,
    "alone": 0.0,
    "dash": 0.0,
    "gap": -0.5,
    "nick": 3.0,
    "case": -0.5,
    "aside": -1.0,
}
MANY_INITIALS = 4
"""Initials that stand so often are somebody's, whatever word they may be too."""
LOWER_NAMES = 3.0
"""What a colon says for names in lower case."""
SIGNED = 4.0
"""What the sign of a question behind it says for a label: Court. Q. Where?"""
REFUSED = -12.0
"""What words.toml or a number says against a label."""
NUMBERED = re.compile(r"[\W\d]*(?P<word>[^\W\d_]+)?\.?\s*(?:[IVXLCDM]+|\d[\d.]*|[A-Z])?[.]?", re.IGNORECASE)
COUNT = re.compile(r"(?P<counter>[^\W\d_]+)\.?\s+(?:[IVXLC]+|\d+|[A-Z]|the \w+|[^\W\d_]+)\b.*")
ORDINAL = re.compile(r"(?:\S+\s+)?(?P<counter>[^\W\d_]+)\.?")
TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
INITIALS = re.compile(r"[^\W\d_]{2} (?:[^\W\d_]\. ?)*[^\W\d_]\Z")
"""A name and initials behind it."""
INVERTED = re.compile(r"[^,]+, (?:\S{1,2}\.[ -]?)+")
"""A name as bibliographies have it: MORA, P."""
TIME = re.compile(r"\d{1,2}[:.h]\d\d|\b\d{4}\b|[ap]\.?m\.?$")


class Scale:
    """Weighs labels by the words that a text has in lower case, and by how its paragraphs end."""

    def __init__(self, reading: Reading, text: str) -> None:
        tokens = TOKEN.findall(text)
        self._lower = frozenset(token for token in set(tokens) if token.islower())
        self._words: Words = load_words()
        self._paired = self._words.questions | self._words.answers
        self.punctuated = _is_punctuated(reading, text)
        self.shouted = is_shouted(text)
        self._called = _called(reading, text)
        self._named = _named([token for token in tokens if len(token) > 1], self._words)

    def is_refused(self, found: Sequence[Candidate]) -> bool:
        """Whether the words of a label speak against it whatever else speaks for it."""
        return self.weight(found) <= REFUSED / 2

    def weight(self, found: Sequence[Candidate]) -> float:
        """The bits for a label by its words, how it is written and what follows; not how often it recurs."""
        first = found[0]
        bits = FORMS[first.form] + KINDS[first.kind]
        if first.form == "lower" and first.kind == "colon":
            bits += LOWER_NAMES
        if first.rend:
            bits += 2
        if first.form != "initials" or len(found) < MANY_INITIALS:
            bits += self._known(first.key)
        bits -= max(len(first.key.split()) - 6, 0) * 0.7
        bits -= self.in_lower_case(first)
        silent = sum(one.speech == 0 for one in found) / len(found)
        if first.kind not in ("alone", "aside"):
            bits -= 2.5 * silent
            bits -= self._unended(found)
        if first.kind == "stop" and self._called[first.key] > len(found):
            bits -= 6
        if first.sign:
            bits += SIGNED
        if first.form == "initials" and len(found) < 3 and not self._pairs(first.key):
            bits -= 2
        return bits

    def _unended(self, found: Sequence[Candidate]) -> float:
        """Speech ends as sentences do, the fields of a form do not."""
        if not self.punctuated or found[0].kind == "nick":
            return 0.0
        share = sum(not one.ended for one in found) / len(found)
        return 0.0 if share <= 0.5 else share * (2.0 if found[0].form in STRONG else 4.0)

    def supports(self, found: Sequence[Candidate]) -> bool:
        """Whether something tells that a label names a speaker: an office, a party in brackets, initials, a mention."""
        first = found[0]
        words = [word.lower() for word in re.findall(r"[^\W\d_]+", first.key)]
        if INITIALS.search(first.key) or any(mark in first.aside for mark in "(（"):
            return True
        known = self._words.roles | self._words.honorifics | self._words.nobody
        if known.intersection(words) or first.key.lower() in self._words.nobody:
            return True
        return any(len(word) > 1 and word in self._words.titles for word in words) or (
            words[-1:] != [] and words[-1] in self._named
        )

    def recurrence(self, found: Sequence[Candidate]) -> float:
        """The bits for how often a label recurs."""
        return 1.4 * min(log2(len(found)), 5.0)

    def _pairs(self, key: str) -> bool:
        return key.lower() in self._paired

    def _known(self, key: str) -> float:
        lower = key.lower().strip(" .")
        if lower in self._words.never or TIME.search(lower) or INVERTED.fullmatch(key):
            return REFUSED
        words = [word.lower() for word in re.findall(r"\w+", key)]
        if len(key) == 1 and lower in self._words.titles and lower not in self._paired:
            return REFUSED
        if not words or (words[0] in self._words.slugs and len(words) > 1):
            return REFUSED
        return REFUSED if self._counts(words) else 0.0

    def _counts(self, words: list[str]) -> bool:
        """SCENE 1, Article III, Act the second, ACTO PRIMERO, Dritter Akt, 2. Szene."""
        counters = self._words.counters
        if all(word.isdigit() for word in words):
            return True
        if words[0] in counters and len(words) > 1:
            return words[1].isdigit() or _is_roman(words[1]) or len(words) <= 3 or words[1] in counters
        return len(words) == 2 and words[1] in counters and len(words[0]) > 2

    def in_lower_case(self, first: Candidate) -> float:
        """A name never stands in lower case, the words of a sentence do."""
        if first.form in ("initials", "caseless"):
            return 0.0
        particles = self._words.particles | self._words.titles
        particles |= self._words.roles if first.form == "office" else frozenset()
        telling = [word.lower() for word in WORD.findall(first.key) if word.lower() not in particles]
        if not telling:
            return 1.0
        share = sum(word in self._lower for word in telling) / len(telling)
        share = min(share, 0.25) if first.form == "office" else share
        return share * {"capitals": 0.5, "mixed": 0.5}.get(first.form, 2.0)


def _is_roman(word: str) -> bool:
    return re.fullmatch("[ivxlcdm]+", word) is not None


def _called(reading: Reading, text: str) -> Counter[str]:
    """How often a paragraph begins with these words and a comma: who is spoken to, as in "Mr. Chairman, I …"."""
    starts = (text[block.span.start : block.span.start + 60] for block in reading.blocks)
    return Counter(" ".join(start.partition(",")[0].split()) for start in starts if "," in start)


def _named(tokens: Sequence[str], words: Words) -> frozenset[str]:
    """The names that the text puts a title before: "Herr Lammers", "M. Cazes"."""
    titles = words.honorifics | {title for title in words.titles if len(title) > 1}
    spelled = titles | {title.capitalize() for title in titles} | {title.upper() for title in titles}
    named = {name for title, name in pairwise(tokens) if title in spelled}
    return frozenset(name.lower() for name in named if name[0].isupper() or not is_cased(name))


def _is_punctuated(reading: Reading, text: str) -> bool:
    """Whether the paragraphs of a text end as sentences do."""
    tails = [trimmed(text[max(block.span.end - 80, block.span.start) : block.span.end]) for block in reading.blocks]
    long = [tail for tail in tails if len(tail) > 40]
    return sum(ENDED.search(tail) is not None for tail in long) > 0.5 * len(long)


def is_shouted(text: str) -> bool:
    """Whether all of a text is in capitals."""
    sample = [sign for sign in text[:20000] if sign.isalpha() and is_cased(sign)]
    return sum(map(str.isupper, sample)) > 0.6 * len(sample)
