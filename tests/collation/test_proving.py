"""Proving: every conversion is accepted, every falsification refused, with its place."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_miasnikov.collation.proving import Proof, compare
from tei_miasnikov.pipeline import convert_source, load_settings_of
from tei_miasnikov.relaxng.lines import start_line
from tei_miasnikov.text.readers import read
from tei_miasnikov.text.reading import Reading
from tei_miasnikov.text.source import decode, read_source
from tests.shared import CORPUS, FIXTURES, SHARED
from tests.test_command_line import run

TEI = "{http://www.tei-c.org/ns/1.0}"
ASSIZES = FIXTURES / "assizes"
TRANSCRIPTS = sorted(
    [*FIXTURES.glob("transcripts/open/*/source.*"), *SHARED.glob("transcripts/*/input.*"), ASSIZES / "source.txt"]
)


@cache
def corpus(notes: str = "end") -> tuple[Reading, bytes]:
    source = read_source(CORPUS / "source.md")
    settings_ = load_settings_of(str(CORPUS / "profile.toml"), CORPUS / "header.toml")
    return read(source), convert_source(source, settings_._replace(notes=notes)).tei  # type: ignore[arg-type]


def proof_of(reading: Reading, tei: bytes) -> Proof:
    return compare(reading, tei, "tei.xml")


def codes(proof: Proof) -> list[str]:
    return [finding.code for finding in proof.findings if finding.code != "source-other"]


@pytest.mark.parametrize("notes", ["end", "inline"])
def test_the_corpus_is_proved_to_the_last_character(notes: str) -> None:
    reading, tei = corpus(notes)
    proof = proof_of(reading, tei)
    account = proof.account
    assert proof.findings == ()
    assert account.text + account.attributes + account.syntax.total() == account.total == 65635


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.parent.name)
def test_every_conversion_is_proved(path: Path) -> None:
    source = read_source(path)
    assert codes(proof_of(read(source), convert_source(source, load_settings_of(None, None)).tei)) == []


def changed_texts(tei: bytes) -> list[tuple[str, str, int]]:
    """The stretches of text of a TEI file: the element's number, `text` or `tail`, the length."""
    elements = list(etree.fromstring(tei).find(f"{TEI}text").iter())  # type: ignore[union-attr]
    return [
        (str(number), where, len(words))
        for number, element in enumerate(elements)
        for where in ("text", "tail")
        if number and (words := getattr(element, where)) and words.strip()
    ]


def falsified(words: str, kind: str, at: int) -> str:
    tokens = re.findall(r"\s+|\S+", words)
    chosen = [n for n, token in enumerate(tokens) if token.strip()]
    word = chosen[at % len(chosen)]
    at %= len(words)
    made = {
        "change": words[:at] + ("x" if words[at] != "x" else "y") + words[at + 1 :],
        "drop": words[:at] + words[at + 1 :],
        "double": words[: at + 1] + words[at:],
        "swap": words[:at] + words[at : at + 2][::-1] + words[at + 2 :],
        "drop word": "".join(tokens[:word] + tokens[word + 1 :]),
        "double word": "".join([*tokens[: word + 1], " ", *tokens[word:]]),
        "move word": "".join([tokens[word], " ", *tokens[:word], *tokens[word + 1 :]]),
    }
    return made[kind]


NEAR = 3
"""A text that is lost as a whole is told at its neighbour's line."""
KINDS = ("change", "drop", "double", "swap", "drop word", "double word", "move word")


@pytest.mark.parametrize("notes", ["end", "inline"])
@settings(max_examples=60, deadline=None)
@given(data=st.data(), kind=st.sampled_from(KINDS), at=st.integers(0, 400))
def test_every_falsified_text_is_refused_and_placed(notes: str, data: st.DataObject, kind: str, at: int) -> None:
    reading, tei = corpus(notes)
    number, where, _ = data.draw(st.sampled_from(changed_texts(tei)))
    root = etree.fromstring(tei)
    text = root.find(f"{TEI}text")
    assert text is not None
    said = squeezed(text)
    element = list(text.iter())[int(number)]
    setattr(element, where, falsified(getattr(element, where), kind, at))
    assume(squeezed(text) != said)
    tei = etree.tostring(root, encoding="utf-8")
    proof = proof_of(reading, tei)
    assert not proof.is_closed
    changed = list(etree.fromstring(tei).find(f"{TEI}text").iter())[int(number)]  # type: ignore[union-attr]
    first, last = lines_of(changed)
    assert first - NEAR <= proof.findings[0].line <= last + NEAR


def squeezed(text: etree._Element) -> str:
    """The text without white space: between blocks that is layout."""
    return "".join("".join(map(str, text.itertext())).split())


