"""The header: what a teiHeader says of the edition, and nothing that it does not say.

A publisher, date or licence that the encoder could only call unknown is missing here: "" or None.
Source: TEI Guidelines 2.
"""

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from tei_miasnikov.encoded.dating import Dating, first_dating, read_dating
from tei_miasnikov.encoded.letters import Letter, read_letters
from tei_miasnikov.encoded.manuscript import Idno
from tei_miasnikov.encoded.names import find, find_all, first, iter_named, local, xml_id
from tei_miasnikov.encoded.words import line_of

NOT_STATED = "Not stated in the source."
"""What `convert` writes as the authority where header.toml names nobody."""
RESPONSIBLE = frozenset(["author", "editor", "principal", "funder", "sponsor", "meeting"])
NAMES = ("persName", "orgName", "name")


class Responsible(Struct, frozen=True):
    """Somebody with a share in the edition; `role` is author, editor …, or the words of a resp.

    `element` is that of the name (persName, orgName, name) or of the statement (author, editor); `type` is its type.
    """

    name: str
    role: str
    id: str = ""
    uri: str = ""
    element: str = "name"
    type: str = ""


class Language(Struct, frozen=True):
    """A language of the text: its BCP 47 tag, and what the header calls it."""

    ident: str
    words: str = ""


class SourceText(Struct, frozen=True):
    """What the edition was made from: the first bibl of the sourceDesc."""

    words: str
    title: str = ""
    file: str = ""
    sha256: str = ""


class Change(Struct, frozen=True):
    """One change of the revisionDesc."""

    words: str
    when: str = ""


class Header(Struct, frozen=True):
    """The facts of one teiHeader; `element` is None where a file has none."""

    element: etree._Element | None = None
    title: str = ""
    subtitle: str = ""
    responsible: tuple[Responsible, ...] = ()
    publisher: str = ""
    authority: str = ""
    place: str = ""
    date: Dating | None = None
    url: str = ""
    licence: str = ""
    licence_url: str = ""
    availability: str = ""
    idnos: tuple[Idno, ...] = ()
    source: SourceText | None = None
    languages: tuple[Language, ...] = ()
    creation: Dating | None = None
    project: str = ""
    abstract: str = ""
    subjects: tuple[str, ...] = ()
    letters: tuple[Letter, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def issuer(self) -> str:
        """Who makes it available: the publisher, else the authority."""
        return self.publisher or self.authority

    @property
    def people(self) -> tuple[Responsible, ...]:
        """Those responsible who are persons or bodies, no programs."""
        return tuple(one for one in self.responsible if one.type != "program")


def read_header(element: etree._Element | None) -> Header:
    """The facts of a teiHeader; an empty Header for None."""
    if element is None:
        return Header()
    titles = [title for title in find_all(element, "t:fileDesc/t:titleStmt/t:title") if line_of(title)]
    subtitles = [title for title in titles if title.get("type") in ("sub", "subordinate")]
    main = [title for title in titles if title not in subtitles]
    publication = find(element, "t:fileDesc/t:publicationStmt")
    licence = find(publication, "t:availability/t:licence") if publication is not None else None
    return Header(
        element,
        line_of(first(main or titles)),
        line_of(subtitles[0]) if subtitles and main else "",
        tuple(_responsible(element)),
        _told(publication, "publisher") or _told(publication, "distributor"),
        _told(publication, "authority").replace(NOT_STATED, ""),
        _told(publication, "pubPlace"),
        read_dating(find(publication, "t:date")) if publication is not None else None,
        _url(publication),
        line_of(licence),
        licence.get("target", "") if licence is not None else "",
        _availability(publication),
        _idnos(publication),
        _source(element),
        tuple(_language(one) for one in iter_named(element, "language") if one.get("ident")),
        first_dating(find(element, "t:profileDesc/t:creation"), "date", "origDate"),
        line_of(find(element, "t:encodingDesc/t:projectDesc")),
        line_of(find(element, "t:profileDesc/t:abstract")),
        tuple(dict.fromkeys(_subjects(element))),
        read_letters(element),
        tuple(_change(change) for change in find_all(element, "t:revisionDesc//t:change")),
    )


def _told(statement: etree._Element | None, name: str) -> str:
    return line_of(find(statement, f"t:{name}")) if statement is not None else ""


def _responsible(header: etree._Element) -> Iterator[Responsible]:
    for statement in find_all(header, "t:fileDesc/t:titleStmt/*"):
        kind = local(statement)
        if kind == "respStmt":
            role = ", ".join(line_of(resp) for resp in find_all(statement, "t:resp"))
            named = [child for child in statement if local(child) in NAMES]
            yield from (_one(name, role, xml_id(statement) or xml_id(name)) for name in named if line_of(name))
        elif kind in RESPONSIBLE and line_of(statement):
            yield _one(statement, statement.get("role", kind), xml_id(statement))


def _one(element: etree._Element, role: str, own: str) -> Responsible:
    inner = next((child for child in element if local(child) in NAMES), element)
    uri = next((ref for ref in (inner.get("ref", ""), element.get("ref", "")) if ":" in ref), "")
    return Responsible(line_of(element), role, own, uri, local(inner), inner.get("type", ""))


def _url(publication: etree._Element | None) -> str:
    if publication is None:
        return ""
    pointers = [ptr.get("target", "") for name in ("ptr", "ref") for ptr in iter_named(publication, name)]
    idnos = [idno.words for idno in _idnos(publication) if idno.type.upper() in ("URL", "URI")]
    return next((pointer for pointer in (*pointers, *idnos) if "://" in pointer), "")


def _availability(publication: etree._Element | None) -> str:
    """The conditions in words; "" where the status is unknown."""
    found = find(publication, "t:availability") if publication is not None else None
    return "" if found is None or found.get("status") == "unknown" else line_of(found)


def _idnos(publication: etree._Element | None) -> tuple[Idno, ...]:
    if publication is None:
        return ()
    found = [idno for idno in find_all(publication, "t:idno") if line_of(idno)]
    return tuple(Idno(idno.get("type", ""), line_of(idno)) for idno in found)


def _source(header: etree._Element) -> SourceText | None:
    found = (find(header, f"t:fileDesc/t:sourceDesc/t:{name}") for name in ("bibl", "biblStruct", "biblFull", "p"))
    bibl = next((one for one in found if one is not None), None)
    if bibl is None:
        return None
    idnos = {idno.get("type"): line_of(idno) for idno in iter_named(bibl, "idno")}
    title = line_of(first(iter_named(bibl, "title")))
    return SourceText(line_of(bibl), title, idnos.get("filename", ""), idnos.get("sha256", ""))


def _language(element: etree._Element) -> Language:
    return Language(element.get("ident", ""), line_of(element))


def _subjects(header: etree._Element) -> Iterator[str]:
    for keywords in find_all(header, "t:profileDesc/t:textClass/t:keywords"):
        terms = list(iter_named(keywords, "term", "item"))
        yield from (words for term in terms if (words := line_of(term)) and not len(term))


def _change(element: etree._Element) -> Change:
    return Change(line_of(element), element.get("when", ""))
