"""DataCite: the metadata by which repositories register a DOI, in the JSON of schema 4.5.

    {"doi": "10.5555/…", "titles": […], "creators": […], "publicationYear": "2026", …}

Source: DataCite Metadata Schema 4.5. Who is a person and who a body is told only where the header tells it.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from tei_miasnikov.encoded import Header, Publication, Responsible
from tei_miasnikov.exports.creators import contributors, creators, funders, is_body
from tei_miasnikov.exports.dates import iso_date, spanned_dates
from tei_miasnikov.exports.descriptions import MEDIA_TYPE
from tei_miasnikov.exports.material import Export, Material, single
from tei_miasnikov.exports.wanting import find_missing

REQUIRED = (
    "title.main",
    "responsibility",
    "publication.publisher",
    "publication.date",
    "publication.id",
    "publication.url",
    "publication.licence",
)
DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
ORCID = re.compile(r"https?://orcid\.org/(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")
SPDX = {
    "creativecommons.org/licenses/by/4.0": "CC-BY-4.0",
    "creativecommons.org/licenses/by-sa/4.0": "CC-BY-SA-4.0",
    "creativecommons.org/licenses/by-nc/4.0": "CC-BY-NC-4.0",
    "creativecommons.org/licenses/by-nc-sa/4.0": "CC-BY-NC-SA-4.0",
    "creativecommons.org/licenses/by-nd/4.0": "CC-BY-ND-4.0",
    "creativecommons.org/publicdomain/zero/1.0": "CC0-1.0",
}
"""Licences by the address of their text, without scheme and closing slash."""


def export(material: Material) -> Export:
    """The metadata of the publication."""
    written = json.dumps(describe(material.publication), ensure_ascii=False, indent=2)
    findings = find_missing(material.publication, REQUIRED, "DataCite")
    return single(material, ".datacite.json", f"{written}\n".encode(), findings)


def describe(publication: Publication) -> dict[str, Any]:
    """The metadata as plain values of JSON, empty ones left out."""
    header = publication.header
    told = {
        "doi": doi(header),
        "url": header.url,
        "types": {"resourceTypeGeneral": "Text", "resourceType": "Digital scholarly edition (TEI)"},
        "creators": [_person(one) for one in creators(header)],
        "titles": _unique(_titles(publication)),
        "publisher": {"name": header.issuer} if header.issuer else None,
        "publicationYear": header.date.earliest[:4] if header.date else "",
        "subjects": [{"subject": words} for words in header.subjects],
        "contributors": [{**_person(one), "contributorType": _kind(one)} for one in contributors(header)],
        "dates": _unique(_dates(publication)),
        "language": publication.language,
        "alternateIdentifiers": [
            {"alternateIdentifier": idno.words, "alternateIdentifierType": idno.type or "Local"}
            for idno in header.idnos
            if not DOI.fullmatch(idno.words)
        ],
        "sizes": [f"{len(publication.documents)} documents", f"{len(publication.data)} bytes"],
        "formats": [MEDIA_TYPE],
        "rightsList": list(_rights(header)),
        "descriptions": list(_descriptions(publication)),
        "fundingReferences": [{"funderName": one.name} for one in funders(header)],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }
    return {name: value for name, value in told.items() if value}


def doi(header: Header) -> str:
    """The first identifier that is a DOI, without prefix."""
    found = (DOI.fullmatch(idno.words) for idno in header.idnos)
    return next((match[1] for match in found if match), "")


def licence_id(header: Header) -> str:
    """The SPDX identifier of the licence, where its address tells it."""
    return SPDX.get(re.sub(r"^https?://(www\.)?|/(deed\.\w+|legalcode)?/?$", "", header.licence_url), "")


def _unique(values: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    return [dict(pairs) for pairs in dict.fromkeys(tuple(value.items()) for value in values)]


def _titles(publication: Publication) -> Iterator[dict[str, str]]:
    header = publication.header
    language = {"lang": publication.language} if publication.language else {}
    if header.title:
        yield {"title": header.title, **language}
    if header.subtitle:
        yield {"title": header.subtitle, "titleType": "Subtitle", **language}


def _person(one: Responsible) -> dict[str, Any]:
    told: dict[str, Any] = {"name": one.name}
    body = is_body(one)
    if body is not None:
        told["nameType"] = "Organizational" if body else "Personal"
    if ORCID.fullmatch(one.uri):
        identifier = {"nameIdentifier": one.uri, "nameIdentifierScheme": "ORCID", "schemeUri": "https://orcid.org"}
        told |= {"nameType": "Personal", "nameIdentifiers": [identifier]}
    return told


def _kind(one: Responsible) -> str:
    return "Editor" if "edit" in one.role.lower() else "Other"


def _dates(publication: Publication) -> Iterator[dict[str, str]]:
    """When it was published, and the time of the documents."""
    if issued := iso_date(publication.header.date):
        yield {"date": issued, "dateType": "Issued"}
    if span := iso_date(spanned_dates(document.date for document in publication.documents)):
        yield {"date": span, "dateType": "Other", "dateInformation": "dates of the documents"}


def _rights(header: Header) -> Iterator[dict[str, str]]:
    words = header.licence or header.availability
    if not words:
        return
    identified = {"rightsIdentifier": licence_id(header), "rightsIdentifierScheme": "SPDX"}
    yield {
        "rights": words,
        **({"rightsUri": header.licence_url} if header.licence_url else {}),
        **(identified if licence_id(header) else {}),
    }


def _descriptions(publication: Publication) -> Iterator[dict[str, str]]:
    header = publication.header
    if header.abstract:
        yield {"description": header.abstract, "descriptionType": "Abstract"}
    if header.source:
        yield {"description": header.source.words, "descriptionType": "Other"}
    if titles := [f"{document.number} {document.title}".strip() for document in publication.documents]:
        yield {"description": "\n".join(titles), "descriptionType": "TableOfContents"}
