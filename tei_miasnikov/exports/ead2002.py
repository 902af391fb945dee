"""EAD 2002: the finding aid for older systems and for Kalliope.

The same units as in EAD3, in the elements of the older tag library: links are those of XLink, and what EAD3 keeps apart
in structured elements is words here. Source: EAD 2002 tag library (Society of American Archivists).
"""

from lxml import etree

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
from tei_miasnikov.exports.elements import NAMESPACES, elements_in, serialize
from tei_miasnikov.exports.finding_aid import REQUIRED, Name, Unit
from tei_miasnikov.exports.material import Export, Material, single
from tei_miasnikov.exports.wanting import find_missing
from tei_miasnikov.version import VERSION

NAMESPACE = "urn:isbn:1-931666-22-9"
ead = elements_in(NAMESPACE, {None: NAMESPACE, "xlink": NAMESPACES["xlink_"]})


def export(material: Material) -> Export:
    """The finding aid in EAD 2002."""
    root = ead("ead", _header(material), archdesc(material.publication, DIALECT))
    return single(material, ".ead2002.xml", serialize(root), find_missing(material.publication, REQUIRED, "EAD"))


def _header(material: Material) -> etree._Element:
    publication = material.publication
    named, people = agency(publication), authors(publication)
    author = ead("author", "; ".join(people)) if people else None
    identified = ead(
        "eadid",
        record_id(publication),
        countrycode=country(publication),
        mainagencycode=named if ISIL.fullmatch(named) and named.startswith(f"{country(publication)}-") else "",
        url=publication.header.url,
    )
    derived = f"Derived from the TEI file {publication.file_name} by tei-miasnikov {VERSION}"
    return ead(
        "eadheader",
        identified,
        ead(
            "filedesc",
            ead("titlestmt", title_statement(publication, ead), author),
            publication_statement(publication, ead),
        ),
        ead(
            "profiledesc",
            ead("creation", derived, _made(material), "."),
            ead("langusage", "The labels are in ", ead("language", "English", langcode="eng"), "."),
        ),
        **CODES,
    )


def _made(material: Material) -> list[str | etree._Element]:
    return [", ", ead("date", material.made, normal=material.made)] if material.made else []


def _name(name: Name) -> etree._Element:
    return ead(name.element, name.words, role=name.relator, authfilenumber=name.uri)


def _link(unit: Unit) -> etree._Element:
    return ead("dao", xlink_type="simple", xlink_href=unit.link, xlink_title=unit.link_title)


def _extent(unit: Unit) -> etree._Element | None:
    """The extent, and the leaves in brackets."""
    if not unit.extent:
        return ead("physdesc", unit.leaves) if unit.leaves else None
    return ead("physdesc", ead("extent", unit.extent), f" ({unit.leaves})" if unit.leaves else None)


DIALECT = Dialect(ead, _name, _link, _extent, kind_of_date="type", kind_of_list="type")
