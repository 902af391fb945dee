"""Persons: those whom the header lists and those of a cast, whom @who and @ref point to.

    <person xml:id="ulrich" role="chairperson"><persName>V. V. Ulrich</persName></person>

Somebody whom the source does not name has an id, a role and a note, but no name. Source: TEI Guidelines 14.3, 16.2.
"""

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from tei_miasnikov.encoded.dating import Dating, read_dating
from tei_miasnikov.encoded.names import find, find_all, first, iter_named, local, local_ids, xml_id
from tei_miasnikov.encoded.words import line_of

NAMES = ("persName", "orgName", "name")
LISTED = ("person", "personGrp", "org", "role")


class Person(Struct, frozen=True):
    """A person, group, organisation or role of a cast; `element` is the name of its TEI element.

    `about` are the ids that @corresp points to: the one document that an unnamed interrogator belongs to.
    """

    id: str
    name: str = ""
    role: str = ""
    element: str = "person"
    uri: str = ""
    birth: Dating | None = None
    death: Dating | None = None
    sex: str = ""
    note: str = ""
    about: tuple[str, ...] = ()

    @property
    def spoken_of(self) -> str:
        """The name, else the role, else the id: what a reader can be shown."""
        return self.name or self.role or self.id


def read_persons(root: etree._Element) -> tuple[Person, ...]:
    """The persons of a TEI document, in its order; those without an xml:id can't be pointed to and are left out."""
    found: dict[str, Person] = {}
    for person in _persons(root):
        found.setdefault(person.id, person)
    return tuple(found.values())


def _persons(root: etree._Element) -> Iterator[Person]:
    for element in iter_named(root, *LISTED):
        if own := xml_id(element):
            yield _person(element, own)


def _person(element: etree._Element, own: str) -> Person:
    return Person(
        own,
        _name(element),
        element.get("role", ""),
        local(element),
        _uri(element),
        read_dating(find(element, "t:birth")) or read_dating(find(element, "t:birth/t:date")),
        read_dating(find(element, "t:death")) or read_dating(find(element, "t:death/t:date")),
        element.get("sex", ""),
        line_of(find(element, "t:note")),
        local_ids(element.get("corresp")),
    )


def _name(element: etree._Element) -> str:
    """The name that is marked as the main one, else the first; the words of a role in a cast."""
    if local(element) == "role":
        return line_of(element)
    names = [child for child in element if local(child) in NAMES]
    main = [name for name in names if name.get("type") in ("main", "standard")]
    return line_of(first(main or names))


def _uri(element: etree._Element) -> str:
    uris = [line_of(idno) for idno in find_all(element, "t:idno") if (idno.get("type") or "").upper() in ("URI", "URL")]
    return next((uri for uri in (*uris, element.get("ref", "")) if ":" in uri), "")
