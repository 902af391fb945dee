"""Rules with functions written in XSLT: Saxon evaluates them, the others are evaluated without it."""

import sys
from pathlib import Path

import pytest
from lxml import etree

from tei_miasnikov.schematron import Failure, Fault, Judge, Trouble, read_rules

SCHEMA = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
 queryBinding="xslt3"><ns prefix="t" uri="urn:t"/><ns prefix="f" uri="urn:f"/>
<xsl:function name="f:is-odd"><xsl:param name="n"/><xsl:sequence select="number($n) mod 2 = 1"/></xsl:function>
<pattern id="parity"><let name="all" value="count(//t:p)"/>
 <rule context="t:p"><let name="own" value="@n"/>
  <report test="f:is-odd($own)" diagnostics="d"><name/>
  <value-of select="$own"/> of <value-of select="$all"/> is odd</report>
  <report test="@n = '4'">four</report></rule></pattern>
<pattern><rule context="t:p/@n[f:is-odd(.)]"><report test="true()">odd</report></rule>
 <rule context="t:p/@n"><report test=". = '1'">never</report><report test=". = '2'">two</report></rule></pattern>
{more}
<diagnostics>
<diagnostic id="d">after <value-of select="count(preceding-sibling::*)"/></diagnostic></diagnostics></schema>"""
DOCUMENT = '<a xmlns="urn:t"><p n="1"/><p n="2"/>\n<p n="4"/></a>'
WITHOUT = {("four", "")}
WITH = {("p 1 of 3 is odd", ""), ("odd", "n"), ("two", "n")}


def judged(folder: Path, more: str = "") -> list[Fault]:
    path = folder / "x.sch"
    path.write_text(SCHEMA.replace("{more}", more), encoding="utf-8")
    return list(Judge(read_rules(path)).judge(etree.ElementTree(etree.fromstring(DOCUMENT)), str(folder / "x.xml")))


def failures(faults: list[Fault]) -> set[tuple[str, str]]:
    return {(fault.message, fault.judged) for fault in faults if isinstance(fault, Failure)}


def test_saxon_evaluates_them(tmp_path: Path) -> None:
    pytest.importorskip("saxonche", reason="pip install 'tei-miasnikov[xslt]'")
    faults = judged(tmp_path)
    assert failures(faults) == WITH | WITHOUT
    assert [fault.diagnostics for fault in faults if isinstance(fault, Failure) and fault.diagnostics] == [("after 0",)]
    assert not any(isinstance(fault, Trouble) for fault in faults)


def test_without_saxon_the_rules_say_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "saxonche", None)
    monkeypatch.delitem(sys.modules, "tei_miasnikov.schematron.xslt", raising=False)
    faults = judged(tmp_path)
    assert failures(faults) == WITHOUT
    troubles = [fault for fault in faults if isinstance(fault, Trouble)]
    assert all(fault.needs_saxon for fault in troubles)
    assert sorted(fault.place.line for fault in troubles) == [6, 9, 10, 10]


def test_saxon_opens_nothing(tmp_path: Path) -> None:
    pytest.importorskip("saxonche", reason="pip install 'tei-miasnikov[xslt]'")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    address = (tmp_path / "secret.txt").as_uri()
    test = f"f:is-odd(1) and unparsed-text-available('{address}')"
    faults = judged(tmp_path, f'<pattern><rule context="t:a"><report test="{test}">read</report></rule></pattern>')
    assert ("read", "") not in failures(faults)


def test_what_saxon_refuses_is_told(tmp_path: Path) -> None:
    pytest.importorskip("saxonche", reason="pip install 'tei-miasnikov[xslt]'")
    faults = judged(tmp_path, '<pattern><rule context="t:a"><report test="f:gone(1)">x</report></rule></pattern>')
    assert any(isinstance(fault, Trouble) and "f:gone" in fault.reason for fault in faults)
