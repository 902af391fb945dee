import json
from pathlib import Path

import pytest
from lxml import etree

import tei_miasnikov.odd
from tei_miasnikov.errors import SchemaError, SourceError
from tei_miasnikov.odd import Compilation, Words, compile_odd, write_json, write_relaxng

from .conftest import FIXTURES, GRAMMARS, TINY, WriteOdd
from .language import differences, read_grammar

CHAIN = FIXTURES / "chain"
RULES = FIXTURES / "rules.odd"
MODULES = '<moduleRef key="tei"/><moduleRef key="core"/><moduleRef key="structure"/>'


def names(compilation: Compilation) -> set[str]:
    return {element.name for element in compilation.schemas[0].elements}


def test_the_public_names() -> None:
    public = {"Compilation", "Schema", "Words", "compile_odd", "write_json", "write_relaxng"}
    assert public <= set(tei_miasnikov.odd.__all__)


def test_an_odd_may_be_the_source_of_another() -> None:
    compilation = compile_odd(CHAIN / "child.odd", source=TINY, include=[FIXTURES])
    q, verse = (next(each for each in compilation.schemas[0].elements if each.name == name) for name in ("q", "verse"))
    assert names(compilation) == {"q", "verse", "text"}
    assert q.attributes.members[0].usage == "opt"  # type: ignore[union-attr]  # it is an attDef
    assert verse.classes == ("model.pLike",)
    assert [(each.line, each.code) for each in compilation.findings] == [
        (9, "odd-unknown-key"),  # the parent has no module dates
        (11, "odd-unknown-key"),  # nor link, which it leaves out
    ]


def test_an_odd_given_as_the_source_is_the_same() -> None:
    spelt_out = compile_odd(CHAIN / "child.odd", source=TINY, include=[FIXTURES])
    given = compile_odd(CHAIN / "child.odd", source=CHAIN / "parent.odd", include=[FIXTURES])
    assert given == spelt_out


def test_a_source_that_is_its_own_source_is_found() -> None:
    findings = compile_odd(CHAIN / "ring.odd", source=TINY).findings
    assert (findings[0].line, findings[0].code) == (5, "odd-circular-source")


def test_several_schema_specs_have_several_stems() -> None:
    schemas = compile_odd(RULES, TINY).schemas
    assert [(each.ident, each.stem, each.start) for each in schemas] == [
        ("strict", "rules-strict", ("text",)),
        ("loose", "rules-loose", ("p", "text")),
    ]
    assert compile_odd(CHAIN / "parent.odd", TINY, [FIXTURES]).schemas[0].stem == "parent"


def test_constraints_hang_where_they_are_declared() -> None:
    strict, loose = compile_odd(RULES, TINY).schemas
    p, text = (next(each for each in strict.elements if each.name == name) for name in ("p", "text"))
    attribute = p.attributes.members[0]
    assert [each.ident for each in strict.constraints] == ["whole"]
    assert [each.ident for each in p.constraints] == ["short"]
    assert "string-length() lt 100" in p.constraints[0].xml
    assert attribute.constraints[0].ident == "typed"  # type: ignore[union-attr]  # it is an attDef
    assert text.constraints == ()
    kept = next(each for each in loose.elements if each.name == "text").constraints
    assert [(each.ident, each.scheme) for each in kept] == [("not-empty", "schematron")]


def test_glosses_and_descriptions_are_kept_by_language() -> None:
    strict, loose = compile_odd(RULES, TINY).schemas
    text, before = (next(each for each in schema.elements if each.name == "text") for schema in (strict, loose))
    assert {each.lang: each.text for each in before.documentation.glosses} == {"en": "text", "ru": "текст"}
    assert {each.lang: each.text for each in text.documentation.glosses} == {"en": "text", "ru": "весь текст"}
    assert text.documentation.descs[0].text == "holds all of it, its <front> and its @n too"
    assert strict.documentation.glosses[0].text == "strict letters"


def test_json_says_what_the_schema_is() -> None:
    told = json.loads(write_json(compile_odd(RULES, TINY).schemas[0]))
    p = next(each for each in told["elements"] if each["name"] == "p")
    date = next(each for each in told["attribute_classes"] if each["ident"] == "att.styled")
    assert p["content"]["is"] == "MacroRef"
    assert p["content"]["key"] == "macro.words"
    assert {"is": "InheritedAttribute", "class_key": "att.typed", "ident": "subtype"} in p["inherited"]
    assert p["documentation"]["glosses"] == [{"lang": "ru", "text": "абзац"}]
    assert date["attributes"]["members"][0]["datatype"]["occurs"] == {"min": 1, "max": "unbounded"}
    assert "Always." in told["constraints"][0]["xml"]


@pytest.mark.parametrize("write", [write_relaxng, write_json])
def test_the_bytes_are_the_same_each_time(write) -> None:  # type: ignore[no-untyped-def]
    first, second = (write(compile_odd(RULES, TINY).schemas[0]) for _ in range(2))
    assert first == second


def test_relaxng_has_one_define_a_name_and_words_of_one_language() -> None:
    written = write_relaxng(compile_odd(RULES, TINY).schemas[0]).decode()
    defined = [line.strip() for line in written.splitlines() if "<define" in line]
    assert "holds all of it" in written
    assert "текст" not in written
    assert len(defined) == len(set(defined))
    for name in ("p", "macro.words", "att.global.attributes", "att.global.attribute.xmlid", "model.pLike", "data.word"):
        assert f'<define name="{name}">' in defined


