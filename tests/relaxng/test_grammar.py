"""Grammars in files: what may be read, what is refused and with which words, and how deep things may be."""

import time
from pathlib import Path

import pytest
from lxml import etree

from tei_miasnikov.errors import SchemaError
from tei_miasnikov.relaxng import Kind, load

RNG = 'xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'


def grammar(inside: str) -> bytes:
    return f"<grammar {RNG}>{inside}</grammar>".encode()


def write(path: Path, inside: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(grammar(inside))
    return path


def test_the_place_of_a_broken_rule_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "my.rng", '\n<start>\n<ref name="nothing"/></start>')
    with pytest.raises(SchemaError, match=r"my\.rng:3: ref names 'nothing', which is not defined"):
        load(path)


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ('<start><element name="a"/></start>', "element holds patterns"),
        ("<start><foo/></start>", "no element foo"),
        ('<start><element name="a" nam="b"><empty/></element></start>', "element has no attribute nam"),
        ('<start><choice><ref name="a"/><ref name="a" nam="b"/></choice></start>', "ref has no attribute nam"),
        ('<start><choice><ref name="a"/><ref name="a"><text/></ref></choice></start>', "ref holds no elements"),
        ('<start><element name="a b"><empty/></element></start>', "name can't be 'a b'"),
        ('<start><element name="x:a"><empty/></element></start>', "the prefix x is not declared"),
        ('<start><element name="a">words<empty/></element></start>', "element holds no text"),
        ('<start><element name="a"><data type="day"/></element></start>', "no datatype 'day'"),
        ('<start><attribute name="a"/></start>', "Attribute can't stand in the start"),
        (
            '<start><ref name="a"/></start><define name="a"><group><ref name="a"/><text/></group></define>',
            "holds itself",
        ),
        (
            '<start><element name="a"><attribute name="n"/><attribute name="n"/></element></start>',
            "element a: the attribute n stands twice",
        ),
        (
            '<start><element name="a"><data type="date"/><element name="b"><empty/></element></element></start>',
            "data can't stand beside",
        ),
        (
            '<start><element name="a"><interleave><text/><mixed><empty/></mixed></interleave></element></start>',
            "text stands in two parts",
        ),
        (
            '<start><notAllowed/></start><define name="a"><text/></define><define name="a"><text/></define>',
            "second time",
        ),
        ("", "the grammar has no start"),
    ],
)
def test_broken_grammars_are_refused_with_the_reason(inside: str, words: str) -> None:
    with pytest.raises(SchemaError, match=words):
        load(grammar(inside))


@pytest.mark.parametrize("source", [b"<grammar", b"<html/>", b""])
def test_what_is_no_grammar_is_refused(source: bytes) -> None:
    with pytest.raises(SchemaError):
        load(source)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match=r"none\.rng: can't be read"):
        load(tmp_path / "none.rng")


def test_files_are_included_from_the_own_folder_and_allowed_ones_alone(tmp_path: Path) -> None:
    write(tmp_path / "other" / "b.rng", '<define name="b"><element name="b"><empty/></element></define>')
    path = write(tmp_path / "mine" / "a.rng", '<start><ref name="b"/></start><include href="../other/b.rng"/>')
    with pytest.raises(SchemaError, match=r"\.\./other/b\.rng lies outside"):
        load(path)
    assert load(path, folders=(tmp_path / "other",)).is_valid(etree.fromstring("<b/>"))
    with pytest.raises(SchemaError, match="lies outside"):
        load(path.read_bytes())
    assert load(path.read_bytes(), folders=(tmp_path / "mine", tmp_path / "other")).is_valid(etree.fromstring("<b/>"))


def test_a_link_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.rng", '<define name="b"><element name="b"><empty/></element></define>')
    path = write(tmp_path / "mine" / "a.rng", '<start><ref name="b"/></start><include href="b.rng"/>')
    (tmp_path / "mine" / "b.rng").symlink_to(secret)
    with pytest.raises(SchemaError, match="lies outside"):
        load(path)


def test_nothing_is_fetched() -> None:
    with pytest.raises(SchemaError, match="not a local file"):
        load(grammar('<include href="http://localhost:9/x.rng"/>'))


def test_files_that_hold_themselves_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "b.rng", '<include href="a.rng"/>')
    path = write(tmp_path / "a.rng", '<start><empty/></start><include href="b.rng"/>')
    with pytest.raises(SchemaError, match="holds itself"):
        load(path)


def test_files_that_double_and_double_are_refused(tmp_path: Path) -> None:
    for number in range(30):
        twice = f'<externalRef href="{number + 1}.rng"/>' * 2
        (tmp_path / f"{number}.rng").write_text(f"<choice {RNG}>{twice}</choice>")
    (tmp_path / "30.rng").write_text(f'<element name="a" {RNG}><empty/></element>')
    with pytest.raises(SchemaError, match="1000 in all"):
        load(tmp_path / "0.rng")


