"""The corpus: converted as `make corpus` does it, and held against the careful reading where that is at hand."""

import re
import subprocess
import sys
from functools import cache

from lxml import etree

import tei_miasnikov
from tei_miasnikov.text.source import decode
from tei_miasnikov.validation.schema import load_judge, project_schema
from tests.shared import CORPUS, shared

TEI = "{http://www.tei-c.org/ns/1.0}"


@cache
def conversion() -> tei_miasnikov.Conversion:
    return tei_miasnikov.convert(
        CORPUS / "source.md", profile=str(CORPUS / "profile.toml"), header=CORPUS / "header.toml"
    )


@cache
def root() -> etree._Element:
    return etree.fromstring(conversion().tei)


def test_the_committed_file_is_what_the_program_makes() -> None:
    assert (CORPUS / "tei.xml").read_bytes() == conversion().tei, "run `make corpus` and look at the difference"


def test_the_source_is_the_seed_byte_for_byte() -> None:
    assert (CORPUS / "source.md").read_bytes() == shared("seed/last-testament.md").read_bytes()


def test_it_agrees_with_the_careful_reading() -> None:
    check = shared("checks/transcript_gold.py")
    call = [sys.executable, str(check), str(CORPUS / "tei.xml"), "--documents", "1-8", "--verbose"]
    run = subprocess.run(call, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_what_it_holds() -> None:
    assert dict(conversion().counts) == {
        "documents": 13,
        "turns": 162,
        "dates": 157,
        "citations": 13,
        "notes": 46,
        "omissions": 20,
        "page joins": 4,
    }


def test_who_speaks_how_often() -> None:
    who = [sp.get("who") or "" for sp in root().iter(f"{TEI}sp")]
    assert sum(name.endswith("-interrogator") for name in who) == 66
    labels = ["".join(map(str, speaker.itertext())) for speaker in root().iter(f"{TEI}speaker")]
    assert sum(label in ("A.", "A:") for label in labels) == 65
    assert [labels.count(f"{label}:") for label in ("Chairperson", "Defendant")] == [11, 15]
    assert sum(label.startswith("Member of the Court") for label in labels) == 4
    assert len(labels) == 161


def test_words_in_order() -> None:
    source = (CORPUS / "source.md").read_text(encoding="utf-8")
    bare = re.sub(r"</?sup>", "", source)
    text = root().find(f"{TEI}text")
    assert text is not None
    words = re.findall(r"\w+", "".join(_with_numbers(text)))
    assert words == re.findall(r"\w+", bare)


def _with_numbers(element: etree._Element) -> list[str]:
    """The text, with the printed numbers that stand in @n of notes and items."""
    pieces = [f"{element.get('n')} "] if element.tag in (f"{TEI}note", f"{TEI}item") and element.get("n") else []
    pieces.append(element.text or "")
    for child in element:
        pieces += [*_with_numbers(child), child.tail or ""]
    return pieces


def test_it_is_valid() -> None:
    assert tei_miasnikov.validate([CORPUS / "tei.xml"]) == []


def test_it_is_valid_against_all_of_tei() -> None:
    judge = load_judge(shared("tei/tei_all.rng"))
    assert list(judge(etree.ElementTree(root()), "tei.xml")) == []


def test_what_an_editor_should_look_at() -> None:
    told = [(finding.code, finding.line) for finding in conversion().findings if finding.line]
    assert told == [
        ("label-variant", 65),
        ("question-unanswered", 282),
        ("citation-point", 284),
        ("sum-wrong", 338),
        ("citation-again", 344),
    ]
    missing = [f.message for f in conversion().findings if f.code == "header-key-missing"]
    assert [message.split()[0] for message in missing] == [
        "publication.publisher",
        "publication.date",
        "publication.licence",
    ]


def test_converting_again_changes_nothing() -> None:
    again = tei_miasnikov.convert(
        CORPUS / "source.md", profile=str(CORPUS / "profile.toml"), header=CORPUS / "header.toml"
    )
    assert again.tei == conversion().tei


def test_twenty_in_one_file_are_twenty_texts() -> None:
    source = (CORPUS / "source.md").read_text(encoding="utf-8")
    twenty = tei_miasnikov.convert(
        decode((source * 20).encode(), "twenty.md"),
        profile=str(CORPUS / "profile.toml"),
        header=CORPUS / "header.toml",
    )
    assert twenty.counts == {name: 20 * count for name, count in conversion().counts.items()}
    tree = etree.ElementTree(etree.fromstring(twenty.tei))
    assert list(load_judge(project_schema())(tree, "twenty.xml")) == []