def test_a_compiled_schema_keeps_its_language_under_a_prefix(write_odd: WriteOdd) -> None:
    plain = write_odd(f'<schemaSpec ident="t" start="text">{MODULES}</schemaSpec>', "plain.odd")
    prefixed = write_odd(f'<schemaSpec ident="t" start="text" prefix="x_">{MODULES}</schemaSpec>', "prefixed.odd")
    one, two = (write_relaxng(compile_odd(each, TINY).schemas[0]) for each in (plain, prefixed))
    assert b'<define name="x_att.global.attribute.n">' in two
    assert differences(read_grammar(one), read_grammar(two)) == []


def test_files_of_specifications_are_included(write_odd: WriteOdd, tmp_path: Path) -> None:
    spec = '<elementSpec xmlns="http://www.tei-c.org/ns/1.0" ident="{}" mode="delete"/>'
    group = '<specGrp xmlns="http://www.tei-c.org/ns/1.0" xml:id="g">{}</specGrp>'
    (tmp_path / "group.xml").write_text(group.format(spec.format("label") + spec.format("lable")), encoding="utf-8")
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="group.xml"'
    pointer = 'xpointer="xmlns(t=http://www.tei-c.org/ns/1.0)xpointer(//t:elementSpec)"'
    body = f'{MODULES}{include} {pointer}/><specGrpRef target="group.xml#g"/>'
    compilation = compile_odd(write_odd(f'<schemaSpec ident="t" start="text">{body}</schemaSpec>'), TINY)
    assert "label" not in names(compilation)
    assert {(Path(each.path).name, each.words) for each in compilation.findings} == {
        ("group.xml", "lable"),
        ("group.xml", "label"),  # the second deletion of it has no effect
    }


def test_an_odd_without_a_schema_is_no_customization(write_odd: WriteOdd) -> None:
    with pytest.raises(SchemaError, match=r"my\.odd: no schemaSpec"):
        compile_odd(write_odd("<p/>"), TINY)


def test_what_is_not_well_formed_is_said_with_its_line(write_odd: WriteOdd) -> None:
    with pytest.raises(SchemaError, match=r"my\.odd:2: not well-formed"):
        compile_odd(write_odd('<schemaSpec ident="t">\n</p>'), TINY)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.odd: can't be read"):
        compile_odd(tmp_path / "gone.odd", TINY)
    with pytest.raises(SourceError, match=r"gone\.xml: can't be read"):
        compile_odd(RULES, tmp_path / "gone.xml")


def test_a_broken_foreign_grammar_is_said(write_odd: WriteOdd, tmp_path: Path) -> None:
    (tmp_path / "broken.rng").write_text("<grammar>", encoding="utf-8")
    odd = write_odd(f'<schemaSpec ident="t" start="text">{MODULES}<moduleRef url="broken.rng"/></schemaSpec>')
    with pytest.raises(SchemaError, match=r"broken\.rng:1: not well-formed"):
        compile_odd(odd, TINY, [GRAMMARS])


def test_counts_are_bounded(write_odd: WriteOdd) -> None:
    content = '<content><elementRef key="item" maxOccurs="1000000000"/></content>'
    spec = f'{MODULES}<elementSpec ident="list" mode="change">{content}</elementSpec>'
    compilation = compile_odd(write_odd(f'<schemaSpec ident="t" start="text">{spec}</schemaSpec>'), TINY)
    assert [each.code for each in compilation.findings] == ["odd-unsupported"]
    assert len(write_relaxng(compilation.schemas[0])) < 100_000


ANNOTATION = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"


def annotations(odd: Path, words: Words) -> dict[str, str]:
    grammar = etree.fromstring(write_relaxng(compile_odd(odd, TINY, words=words).schemas[0]))
    return {each.getparent().get("name", ""): each.text or "" for each in grammar.iter(ANNOTATION)}  # type: ignore[union-attr]  # none is the root


def test_words_stand_in_the_grammar_in_the_language_of_the_schema(write_odd: WriteOdd) -> None:
    spec = '<schemaSpec ident="t" start="text" docLang="{}">' + MODULES + '<moduleRef key="dates"/></schemaSpec>'
    english = annotations(write_odd(spec.format("en")), Words.ALL)
    assert english["text"] == "(text) holds all of it, its <front> and its @n too"
    assert english["when"] == "(moment) says when it was"
    russian = annotations(write_odd(spec.format("ru"), "russian.odd"), Words.ALL)
    assert russian["text"] == "(текст) holds all of it, its <front> and its @n too"


def test_an_odd_may_keep_to_its_own_words(write_odd: WriteOdd) -> None:
    spec = '<elementSpec ident="q" mode="change"><gloss>quotation</gloss><desc>what somebody said</desc></elementSpec>'
    odd = write_odd(f'<schemaSpec ident="t" start="text">{MODULES}{spec}</schemaSpec>')
    assert annotations(odd, Words.OWN) == {"q": "(quotation) what somebody said"}
    assert annotations(odd, Words.ALL)["text"].startswith("(text) holds")


def test_what_no_document_can_reach_is_left_out(write_odd: WriteOdd) -> None:
    """No element belongs to model.nobody, nothing refers to it, and nothing holds a label."""
    change = '<elementSpec ident="list" mode="change"><content><elementRef key="item"/></content></elementSpec>'
    odd = write_odd(f'<schemaSpec ident="t" start="text">{MODULES}{change}</schemaSpec>')
    grammar = read_grammar(write_relaxng(compile_odd(odd, TINY).schemas[0]))
    assert {"item", "model.pLike", "att.styled.attributes"} <= grammar.defines.keys()
    assert not {"label", "model.nobody"} & grammar.defines.keys()
