"""BagIt: the whole deposit in one bag, with two digests of every file.

    bagit.txt  bag-info.txt  manifest-sha256.txt  manifest-sha512.txt  tagmanifest-…
    data/tei.xml  data/source.md  data/tei_miasnikov.rng  data/proof.json
    data/ead3.xml  data/datacite.json  data/mets.xml  data/ro-crate-metadata.json

Made by the Library of Congress's bagit and checked by it before anything is written. The Bagging-Date is that of the
export, or of the edition, never of the clock. Source: RFC 8493 (BagIt 1.0).
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tei_miasnikov.encoded.names import iter_named
from tei_miasnikov.errors import TeiMiasnikovError
from tei_miasnikov.exports import datacite, ead3, finding_aid, mets, ro_crate
from tei_miasnikov.exports.elements import serialize
from tei_miasnikov.exports.folders import gather, lay_out
from tei_miasnikov.exports.holdings import Holding, hold
from tei_miasnikov.exports.material import Export, File, Material
from tei_miasnikov.exports.proof_report import report_proof
from tei_miasnikov.exports.wanting import find_missing
from tei_miasnikov.findings import Finding
from tei_miasnikov.validation.documents import read_document
from tei_miasnikov.validation.schema import project_schema
from tei_miasnikov.version import VERSION

REQUIRED = tuple(
    dict.fromkeys([*ro_crate.REQUIRED, *mets.REQUIRED, *datacite.REQUIRED, *finding_aid.REQUIRED]),
)
"""What all that describes the deposit wants."""
ALGORITHMS = ["sha256", "sha512"]
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PROGRAM = "tei-miasnikov"


def export(material: Material) -> Export:
    """The files of the bag."""
    publication = material.publication
    proof, told = _proof(material)
    payload = [File(holding.path, holding.data) for holding in _payload(material, proof)]
    missing = find_missing(publication, REQUIRED, "BagIt")
    return Export(_bagged(payload, _info(material)), (*missing, *told))


def _proof(material: Material) -> tuple[list[Holding], tuple[Finding, ...]]:
    """The proof report, none without the transcript, and what is to be told of it."""
    if material.source is None:
        hint = "name the transcript with --source"
        told = "the transcript and the proof are left out of the bag"
        return [], (Finding("export-without-source", told, material.publication.path, hint=hint),)
    report, findings = report_proof(material, material.source)
    return [Holding("proof.json", report, "application/json", "proof report")], findings


def _payload(material: Material, proof: list[Holding]) -> Iterator[Holding]:
    """What the bag is for, then what describes it; each description tells of those before it."""
    holdings = hold(material)
    if _is_ours(material):
        schema = project_schema()
        holdings.append(Holding(schema.name, read_document(schema), "application/xml", "schema"))
    holdings += proof
    finding_aid, metadata = ead3.export(material).data, datacite.export(material).data
    holdings.append(Holding("ead3.xml", finding_aid, "application/xml", "finding aid"))
    holdings.append(Holding("datacite.json", metadata, "application/json", "metadata"))
    deposit = serialize(mets.describe_deposit(material, holdings))
    holdings.append(Holding("mets.xml", deposit, "application/xml", "structure and preservation metadata"))
    crate = ro_crate.describe_crate(material, holdings)
    return iter([*holdings, Holding("ro-crate-metadata.json", crate, "application/ld+json", "crate")])


def _is_ours(material: Material) -> bool:
    """Whether this program encoded the text: then our schema belongs to it."""
    return any(one.get("ident") == PROGRAM for one in iter_named(material.publication.root, "application"))


def _info(material: Material) -> dict[str, str | list[str]]:
    """What bag-info.txt says; empty values are left out."""
    header, manuscript = material.publication.header, material.publication.manuscript
    told: dict[str, str | list[str]] = {
        "Source-Organization": header.issuer,
        "External-Description": ": ".join(filter(None, [header.title, header.subtitle])),
        "External-Identifier": [idno.words for idno in header.idnos],
        "Internal-Sender-Identifier": manuscript.idno if manuscript else "",
        "Bagging-Date": material.made,
        "Bag-Software-Agent": f"{PROGRAM} {VERSION}, bagit.py",
    }
    return {name: value for name, value in told.items() if value}


def _bagged(payload: list[File], info: dict[str, str | list[str]]) -> tuple[File, ...]:
    """The bag of these files, made aside and checked."""
    import bagit

    with tempfile.TemporaryDirectory(prefix=f"{PROGRAM}-") as name:
        folder = Path(name).resolve()
        lay_out(folder, payload)
        bag = bagit.make_bag(str(folder), {"Bagging-Date": "", **info}, checksums=ALGORITHMS)
        (folder / "bagit.txt").write_text(DECLARATION, encoding="utf-8", newline="\n")
        if "Bagging-Date" not in info:
            del bag.info["Bagging-Date"]
        bag.save()
        _check(folder)
        return gather(folder)


def _check(folder: Path) -> None:
    from bagit import Bag, BagError

    try:
        Bag(str(folder)).validate()
    except BagError as error:
        raise TeiMiasnikovError(f"the bag is not valid: {error}; this is a fault of the program") from None
