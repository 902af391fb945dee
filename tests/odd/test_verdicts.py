"""Our grammars and those of the reference compiler say the same of the documents of the TEI's test suite."""

import json
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from tei_miasnikov.relaxng import load

from .conftest import SHARED, needs_shared
from .test_reference import compiled, pairs

NAMES = ("tei_all", "tei_lite", "tei_svg", "testbasic")  # large, small, with a foreign grammar, with a prefix


@cache
def documents() -> tuple[etree._ElementTree, ...]:
    judged = json.loads((SHARED / "tests/jing.json").read_text())
    names = [name for name in sorted(judged) if judged[name]["verdict"] != "malformed" and name.endswith(".xml")]
    parser = etree.XMLParser(load_dtd=False, no_network=True, collect_ids=False)
    return tuple(etree.parse(str(SHARED / "tests" / name), parser) for name in names)


@needs_shared
@pytest.mark.parametrize(
    ("odd", "reference"), [pair for pair in pairs() if pair[0].stem in NAMES], ids=lambda path: path.name
)
def test_documents_get_the_same_verdicts(odd: Path, reference: Path, tmp_path: Path) -> None:
    (tmp_path / "made.rng").write_bytes(compiled(odd))
    made, published = load(tmp_path / "made.rng"), load(reference)
    verdicts = [[len(list(grammar.iter_errors(tree))) for tree in documents()] for grammar in (made, published)]
    assert verdicts[0] == verdicts[1]
    assert any(verdicts[0])
    assert 0 in verdicts[0]
