"""EAD: the description of units that all its versions share; each version has its own elements for the details.

    archdesc(publication, dialect)      the file as the unit described, a `c` for each document

A `Dialect` is what a version writes otherwise: names, links, extents, and the names of some attributes. EAD 4 would be
a third dialect beside ead3.py and ead2002.py.
"""

import re
from collections.abc import Callable, Iterator

from lxml import etree
from msgspec import Struct

from tei_miasnikov.encoded import Publication
from tei_miasnikov.exports.descriptions import country_code
from tei_miasnikov.exports.elements import Maker
from tei_miasnikov.exports.finding_aid import Name, Unit, describe_documents, describe_file
from tei_miasnikov.exports.languages import three_letters

ISIL = re.compile(r"[A-Z]{1,4}-[A-Za-z0-9:/-]{1,11}")
"""International Standard Identifier for Libraries (ISO 15511)."""
CODES = {
    "countryencoding": "iso3166-1",
    "dateencoding": "iso8601",
    "langencoding": "iso639-2b",
    "repositoryencoding": "iso15511",
    "scriptencoding": "iso15924",
}
"""The standards of codes, as the header of every version declares them."""


class Dialect(Struct, frozen=True):
    """What one version of EAD writes in its own way.

    `name` writes a person, body or genre, `link` the digital object, `extent` the extent; `kind_of_date` and
    `kind_of_list` are the names of the attributes that type a unitdate and a dsc.
    """

    ead: Maker
    name: Callable[[Name], etree._Element]
    link: Callable[[Unit], etree._Element]
    extent: Callable[[Unit], etree._Element | None]
    kind_of_date: str
    kind_of_list: str


def archdesc(publication: Publication, dialect: Dialect) -> etree._Element:
    """The description of the file and of each document in it."""
    ead, file = dialect.ead, describe_file(publication)
    components = [
        ead("c", _did(unit, dialect), _described(unit, dialect), level=unit.level, id=unit.id)
        for unit in describe_documents(publication)
    ]
    did = _did(file, dialect)
    if (repository := _repository(publication, dialect)) is not None:
        did.insert(0, repository)
    return ead(
        "archdesc",
        did,
        _described(file, dialect),
        _edition(publication, dialect),
        ead("dsc", components, **{dialect.kind_of_list: "combined"}) if components else None,
        level=file.level,
    )


def title_statement(publication: Publication, ead: Maker) -> Iterator[etree._Element]:
    """Title and subtitle of the edition."""
    yield ead("titleproper", publication.header.title)
    if publication.header.subtitle:
        yield ead("subtitle", publication.header.subtitle)


def authors(publication: Publication) -> list[str]:
    """Those responsible, each with the role."""
    return [f"{one.name}, {one.role}" if one.role else one.name for one in publication.header.people]


def publication_statement(publication: Publication, ead: Maker) -> etree._Element | None:
    """Publisher and date, None where neither is known."""
    header = publication.header
    parts = [
        ead("publisher", header.issuer) if header.issuer else None,
        ead("date", header.date.words or header.date.earliest, normal=header.date.earliest) if header.date else None,
    ]
    return ead("publicationstmt", parts) if any(part is not None for part in parts) else None


def record_id(publication: Publication) -> str:
    """The identifier of the description: that of the edition, else the name of its file."""
    idnos = publication.header.idnos
    return idnos[0].words if idnos else publication.name


def agency(publication: Publication) -> str:
    """The agency that maintains the description, as the header names it: a code (ISIL) or a name."""
    return publication.manuscript.institution if publication.manuscript else ""


def country(publication: Publication) -> str:
    """The code of the archive's country."""
    return country_code(publication.manuscript.country) if publication.manuscript else ""


def _did(unit: Unit, dialect: Dialect) -> etree._Element:
    ead = dialect.ead
    return ead(
        "did",
        ead("unitid", unit.reference) if unit.reference else None,
        ead("unittitle", unit.title) if unit.title else None,
        _date(unit, dialect),
        dialect.extent(unit),
        _language(unit, ead),
        dialect.link(unit),
    )


def _date(unit: Unit, dialect: Dialect) -> etree._Element | None:
    if not (unit.date or unit.normal):
        return None
    return dialect.ead(
        "unitdate",
        unit.date or unit.normal,
        normal=unit.normal,
        certainty="supplied" if unit.is_supplied else "",
        era="ce" if unit.normal else "",
        calendar="gregorian" if unit.normal else "",
        **{dialect.kind_of_date: "inclusive" if "/" in unit.normal else ""},
    )


def _language(unit: Unit, ead: Maker) -> etree._Element | None:
    if not unit.language:
        return None
    name = unit.language_name or unit.language
    return ead("langmaterial", ead("language", name, langcode=three_letters(unit.language)))


def _repository(publication: Publication, dialect: Dialect) -> etree._Element | None:
    manuscript = publication.manuscript
    if manuscript is None or not manuscript.repository:
        return None
    places = [place for place in (manuscript.settlement, manuscript.country) if place]
    address = dialect.ead("address", (dialect.ead("addressline", place) for place in places)) if places else None
    return dialect.ead("repository", dialect.name(Name("corpname", manuscript.repository)), address)


def _described(unit: Unit, dialect: Dialect) -> Iterator[etree._Element]:
    """Scope and access points."""
    if unit.scope:
        yield dialect.ead("scopecontent", (dialect.ead("p", words) for words in unit.scope))
    names = [Name("genreform", unit.genre), *unit.names] if unit.genre else unit.names
    if names:
        yield dialect.ead("controlaccess", map(dialect.name, names))


def _edition(publication: Publication, dialect: Dialect) -> Iterator[etree._Element]:
    """That there is this edition of the documents, and how it may be used."""
    header, ead = publication.header, dialect.ead
    words = [header.title, header.subtitle, *authors(publication), header.issuer, header.url]
    yield ead("altformavail", ead("p", ". ".join(filter(None, words))))
    if header.licence or header.availability:
        yield ead("userestrict", ead("p", header.licence or header.availability))
