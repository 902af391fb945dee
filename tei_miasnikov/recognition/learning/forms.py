"""Forms: how a label is written, which is half of what tells it from a sentence.

initials    Q   JB   MSM              capitals    THE COURT   ZIBÓLKO   SOLDIER #1
mixed       Mr. GREEN of Iowa   El Sr. PRESIDENT
title       Senator Levin   Adam Stacoviak   Лакей       office      La presidenta   First citizen
sentence    Thank you
caseless    יעקב   甲   მეფე            lower       the gentleman from Ohio
"""

import re
from functools import lru_cache

from tei_miasnikov.recognition.learning.words import Words, load_words

WORD = re.compile(r"[^\W\d_]+(?:['’`·\"״׳.-][^\W\d_]+)*")
VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-ÝАЕЁИОУЫЭЮЯІЇЄΑΕΗΙΟΥΩ]")
MOST_OF_OFFICE = 12
"""The name of an office has at most so many words."""


def is_cased(word: str) -> bool:
    """Whether a word has capitals to speak of; Georgian has them in Unicode, but no text uses them so."""
    return word.lower() != word.upper() and not "\u10d0" <= word[0] <= "\u10ff"


@lru_cache(maxsize=100_000)
def form_of(label: str) -> str:
    """The form of a label, asides left out."""
    words = load_words()
    found = WORD.findall(label)
    cased = [word for word in found if is_cased(word)]
    if not cased:
        return "caseless"
    if len(found) == 1 and cased[0].isupper() and (len(cased[0]) < 3 or _is_monogram(cased[0])):
        return "initials"
    telling = [word for word in cased if word.lower().rstrip(".") not in words.titles | words.particles] or cased
    capitals = [word for word in telling if _is_capital(word)]
    if len(capitals) == len(telling):
        return "capitals" if all(map(_is_capital, cased)) else "mixed"
    if any(len(word) > 2 for word in capitals):
        return "mixed"
    if cased[0][0].islower() and (cased[0] not in words.titles or telling[0][0].islower()):
        return "lower"
    if all(word[0].isupper() for word in telling):
        return "title"
    return "office" if len(found) <= MOST_OF_OFFICE and _is_office(cased, words) else "sentence"


def _is_monogram(word: str) -> bool:
    """MSM is one, ANN is none."""
    return len(word) == 3 and not VOWEL.search(word)


def _is_office(cased: list[str], words: Words) -> bool:
    return any(word.lower().removesuffix("'s").removesuffix("’s") in words.roles for word in cased[:3])


def _is_capital(word: str) -> bool:
    """Whether a word is in capitals; "McCAIN" and "d'ORS" are."""
    upper = sum(map(str.isupper, word))
    return word.isupper() or (upper >= 3 and upper > len(word) / 2)
