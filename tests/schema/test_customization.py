"""Our own ODD: valid TEI, the grammar that is committed, and examples that are what they say."""

from copy import deepcopy

import pytest
from lxml import etree

from tei_miasnikov.odd import Words, compile_odd, write_relaxng
from tei_miasnikov.relaxng import load
from tei_miasnikov.validation.schema import project_schema
from tests.schema.instances import starting_anywhere
from tests.shared import ROOT, shared

ODD = ROOT / "schema" / "tei_miasnikov.odd"
TEI = "{http://www.tei-c.org/ns/1.0}"
EXAMPLES = "{http://www.tei-c.org/ns/Examples}"


def test_the_grammar_is_what_the_odd_makes() -> None:
    compilation = compile_odd(ODD, shared("tei/p5subset.xml"), words=Words.OWN)
    assert compilation.findings == ()
    assert write_relaxng(compilation.schemas[0]) == project_schema().read_bytes(), "run `make schema`"


def test_the_odd_is_valid_tei() -> None:
    errors = load(shared("tei/tei_all.rng")).iter_errors(etree.parse(ODD))
    assert [(error.line, error.kind, error.name) for error in errors] == []


def test_every_form_is_described() -> None:
    forms = [spec for spec in etree.parse(ODD).iter(f"{TEI}elementSpec") if spec.get("mode") == "add"]
    assert forms
    assert all(spec.findtext(f"{TEI}gloss") and spec.findtext(f"{TEI}desc") for spec in forms)


def examples() -> list[etree._Element]:
    return list(etree.parse(ODD).iter(f"{EXAMPLES}egXML"))


def as_tei(example: etree._Element) -> etree._Element:
    """What an example shows, in the namespace of TEI."""
    shown = deepcopy(example[0])
    for element in shown.iter(f"{EXAMPLES}*"):
        element.tag = element.tag.replace(EXAMPLES, TEI)
    return shown


@pytest.mark.parametrize("example", examples(), ids=lambda example: f"line {example.sourceline}")
def test_an_example_is_what_it_says(example: etree._Element) -> None:
    grammar = load(starting_anywhere(project_schema()))
    assert grammar.is_valid(as_tei(example)) is (example.get("valid") != "false")
