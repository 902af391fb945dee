"""EAD3: the finding aid for ArchivesSpace, AtoM and their like.

    <c level="item"><did><unitid>H-17674, Vol. 3, pp. 39-41</unitid><unittitle>Record of interrogation …</unittitle>…

Source: Encoded Archival Description, tag library version EAD3 1.1.1 (Society of American Archivists).
"""

from lxml import etree

from tei_miasnikov.encoded import Publication
from tei_miasnikov.exports.ead import (
    CODES,
    ISIL,
    Dialect,
    agency,
    archdesc,
    authors,
    country,
    publication_statement,
    record_id,
    title_statement,
)
from tei_miasnikov.exports.elements import elements_in, serialize
from tei_miasnikov.exports.finding_aid import REQUIRED, Name, Unit
from tei_miasnikov.exports.material import Export, Material, single
from tei_miasnikov.exports.wanting import find_missing
from tei_miasnikov.version import VERSION

ead = elements_in("http://ead3.archivists.org/schema/")


def export(material: Material) -> Export:
    """The finding aid in EAD3."""
    root = ead("ead", _control(material), archdesc(material.publication, DIALECT))
    return single(material, ".ead3.xml", serialize(root), find_missing(material.publication, REQUIRED, "EAD"))


def _control(material: Material) -> etree._Element:
    publication, header = material.publication, material.publication.header
    titles = (*title_statement(publication, ead), *(ead("author", words) for words in authors(publication)))
    return ead(
        "control",
        ead("recordid", record_id(publication), instanceurl=header.url),
        ead("filedesc", ead("titlestmt", titles), publication_statement(publication, ead)),
        ead("maintenancestatus", value="derived"),
        ead("publicationstatus", value="published") if header.issuer and header.date else None,
        _agency(publication),
        ead(
            "languagedeclaration",
            ead("language", "English", langcode="eng"),
            ead("script", "Latin", scriptcode="Latn"),
            ead("descriptivenote", ead("p", "The language of the labels; titles and dates stand as in the edition.")),
        ),
        ead("maintenancehistory", _derivation(material)),
        **CODES,
    )


def _agency(publication: Publication) -> etree._Element:
    """Who maintains the description: the agency that the header names, else the edition's publisher."""
    named = agency(publication)
    repository = publication.manuscript.repository if publication.manuscript else ""
    is_code = ISIL.fullmatch(named) is not None
    return ead(
        "maintenanceagency",
        ead("agencycode", named) if is_code else None,
        ead("agencyname", (repository if is_code else named) or publication.header.issuer),
        countrycode=country(publication),
    )


def _derivation(material: Material) -> etree._Element:
    """That this description was derived from the TEI, and when, where a day is known."""
    return ead(
        "maintenanceevent",
        ead("eventtype", value="derived"),
        ead("eventdatetime", material.made, standarddatetime=material.made),
        ead("agenttype", value="machine"),
        ead("agent", f"tei-miasnikov {VERSION}"),
        ead("eventdescription", f"Derived from the TEI file {material.publication.file_name}."),
    )


def _name(name: Name) -> etree._Element:
    return ead(name.element, ead("part", name.words), relator=name.relator, identifier=name.uri)


def _link(unit: Unit) -> etree._Element:
    return ead("dao", daotype="derived", href=unit.link, linktitle=unit.link_title, coverage="whole")


def _extent(unit: Unit) -> etree._Element | None:
    """Counted leaves as a structured statement, with their numbers; an extent in words as it stands."""
    quantity, _, kind = unit.extent.partition(" ")
    if not quantity.isdecimal() or not kind:
        return ead("physdesc", unit.extent or unit.leaves) if unit.extent or unit.leaves else None
    return ead(
        "physdescstructured",
        ead("quantity", quantity),
        ead("unittype", kind),
        ead("descriptivenote", ead("p", unit.leaves)) if unit.leaves else None,
        physdescstructuredtype="spaceoccupied",
        coverage="whole",
    )


DIALECT = Dialect(ead, _name, _link, _extent, kind_of_date="unitdatetype", kind_of_list="dsctype")