def lines_of(element: etree._Element) -> tuple[int, int]:
    """The lines from an element's start tag to the end of the text behind it."""
    first = start_line(element)
    return first, first + etree.tostring(element, encoding="unicode").count("\n")


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_a_falsified_attribute_that_carries_text_is_refused(data: st.DataObject) -> None:
    reading, tei = corpus()
    root = etree.fromstring(tei)
    carrying = [e for e in root.iter(f"{TEI}note", f"{TEI}milestone") if e.get("type") == "editorial" or e.get("rend")]
    element = data.draw(st.sampled_from(carrying))
    name = "n" if element.tag == f"{TEI}note" else "rend"
    element.set(name, "7777" if name == "n" else "+++")
    assert not proof_of(reading, etree.tostring(root, encoding="utf-8")).is_closed


def small(words: str) -> tuple[Reading, str]:
    source = decode(words.encode(), "letter.txt")
    return read(source), convert_source(source, load_settings_of(None, None)).tei.decode()


LETTER = "A letter of Avrigh.\n\nHe went to Perm in 1906, and came back.\n"
EDITED = {
    "markup by hand": ("to Perm", "to <placeName>Perm</placeName>", []),
    "a correction beside the source": (
        "Avrigh",
        '<choice>\n <sic>Avrigh</sic>\n <corr resp="#ed">Avrich</corr></choice>',
        [],
    ),
    "an abbreviation written out": ("letter", "<choice><abbr>letter</abbr><expan>lettera</expan></choice>", []),
    "words that an editor supplies": ("came back", 'came <supplied resp="#ed">all the way</supplied> back', []),
    "a comment says nothing": ("Perm", "Perm<!-- sic -->", []),
    "words in a comment are lost": ("Perm ", "<!-- Perm -->", ["text-lost"]),
    "words that nobody declares": ("came back", "came all the way back", ["text-added"]),
    "supplied by nobody": ("came back", "came <supplied>all the way</supplied> back", ["text-added"]),
    "a correction without the source": ("Avrigh", "<corr>Avrich</corr>", ["text-lost"]),
    "another word": ("Perm", "Omsk", ["text-changed"]),
    "a word in two": ("Perm", "Pe rm", ["space-changed"]),
    "two words in one": ("to Perm", "toPerm", ["space-changed"]),
    "a line indented": ("and came", "and\n    came", ["space-changed"]),
}


@pytest.mark.parametrize(("old", "new", "expected"), EDITED.values(), ids=EDITED)
def test_what_an_editor_may_do_and_what_not(old: str, new: str, expected: list[str]) -> None:
    reading, tei = small(LETTER)
    head, mark, text = tei.partition("<text")
    assert text.count(old) == 1
    assert codes(proof_of(reading, f"{head}{mark}{text.replace(old, new)}".encode())) == expected


def test_additions_are_listed_with_those_who_made_them() -> None:
    reading, tei = small(LETTER)
    edited = tei.replace("back.", 'back<supplied resp="#ed"> home</supplied>.')
    [addition] = proof_of(reading, edited.encode()).additions
    assert (addition.element, addition.resp, addition.words) == ("supplied", "#ed", " home")


def test_white_space_between_blocks_is_layout() -> None:
    reading, tei = small(LETTER)
    assert codes(proof_of(reading, re.sub(r">\s*<p>", ">\n      <p>", tei).encode())) == []


def test_both_places_and_both_words_are_told() -> None:
    reading, tei = small(LETTER)
    [finding] = [
        f for f in proof_of(reading, tei.replace("Perm", "Omsk").encode()).findings if f.code != "source-other"
    ]
    assert 'letter.txt:3:12 has "Perm", the TEI has "Omsk"' in finding.message
    at = tei.splitlines()[finding.line - 1].find("Perm") + 1
    assert finding.column == at


def test_the_command_and_its_report(tmp_path: Path) -> None:
    report = tmp_path / "proof.json"
    done = run("prove", CORPUS / "source.md", CORPUS / "tei.xml", "--report", report)
    assert done.returncode == 0
    assert done.stdout.decode().endswith("proved: nothing lost, nothing added, the order kept\n")
    said = json.loads(report.read_text())
    assert said["proved"] is True
    assert said["characters"]["total"] == 65635
    (tmp_path / "false.xml").write_bytes((CORPUS / "tei.xml").read_bytes().replace(b"Perm", b"Omsk", 1))
    done = run("prove", CORPUS / "source.md", tmp_path / "false.xml")
    assert done.returncode == 1
    assert b"text-changed" in done.stdout


@pytest.mark.parametrize("bad", [b"", b"\x00\x01", b"<TEI>", b"no XML at all"])
def test_what_is_no_tei_is_one_line(tmp_path: Path, bad: bytes) -> None:
    (tmp_path / "bad.xml").write_bytes(bad)
    done = run("prove", CORPUS / "source.md", tmp_path / "bad.xml")
    assert done.returncode == 3
    assert len(done.stderr.decode().splitlines()) == 1
