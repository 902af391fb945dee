"""Dublin Core: the fifteen elements for harvesters, in the wrapper of OAI-PMH.

    <dc:title>The Last Testament …</dc:title><dc:date>2026-03-01</dc:date><dc:language>en</dc:language>

`source` is the archive's file, `coverage` the time of the documents. Source: DCMI Metadata Element Set, Version 1.1;
the Open Archives Initiative's oai_dc.
"""

from collections.abc import Iterable, Iterator

from lxml import etree

from tei_miasnikov.encoded import Document, Publication
from tei_miasnikov.exports.creators import contributors, creators, funders
from tei_miasnikov.exports.dates import iso_date, spanned_dates
from tei_miasnikov.exports.descriptions import MEDIA_TYPE, named_persons, original_language, pointer, unit_id
from tei_miasnikov.exports.elements import NAMESPACES, elements_in, serialize
from tei_miasnikov.exports.material import Export, Material, single
from tei_miasnikov.exports.wanting import find_missing

ELEMENTS = "http://purl.org/dc/elements/1.1/"
OAI = "http://www.openarchives.org/OAI/2.0/oai_dc/"
PREFIXES: dict[str | None, str] = {"oai_dc": OAI, "dc": ELEMENTS}
LOCATION = f"{OAI} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
REQUIRED = (
    "title.main",
    "responsibility",
    "publication.publisher",
    "publication.date",
    "publication.id",
    "publication.licence",
)
dc = elements_in(ELEMENTS, PREFIXES)
oai = elements_in(OAI, {**PREFIXES, "xsi": NAMESPACES["xsi_"]})

Told = Iterable[tuple[str, str]]


def export(material: Material) -> Export:
    """The record of the publication."""
    root = record(describe(material.publication))
    root.set(f"{{{NAMESPACES['xsi_']}}}schemaLocation", LOCATION)
    return single(material, ".dc.xml", serialize(root), find_missing(material.publication, REQUIRED, "Dublin Core"))


def record(told: Told) -> etree._Element:
    """A record of these elements and their words; empty ones are left out, and those met before."""
    return oai("dc", (dc(name, words) for name, words in dict.fromkeys(told) if words))


def describe(publication: Publication) -> Iterator[tuple[str, str]]:
    """What is told of the whole publication, by the names of the elements."""
    header = publication.header
    yield "title", ": ".join(filter(None, [header.title, header.subtitle]))
    yield from (("creator", one.name) for one in creators(header))
    yield from (("subject", words) for words in header.subjects)
    yield "description", header.abstract or (header.source.words if header.source else "")
    yield "publisher", header.issuer
    yield from (("contributor", one.name) for one in (*contributors(header), *funders(header)))
    yield "date", iso_date(header.date)
    yield "type", "Text"
    yield "format", MEDIA_TYPE
    yield from (("identifier", idno.words) for idno in header.idnos)
    yield "identifier", header.url
    yield from (("source", words) for words in _sources(publication))
    yield "language", publication.language
    yield "coverage", iso_date(spanned_dates(document.date for document in publication.documents))
    yield "rights", header.licence or header.availability
    yield "rights", header.licence_url


def describe_document(publication: Publication, document: Document) -> Iterator[tuple[str, str]]:
    """What is told of one document."""
    yield "title", document.title
    yield from (("creator", words) for words in _senders(publication, document))
    yield "date", iso_date(document.date)
    yield "type", "Text"
    yield "type", document.subtype
    yield "identifier", pointer(publication, document)
    yield "source", unit_id(publication, document)
    yield "language", document.language or publication.language
    yield from (("subject", person.name) for person in named_persons(publication, document))
    yield "relation", publication.header.title
    original = original_language(publication, document)
    yield "description", f"Language of the original: {original}" if original else ""


def _senders(publication: Publication, document: Document) -> Iterator[str]:
    """Who wrote the letter."""
    for letter in document.letters:
        sent = letter.action("sent")
        for party in sent.parties if sent else ():
            person = publication.person.get(party.person)
            yield (person.name if person else "") or party.words


def _sources(publication: Publication) -> Iterator[str]:
    for manuscript in publication.manuscripts:
        yield ", ".join(filter(None, [manuscript.settlement, manuscript.repository, manuscript.idno]))
