"""RO-Crate: research data and what is to be known of it, in JSON-LD.

    {"@id": "./", "@type": "Dataset", "name": …, "hasPart": [{"@id": "tei.xml"}], "license": {"@id": …}}

The metadata file that the crate's folder holds as ro-crate-metadata.json. Source: RO-Crate 1.2.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tei_miasnikov.encoded import Document, Publication, Responsible
from tei_miasnikov.exports.creators import contributors, creators, funders, is_body
from tei_miasnikov.exports.dates import iso_date, spanned_dates
from tei_miasnikov.exports.descriptions import pointer, unit_id
from tei_miasnikov.exports.holdings import FORMATS, Holding, hold
from tei_miasnikov.exports.material import Export, Material, single
from tei_miasnikov.exports.wanting import find_missing

CONTEXT = "https://w3id.org/ro/crate/1.2/context"
PROFILE = "https://w3id.org/ro/crate/1.2"
PRONOM = "https://www.nationalarchives.gov.uk/PRONOM/"
REQUIRED = (
    "title.main",
    "responsibility",
    "publication.publisher",
    "publication.date",
    "publication.licence",
    "publication.licence_url",
)
Entity = dict[str, Any]


def export(material: Material) -> Export:
    """The metadata file of a crate with the TEI, and the transcript where it is given."""
    data = describe_crate(material, hold(material))
    return single(material, ".ro-crate.json", data, find_missing(material.publication, REQUIRED, "RO-Crate"))


def describe_crate(material: Material, holdings: list[Holding]) -> bytes:
    """The metadata file of a crate of these files, the first of which is the TEI."""
    entities = [_descriptor(), _root(material.publication, holdings), *_entities(material.publication, holdings)]
    graph = {entity["@id"]: {key: value for key, value in entity.items() if value} for entity in reversed(entities)}
    crate = {"@context": CONTEXT, "@graph": list(reversed(graph.values()))}
    return (json.dumps(crate, ensure_ascii=False, indent=2) + "\n").encode()


def _descriptor() -> Entity:
    return {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": PROFILE},
        "about": {"@id": "./"},
    }


def _root(publication: Publication, holdings: list[Holding]) -> Entity:
    header = publication.header
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": header.title,
        "alternateName": header.subtitle,
        "description": header.abstract
        or header.project
        or (header.source.words if header.source else "")
        or header.title,
        "datePublished": header.date.earliest if header.date else "",
        "identifier": [idno.words for idno in header.idnos],
        "url": header.url,
        "license": {"@id": header.licence_url} if header.licence_url else header.licence or header.availability,
        "author": _refer(creators(header)),
        "contributor": _refer(contributors(header)),
        "funder": _refer(funders(header)),
        "publisher": {"@id": _slug(header.issuer)} if header.issuer else None,
        "inLanguage": publication.language,
        "temporalCoverage": iso_date(spanned_dates(document.date for document in publication.documents)),
        "keywords": list(header.subjects),
        "hasPart": [{"@id": holding.path} for holding in holdings],
    }


def _entities(publication: Publication, holdings: list[Holding]) -> Iterator[Entity]:
    header = publication.header
    for one in header.people:
        yield {"@id": _id(one), "@type": "Organization" if is_body(one) else "Person", "name": one.name}
    if header.issuer:
        yield {"@id": _slug(header.issuer), "@type": "Organization", "name": header.issuer}
    if header.licence_url:
        yield {"@id": header.licence_url, "@type": "CreativeWork", "name": header.licence or header.licence_url}
    for holding in holdings:
        yield _file(publication, holding, is_tei=holding is holdings[0])
    for media_type in dict.fromkeys(holding.media_type for holding in holdings):
        name, key = FORMATS.get(media_type, ("", ""))
        if key:
            yield {"@id": PRONOM + key, "@type": "WebPage", "name": name}
    yield from (_document(publication, document) for document in publication.documents if document.id)


def _file(publication: Publication, holding: Holding, *, is_tei: bool) -> Entity:
    _, key = FORMATS.get(holding.media_type, ("", ""))
    documents = [{"@id": pointer(publication, one)} for one in publication.documents if one.id] if is_tei else []
    return {
        "@id": holding.path,
        "@type": "File",
        "name": holding.path.rpartition("/")[2],
        "description": holding.role,
        "encodingFormat": [holding.media_type, {"@id": PRONOM + key}] if key else holding.media_type,
        "contentSize": str(len(holding.data)),
        "sha256": holding.sha256,
        "hasPart": documents,
    }


def _document(publication: Publication, document: Document) -> Entity:
    return {
        "@id": pointer(publication, document),
        "@type": "CreativeWork",
        "name": document.title,
        "genre": document.subtype,
        "position": document.number,
        "temporalCoverage": iso_date(document.date),
        "identifier": unit_id(publication, document),
    }


def _refer(people: Iterable[Responsible]) -> list[Entity]:
    return [{"@id": _id(one)} for one in people]


def _id(one: Responsible) -> str:
    return one.uri or (f"#{one.id}" if one.id else _slug(one.name))


def _slug(words: str) -> str:
    """An identifier within the crate, made of the words."""
    return "#" + "-".join("".join(c if c.isalnum() else " " for c in words).split()).lower()
