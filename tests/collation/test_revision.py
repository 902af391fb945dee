"""What `diff` says of two conversions: in words of the encoding, each change once."""

from pathlib import Path

import pytest
from lxml import etree

from tei_miasnikov.collation.revision import Change, compare_statements
from tests.collation.test_proving import corpus
from tests.test_command_line import run

HEAD = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><p>{}</p></teiHeader><text><body>'
OLD = """<div type="document" n="2">
<head>Record of 1930</head>
<sp n="1" xml:id="s1" who="#a"><speaker>Q.</speaker> <p>Where were you?</p></sp>
<sp n="2" xml:id="s2" who="#b"><speaker>A.</speaker> <p>In <date when="1930">1930</date> in Perm. Then abroad.</p></sp>
<p>The session closed.</p>
</div>"""
CASES = {
    "another person": ('who="#b"', 'who="#c"', ['turn 2 of document 2: who is "#c", was "#b"']),
    "a date that is finer": ('when="1930"', 'when="1930-05"', ['date of document 2: when is "1930-05", was "1930"']),
    "a turn less": (
        '<sp n="1" xml:id="s1" who="#a"><speaker>Q.</speaker> <p>Where were you?</p></sp>',
        "<p>Q. Where were you?</p>",
        [
            'paragraph of document 2 begins at "Q. Where were you?", before at "Where were you?"',
            'no longer a turn: "Q. Where were you?" (turn 1 of document 2)',
            'no longer a label: "Q." (label of document 2)',
        ],
    ),
    "a turn that goes on": (
        "</p></sp>\n<p>The session closed.</p>",
        "</p>\n<p>The session closed.</p></sp>",
        ['turn 2 of document 2 ends with "Perm. Then abroad. The session closed.", before with'],
    ),
    "a new find": (
        "<head>Record of 1930</head>",
        "<head>Record of <date>1930</date></head>",
        ['now a date: "1930" (date of document 2)'],
    ),
    "another word": ("Perm", "Omsk", ['the text is "Omsk", was "Perm"']),
    "a word less": ("Then abroad.", "Then.", ['the text lacks "abroad"']),
    "other ids and numbers": ('<sp n="2" xml:id="s2"', '<sp n="3" xml:id="s3"', []),
    "another layout": ("</p></sp>\n<p>", "</p>\n</sp>\n\n\n  <p>", []),
}


def changes(old: str, new: str, header: str = "x") -> list[Change]:
    trees = [
        etree.ElementTree(etree.fromstring(text))
        for text in (f"{HEAD.format('x')}{old}", f"{HEAD.format(header)}{new}")
    ]
    return compare_statements(*trees)


def said(old: str, new: str, header: str = "x") -> list[str]:
    tail = "</body></text></TEI>"
    return [f"{c.about}: {c.words}" if c.about else c.words for c in changes(old + tail, new + tail, header)]


@pytest.mark.parametrize(("old", "new", "expected"), CASES.values(), ids=CASES)
def test_a_change_in_words(old: str, new: str, expected: list[str]) -> None:
    assert OLD.count(old) == 1
    found = said(OLD, OLD.replace(old, new))
    assert len(found) == len(expected)
    for one, begins in zip(found, expected, strict=True):
        assert one.startswith(begins.replace("\n", " "))


def test_a_header_that_says_something_else() -> None:
    assert said(OLD, OLD, "y") == ['"x": no longer in the header (teiHeader/p)', '"y": now in the header (teiHeader/p)']


def test_what_holds_for_many_is_said_once() -> None:
    turns = "".join(f'<sp n="{n}" who="#a"><speaker>A.</speaker> <p>Yes {n}.</p></sp>\n' for n in range(1, 9))
    assert said(turns, turns.replace("#a", "#b")) == ['turn 1 and 7 more: who is "#b", was "#a"']


def test_the_same_conversion_has_no_changes() -> None:
    tree = etree.ElementTree(etree.fromstring(corpus()[1]))
    assert compare_statements(tree, tree) == []


def test_notes_that_stand_elsewhere_are_no_change_of_the_text() -> None:
    trees = [etree.ElementTree(etree.fromstring(corpus(notes)[1])) for notes in ("end", "inline")]
    assert [change.words for change in compare_statements(*trees)] == ['no longer a division: "" (notes 1)']


def test_the_command(tmp_path: Path) -> None:
    for name, text in (("old.xml", OLD), ("new.xml", OLD.replace("#b", "#c"))):
        (tmp_path / name).write_text(f"{HEAD.format('x')}{text}</body></text></TEI>", encoding="utf-8")
    done = run("diff", tmp_path / "old.xml", tmp_path / "new.xml")
    assert done.returncode == 1
    assert done.stdout.decode().endswith('new.xml:4: turn 2 of document 2: who is "#c", was "#b"\n')
    assert run("diff", tmp_path / "old.xml", tmp_path / "old.xml").returncode == 0
    assert run("diff", tmp_path / "old.xml", tmp_path / "none.xml").returncode == 3
