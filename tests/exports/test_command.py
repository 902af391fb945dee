"""`tei-miasnikov export`: exit status, one clear line, and nothing half written."""

import subprocess
import sys
from pathlib import Path

import bagit
import pytest

from tei_miasnikov.exports import EXPORTERS
from tests.exports.materials import HERE, complete
from tests.shared import CORPUS
from tests.test_command_line import refused, run

TEI = CORPUS / "tei.xml"


@pytest.fixture
def tei(tmp_path: Path) -> Path:
    path = tmp_path / "tei.xml"
    path.write_bytes(complete().data)
    return path


def test_the_list_has_a_line_for_each_format() -> None:
    done = run("export", "--list")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.decode().splitlines()] == list(EXPORTERS)


def test_help_and_list_load_neither_lxml_nor_xmlschema() -> None:
    modules = "{'lxml', 'xmlschema', 'bagit'} & set(sys.modules)"
    code = f"import sys; from tei_miasnikov.commands import export; print({modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_one_file_goes_to_standard_output_or_where_it_is_told(tei: Path, tmp_path: Path) -> None:
    shown = run("export", tei, "--to", "ead3")
    assert (shown.returncode, shown.stderr) == (0, b"")
    target = tmp_path / "ead.xml"
    assert run("export", tei, "--to", "ead", "-o", target).returncode == 0
    assert target.read_bytes() == shown.stdout


def test_what_is_missing_is_a_warning_and_with_strict_a_failure(tmp_path: Path) -> None:
    done = run("export", TEI, "--to", "dc", "-o", tmp_path / "dc.xml")
    assert done.returncode == 0
    assert b"export-key-missing Dublin Core wants publication.licence" in done.stderr
    assert b"header.toml" in done.stderr
    assert run("export", TEI, "--to", "dc", "--strict", "-o", tmp_path / "dc.xml").returncode == 1


def test_a_bag_is_made_whole_and_replaced_only_by_force(tei: Path, tmp_path: Path) -> None:
    target = tmp_path / "deposit"
    call = ("export", tei, "--to", "bagit", "--source", CORPUS / "source.md", "-o", target)
    assert run(*call, env={"SOURCE_DATE_EPOCH": "1772409600"}).returncode == 0
    bag = bagit.Bag(str(target))
    bag.validate()
    assert bag.info["Bagging-Date"] == "2026-03-02"
    assert run(*call, env={"SOURCE_DATE_EPOCH": "1772409600"}).returncode == 0
    said = refused(3, *call)
    assert "--force" in said
    assert run(*call, "--force").returncode == 0
    assert bagit.Bag(str(target)).info["Bagging-Date"] == "2026-03-01"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deposit", "tei.xml"]


def test_a_bag_without_a_known_date_bears_none(tmp_path: Path) -> None:
    target = tmp_path / "deposit"
    assert run("export", HERE / "play.xml", "--to", "bagit", "-o", target).returncode == 0
    bag = bagit.Bag(str(target))
    bag.validate()
    assert "Bagging-Date" not in bag.info


@pytest.mark.parametrize(
    ("status", "arguments", "told"),
    [
        (2, ("--to", "ead3"), "name the TEI file"),
        (2, (TEI,), "--to"),
        (2, (TEI, "--to", "ead5"), "there is no such format"),
        (2, (TEI, "--to", "bagit"), "name it with -o"),
        (2, (TEI, "--to", "ead", "--ead-version", "4"), "is not written yet"),
        (2, (TEI, "--to", "ead3", "--ead-version", "2002"), "contradict"),
        (2, (TEI, "--to", "csv", "--ead-version", "3"), "--ead-version belongs"),
        (2, (TEI, HERE / "play.xml", "--to", "csv"), "several TEI files"),
        (3, ("none.xml", "--to", "csv"), "no such file"),
        (3, (TEI, "--to", "csv", "-o", "/nowhere/x.csv"), "there is no folder"),
        (3, (HERE / "play.xml", "--to", "cmif"), "has no correspDesc"),
        (3, (CORPUS / "header.toml", "--to", "csv"), "is not well-formed"),
        (3, (TEI, "--to", "csv", "--source", "none.md"), "no such file"),
        (3, (TEI, "--to", "csv", "--source", "-"), "no such file"),
        (3, (TEI, "--to", "csv", "--source", CORPUS), "is a folder"),
        (3, (TEI, "--to", "bagit", "-o", TEI), "is no folder"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(status: int, arguments: tuple[object, ...], told: str) -> None:
    said = refused(status, "export", *arguments)
    assert told in said
    assert len(said.splitlines()) == 1


def test_one_bad_file_does_not_stop_the_others(tei: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    broken = tmp_path / "broken.xml"
    broken.write_text("<TEI", encoding="utf-8")
    done = run("export", broken, tei, "--to", "ead3", "-o", folder)
    assert done.returncode == 3
    assert [path.name for path in folder.iterdir()] == ["tei.ead3.xml"]
    assert b"Traceback" not in done.stderr


def test_force_replaces_no_folder_that_holds_anything_else(tei: Path, tmp_path: Path) -> None:
    target = tmp_path / "deposit"
    target.mkdir()
    (target / "letter.txt").write_text("my only copy", encoding="utf-8")
    said = refused(3, "export", tei, "--to", "tei-split", "-o", target, "--force")
    assert "holds letter.txt, which is not of this export" in said
    assert [path.name for path in target.iterdir()] == ["letter.txt"]
