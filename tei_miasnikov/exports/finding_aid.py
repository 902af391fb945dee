"""The finding aid: an archive's file as the unit described, and a component for each document in it.

    Unit(level="item", reference="H-17674, Vol. 3, pp. 39-41", title="Record of interrogation …", date=1945-01-19)

These are the values that EAD 3 and EAD 2002 write, each in its own elements. The unit is the archive's file where the
TEI describes one, else the edition itself; ISAD(G) 3.1 names the five elements that every unit should have.
"""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from tei_miasnikov.encoded import Citation, Dating, Document, Party, Publication
from tei_miasnikov.exports.dates import closed_date, spanned_dates
from tei_miasnikov.exports.descriptions import heads, named_persons, original_language, pointer, unit_id

REQUIRED = (
    "title.main",
    "publication.publisher",
    "publication.date",
    "publication.id",
    "archive.repository",
    "archive.fonds",
    "archive.fonds_title",
    "archive.original_date",
    "archive.country",
    "archive.agency",
    "archive.language",
)
"""What a finding aid should have."""
ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")
RELATORS = {"sent": "sender", "received": "addressee"}
UNITS = {"page": "pages", "folio": "leaves", "frame": "frames", "leaf": "leaves"}


class Name(Struct, frozen=True):
    """A person or body that a unit is found by; `element` is that of EAD, `relator` what he has to do with it."""

    element: str
    words: str
    relator: str = ""
    uri: str = ""


class Unit(Struct, frozen=True):
    """One unit of description; `date` is in the words of the source, `normal` in ISO 8601."""

    level: str
    reference: str
    title: str
    date: str = ""
    normal: str = ""
    is_supplied: bool = False
    extent: str = ""
    leaves: str = ""
    language: str = ""
    language_name: str = ""
    genre: str = ""
    names: tuple[Name, ...] = ()
    scope: tuple[str, ...] = ()
    link: str = ""
    link_title: str = ""
    id: str = ""


def describe_file(publication: Publication) -> Unit:
    """The unit that holds the documents: the archive's file, dated as the header says, else the edition itself."""
    manuscript, header = publication.manuscript, publication.header
    if manuscript is None:
        dating = spanned_dates(document.date for document in publication.documents)
        unit = Unit("collection", "", header.title, _words(dating), closed_date(dating))
        language = publication.language
    else:
        dated = closed_date(manuscript.date) or (manuscript.origin if ISO.fullmatch(manuscript.origin) else "")
        unit = Unit("file", manuscript.idno, manuscript.title or header.title, manuscript.origin, dated)
        language = next(filter(None, (original_language(publication, d) for d in publication.documents)), "")
    return replace(
        unit,
        extent=manuscript.extent if manuscript else "",
        language=language,
        language_name=_language_name(publication, language),
        scope=tuple(_summaries(publication)),
        link=publication.file_name,
        link_title=header.title,
    )


def describe_documents(publication: Publication) -> Iterator[Unit]:
    """A unit for each document."""
    return (_describe(publication, document) for document in publication.documents)


def _describe(publication: Publication, document: Document) -> Unit:
    citation = document.citation
    language = original_language(publication, document) or ("" if publication.manuscript else document.language)
    return Unit(
        level="item",
        reference=unit_id(publication, document),
        title=document.title,
        date=_words(document.date),
        normal=closed_date(document.date),
        is_supplied=bool(document.date and document.date.resp),
        extent=_extent(citation),
        leaves=", ".join(scope.words for scope in citation.leaves) if citation else "",
        language=language,
        language_name=_language_name(publication, language),
        genre=document.subtype or (document.type if document.type != "document" else ""),
        names=tuple(_names(publication, document)),
        scope=tuple(heads(document)),
        link=pointer(publication, document),
        link_title=f"Encoded text: {document.head or document.title}",
        id=document.id,
    )


def _words(dating: Dating | None) -> str:
    return dating.words or closed_date(dating) if dating else ""


def _language_name(publication: Publication, tag: str) -> str:
    """What the header calls a language."""
    return next((one.words for one in publication.header.languages if one.ident == tag), "")


def _summaries(publication: Publication) -> Iterator[str]:
    """What the volumes hold, and what the edition has of them."""
    manuscript, header = publication.manuscript, publication.header
    for part in (manuscript, *manuscript.parts) if manuscript else ():
        if part.summary:
            yield f"{part.idno}: {part.summary}" if part is not manuscript and part.idno else part.summary
    yield from filter(None, [header.abstract])


def _extent(citation: Citation | None) -> str:
    """How many pages or leaves are cited, where they can be counted: `5 pages`."""
    counts: dict[str, int] = {}
    for scope in citation.leaves if citation else ():
        first, last = (_number(value) for value in (scope.start or scope.number, scope.end or scope.number))
        if not first or last < first:
            return ""
        unit = UNITS[scope.unit]
        counts[unit] = counts.get(unit, 0) + last - first + 1
    (unit, count), *others = counts.items() or [("", 0)]
    return "" if others or not count else f"{count} {unit if count > 1 else SINGULAR[unit]}"


SINGULAR = {"pages": "page", "leaves": "leaf", "frames": "frame"}


def _number(leaf: str) -> int:
    """The number of a page or leaf, its side left aside; 0 where it is none."""
    digits = leaf.rstrip("rvab")
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def _names(publication: Publication, document: Document) -> Iterator[Name]:
    """Who wrote to whom, then the others that have a share in the document."""
    met = set()
    for letter in document.letters:
        for action in letter.actions:
            for party in action.parties:
                met.add(party.person)
                if party.element != "rs":
                    yield _correspondent(publication, party, RELATORS.get(action.type, action.type))
    for person in named_persons(publication, document):
        if person.id not in met:
            yield Name("corpname" if person.element == "org" else "persname", person.name, person.role, person.uri)


def _correspondent(publication: Publication, party: Party, relator: str) -> Name:
    known = publication.person.get(party.person)
    name = known.name if known and known.name else party.words
    uri = known.uri if known else party.ref if ":" in party.ref else ""
    return Name({"orgName": "corpname", "persName": "persname"}.get(party.element, "name"), name, relator, uri)
