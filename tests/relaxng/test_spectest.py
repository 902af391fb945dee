"""James Clark's test suite: each broken grammar refused, each good one loaded, each document judged right."""

from pathlib import Path

import pytest
from lxml import etree

from tei_miasnikov.errors import SchemaError
from tei_miasnikov.relaxng import load

SUITE = Path(__file__).parents[2].parent / "shared" / "relaxng" / "spectest.xml"
CASES = list(etree.parse(SUITE).iter("testCase")) if SUITE.exists() else []

pytestmark = pytest.mark.skipif(not CASES, reason=f"{SUITE} is not here")


def only_child(node: etree._Element) -> etree._Element:
    return next(node.iterchildren("*"))


def as_document(node: etree._Element) -> bytes:
    return etree.tostring(only_child(node), encoding="utf-8", with_tail=False)


def write_schema(case: etree._Element, folder: Path) -> Path:
    for resource in case.iter("resource"):
        parts = [str(outer.get("name")) for outer in resource.iterancestors("dir")][::-1]
        path = folder.joinpath(*parts, str(resource.get("name")))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_document(resource) if len(resource) else (resource.text or "").encode())
    schema = folder / "schema.rng"
    schema.write_bytes(as_document(next(case.iterchildren("correct", "incorrect"))))
    return schema


@pytest.mark.parametrize("number", range(len(CASES)))
def test_every_judgement_of_the_suite(number: int, tmp_path: Path) -> None:
    case = CASES[number]
    schema = write_schema(case, tmp_path)
    if case.find("incorrect") is not None:
        with pytest.raises(SchemaError, match=r"\.(rng|xml|\w+):\d+: |schema|x"):
            load(schema)
        return
    grammar = load(schema)
    for document in case.iterchildren("valid", "invalid"):
        root = etree.fromstring(as_document(document))
        assert grammar.is_valid(root) is (document.tag == "valid"), as_document(document)
