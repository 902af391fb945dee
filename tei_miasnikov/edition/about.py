"""About: everything that the header says, in its order, under words that readers know.

<editorialDecl><correction status="unknown"><p>Nothing was corrected.</p>
Editorial practice › Correction (status: unknown) › Nothing was corrected.
"""

import re
from typing import NamedTuple

from lxml import etree

from tei_miasnikov.edition.layout import characters
from tei_miasnikov.edition.links import ABROAD
from tei_miasnikov.encoded.names import local

Element = etree._Element
LABELS = {
    "fileDesc": "The file",
    "titleStmt": "Title and responsibility",
    "respStmt": "Responsibility",
    "resp": "As",
    "publicationStmt": "Publication",
    "availability": "Availability",
    "sourceDesc": "Sources",
    "bibl": "Made from",
    "msDesc": "The archive's file",
    "msIdentifier": "Where it is kept",
    "msPart": "Part",
    "msContents": "What it contains",
    "msItem": "Item",
    "physDesc": "Physical description",
    "objectDesc": "Object",
    "supportDesc": "Support",
    "textLang": "Language",
    "docDate": "Date",
    "locus": "Leaves",
    "locusGrp": "Leaves",
    "idno": "Identifier",
    "encodingDesc": "Encoding",
    "appInfo": "Programs",
    "editorialDecl": "Editorial practice",
    "stdVals": "Standard values",
    "refsDecl": "References",
    "citeStructure": "Citation structure",
    "profileDesc": "The text",
    "langUsage": "Languages",
    "particDesc": "Persons",
    "listPerson": "List of persons",
    "persName": "Name",
    "orgName": "Body",
    "correspDesc": "Correspondence",
    "correspAction": "Act",
    "revisionDesc": "History of the file",
    "ptr": "Points to",
}
"""What readers call the elements of a header; others are called by their TEI names, their words set apart."""
UNTOLD = frozenset(["{http://www.w3.org/XML/1998/namespace}id"])
PARAGRAPHS = frozenset(["p", "ab"])
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Fact(NamedTuple):
    """One element of the header: what it is called, its words, what its attributes say, and what is in it.

    `address` is a link where the words are a web address.
    """

    label: str
    words: str
    told: str
    parts: tuple["Fact", ...]
    address: str | None = None


def facts(header: Element | None) -> list[Fact]:
    """The facts of a header, part by part."""
    return [_fact(part) for part in header if isinstance(part.tag, str)] if header is not None else []


def _fact(element: Element) -> Fact:
    children = [child for child in element if isinstance(child.tag, str)]
    stretches = (element.text, *(child.tail for child in element))
    told = ", ".join(f"{_name(key)}: {value!s}" for key, value in element.items() if key not in UNTOLD)
    if children and not any(text and not text.isspace() for text in stretches):
        return Fact(label_of(element), "", told, tuple(map(_fact, children)))
    words = " ".join(characters(element).split())
    return Fact(label_of(element), words, told, (), words if ABROAD.fullmatch(words) else None)


def label_of(element: Element) -> str:
    """What readers call an element of a description; "" for a paragraph."""
    name = local(element) or etree.QName(element).localname
    if name in PARAGRAPHS:
        return ""
    return LABELS.get(name) or HUMP.sub(" ", name).capitalize()


def _name(key: str | bytes) -> str:
    return HUMP.sub(" ", etree.QName(key).localname).lower()
