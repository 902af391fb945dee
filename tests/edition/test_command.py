"""`tei-miasnikov edition` as it is typed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.edition.pages import corpus_page, tei
from tests.shared import CORPUS


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "tei_miasnikov", "edition", *map(str, arguments)]
    return subprocess.run(call, capture_output=True, text=True, check=False, timeout=100)


def test_a_page_is_written_and_summed_up(tmp_path: Path) -> None:
    out = tmp_path / "edition.html"
    done = run(CORPUS / "tei.xml", "-o", out, "--source", CORPUS / "source.md")
    assert done.returncode == 0, done.stderr
    assert "13 documents, 162 turns, 46 notes" in done.stderr
    assert "329 of 329 passages have their lines in it" in done.stderr
    assert out.read_bytes() == corpus_page()


def test_a_file_that_stands_already_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "edition.html"
    out.write_text("mine")
    assert run(CORPUS / "tei.xml", "-o", out).returncode == 3
    assert out.read_text() == "mine"
    assert run(CORPUS / "tei.xml", "-o", out, "--force", "--quiet").stderr == ""
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "no such file"),
        (b"", "well-formed"),
        (b"\x00\xff", "well-formed"),
        (b"<html/>", "no TEI P5"),
        (b"<TEI>", "well-formed"),
    ],
)
def test_what_can_not_be_read_is_told_in_one_line_and_nothing_is_written(
    tmp_path: Path, content: bytes | None, words: str
) -> None:
    bad, good, out = tmp_path / "bad.xml", tmp_path / "good.xml", tmp_path / "edition.html"
    good.write_bytes(tei("<p>Good.</p>"))
    if content is not None:
        bad.write_bytes(content)
    done = run(good, bad, "-o", out)
    assert done.returncode == 3
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not out.exists()


def test_a_bad_transcript_is_told(tmp_path: Path) -> None:
    out = tmp_path / "edition.html"
    done = run(CORPUS / "tei.xml", "-o", out, "--source", tmp_path / "none.md")
    assert done.returncode == 3
    assert "none.md" in done.stderr
    assert not out.exists()


def test_another_transcript_than_the_named_one_is_told(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Something else.", encoding="utf-8")
    done = run(CORPUS / "tei.xml", "-o", tmp_path / "edition.html", "--source", other)
    assert done.returncode == 0
    assert "is not the file that" in done.stderr
    assert "0 of 329 passages" in done.stderr


def test_more_transcripts_than_files_make_no_sense(tmp_path: Path) -> None:
    done = run(CORPUS / "tei.xml", "-o", tmp_path / "x", "--source", "a", "--source", "b")
    assert done.returncode == 2


def test_an_empty_text_makes_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>')
    assert run(tmp_path / "a.xml", "-o", tmp_path / "a.html").returncode == 0
