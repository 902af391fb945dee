"""The metadata of Akoma Ntoso: work, expression and manifestation (FRBR), the persons and rôles, the notes.

    <FRBRuri value="/akn/ru/debate/1945-10-24/h-17674"/>

Dates must be whole days: a work whose last document bears none is not dated, and a finding tells which key would.
"""

from collections.abc import Iterator

from lxml import etree

from tei_miasnikov.encoded import Dating, Publication
from tei_miasnikov.encoded.names import iter_named, xml_id
from tei_miasnikov.exports.akn_body import akn, blocks, slug
from tei_miasnikov.exports.creators import creators, is_body
from tei_miasnikov.exports.dates import spanned_dates
from tei_miasnikov.exports.descriptions import country_code
from tei_miasnikov.exports.languages import three_letters
from tei_miasnikov.exports.material import Material
from tei_miasnikov.version import VERSION

REQUIRED = ("title.main", "title.language", "responsibility", "publication.date", "archive.country", "archive.fonds")
PROGRAM = "tei-miasnikov"
DAY = len("1945-10-24")


def describe(material: Material) -> etree._Element:
    """The meta element."""
    publication = material.publication
    return akn(
        "meta",
        akn("identification", _identification(material), source=f"#{PROGRAM}"),
        akn("references", _references(publication), source=f"#{PROGRAM}"),
        _notes(publication),
    )


def _identification(material: Material) -> Iterator[etree._Element]:
    publication, header = material.publication, material.publication.header
    work = _work(publication)
    tag = three_letters(publication.language)
    expression, file = f"{work}/{tag or 'und'}@", publication.file_name
    worked = _day(spanned_dates(document.date for document in publication.documents))
    country = country_code(publication.manuscript.country) if publication.manuscript else ""
    yield akn(
        "FRBRWork",
        _core(work, worked, "documents", publication),
        akn("FRBRcountry", value=country.lower()) if country else None,
    )
    yield akn(
        "FRBRExpression",
        _core(expression, _day(header.date), "publication", publication),
        akn("FRBRlanguage", language=tag) if tag else None,
    )
    made = material.made if len(material.made) == DAY else ""
    yield akn("FRBRManifestation", _core(f"{expression}/{file}.akn", made, "export", publication))


def _core(uri: str, date: str, kind: str, publication: Publication) -> Iterator[etree._Element]:
    """What work, expression and manifestation have in common."""
    yield akn("FRBRthis", value=f"{uri}/!main")
    yield akn("FRBRuri", value=uri)
    if date:
        yield akn("FRBRdate", date=date, name=kind)
    yield from (akn("FRBRauthor", href=f"#{_agent(one.id, one.name)}") for one in creators(publication.header)[:1])


def _work(publication: Publication) -> str:
    manuscript = publication.manuscript
    country = country_code(manuscript.country).lower() if manuscript else ""
    date = _day(spanned_dates(document.date for document in publication.documents))
    number = slug(manuscript.idno) if manuscript and manuscript.idno else slug(publication.name)
    return "/".join(["/akn", *filter(None, [country, "debate", date, number])])


def _day(dating: Dating | None) -> str:
    """The last whole day of a date."""
    return dating.latest if dating and len(dating.latest) == DAY else ""


def _references(publication: Publication) -> Iterator[etree._Element]:
    """Those responsible, the persons of the documents, their rôles, the program."""
    told = set()
    for one in publication.header.people:
        if (own := _agent(one.id, one.name)) not in told:
            told.add(own)
            kind = "TLCOrganization" if is_body(one) else "TLCPerson"
            yield akn(kind, eId=own, href=one.uri or f"/ontology/person/{own}", showAs=one.name)
    for person in publication.persons:
        if person.id not in told:
            kind = "TLCOrganization" if person.element == "org" else "TLCPerson"
            href = person.uri or f"/ontology/person/{person.id}"
            yield akn(kind, eId=person.id, href=href, showAs=person.spoken_of)
    for role in dict.fromkeys(person.role for person in publication.persons if person.role):
        yield akn("TLCRole", eId=f"role-{slug(role)}", href=f"/ontology/role/{slug(role)}", showAs=role)
    yield akn("TLCObject", eId=PROGRAM, href=f"/ontology/object/{PROGRAM}", showAs=f"{PROGRAM} {VERSION}")


def _agent(own: str, name: str) -> str:
    return own or slug(name)


def _notes(publication: Publication) -> etree._Element | None:
    """The editor's notes that anchors call."""
    called = {ref.get("target") for ref in iter_named(publication.root, "ref") if ref.get("type") == "noteAnchor"}
    notes = [note for note in iter_named(publication.root, "note") if f"#{xml_id(note)}" in called]
    written = [
        akn("note", list(blocks(note)) or akn("p"), eId=xml_id(note), marker=note.get("n", "")) for note in notes
    ]
    return akn("notes", written, source=f"#{PROGRAM}") if written else None
