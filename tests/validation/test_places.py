"""Lines and columns: of code points from 1, whatever the encoding, the line ends and the shape of the tag."""

import pytest

from tei_miasnikov.validation.judgement import Bench
from tei_miasnikov.validation.rules import Rules
from tei_miasnikov.validation.source_lines import SourceLines, encoding_of

BENCH = Bench(Rules())
OPEN = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'


def place(text: str, encoding: str = "utf-8") -> tuple[int, int, str]:
    """Where the pointer #x stands, and what of the line is meant."""
    found = BENCH.judge_bytes(text.encode(encoding), "x.xml").findings
    (finding,) = [finding for finding in found if finding.code == "pointer-dangling"]
    assert finding.excerpt is not None
    start, length = finding.excerpt.start, finding.excerpt.length
    return finding.line, finding.column, finding.excerpt.line[start : start + length]


PLACES = {
    "plain": (f'{OPEN}\n <ref target="#x"/></TEI>', (2, 7)),
    "after wide letters": (f'{OPEN}\n<p>日本é𝄞<ref target="#x"/></p></TEI>', (2, 13)),
    "tag of several lines": (f'{OPEN}\n<ref\n  n="1"\n  target="#x"\n/></TEI>', (4, 3)),
    "carriage returns": (f'{OPEN}\r\n\r\n<ref target="#x"/></TEI>', (3, 6)),
    "lone carriage returns": (f'{OPEN}\r\r<ref target="#x"/></TEI>', (3, 6)),
    "tabs": (f'{OPEN}\n\t<ref target="#x"/></TEI>', (2, 7)),
    "quotes of the other kind": (f"{OPEN}\n<ref  target = '#x'/></TEI>", (2, 7)),
    "a sign like a tag before it": (f'{OPEN}\n<ref n="target=" target="#x"/></TEI>', (2, 18)),
    "after a comment": (f'{OPEN}<!-- <ref target="#x"/>\n--><ref target="#x"/></TEI>', (2, 9)),
    "out of an entity": (f'<!DOCTYPE TEI [<!ENTITY e "<p/>">]>\n{OPEN}&e;&e;\n<ref target="#x"/></TEI>', (3, 6)),
}


@pytest.mark.parametrize("name", PLACES)
def test_an_attribute_is_pointed_at(name: str) -> None:
    text, (line, column) = PLACES[name]
    found = place(text)
    assert found[:2] == (line, column)
    assert found[2].replace(" ", "").strip("'\"").startswith("target=")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_whatever_the_encoding(encoding: str) -> None:
    declared = '<?xml version="1.0" encoding="ISO-8859-1"?>' if encoding == "latin-1" else ""
    assert place(f'{declared}{OPEN}\n<p>é<ref target="#x"/></p></TEI>', encoding)[:2] == (2, 10)


def test_a_long_line_is_cut_around_the_place() -> None:
    found = BENCH.judge_bytes(f'{OPEN}{"a" * 5000}<ref target="#x"/>{"b" * 5000}</TEI>'.encode(), "x.xml").findings
    excerpt = next(finding.excerpt for finding in found if finding.code == "pointer-dangling")
    assert excerpt is not None
    assert len(excerpt.line) <= 122
    assert excerpt.line[excerpt.start :].startswith('target="#x"')


def test_line_ends_are_those_of_xml() -> None:
    lines = SourceLines(b"a\r\nb\rc\nd")
    assert [lines.place(at) for at in (0, 3, 5, 7)] == [(1, 1), (2, 1), (3, 1), (4, 1)]


def test_an_encoding_is_known_by_its_mark_or_its_declaration() -> None:
    assert encoding_of(b"\xff\xfe<\0") == "utf-16"
    assert encoding_of(b'<?xml version="1.0" encoding="koi8-r"?>') == "koi8-r"
    assert encoding_of(b"<a/>") == "utf-8"


def test_the_same_name_nested_keeps_its_end_tag() -> None:
    from tests.shared import shared

    bench = Bench(Rules(str(shared("tei/tei_all.rng"))))
    text = f"{OPEN}<text><body><list><item>\n<list/>\n</item></list></body></text></TEI>"
    found = [f for f in bench.judge_bytes(text.encode(), "x.xml").findings if "<list>" in f.message]
    assert [(finding.line, finding.column) for finding in found] == [(2, 1)]
