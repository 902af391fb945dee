"""Whatever XML we read, no other file is opened on its account."""

from pathlib import Path

import pytest
from lxml import etree

from tei_miasnikov.errors import SchemaError
from tei_miasnikov.odd.documents import parse as parse_odd
from tei_miasnikov.parsing import safe_parser
from tei_miasnikov.relaxng import load


@pytest.fixture
def leaking(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("TOPSECRET", encoding="utf-8")
    (tmp_path / "e.dtd").write_text('<!ENTITY leak SYSTEM "secret.txt">\n<!ENTITY told "TOLD">', encoding="utf-8")
    path = tmp_path / "leaking.xml"
    grammar = '<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><value>&{}</value></element>'
    path.write_text('<!DOCTYPE element SYSTEM "e.dtd">\n' + grammar.format("leak;&told;"), encoding="utf-8")
    return path


def test_an_external_dtd_is_not_opened(leaking: Path) -> None:
    with pytest.raises(etree.XMLSyntaxError, match=r"Entity '(leak|told)' not defined"):
        etree.fromstring(leaking.read_bytes(), safe_parser(), base_url=str(leaking))


def test_no_grammar_and_no_odd_opens_one(leaking: Path) -> None:
    for reads in (load, parse_odd):
        with pytest.raises(SchemaError) as refused:
            reads(leaking)
        assert "SECRET" not in str(refused.value)
