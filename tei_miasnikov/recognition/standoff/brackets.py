"""Brackets: what the editor put between [ and ], by the first rule of the table that knows it.

    [KAPD]  [CIO?]            abbr, and abbr cert="low"
    [in Russian]              note type="language"
    [April 1945]              supplied, with the date in it
    zavkom [factory committee]   gloss of the foreign word or the abbreviation before it

The brackets stay in the text; what no rule knows stays as it is. Sources: TEI Guidelines 3.4.2 (glosses), 3.6.5
(abbreviations), 12.3.3.1 (supplied).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tei_miasnikov.recognition.standoff.passage import Passage
from tei_miasnikov.text.span import Annotation, Span, annotate

BRACKET = re.compile(r"\[([^\[\]\n]{1,200})\]")
ABBREVIATION = re.compile(r"[A-ZА-ЯЁ][A-ZА-ЯЁ.]*[A-ZА-ЯЁ.](?P<doubt>\?)?")
KNOWN = frozenset({"bibl", "ellipsis", "mentioned"})
"""What a bracket may have been found to be before."""
LANGUAGE_NOTE = re.compile(r"in [A-Z][a-z]+")
BEFORE = re.compile(
    r"(?P<abbreviation>(?<!\w)\w*[A-ZА-ЯЁ]\w*[A-ZА-ЯЁ]\w*(?:\(\w+\))?)?(?P<quote>[\"”»’'])?(?P<space>\s)\Z"
)


class Bracket(NamedTuple):
    """A bracket, its words, and what was found in the passage before."""

    span: Span
    words: str
    passage: Passage
    finds: Sequence[Annotation]
    resp: str | None


def find_brackets(passage: Passage, editor: str, finds: Sequence[Annotation]) -> Iterator[Annotation]:
    """What the brackets of a passage are; `finds` are the foreign words and dates found in it."""
    resp = f"#{editor}" if editor else None
    known = {find.span for find in finds if find.element in KNOWN}
    for found in BRACKET.finditer(passage.text):
        if Span(*found.span()) in known:
            continue
        bracket = Bracket(Span(*found.span()), found[1], passage, finds, resp)
        yield from next((marked for rule in RULES if (marked := rule(bracket))), [])


def _supplied(bracket: Bracket) -> list[Annotation]:
    """Nothing but a date: the source's editor dates what had no date."""
    inner = Span(bracket.span.start + 1, bracket.span.end - 1)
    if not any(find.element == "date" and find.span == inner for find in bracket.finds):
        return []
    return [annotate(bracket.span, "supplied", reason="undated-in-original", resp=bracket.resp)]


def _language(bracket: Bracket) -> list[Annotation]:
    if not LANGUAGE_NOTE.fullmatch(bracket.words):
        return []
    return [annotate(bracket.span, "note", type="language", resp=bracket.resp)]


def _abbreviation(bracket: Bracket) -> list[Annotation]:
    found = ABBREVIATION.fullmatch(bracket.words)
    if found is None:
        return []
    return [
        annotate(Span(bracket.span.start + 1, bracket.span.end - 1), "abbr", cert="low" if found["doubt"] else None)
    ]


def _gloss(bracket: Bracket) -> list[Annotation]:
    """The meaning of the foreign word or the long form of the abbreviation before it."""
    before = BEFORE.search(bracket.passage.text, 0, bracket.span.start)
    if before is None or any(
        mark.span.start == bracket.span.start + 1 for mark in bracket.finds if mark.element == "foreign"
    ):
        return []
    end = before.start("quote") if before["quote"] else before.start("space")
    foreign = next((f for f in bracket.finds if f.element == "foreign" and f.span.end == end), None)
    if foreign:
        return [_identified(foreign, bracket), annotate(bracket.span, "gloss", target=_pointer(foreign.span, bracket))]
    if before["abbreviation"] and " " in bracket.words:
        abbreviation = annotate(Span(*before.span("abbreviation")), "abbr")
        return [
            _identified(abbreviation, bracket),
            annotate(bracket.span, "gloss", target=_pointer(abbreviation.span, bracket)),
        ]
    return []


def _identified(term: Annotation, bracket: Bracket) -> Annotation:
    return term._replace(attributes=(("xml:id", _pointer(term.span, bracket)[1:]), *term.attributes))


def _pointer(span: Span, bracket: Bracket) -> str:
    return "#term-" + (re.sub(r"\W+", "-", span.of(bracket.passage.text)).strip("-") or "word")


RULES: tuple[Callable[[Bracket], list[Annotation]], ...] = (_supplied, _language, _abbreviation, _gloss)
