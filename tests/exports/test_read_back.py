"""Exports read back by libraries that others wrote: the values are those of the TEI."""

import json
from pathlib import Path
from typing import Any

import bagit
import eadpy
import pytest
from datacite import schema45
from rocrate.rocrate import ROCrate

from tei_miasnikov.exports import export, read_source_file
from tei_miasnikov.exports.folders import write_new_folder
from tests.exports.materials import complete, exported
from tests.shared import CORPUS


@pytest.mark.parametrize("form", ["ead3", "ead2002"])
def test_eadpy_reads_thirteen_components(form: str) -> None:
    read: dict[str, Any] = eadpy.from_bytes(exported(form).data).data
    components = read["components"]
    assert (read["unitid"], read["title"]) == ("H-17674", "Investigative file of G. I. Miasnikov")
    assert read["dates"]["normal"] == ["1945"]
    assert read["extent"] == ["3 volumes"]
    assert [one["ref_id"] for one in components] == [f"doc-{number}" for number in range(1, 14)]
    assert [one["level"] for one in components] == ["item"] * 13
    titles = [document.title for document in complete().documents]
    assert [one["title"] for one in components] == titles


@pytest.mark.parametrize("form", ["ead3", "ead2002"])
def test_eadpy_reads_what_a_component_says(form: str) -> None:
    components = eadpy.from_bytes(exported(form).data).data["components"]
    interrogation, declaration, supplied, undated = components[1], components[6], components[7], components[12]
    assert interrogation["unitid"] == "H-17674, Vol. 3, pp. 31, 32, 34-36"
    assert interrogation["dates"]["normal"] == ["1945-01-18"]
    assert interrogation["extent"] == ["5 pages"]
    assert [(term["text"], term["type"]) for term in interrogation["access_terms"]] == [
        ("interrogation", "genreform"),
        ("G. I. Miasnikov", "persname"),
    ]
    assert {term["text"] for term in declaration["access_terms"]} == {"declaration", "G. I. Miasnikov", "V. M. Molotov"}
    assert supplied["dates"]["normal"] == ["1945-04"]
    assert undated["dates"]["normal"] == []
    assert [one["href"] for one in interrogation["digital_objects"]] == ["tei.xml#doc-2"]


def test_datacite_accepts_its_metadata() -> None:
    read = json.loads(exported("datacite").data)
    assert [error.message for error in schema45.validator.iter_errors(read)] == []
    assert read["doi"] == "10.5555/miasnikov.1"
    assert [one["name"] for one in read["creators"]] == ["Malcolm Archibald", "Edith Encoder"]
    assert (read["publicationYear"], read["publisher"]) == ("2026", {"name": "Example Archive Press"})
    assert read["rightsList"][0]["rightsIdentifier"] == "CC-BY-4.0"
    assert read["dates"][1]["date"] == "1944-12-27/1945-10-24"


def test_the_bag_is_valid_and_holds_a_crate(tmp_path: Path) -> None:
    folder = tmp_path / "deposit"
    write_new_folder(folder, exported("bagit").files)
    bag = bagit.Bag(str(folder))
    bag.validate()
    assert (bag.version_info, sorted(bag.algorithms)) == ((1, 0), ["sha256", "sha512"])
    assert bag.info["Bagging-Date"] == "2026-03-02"
    assert bag.info["External-Identifier"] == "10.5555/miasnikov.1"
    assert sorted(path.name for path in (folder / "data").iterdir()) == [
        "datacite.json",
        "ead3.xml",
        "mets.xml",
        "proof.json",
        "ro-crate-metadata.json",
        "source.md",
        "tei.xml",
        "tei_miasnikov.rng",
    ]
    proof = json.loads((folder / "data" / "proof.json").read_text(encoding="utf-8"))
    assert proof["proved"]
    assert (proof["characters"]["total"], proof["characters"]["lost"]) == (65635, 0)
    crate = ROCrate(str(folder / "data"))
    assert crate.name == complete().header.title
    assert {one.id for one in crate.data_entities} >= {"tei.xml", "source.md", "mets.xml"}
    assert crate.get("https://orcid.org/0000-0002-1825-0097")["name"] == "Edith Encoder"


def test_a_proof_that_does_not_close_is_told(tmp_path: Path) -> None:
    other = tmp_path / "source.md"
    other.write_bytes((CORPUS / "source.md").read_bytes().replace(b"Why did you flee", b"Why did you run", 1))
    made = export("bagit", complete(), source=read_source_file(other))
    assert [finding.code for finding in made.findings] == ["export-source-differs"]
    (proof,) = (json.loads(file.data) for file in made.files if file.path == "data/proof.json")
    assert not proof["proved"]


def test_a_changed_byte_breaks_the_bag(tmp_path: Path) -> None:
    folder = tmp_path / "deposit"
    write_new_folder(folder, exported("bagit").files)
    tei = folder / "data" / "tei.xml"
    tei.write_bytes(tei.read_bytes().replace(b"Trotsky", b"Trotski", 1))
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(folder)).validate()


def test_dublin_core_has_the_elements_in_their_namespaces() -> None:
    from lxml import etree

    root = etree.fromstring(exported("dc").data)
    assert root.tag == "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
    told = [(etree.QName(child).localname, child.text) for child in root]
    assert {etree.QName(child).namespace for child in root} == {"http://purl.org/dc/elements/1.1/"}
    assert ("identifier", "10.5555/miasnikov.1") in told
    assert ("coverage", "1944-12-27/1945-10-24") in told
    assert ("rights", "https://creativecommons.org/licenses/by/4.0/") in told
