"""Signatures: the name of a known person under a document.

    <signed><persName ref="#miasnikov">G. Miasnikov</persName></signed>

Source: TEI Guidelines 4.2.2 (openers and closers).
"""

from collections.abc import Iterator

from tei_miasnikov.recognition.people import Person, names, person_named
from tei_miasnikov.recognition.standoff.passage import Passage
from tei_miasnikov.text.span import Annotation, Span, annotate


def find_signatures(passage: Passage, people: tuple[Person, ...]) -> Iterator[Annotation]:
    """The names of known people in what was signed."""
    known = names(people) if passage.element == "signed" else None
    for found in known.finditer(passage.text) if known else ():
        person = person_named(people, found.group())
        yield annotate(Span(*found.span()), "persName", ref=f"#{person}" if person else None)
