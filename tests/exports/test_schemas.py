"""With a complete header every XML export is valid against the schema that its archive publishes."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import elementpath
import pytest
from lxml import etree

from tei_miasnikov.encoded import publication_of
from tei_miasnikov.exports import export
from tei_miasnikov.exports.serial import Serial
from tei_miasnikov.validation.schema import load_judge
from tests.exports.materials import complete, exported
from tests.shared import shared

XSD = {
    "ead3": ("ead3.xsd",),
    "ead2002": ("ead2002.xsd",),
    "mets": ("mets.xsd", "premis3.xsd"),
    "akn": ("akomantoso30.xsd",),
}
RNG = {
    "parlamint": ("archives/parla-clarin.rng", "tei/tei_all.rng"),
    "cmif": ("archives/cmif.rng",),
}
SCH = "{http://purl.oclc.org/dsdl/schematron}"


class Beside(etree.Resolver):
    """Schemas that a schema names by URL lie beside it."""

    def resolve(self, system_url: str, public_id: str, context: object) -> object:  # type: ignore[override]
        place = shared("archives") / system_url.rpartition("/")[2]
        return self.resolve_filename(str(place), context) if place.exists() else None  # type: ignore[attr-defined]


@cache
def schema_of(names: tuple[str, ...]) -> etree.XMLSchema:
    """One schema of these files, each with its own namespace."""
    root = etree.Element("{http://www.w3.org/2001/XMLSchema}schema")
    for name in names:
        path: Path = shared(f"archives/{name}")
        target = etree.parse(str(path)).getroot().get("targetNamespace", "")
        attributes = {"namespace": target, "schemaLocation": path.as_uri()}
        etree.SubElement(root, "{http://www.w3.org/2001/XMLSchema}import", attributes)
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Beside())
    return etree.XMLSchema(etree.fromstring(etree.tostring(root), parser))


def faults_of(schema: etree.XMLSchema) -> list[str]:
    """What the schema said of the tree judged last."""
    log: Any = schema.error_log
    return [f"{error.line}: {error.message}" for error in log]


@pytest.mark.parametrize("form", XSD)
def test_valid_against_the_xsd(form: str) -> None:
    schema = schema_of(XSD[form])
    schema.validate(etree.fromstring(exported(form).data))
    assert faults_of(schema) == []


@pytest.mark.parametrize(("form", "grammar"), [(form, grammar) for form, all_ in RNG.items() for grammar in all_])
def test_valid_against_the_grammar(form: str, grammar: str) -> None:
    judge = load_judge(shared(grammar))
    tree = etree.ElementTree(etree.fromstring(exported(form).data))
    assert [str(finding) for finding in judge(tree, form)] == []


def test_cmif_holds_its_schematron_rules() -> None:
    rules = etree.parse(str(shared("archives/cmif.sch"))).getroot()
    spaces = {one.get("prefix", ""): one.get("uri", "") for one in rules.iter(f"{SCH}ns")}
    tree = etree.ElementTree(etree.fromstring(exported("cmif").data))
    judged = 0
    for rule in rules.iter(f"{SCH}rule"):
        for node in elementpath.select(tree, f"//{rule.get('context')}", namespaces=spaces):
            for test in rule.iter(f"{SCH}assert"):
                item = node if isinstance(node, etree._Element) else None
                if item is not None:
                    assert elementpath.select(tree, f"boolean({test.get('test')})", namespaces=spaces, item=item)
                    judged += 1
    assert judged >= 10


def test_parlamint_has_every_turn_and_letter_of_the_text() -> None:
    spoken = publication_of(exported("parlamint").data, "p.xml")
    assert Serial(spoken.root).text == Serial(complete().root).text
    assert sum(1 for _ in spoken.root.iter("{*}u")) == 162
    assert sum(1 for note in spoken.root.iter("{*}note") if note.get("type") == "speaker") == 161
    assert next(spoken.root.iter("{*}sp"), None) is None


def test_akoma_ntoso_knows_question_and_answer() -> None:
    root = etree.fromstring(exported("akn").data)
    counts = {name: sum(1 for _ in root.iter(f"{{*}}{name}")) for name in ("question", "answer", "speech", "other")}
    assert counts == {"question": 66, "answer": 65, "speech": 31, "other": 0}
    assert sum(1 for _ in root.iter("{*}noteRef")) == sum(1 for _ in root.iter("{*}note")) == 46
    roles = {turn.get("as") for turn in root.iter("{*}question")}
    assert roles == {"#role-interrogator"}


def test_tei_of_others_is_valid_too_but_for_what_it_does_not_say() -> None:
    schema = schema_of(XSD["mets"])
    for name in ("testall", "testdrama", "testms"):
        data = shared(f"tei/tests/{name}.xml").read_bytes()
        schema.validate(etree.fromstring(export("mets", publication_of(data, f"{name}.xml")).data))
        assert faults_of(schema) == []


def test_mets_knows_fixity_source_and_structure() -> None:
    root = etree.fromstring(exported("mets").data)
    digests = [one.text for one in root.iter("{*}messageDigest")]
    assert digests[:2] == [hashlib.sha256(complete().data).hexdigest(), hashlib.sha512(complete().data).hexdigest()]
    assert [file.get("CHECKSUM") for file in root.iter("{*}file")] == [digests[0], digests[2]]
    assert [one.text for one in root.iter("{*}relatedObjectIdentifierValue")] == ["file-2"]
    assert [area.get("BEGIN") for area in root.iter("{*}area")] == [f"doc-{number}" for number in range(1, 14)]
    sections = {section.get("ID") for section in root.iter("{*}dmdSec")}
    assert {division.get("DMDID") for division in root.iter("{*}div")} == sections
