"""Turns: who speaks, under which label, which words; and whether a turn asks or answers, where the encoding knows.

    <sp xml:id="doc-2-s1" n="1" who="#doc-2-interrogator"><speaker>Q.</speaker> <p>Why did you flee abroad?</p></sp>

`sp` of written records and plays and `u` of transcribed speech are turns alike (TEI Guidelines 8.3, 3.13.2). What is
known of question and answer comes from the printed labels of a document, where it has both of a pair (Q, A), else
from a voice whose role is to ask; in a record without either nothing is known, and nothing is said.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from lxml import etree
from msgspec import Struct

from tei_miasnikov.encoded.names import find_all, iter_named, local, local_ids, xml_id
from tei_miasnikov.encoded.persons import Person
from tei_miasnikov.encoded.words import is_read, iter_lines, line_of

Kind = Literal["", "question", "answer"]
PAIRS = (
    ("q", "a"),
    ("question", "answer"),
    ("frage", "antwort"),
    ("question", "réponse"),
    ("demande", "réponse"),
    ("вопрос", "ответ"),
    ("pregunta", "respuesta"),
)
"""Labels that mean question and answer, in lower case and without their points."""
ASKING = frozenset(["interrogator", "interviewer", "questioner", "examiner"])
"""Roles of persons whose turns in a record are questions, the others' answers."""


class Turn(Struct, frozen=True):
    """One turn: `who` are ids of persons, `label` is as printed, `words` are without it, a line a block."""

    element: etree._Element
    id: str
    number: str
    who: tuple[str, ...]
    label: str
    words: str
    kind: Kind = ""


def read_turns(document: etree._Element, persons: Mapping[str, Person]) -> tuple[Turn, ...]:
    """The turns of a document, in its order."""
    elements = list(iter_named(document, "sp", "u"))
    asking, answering = _labels({_bare(_label(element)) for element in elements})
    asks = {own for element in elements for own in local_ids(element.get("who")) if _asks(own, persons)}

    def kind(label: str, who: tuple[str, ...]) -> Kind:
        if asking:
            return "question" if _bare(label) == asking else "answer" if _bare(label) == answering else ""
        if not asks or not who:
            return ""
        return "question" if set(who) <= asks else "answer"

    return tuple(_turn(element, kind(_label(element), local_ids(element.get("who")))) for element in elements)


def _turn(element: etree._Element, kind: Kind) -> Turn:
    words = "\n".join(_spoken(element))
    return Turn(
        element,
        xml_id(element),
        element.get("n", ""),
        local_ids(element.get("who")),
        _label(element),
        words,
        kind,
    )


def _label(element: etree._Element) -> str:
    return " ".join(line_of(speaker) for speaker in find_all(element, "t:speaker"))


def _spoken(element: etree._Element) -> Iterator[str]:
    """The lines of a turn without its label."""
    if local(element) == "u" or any(text and text.strip() for text in _direct_text(element)):
        yield from (line for line in iter_lines(element) if line != _label(element))
        return
    for child in element:
        if local(child) != "speaker" and is_read(child):
            yield from iter_lines(child)


def _direct_text(element: etree._Element) -> Iterable[str | None]:
    return (element.text, *(child.tail for child in element))


def _labels(printed: set[str]) -> tuple[str, str]:
    """The pair of which both labels are printed, else two empty ones."""
    return next((pair for pair in PAIRS if pair[0] in printed and pair[1] in printed), ("", ""))


def _bare(label: str) -> str:
    return label.strip(" .:—–-*").casefold()


def _asks(own: str, persons: Mapping[str, Person]) -> bool:
    return own in persons and persons[own].role.casefold() in ASKING
