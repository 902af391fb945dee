"""METS: the deposit as one object, its files with their fixity, its documents as the logical structure.

    dmdSec (Dublin Core) · amdSec (PREMIS 3: object, event, agent, rights) · fileSec · structMap → #doc-1 … #doc-13

What PREMIS wants to know and nobody told, such as when the TEI was made, is left out. Sources: METS 1.12.1, PREMIS
3.0 (Library of Congress).
"""

from collections.abc import Iterator

from lxml import etree

from tei_miasnikov.encoded import Document, Publication
from tei_miasnikov.exports.dc import describe, describe_document, record
from tei_miasnikov.exports.elements import NAMESPACES, elements_in, serialize
from tei_miasnikov.exports.holdings import FORMATS, TRANSCRIPT, Holding, hold
from tei_miasnikov.exports.material import Export, Material, single
from tei_miasnikov.exports.wanting import find_missing
from tei_miasnikov.version import VERSION

METS = "http://www.loc.gov/METS/"
PREMIS = "http://www.loc.gov/premis/v3"
REQUIRED = (
    "title.main",
    "responsibility",
    "publication.publisher",
    "publication.date",
    "publication.id",
    "publication.licence",
    "archive.repository",
)
PRONOM = "http://www.nationalarchives.gov.uk/PRONOM/"
PROGRAM = "tei-miasnikov"
ENCODING, DERIVATION = "event-encoding", "event-description"
mets = elements_in(METS, {"mets": METS, "xlink": NAMESPACES["xlink_"], "xsi": NAMESPACES["xsi_"]})
premis = elements_in(PREMIS, {"premis": PREMIS, "xsi": NAMESPACES["xsi_"], "xlink": NAMESPACES["xlink_"]})


def export(material: Material) -> Export:
    """The METS of the TEI file, and of the transcript where it is given."""
    holdings = hold(material)
    root = describe_deposit(material, holdings)
    findings = find_missing(material.publication, REQUIRED, "METS")
    return single(material, ".mets.xml", serialize(root), findings)


def describe_deposit(material: Material, holdings: list[Holding]) -> etree._Element:
    """The METS of these files, the first of which is the TEI."""
    publication = material.publication
    sections = [("dmd-publication", describe(publication))]
    sections += [(_dmd(number), describe_document(publication, d)) for number, d in _numbered(publication)]
    return mets(
        "mets",
        _header(material),
        (mets("dmdSec", _wrap("DC", record(told)), ID=own) for own, told in sections),
        _administrative(material, holdings),
        mets("fileSec", mets("fileGrp", map(_file, range(len(holdings)), holdings))),
        _structure(publication),
        OBJID=_object_id(publication),
        TYPE="Digital scholarly edition",
        LABEL=publication.header.title,
    )


def _object_id(publication: Publication) -> str:
    idnos = publication.header.idnos
    return idnos[0].words if idnos else publication.header.url or publication.name


def _numbered(publication: Publication) -> Iterator[tuple[int, Document]]:
    return enumerate(publication.documents, 1)


def _dmd(number: int) -> str:
    return f"dmd-document-{number}"


