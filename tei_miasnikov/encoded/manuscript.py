"""The manuscript: the archive's file that the documents lie in, its volumes, its items and the leaves they stand on.

    <msItem n="3" corresp="#doc-3"><locus from="39" to="41">39-41</locus><title>Record of interrogation …</title>…

Source: TEI Guidelines 11.
"""

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from tei_miasnikov.encoded.dating import Dating, first_dating
from tei_miasnikov.encoded.names import find, find_all, iter_named, local, local_ids, xml_id
from tei_miasnikov.encoded.words import line_of


class Idno(Struct, frozen=True):
    """An identifier and its type, as given: archive, volume, DOI …"""

    type: str
    words: str


class Locus(Struct, frozen=True):
    """Leaves or pages: the printed words, and the first and last of them where they are given."""

    words: str
    start: str = ""
    end: str = ""


class Item(Struct, frozen=True):
    """One text in the file; `documents` are the ids of its divisions, `volume` is the idno of its part."""

    element: etree._Element
    id: str
    number: str = ""
    title: str = ""
    author: str = ""
    loci: tuple[Locus, ...] = ()
    date: Dating | None = None
    language: str = ""
    documents: tuple[str, ...] = ()
    volume: str = ""


class Manuscript(Struct, frozen=True):
    """An msDesc, or one of its parts (msPart, msFrag), whose own parts are `parts`."""

    element: etree._Element
    id: str
    country: str = ""
    settlement: str = ""
    institution: str = ""
    repository: str = ""
    collection: str = ""
    idnos: tuple[Idno, ...] = ()
    title: str = ""
    extent: str = ""
    origin: str = ""
    date: Dating | None = None
    summary: str = ""
    language: str = ""
    language_words: str = ""
    items: tuple[Item, ...] = ()
    parts: tuple["Manuscript", ...] = ()

    @property
    def idno(self) -> str:
        """The shelfmark: the first of its identifiers, "" where it has none."""
        return self.idnos[0].words if self.idnos else ""

    def all_items(self) -> Iterator[Item]:
        """The items of the file and of all its parts, in order."""
        yield from self.items
        for part in self.parts:
            yield from part.all_items()


def read_manuscripts(root: etree._Element) -> tuple[Manuscript, ...]:
    """The msDescs of a TEI document, wherever they stand."""
    return tuple(_manuscript(element, "") for element in iter_named(root, "msDesc"))


def _manuscript(element: etree._Element, volume: str) -> Manuscript:
    identifier = find(element, "t:msIdentifier")
    idnos = _idnos(identifier)
    volume = idnos[0].words if local(element) != "msDesc" and idnos else volume
    contents = find(element, "t:msContents")
    language = find(element, "t:msContents/t:textLang")
    origin = find(element, "t:history/t:origin")
    return Manuscript(
        element,
        xml_id(element),
        country=_told(identifier, "country"),
        settlement=_told(identifier, "settlement"),
        institution=_told(identifier, "institution"),
        repository=_told(identifier, "repository"),
        collection=_told(identifier, "collection"),
        idnos=idnos,
        title=line_of(find(element, "t:head")) or _told(identifier, "msName"),
        extent=line_of(find(element, "t:physDesc/t:objectDesc/t:supportDesc/t:extent")),
        origin=line_of(origin),
        date=first_dating(origin, "origDate", "date"),
        summary=line_of(find(element, "t:msContents/t:summary")),
        language=language.get("mainLang", "") if language is not None else "",
        language_words=line_of(language),
        items=tuple(_items(contents, volume)) if contents is not None else (),
        parts=tuple(_manuscript(part, volume) for part in element if local(part) in ("msPart", "msFrag")),
    )


def _told(identifier: etree._Element | None, name: str) -> str:
    return line_of(find(identifier, f"t:{name}")) if identifier is not None else ""


def _idnos(identifier: etree._Element | None) -> tuple[Idno, ...]:
    if identifier is None:
        return ()
    direct = find_all(identifier, "t:idno") or find_all(identifier, "t:altIdentifier/t:idno")
    return tuple(Idno(idno.get("type", ""), line_of(idno)) for idno in direct if line_of(idno))


def _items(contents: etree._Element, volume: str) -> Iterator[Item]:
    return (_item(item, volume) for item in iter_named(contents, "msItem", "msItemStruct"))


def _item(element: etree._Element, volume: str) -> Item:
    language = find(element, "t:textLang")
    return Item(
        element,
        xml_id(element),
        element.get("n", ""),
        line_of(find(element, "t:title")),
        line_of(find(element, "t:author")),
        tuple(_locus(locus) for path in ("t:locus", "t:locusGrp/t:locus") for locus in find_all(element, path)),
        first_dating(find(element, "t:docDate"), "docDate", "date"),
        language.get("mainLang", "") if language is not None else "",
        local_ids(element.get("corresp")),
        volume,
    )


def _locus(element: etree._Element) -> Locus:
    return Locus(line_of(element), element.get("from", ""), element.get("to", ""))
