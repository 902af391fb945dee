"""ODDs of the TEI's exemplars and test suite as XSDs that libxml2 loads, and what those say of the TEI's tests.

Those with other vocabularies, with forms, and tei_all; all the others load too, but many take seconds.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from lxml import etree

from tei_miasnikov.odd import Schema, compile_odd, write_relaxng, write_xsd
from tei_miasnikov.relaxng import load

from .conftest import SHARED, needs_shared
from .test_verdicts import documents

FOLDERS = (SHARED / "exemplars/odd-src", SHARED / "test-odds")
INCLUDE = [SHARED / "exemplars/included", SHARED / "exemplars/odd-src"]
ODDS = ("tei_all", "tei_customization", "tei_math", "testmixedup", "testplace-kml")


def compiled(stem: str) -> Schema:
    odd = next(path for folder in FOLDERS if (path := folder / f"{stem}.odd").is_file())
    return compile_odd(odd, SHARED / "p5subset.xml", INCLUDE).schemas[0]


@cache
def xsd(stem: str) -> etree.XMLSchema:
    made = write_xsd(compiled(stem))
    with TemporaryDirectory() as folder:
        for name, data in made.files.items():
            (Path(folder) / name).write_bytes(data)
        return etree.XMLSchema(etree.parse(Path(folder) / f"{stem}.xsd"))


@needs_shared
@pytest.mark.parametrize("stem", ODDS)
def test_the_documents_of_the_test_suite_are_judged_as_by_the_grammar(stem: str) -> None:
    grammar = load(write_relaxng(compiled(stem)))
    verdicts = [(grammar.is_valid(tree), xsd(stem).validate(tree)) for tree in documents()]
    assert [pair for pair in verdicts if pair[0] != pair[1]] == []


@needs_shared
def test_the_guidelines_are_valid() -> None:
    """By the grammar they have two faults, egXML within egXML: to an XSD that is an element of any name."""
    tree = etree.parse(SHARED / "p5.xml", etree.XMLParser(huge_tree=True, collect_ids=False, load_dtd=False))
    assert xsd("tei_all").validate(tree)
