"""constraintSpecs of an ODD as Schematron: TEI's as the reference compiler writes them, others where they hang.

The reference also writes rules that are no constraintSpecs: of elements that TEI will give up (@validUntil) and of the
parameters of processing models (paramList). They are left out.
"""

import re
from pathlib import Path

import pytest
from lxml import etree

from tei_miasnikov.odd import Schema, Words, compile_odd, write_schematron
from tei_miasnikov.schematron import Failure, Judge, Trouble, read_rules
from tests.odd.conftest import TINY, WriteOdd, needs_shared, write_odd
from tests.shared import SHARED

__all__ = ["write_odd"]
SCH = "{http://purl.oclc.org/dsdl/schematron}"
TEI = SHARED / "tei"
NO_CONSTRAINTS = re.compile(r"tei:superEntry$|tei:re$|tei:param\[")
DELETED = "the ODD deletes the attribute on which the rule hangs; the reference keeps the rule"
DIFFERENCES = {"tei_jtei": {"tei:*[@schemeVersion]": DELETED, "tei:*[not(self::tei:schemaSpec)][@targetLang]": DELETED}}
COMPARED = ("tei_all", "tei_bare", "tei_jtei", "tei_tite", "isofs")
Asserted = set[tuple[str, str, str]]


def asserted(data: bytes) -> Asserted:
    """The assertions of a schema: context, kind and test, white space made one."""
    found = set()
    for each in etree.fromstring(data).iter(f"{SCH}assert", f"{SCH}report"):
        rule = each.getparent()
        assert rule is not None
        found.add((" ".join(rule.get("context", "").split()), each.tag, " ".join(each.get("test", "").split())))
    return found


def compiled(odd: Path, source: Path, words: Words = Words.ALL) -> Schema:
    include = [TEI / "exemplars/included", TEI / "exemplars/odd-src"]
    return compile_odd(odd, source, include, words).schemas[0]


@needs_shared
@pytest.mark.parametrize("name", COMPARED)
def test_the_rules_of_tei_are_those_of_the_reference(name: str) -> None:
    reference = TEI / ("tei_all.sch" if name == "tei_all" else f"exemplars/{name}.sch")
    theirs = {each for each in asserted(reference.read_bytes()) if not NO_CONSTRAINTS.match(each[0])}
    ours = asserted(write_schematron(compiled(TEI / f"exemplars/odd-src/{name}.odd", TEI / "p5subset.xml")))
    assert len(theirs) > 1
    assert {context for context, _, _ in ours ^ theirs} == set(DIFFERENCES.get(name, {}))
    assert ours <= theirs


CONSTRAINT = (
    '<constraintSpec ident="{}" scheme="schematron" mode="add"><constraint xmlns:sch="{}">{}</constraint>'
    "</constraintSpec>"
)
TEST = '<sch:assert test="{}">no</sch:assert>'
ODD = """<schemaSpec ident="my" start="text" xmlns:my="urn:my" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<moduleRef key="tei"/><moduleRef key="core"/>
{top}
<dataSpec ident="my.year" mode="add"><content><dataRef name="gYear"/></content>{data}</dataSpec>
<classSpec ident="att.my" type="atts" mode="add">{of_class}<attList><attDef ident="year">
 <datatype><dataRef key="my.year"/></datatype>{of_class_attribute}</attDef></attList></classSpec>
<elementSpec ident="leaf" mode="add" ns="urn:my"><altIdent>blatt</altIdent><classes><memberOf key="att.my"/></classes>
 <content><textNode/></content>{element}<attList><attDef ident="n">{attribute}</attDef></attList></elementSpec>
<elementSpec ident="tree" mode="add"><classes><memberOf key="att.my"/></classes>
 <content><elementRef key="leaf"/></content></elementSpec>
</schemaSpec>"""
PARTS = ("top", "data", "of_class", "of_class_attribute", "element", "attribute")


def constraint(ident: str, inner: str) -> str:
    return CONSTRAINT.format(ident, SCH[1:-1], inner)


@pytest.fixture
def schema(write_odd: WriteOdd) -> bytes:
    """A constraint without a rule at every place where one may hang."""
    parts = {name: constraint(name, TEST.format(f"'{name}'")) for name in PARTS}
    return write_schematron(compiled(write_odd(ODD.format(**parts)), TINY))


def test_what_stands_without_a_rule_is_judged_where_it_hangs(schema: bytes) -> None:
    assert {test.strip("'"): context for context, _, test in asserted(schema)} == {
        "top": "/",
        "data": "ns2:blatt/@year | tei:tree/@year",
        "of_class": "ns2:blatt | tei:tree",
        "of_class_attribute": "ns2:blatt/@year | tei:tree/@year",
        "element": "ns2:blatt",
        "attribute": "ns2:blatt/@n",
    }


def test_patterns_are_named_for_their_constraints(schema: bytes) -> None:
    assert [each.get("id") for each in etree.fromstring(schema).iter(f"{SCH}pattern")] == [
        "top",
        "of_class",
        "of_class_attribute",
        "element",
        "attribute",
        "data",
    ]


RULES = """<sch:ns prefix="m" uri="urn:my"/><xsl:key name="k" match="m:blatt" use="@n"/>
<sch:let name="few" value="1"/><sch:rule context="m:blatt"><sch:let name="own" value="@n"/>
<sch:report test="count(key('k', $own)) > $few" role="warning">twice: <sch:value-of select="$own"/>
</sch:report></sch:rule>"""


def test_rules_keys_and_namespaces_are_kept_and_judge(write_odd: WriteOdd, tmp_path: Path) -> None:
    parts = dict.fromkeys(PARTS, "")
    odd = write_odd(ODD.format(**{**parts, "element": constraint("twice", RULES)}))
    path = tmp_path / "my.sch"
    path.write_bytes(write_schematron(compiled(odd, TINY)))
    tree = etree.ElementTree(etree.fromstring('<a><blatt xmlns="urn:my" n="1"/><blatt xmlns="urn:my" n="1"/></a>'))
    faults = list(Judge(read_rules(path)).judge(tree))
    assert [fault.message for fault in faults if isinstance(fault, Failure)] == ["twice: 1", "twice: 1"]
    assert not any(isinstance(fault, Trouble) for fault in faults)


@needs_shared
def test_an_odd_with_words_of_its_own_has_rules_of_its_own(write_odd: WriteOdd) -> None:
    spec = (
        f'<schemaSpec ident="t"><moduleRef key="tei"/><moduleRef key="core"/>{constraint("mine", RULES)}</schemaSpec>'
    )
    path = write_odd(spec.replace("<xsl:key", '<xsl:key xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'))
    own = compiled(path, TEI / "p5subset.xml", Words.OWN)
    assert {context for context, _, _ in asserted(write_schematron(own))} == {"m:blatt"}


def test_a_schema_without_rules_is_written_without_patterns(write_odd: WriteOdd) -> None:
    odd = write_odd('<schemaSpec ident="t" start="text"><moduleRef key="tei"/><moduleRef key="core"/></schemaSpec>')
    assert asserted(write_schematron(compiled(odd, TINY))) == set()
