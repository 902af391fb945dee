"""The judge by our own XSD, which declares its elements where they stand: the codes and places that RELAX NG gives."""

import json
import shutil
from pathlib import Path

import pytest

from tei_miasnikov.validation.schema import shipped_schemas
from tests.shared import ROOT
from tests.validation.test_command import run

SOUND = (ROOT / "tests/schema/sound.xml").read_text(encoding="utf-8")
CHANGES = {
    "unknown-element": ("<opener>", "<openner>x</openner><opener>"),
    "misplaced-element": ("<opener>", "<speaker>x</speaker><opener>"),
    "unknown-attribute": ("<opener>", '<opener kind="a">'),
    "bad-attribute-value": ('<date when="2024">', '<date when="in 2024">'),
    "misplaced-text": ("<opener>", "words<opener>"),
    "root": (SOUND, '<p xmlns="http://www.tei-c.org/ns/1.0">words</p>'),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in shipped_schemas().glob("tei_miasnikov*.*"):
        (tmp_path / "schema").mkdir(exist_ok=True)
        shutil.copy(path, tmp_path / "schema")
    return tmp_path


def findings(folder: Path, ending: str) -> list[tuple[int, str]]:
    done = run("a.xml", "--schema", f"schema/tei_miasnikov.{ending}", "--format", "json", cwd=folder)
    assert done.returncode == 1, done.stderr
    return [(each["line"], each["code"]) for each in json.loads(done.stdout)["findings"]]


@pytest.mark.parametrize("name", CHANGES)
def test_the_same_fault_at_the_same_line(folder: Path, name: str) -> None:
    old, new = CHANGES[name]
    (folder / "a.xml").write_text(SOUND.replace(old, new, 1), encoding="utf-8")
    found = findings(folder, "xsd")
    assert found == findings(folder, "rng")
    assert {code for _, code in found} == {name if name != "root" else "misplaced-element"}


def test_the_root_is_told_as_such(folder: Path) -> None:
    (folder / "a.xml").write_text(CHANGES["root"][1], encoding="utf-8")
    said = run("a.xml", "--schema", "schema/tei_miasnikov.xsd", cwd=folder).stdout
    assert "<p> is not allowed at the root" in said
    assert "allowed here: <TEI>" in said
    assert "xsd-weaker" not in said


def test_the_shipped_one_has_a_name(folder: Path) -> None:
    (folder / "a.xml").write_text(SOUND, encoding="utf-8")
    assert run("a.xml", "--schema", "tei_miasnikov", "--engine", "XSD", cwd=folder).returncode == 0
