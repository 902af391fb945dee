"""Foreign words: set in italics or quotation marks by the source, and known to the profile.

    the address of the *zavkom* [factory committee]      <foreign xml:lang="ru-Latn">zavkom</foreign>

Other italics stay `hi`. Source: TEI Guidelines 3.3.2.1 (foreign words).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from tei_miasnikov.recognition.profile import Foreign
from tei_miasnikov.recognition.spelling import spelled
from tei_miasnikov.recognition.standoff.passage import Passage
from tei_miasnikov.text.span import Annotation, Span, annotate

QUOTES = "\"“”„«»‘’'"


def find_foreign(passage: Passage, rules: tuple[Foreign, ...]) -> Iterator[Annotation]:
    """Each known word that stands alone in italics or between quotation marks."""
    pattern = _pattern(rules)
    if pattern is None:
        return
    italics = set(passage.italics())
    for found in pattern.finditer(passage.text):
        span = Span(*found.span())
        before, after = passage.text[: span.start][-1:], passage.text[span.end : span.end + 1]
        if span in italics or (before and before in QUOTES and after and after in QUOTES):
            language = next(rule.language for rule in rules if " ".join(found.group().split()) in rule.words)
            yield annotate(span, "foreign", xml_lang=language)


@lru_cache(maxsize=16)
def _pattern(rules: tuple[Foreign, ...]) -> re.Pattern[str] | None:
    words = sorted({word for rule in rules for word in rule.words}, key=lambda word: (-len(word), word))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(spelled, words)) + r")(?!\w)") if words else None