def test_definitions_may_lead_through_any_number_of_others() -> None:
    links = "".join(
        f'<define name="d{n}"><choice><element name="e{n}"><empty/></element><group><ref name="d{n + 1}"/><empty/>'
        "</group></choice></define>"
        for n in range(3_000)
    )
    last = '<define name="d3000"><element name="last"><empty/></element></define>'
    chain = load(grammar(f'<start><element name="a"><ref name="d0"/></element></start>{links}{last}'))
    assert chain.is_valid(etree.fromstring("<a><last/></a>"))
    assert not chain.is_valid(etree.fromstring("<a><first/></a>"))


def test_long_chains_of_choices_take_no_longer_than_other_grammars() -> None:
    links = "".join(
        f'<define name="d{n}"><choice><element name="e{n}"><empty/></element><ref name="d{n + 1}"/></choice></define>'
        for n in range(20_000)
    )
    last = '<define name="d20000"><element name="last"><empty/></element></define>'
    begin = time.perf_counter()
    chain = load(grammar(f'<start><element name="a"><ref name="d0"/></element></start>{links}{last}'))
    assert chain.is_valid(etree.fromstring("<a><last/></a>"))
    assert not chain.is_valid(etree.fromstring("<a><e7/><last/></a>"))
    assert time.perf_counter() - begin < 5


def test_choices_that_stand_in_choices_twice_are_opened_once() -> None:
    links = "".join(
        f'<define name="d{n}"><choice><ref name="d{n + 1}"/><ref name="d{n + 1}"/></choice></define>'
        for n in range(100)
    )
    last = '<define name="d100"><element name="last"><empty/></element></define>'
    assert load(grammar(f'<start><ref name="d0"/></start>{links}{last}')).is_valid(etree.fromstring("<last/>"))


def test_patterns_may_lie_as_deep_as_definitions_make_them() -> None:
    links = "".join(
        f'<define name="d{n}"><optional><element name="e{n}"><empty/></element></optional>'
        f'<oneOrMore><ref name="d{n + 1}"/></oneOrMore></define>'
        for n in range(3_000)
    )
    last = '<define name="d3000"><element name="last"><empty/></element></define>'
    deep = load(grammar(f'<start><element name="a"><ref name="d0"/></element></start>{links}{last}'))
    assert deep.is_valid(etree.fromstring("<a><e7/><last/></a>"))
    (error,) = deep.iter_errors(etree.fromstring("<a><e2999/></a>"))
    assert error.expected.required == ("last",)


def test_a_grammar_nested_deeper_than_xml_parsers_go_is_refused() -> None:
    with pytest.raises(SchemaError, match="not well-formed"):
        load(grammar(f"<start>{'<choice>' * 300}<notAllowed/>{'</choice>' * 300}</start>"))


@pytest.mark.parametrize("depth", [250, 5_000])
def test_deep_documents_are_judged(depth: int) -> None:
    nested = load(
        grammar(
            '<start><ref name="a"/></start>'
            '<define name="a"><element name="a"><optional><ref name="a"/></optional></element></define>'
        )
    )
    root = bottom = etree.Element("a")
    for _ in range(depth):
        bottom = etree.SubElement(bottom, "a")
    assert nested.is_valid(root)
    bottom.set("m", "1")
    assert [error.name for error in nested.iter_errors(root)] == ["m"]


def test_identities_are_looked_at_when_asked_for() -> None:
    ids = load(
        grammar(
            '<start><element name="a"><oneOrMore><element name="b">'
            '<optional><attribute name="id"><data type="ID"/></attribute></optional>'
            '<optional><attribute name="to"><data type="IDREFS"/></attribute></optional></element></oneOrMore>'
            "</element></start>"
        )
    )
    root = etree.fromstring('<a><b id="x"/>\n<b id=" x " to="x y"/></a>')
    assert ids.is_valid(root)
    found = [(error.kind, error.line, error.name, error.value) for error in ids.iter_identity_errors(root)]
    assert found == [(Kind.DUPLICATE_ID, 2, "id", "x"), (Kind.DANGLING_IDREF, 2, "to", "y")]


def test_the_elements_that_may_hold_an_element() -> None:
    holders = load(
        grammar(
            '<start><element name="a"><element name="b"><element name="c"><empty/></element></element>'
            '<element><anyName/><optional><element name="c"><empty/></element></optional></element></element></start>'
        )
    )
    assert holders.parents("c") == ("a", "b")
    assert holders.parents("b") == ("a",)


def test_annotations_are_no_part_of_a_grammar() -> None:
    annotated = load(
        b'<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:s="urn:s" s:x="1"><s:rule>words</s:rule>'
        b'<start><element name="a"><s:doc>words<element/></s:doc><empty/></element></start></grammar>'
    )
    assert annotated.is_valid(etree.fromstring("<a/>"))


def test_namespaces_of_documents_decide_what_a_qualified_name_means() -> None:
    names = load(
        b'<element name="a" xmlns="http://relaxng.org/ns/structure/1.0" xmlns:g="urn:x" datatypeLibrary='
        b'"http://www.w3.org/2001/XMLSchema-datatypes"><attribute name="m"><value type="QName">g:b</value></attribute>'
        b"</element>"
    )
    assert names.is_valid(etree.fromstring('<a xmlns:h="urn:x" m="h:b"/>'))
    assert not names.is_valid(etree.fromstring('<a xmlns:g="urn:y" m="g:b"/>'))
