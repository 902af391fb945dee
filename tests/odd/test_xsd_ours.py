"""The XSD of our own encoding: fresh, readable by both engines, and never stricter than the grammar."""

from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_miasnikov.odd import Schema, Words, compile_odd, write_xsd
from tei_miasnikov.relaxng import Grammar
from tei_miasnikov.relaxng import load as load_grammar
from tei_miasnikov.validation.schema import project_schema
from tests.schema.instances import Walk, read_definitions
from tests.shared import CORPUS, ROOT, shared

from .test_xsd import Engines, load

LOOSER = {
    "forms": (' n="1" rend="superscript">1</ref>', ' rend="superscript">1</ref>'),
    "attributes": ('<date when="2024">', '<date when="2024" notBefore="2023">'),
    "order": ("<projectDesc>", "<projectDesc><p>Two of them.</p></projectDesc><projectDesc>"),
    "text": ("<item>one</item>", "<item>words <p>one</p></item>"),
    "value": ('<div type="section"><head>More', '<div type="document"><head>More'),
}
"""For each sort of looser place, what to write instead of what in a sound document."""
ID = "{http://www.w3.org/XML/1998/namespace}id"
XSD = project_schema().with_suffix(".xsd")
ELEMENTS = read_definitions(project_schema()).elements
PARSER = etree.XMLParser(collect_ids=False)


@cache
def schema() -> Schema:
    odd = ROOT / "schema" / "tei_miasnikov.odd"
    return compile_odd(odd, shared("tei/p5subset.xml"), words=Words.OWN).schemas[0]


@cache
def ours() -> Engines:
    return Engines(etree.XMLSchema(etree.parse(XSD)), xmlschema.XMLSchema(str(XSD)))


@cache
def grammar() -> Grammar:
    return load_grammar(project_schema())


@pytest.fixture(scope="module")
def anywhere(tmp_path_factory: pytest.TempPathFactory) -> Engines:
    """The same for documents whose root may be any of its elements."""
    every = tuple(element.ident for element in schema().elements)
    return load(write_xsd(replace(schema(), start=every)), tmp_path_factory.mktemp("xsd"))


def faults(engines: Engines, text: str | bytes) -> list[str]:
    tree = etree.ElementTree(etree.fromstring(text if isinstance(text, bytes) else text.encode(), PARSER))
    found = [] if engines.libxml2.validate(tree) else [f"libxml2: {engines.libxml2.error_log}"]
    return found + [f"xmlschema: {error.reason}" for error in engines.xmlschema.iter_errors(tree)]


def test_the_xsd_is_what_the_odd_makes() -> None:
    made = write_xsd(schema()).files
    assert set(made) == {path.name for path in XSD.parent.glob("*.xsd")}
    assert made == {name: (XSD.parent / name).read_bytes() for name in made}, "run `make schema`"


@pytest.mark.parametrize(
    "path", [CORPUS / "tei.xml", ROOT / "tests/schema/sound.xml"], ids=lambda path: path.parent.name
)
def test_what_is_sound_is_valid(path: Path) -> None:
    assert faults(ours(), path.read_bytes()) == []


@pytest.mark.parametrize("name", ELEMENTS)
@given(random=st.randoms(use_true_random=True))
@settings(max_examples=4, deadline=None)
def test_whatever_the_grammar_allows_in_an_element(anywhere: Engines, name: str, random: Random) -> None:
    text = Walk(read_definitions(project_schema()), random, 30).element_of(name)
    assert faults(anywhere, text) == [], text


@given(random=st.randoms(use_true_random=True))
@settings(max_examples=10, deadline=None)
def test_whatever_the_grammar_allows(random: Random) -> None:
    text = Walk(read_definitions(project_schema()), random, 1500).element_of("TEI")
    assert faults(ours(), text) == []


def test_every_looser_place_is_real() -> None:
    """Documents that the grammar refuses and the XSD allows, one for each sort of place that the list has."""
    sound = (ROOT / "tests/schema/sound.xml").read_text(encoding="utf-8")
    assert {each.sort for each in write_xsd(schema()).looser} == set(LOOSER)
    for old, new in LOOSER.values():
        assert old in sound
        written = sound.replace(old, new, 1)
        assert not grammar().is_valid(etree.fromstring(written.encode(), PARSER)), new
        assert faults(ours(), written) == []


def changed(random: Random) -> etree._Element:
    """A sound document with an element removed, doubled, renamed, unwrapped or moved, or an attribute gone or added."""
    root = etree.fromstring((ROOT / "tests/schema/sound.xml").read_bytes(), PARSER)
    elements = [element for element in root.iter(etree.Element) if element is not root]
    element, other = random.choice(elements), random.choice(elements)
    parent = element.getparent()
    assert parent is not None
    match random.randrange(6):
        case 0:
            parent.remove(element)
        case 1:
            parent.insert(random.randrange(len(parent) + 1), deepcopy(element))
        case 2:
            element.tag = other.tag
        case 3:
            parent[parent.index(element) : parent.index(element) + 1] = list(element)
        case 4:
            parent.append(deepcopy(other))
        case _:
            name, value = random.choice([*element.attrib.items(), *other.attrib.items(), ("n", "1")])
            element.attrib.pop(name) if name in element.attrib else element.set(name, value)
    return root


@given(random=st.randoms(use_true_random=True))
@settings(max_examples=150, deadline=None)
def test_what_is_allowed_beyond_the_grammar_is_listed(listed: set[str], random: Random) -> None:
    """The element, its parent or the attribute of each fault stands in the list; what is no fault is allowed."""
    root = changed(random)
    errors = list(grammar().iter_errors(root))
    ids = [element.get(ID) for element in root.iter(etree.Element) if ID in element.attrib]
    allowed = ours().libxml2.validate(root)
    assert allowed or errors or len(set(ids)) < len(ids)
    for error in errors if allowed else ():
        near = (error.element, error.element.getparent(), error.name)
        names = {str(each.tag if isinstance(each, etree._Element) else each).rpartition("}")[2] for each in near}
        assert names & listed, etree.tostring(error.element)


@pytest.fixture(scope="module")
def listed() -> set[str]:
    """The names in the list of looser places: elements, and attributes."""
    places = write_xsd(schema()).looser
    return {each.place.partition(" ")[0] for each in places} | {
        name.lstrip("@") for each in places for name in each.names
    }