def _header(material: Material) -> etree._Element:
    header, manuscript = material.publication.header, material.publication.manuscript
    people = [mets("agent", mets("name", one.name), ROLE="OTHER", OTHERROLE=one.role) for one in header.people]
    publisher = mets("agent", mets("name", header.issuer), ROLE="DISSEMINATOR", TYPE="ORGANIZATION")
    custodian = manuscript.repository if manuscript else ""
    return mets(
        "metsHdr",
        mets("agent", mets("name", f"{PROGRAM} {VERSION}"), ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE"),
        people,
        publisher if header.issuer else None,
        mets("agent", mets("name", custodian), ROLE="CUSTODIAN", TYPE="ORGANIZATION") if custodian else None,
        CREATEDATE=_midnight(material.made),
    )


def _midnight(date: str) -> str:
    """The beginning of a day as a moment, which METS wants; "" where no day is known."""
    return f"{date}T00:00:00Z" if len(date) == len("2026-01-01") else ""


def _wrap(kind: str, content: etree._Element) -> etree._Element:
    return mets("mdWrap", mets("xmlData", content), MDTYPE=kind)


def _administrative(material: Material, holdings: list[Holding]) -> etree._Element:
    """What preservation needs, in the order that METS wants: objects, rights, events, agents."""
    return mets(
        "amdSec",
        (
            mets("techMD", _wrap("PREMIS:OBJECT", _object(number, holdings)), ID=f"tech-{number + 1}")
            for number in range(len(holdings))
        ),
        _rights(material.publication),
        _provenance(material, holdings),
        ID="amd",
    )


def _object(number: int, holdings: list[Holding]) -> etree._Element:
    holding = holdings[number]
    return premis(
        "object",
        _identified("object", f"file-{number + 1}"),
        premis(
            "objectCharacteristics",
            _fixity("SHA-256", holding.sha256),
            _fixity("SHA-512", holding.sha512),
            premis("size", str(len(holding.data))),
            _format(holding.media_type),
        ),
        premis("originalName", holding.path),
        (_made_from(other) for other, one in enumerate(holdings) if number == 0 and one.role == TRANSCRIPT),
        xsi_type="premis:file",
    )


def _made_from(number: int) -> etree._Element:
    """That the first file was made from this one."""
    return premis(
        "relationship",
        premis("relationshipType", "derivation"),
        premis("relationshipSubType", "has source"),
        _identified("relatedObject", f"file-{number + 1}"),
    )


def _identified(what: str, value: str, kind: str = "local") -> etree._Element:
    return premis(f"{what}Identifier", premis(f"{what}IdentifierType", kind), premis(f"{what}IdentifierValue", value))


def _fixity(algorithm: str, digest: str) -> etree._Element:
    return premis("fixity", premis("messageDigestAlgorithm", algorithm), premis("messageDigest", digest))


def _format(media_type: str) -> etree._Element:
    name, key = FORMATS.get(media_type, (media_type, ""))
    registry = premis("formatRegistry", premis("formatRegistryName", PRONOM), premis("formatRegistryKey", key))
    return premis(
        "format",
        premis("formatDesignation", premis("formatName", name)),
        registry if key else None,
        premis("formatNote", media_type),
    )


def _rights(publication: Publication) -> etree._Element | None:
    header = publication.header
    words = header.licence or header.availability
    if not words:
        return None
    address = premis(
        "licenseDocumentationIdentifier",
        premis("licenseDocumentationIdentifierType", "URI"),
        premis("licenseDocumentationIdentifierValue", header.licence_url),
    )
    statement = premis(
        "rightsStatement",
        _identified("rightsStatement", "rights-1"),
        premis("rightsBasis", "license"),
        premis("licenseInformation", address if header.licence_url else None, premis("licenseTerms", words)),
    )
    return mets("rightsMD", _wrap("PREMIS:RIGHTS", premis("rights", statement)), ID="rights-1")


def _provenance(material: Material, holdings: list[Holding]) -> Iterator[etree._Element]:
    """What made the TEI of the transcript, and this description; only where a day is told."""
    change = next((change for change in material.publication.header.changes if change.when), None)
    if change:
        event = _event(ENCODING, "creation", change.when, change.words or "encoded in TEI")
        yield mets("digiprovMD", _wrap("PREMIS:EVENT", event), ID=ENCODING)
    if material.made:
        event = _event(DERIVATION, "metadata modification", material.made, "described in METS")
        yield mets("digiprovMD", _wrap("PREMIS:EVENT", event), ID=DERIVATION)
    agent = premis(
        "agent",
        _identified("agent", PROGRAM),
        premis("agentName", PROGRAM),
        premis("agentType", "software"),
        premis("agentVersion", VERSION),
    )
    yield mets("digiprovMD", _wrap("PREMIS:AGENT", agent), ID="agent-1")


def _event(own: str, kind: str, date: str, detail: str) -> etree._Element:
    return premis(
        "event",
        _identified("event", own),
        premis("eventType", kind),
        premis("eventDateTime", date),
        premis("eventDetailInformation", premis("eventDetail", detail)),
        premis(
            "linkingAgentIdentifier",
            premis("linkingAgentIdentifierType", "local"),
            premis("linkingAgentIdentifierValue", PROGRAM),
        ),
        premis(
            "linkingObjectIdentifier",
            premis("linkingObjectIdentifierType", "local"),
            premis("linkingObjectIdentifierValue", "file-1"),
        ),
    )


def _file(number: int, holding: Holding) -> etree._Element:
    return mets(
        "file",
        mets("FLocat", LOCTYPE="URL", xlink_type="simple", xlink_href=holding.path),
        ID=f"file-{number + 1}",
        MIMETYPE=holding.media_type,
        SIZE=str(len(holding.data)),
        CHECKSUM=holding.sha256,
        CHECKSUMTYPE="SHA-256",
        ADMID=f"tech-{number + 1}",
        USE=holding.role,
    )


def _structure(publication: Publication) -> etree._Element:
    """The documents in order, each with its place in the TEI file."""
    divisions = [
        mets(
            "div",
            mets("fptr", mets("area", FILEID="file-1", BEGIN=document.id, BETYPE="IDREF")) if document.id else None,
            TYPE=document.subtype or document.type or "document",
            ORDER=str(number),
            ORDERLABEL=document.number,
            LABEL=document.title,
            DMDID=_dmd(number),
        )
        for number, document in _numbered(publication)
    ]
    top = mets(
        "div",
        mets("fptr", FILEID="file-1"),
        divisions,
        TYPE="edition",
        LABEL=publication.header.title,
        ADMID="amd",
        DMDID="dmd-publication",
    )
    return mets("structMap", top, TYPE="LOGICAL")
