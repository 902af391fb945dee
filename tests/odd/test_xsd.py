"""The XSD of an ODD never refuses what its RELAX NG allows, and where it allows more, that is listed.

Cases are text files as those of conftest.py, with two more sections: `== accepted`, documents that RELAX NG refuses
and the XSD accepts, and `== looser`, the whole list of looser places: `SORT PLACE: names`. Both engines read each.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
import xmlschema
from lxml import etree

from tei_miasnikov.odd import compile_odd, write_relaxng, write_xsd
from tei_miasnikov.odd.to_xsd import Xsd

from .conftest import FIXTURES, GRAMMARS, TINY, WriteOdd, read_case
from .test_cases import CASES, document

OWN = sorted((FIXTURES / "xsd").glob("*.txt"))
SECTIONS = ("valid", "invalid", "accepted", "looser")
OF_THE_SOURCE = ("attributes link: @key, @target", "wildcard wrapper")
"""What is looser in the source of the cases, whatever they change."""
ALLOWED_MORE = {
    "anyElement": "wildcard",
    "anyElement-default": "wildcard",
    "attribute-choice": "attributes",
    "attribute-choice-changed": "attributes",
    "attribute-choice-source": "attributes",
    "attribute-nested": "attributes",
}
"""The cases of the RELAX NG that the XSD is looser in, and the sort of place that explains it."""


@dataclass(frozen=True)
class Engines:
    libxml2: etree.XMLSchema
    xmlschema: xmlschema.XMLSchema

    def accepted(self, text: str) -> tuple[bool, bool]:
        return self.libxml2.validate(document(text)), self.xmlschema.is_valid(document(text))


def load(made: Xsd, folder: Path) -> Engines:
    for name, data in made.files.items():
        (folder / name).write_bytes(data)
    first = folder / next(iter(made.files))
    return Engines(etree.XMLSchema(etree.parse(first)), xmlschema.XMLSchema(str(first)))


def read_sections(path: Path) -> tuple[str, dict[str, list[str]]]:
    _, odd, *sections = path.read_text(encoding="utf-8").split("\n== ")
    lines = {name: text.strip("\n").splitlines() for name, _, text in (each.partition("\n") for each in sections)}
    return odd.partition("\n")[2], {name: lines.get(name, []) for name in SECTIONS}


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_case(path: Path, write_odd: WriteOdd, tmp_path: Path) -> None:
    odd, case = read_sections(path)
    schema = compile_odd(write_odd(odd), TINY, [GRAMMARS]).schemas[0]
    grammar = etree.RelaxNG(etree.fromstring(write_relaxng(schema)))
    assert [grammar.validate(document(text)) for text in case["valid"]] == [True] * len(case["valid"])
    refused = case["invalid"] + case["accepted"]
    assert [grammar.validate(document(text)) for text in refused] == [False] * len(refused)

    made = write_xsd(schema)
    engines = load(made, tmp_path)
    judged = {text: engines.accepted(text) for name in SECTIONS[:3] for text in case[name]}
    both = dict.fromkeys(case["valid"] + case["accepted"], (True, True))
    assert judged == both | dict.fromkeys(case["invalid"], (False, False))
    listed = [said for each in made.looser if (said := f"{each.sort} {each}") not in OF_THE_SOURCE]
    assert listed == case["looser"]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_whatever_the_grammar_allows(path: Path, write_odd: WriteOdd, tmp_path: Path) -> None:
    case = read_case(path)
    made = write_xsd(compile_odd(write_odd(case.odd), TINY, [GRAMMARS]).schemas[0])
    engines = load(made, tmp_path)
    assert {text: engines.accepted(text) for text in case.valid} == dict.fromkeys(case.valid, (True, True))
    more = [text for text in case.invalid if any(engines.accepted(text))]
    assert bool(more) is (path.stem in ALLOWED_MORE), more
    assert {ALLOWED_MORE[path.stem]} <= {each.sort for each in made.looser} if more else True


def test_the_same_schema_gives_the_same_bytes(write_odd: WriteOdd) -> None:
    odd = write_odd(read_sections(FIXTURES / "xsd" / "unordered-many.txt")[0])
    made = [write_xsd(compile_odd(odd, TINY).schemas[0]) for _ in range(2)]
    assert made[0] == made[1]


def test_the_head_lists_what_is_looser(write_odd: WriteOdd) -> None:
    odd = write_odd(read_sections(FIXTURES / "xsd" / "forms-together.txt")[0])
    head = etree.fromstring(write_xsd(compile_odd(odd, TINY).schemas[0]).files["my.xsd"])[0][0].text
    assert (head or "").strip().splitlines() == [
        "XML Schema made from the TEI ODD t by tei-miasnikov: change the ODD, not this file",
        "It accepts all that the ODD allows, and more in these places:",
        "  Forms of an element that may stand in one place are one type, with the attributes and content of all:",
        "    p (aside, p)",
        "  Which attributes need or exclude each other, or go with which content, is not said:",
        "    link: @key, @target",
        "  What stands in an element of any name is not judged, nor which names are excepted:",
        "    wrapper",
    ]
