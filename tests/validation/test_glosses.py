"""What a grammar says of its names stands in the messages."""

from pathlib import Path

import pytest
from lxml import etree

from tei_miasnikov.validation.glosses import Glosses
from tei_miasnikov.validation.schema import load_judge, project_schema
from tests.shared import CORPUS, shared

GRAMMAR = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0">
  <start><element name="book"><a:documentation>(bound volume) of any size. (or more)</a:documentation>
    <oneOrMore><choice><ref name="leaf"/><ref name="foldedLeaf"/><ref name="plate"/></choice></oneOrMore>
  </element></start>
  <define name="leaf"><element name="leaf"><a:documentation>(folio) a leaf</a:documentation>
    <attribute name="kind"><choice>
      <value>v</value><a:documentation>(vellum)</a:documentation><value>p</value><value>x</value>
    </choice></attribute></element></define>
  <define name="foldedLeaf"><element name="leaf"><attribute name="folded"/></element></define>
  <define name="plate">
    <element name="plate"><a:documentation>(Plate) a picture</a:documentation><text/></element>
  </define>
</grammar>"""


def told(document: str) -> str:
    (finding,) = load_judge(GRAMMAR.encode())(etree.ElementTree(etree.fromstring(document)), "x.xml")
    return f"{finding.message}; {finding.hint}"


def test_elements_have_their_glosses() -> None:
    glosses = Glosses(GRAMMAR.encode())
    assert [glosses.of_element(name) for name in ("book", "plate", "page")] == ["bound volume", "Plate", ""]


def test_a_name_with_two_meanings_has_no_gloss() -> None:
    assert Glosses(GRAMMAR.encode()).of_element("leaf") == ""


def test_a_gloss_that_is_the_name_is_not_told() -> None:
    assert "did you mean <plate>?" in told("<book><plat/></book>")


def test_values_have_their_glosses() -> None:
    assert 'allowed: "p", "v" (vellum) or "x"' in told('<book><leaf kind="q"/></book>')


def test_nothing_is_read_before_it_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "book.rng"
    path.write_text(GRAMMAR, encoding="utf-8")
    judge = load_judge(path)
    path.unlink()
    assert list(judge(etree.ElementTree(etree.fromstring("<book><plate/></book>")), "x.xml")) == []
    (finding,) = judge(etree.ElementTree(etree.fromstring("<book><plat/></book>")), "x.xml")
    assert "did you mean <plate>?" in finding.hint


@pytest.mark.parametrize(("name", "gloss"), [("del", "deletion"), ("persName", "personal name"), ("p", "paragraph")])
def test_the_grammars_of_tei_have_glosses(name: str, gloss: str) -> None:
    assert Glosses(shared("tei/tei_all.rng")).of_element(name) == gloss


def test_the_glosses_of_our_own_odd_are_told() -> None:
    text = (CORPUS / "tei.xml").read_text(encoding="utf-8")
    wrong = etree.ElementTree(etree.fromstring(text.replace("<sp ", "<spp ", 1).replace("</sp>", "</spp>", 1).encode()))
    (finding, *_) = load_judge(project_schema())(wrong, "tei.xml")
    assert finding.hint.startswith("did you mean <sp> (turn)? ")
