"""Documents: the units that an archive would describe one by one.

A `div` of type document or letter is one; where a file has none, each text of a group is, else the text itself: a
play, a charter, a letter that is a file of its own. What is known of it is gathered from where TEI says it: its head,
the msItem that points to it, its opener, its citation, the letter's correspDesc.
"""

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree
from msgspec import Struct

from tei_miasnikov.encoded.citations import Citation, read_citation
from tei_miasnikov.encoded.dating import Dating, first_dating
from tei_miasnikov.encoded.header import Header
from tei_miasnikov.encoded.letters import Letter
from tei_miasnikov.encoded.manuscript import Item, Manuscript
from tei_miasnikov.encoded.names import find, find_all, iter_named, language_of, local, local_ids, xml_id
from tei_miasnikov.encoded.persons import Person
from tei_miasnikov.encoded.turns import Turn, read_turns
from tei_miasnikov.encoded.words import line_of

TYPES = frozenset(["document", "letter"])
"""The types of divisions that are documents."""


class Document(Struct, frozen=True):
    """One document: `element` is its div or text; `number` is @n; `title` is its head without the number.

    `persons` are ids of those who speak, write, sign or act in it, in the order of their appearance; `header` is that
    of its own TEI element, in a corpus not that of the whole.
    """

    element: etree._Element
    header: Header
    id: str = ""
    type: str = ""
    subtype: str = ""
    number: str = ""
    head: str = ""
    title: str = ""
    language: str = ""
    date: Dating | None = None
    citation: Citation | None = None
    item: Item | None = None
    letters: tuple[Letter, ...] = ()
    turns: tuple[Turn, ...] = ()
    persons: tuple[str, ...] = ()


class Surroundings(Struct, frozen=True):
    """What is known beside the text of the TEI element that a document stands in."""

    header: Header
    manuscripts: Sequence[Manuscript]
    persons: Mapping[str, Person]


def read_documents(tei: etree._Element, around: Surroundings) -> Iterator[Document]:
    """The documents of one TEI element, in order."""
    elements = list(_elements(tei))
    whole = tuple(letter for letter in around.header.letters if not letter.documents)
    for element in elements:
        yield _document(element, around, whole if len(elements) == 1 else ())


def _elements(tei: etree._Element) -> Iterator[etree._Element]:
    for text in find_all(tei, "t:text"):
        divisions = {div: None for div in iter_named(text, "div") if div.get("type") in TYPES}
        if divisions:
            yield from (div for div in divisions if not any(above in divisions for above in div.iterancestors()))
        else:
            yield from _texts(text)


def _texts(element: etree._Element) -> Iterator[etree._Element]:
    """The texts that hold no others."""
    groups = [element] if local(element) == "group" else find_all(element, "t:group")
    inner = [child for group in groups for child in group if local(child) in ("text", "group")]
    if not inner and local(element) == "text":
        yield element
    for child in inner:
        yield from _texts(child)


def _document(element: etree._Element, around: Surroundings, whole: tuple[Letter, ...]) -> Document:
    own, number = xml_id(element), element.get("n", "")
    head, citation = line_of(_head(element)), read_citation(element)
    item = _item(own, citation, around.manuscripts)
    letters = whole + tuple(one for one in around.header.letters if own and own in one.documents)
    title = (item.title if item else "") or head.removeprefix(f"{number}. ")
    return Document(
        element,
        around.header,
        own,
        element.get("type", ""),
        element.get("subtype", ""),
        number,
        head,
        title or (around.header.title if local(element) == "text" else ""),
        language_of(element),
        _date(element, item, letters, around.header),
        citation,
        item,
        letters,
        read_turns(element, around.persons),
        tuple(_persons(element, letters, around.persons)),
    )


def _head(element: etree._Element) -> etree._Element | None:
    """The head of a division; of a text its title page's title, or the head of its body."""
    paths = ("t:head",) if local(element) == "div" else ("t:front//t:docTitle", "t:front/t:head", "t:body/t:head")
    return next((found for path in paths if (found := find(element, path)) is not None), None)


def _item(own: str, citation: Citation | None, manuscripts: Sequence[Manuscript]) -> Item | None:
    cited = citation.items if citation else ()
    items = (item for manuscript in manuscripts for item in manuscript.all_items())
    return next((one for one in items if (own and own in one.documents) or (one.id and one.id in cited)), None)


def _date(element: etree._Element, item: Item | None, letters: Sequence[Letter], header: Header) -> Dating | None:
    """The date of the item, the head, the opener or the sending; for a whole text that of the creation."""
    candidates = [
        item.date if item else None,
        first_dating(_head(element), "date"),
        *(first_dating(opener, "date") for opener in find_all(element, "t:opener")),
        *(action.date for letter in letters if (action := letter.action("sent"))),
        *(_date_of_text(element, header) if local(element) == "text" else ()),
    ]
    return next((dating for dating in candidates if dating), None)


def _date_of_text(element: etree._Element, header: Header) -> Iterator[Dating | None]:
    yield first_dating(find(element, "t:front"), "docDate")
    yield header.creation


def _persons(element: etree._Element, letters: Sequence[Letter], known: Mapping[str, Person]) -> dict[str, None]:
    """The ids of the persons of a document; only those that the file describes."""
    pointers = [value for found in element.iter("{*}*") for name in ("who", "ref") if (value := found.get(name))]
    ids = [own for pointer in pointers for own in local_ids(pointer)]
    ids += [party.person for letter in letters for action in letter.actions for party in action.parties]
    return {own: None for own in ids if own in known}
