from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from tei_miasnikov.odd import compile_odd, write_relaxng
from tei_miasnikov.odd.places import FAULTS

from .conftest import FIXTURES, GRAMMARS, TINY, WriteOdd, read_case

Document = etree._ElementTree
CASES = sorted((FIXTURES / "cases").glob("*.txt"))


def document(text: str) -> Document:
    if " xmlns=" not in text.partition(">")[0]:
        name = text[1:].split(">")[0].split(" ")[0].rstrip("/")
        text = text.replace(f"<{name}", f'<{name} xmlns="http://www.tei-c.org/ns/1.0"', 1)
    return etree.parse(BytesIO(text.encode()))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, write_odd: WriteOdd) -> None:
    case = read_case(path)
    odd = write_odd(case.odd)
    compilation = compile_odd(odd, TINY, [GRAMMARS])
    grammar = etree.RelaxNG(etree.ElementTree(etree.fromstring(write_relaxng(compilation.schemas[0]))))

    judged = {text: grammar.validate(document(text)) for text in (*case.valid, *case.invalid)}
    assert judged == {**dict.fromkeys(case.valid, True), **dict.fromkeys(case.invalid, False)}, grammar.error_log

    expected = [line.split(" ", 2) for line in case.findings]
    found = [(str(each.line if each.path == str(odd) else 0), each.code) for each in compilation.findings]
    assert sorted(found) == sorted((line, code) for line, code, _ in expected), compilation.findings
    for line, code, words in expected:
        assert any(each.code == code and words in each.message for each in compilation.findings), (line, code, words)


def test_every_fault_has_a_case() -> None:
    tested = {line.split(" ", 2)[1] for path in CASES for line in read_case(path).findings}
    assert FAULTS.keys() - tested == {"odd-circular-source"}  # in test_compilation.py: it takes two files
