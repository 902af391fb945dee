"""Pointers in small documents: what is told of each."""

from pathlib import Path

import pytest

from tei_miasnikov.findings import Finding
from tei_miasnikov.validation.judgement import Bench
from tei_miasnikov.validation.rules import Rules

HEAD = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'
PREFIX = '<prefixDef ident="psn" matchPattern="([A-Z]+)" replacementPattern="{}#$1"/>'
OTHER = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><p xml:id="one"/></TEI>'

CASES = {
    # what stands in the document: what is told, by code and words
    '<p xml:id="a"/><ref target="#a"/>': [],
    '<ref target="#a"/>': ["pointer-dangling #a"],
    '<p xml:id="a"/><ref target="#a #b #c"/>': ["pointer-dangling #b", "pointer-dangling #c"],
    '<p xml:id="é"/><ref target="#%C3%A9"/>': [],
    '<ref target="#xpath(//p)"/>': [],
    '<ref target="#"/>': [],
    '<date from="1945" to="1946"/>': [],
    '<p n="#a" type="#a"/>': [],
    '<ref target="http://example.org/x.xml#a mailto:a@b.c"/>': [],
    '<egXML xmlns="http://www.tei-c.org/ns/Examples"><ref target="#a" xml:id="x"/><p xml:id="x"/></egXML>': [],
    '<x xmlns="urn:other" ref="#a"/>': [],
    '<ref target="other.xml#one"/>': [],
    '<ref target="other.xml"/>': [],
    '<ref target="other.xml#two"/>': ["pointer-dangling other.xml#two"],
    '<ref target="none.xml"/>': ["pointer-dangling none.xml"],
    '<graphic url="none.png"/>': ["file-missing none.png"],
    '<ref target="../outside.xml#one"/>': ["pointer-unchecked ../outside.xml#one"],
    '<ref target="../outside.xml#one"/><ref target="../outside.xml#two"/>': ["pointer-unchecked ../outside.xml#one"],
    '<div xml:base="sub/"><ref target="inner.xml#one"/></div>': [],
    '<div xml:base="sub/"><ref target="other.xml"/></div>': ["pointer-dangling other.xml"],
    '<div xml:base="http://example.org/"><ref target="none.xml#a"/></div>': [],
    '<div xml:base="sub/"><p xml:id="a"/><ref target="#a"/></div>': [],
    f'{PREFIX.format("")}<p xml:id="SMI"/><persName ref="psn:SMI"/>': [],
    f'{PREFIX.format("")}<p xml:id="SMI"/><persName ref="psn:SMITH"/>': ["pointer-dangling psn:SMITH"],
    f'{PREFIX.format("")}<persName ref="psn:smi"/>': ["pointer-dangling psn:smi"],
    f'{PREFIX.format("other.xml")}<persName ref="psn:SMI"/>': ["pointer-dangling psn:SMI"],
    f'{PREFIX.format("http://example.org/p")}<persName ref="psn:SMI"/>': [],
    '<persName ref="psn:SMI"/>': ["prefix-undeclared psn:SMI"],
    '<prefixDef ident="p" matchPattern="(" replacementPattern="#$1"/><ref target="p:x"/>': [],
    '<p xml:id="SMI"/><sp who="SMI"/>': ["pointer-dangling SMI"],
    '<sp who="SMI"/>': [],
    '<p xml:id="a"/><p xml:id="a"/><p xml:id="a"/>': ["id-twice a", "id-twice a"],
}


def judged(body: str, folder: Path, *allowed: Path) -> list[Finding]:
    (folder / "in" / "sub").mkdir(parents=True)
    for place in ("in/other.xml", "in/sub/inner.xml", "outside.xml"):
        (folder / place).write_text(OTHER, encoding="utf-8")
    bench = Bench(Rules(folders=tuple(map(str, allowed))))
    data = f"{HEAD}{body}</TEI>".encode()
    found = bench.judge_bytes(data, str(folder / "in" / "a.xml")).findings
    return [finding for finding in found if finding.source == "pointer"]


@pytest.mark.parametrize("body", CASES)
def test_what_is_told_of_a_pointer(body: str, tmp_path: Path) -> None:
    assert [f"{finding.code} {finding.words}" for finding in judged(body, tmp_path)] == CASES[body]


def test_a_folder_may_be_allowed(tmp_path: Path) -> None:
    body = '<ref target="../outside.xml#one ../outside.xml#two"/>'
    assert [finding.words for finding in judged(body, tmp_path, tmp_path)] == ["../outside.xml#two"]


def test_the_nearest_id_is_proposed_with_its_line(tmp_path: Path) -> None:
    (finding,) = judged('\n<p xml:id="SMI"/>\n<sp who="#SMITH"/>', tmp_path)
    assert finding.hint == "did you mean #SMI (line 2)?"
    assert (finding.line, finding.column, finding.xpath) == (3, 5, "tei:TEI/sp/@who")


def test_a_link_does_not_lead_outside(tmp_path: Path) -> None:
    (tmp_path / "outside.xml").write_text(OTHER, encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.xml").symlink_to(tmp_path / "outside.xml")
    data = f'{HEAD}<ref target="link.xml#two"/></TEI>'.encode()
    found = Bench(Rules()).judge_bytes(data, str(tmp_path / "in" / "a.xml")).findings
    assert [finding.code for finding in found if finding.source == "pointer"] == ["pointer-unchecked"]
