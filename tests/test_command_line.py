"""The command line: exit status, one clear line, and nothing half written, whatever the input."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared import CORPUS, FIXTURES

ASSIZES = FIXTURES / "assizes"


def run(
    *arguments: object, given: bytes | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    call = [sys.executable, "-m", "tei_miasnikov", *map(str, arguments)]
    return subprocess.run(
        call, input=given, capture_output=True, check=False, env=os.environ | (env or {}), timeout=200
    )


def refused(status: int, *arguments: object, given: bytes | None = None) -> str:
    """The one line with which a call is refused."""
    done = run(*arguments, given=given)
    said = done.stderr.decode()
    assert done.returncode == status, said
    assert "Traceback" not in said
    assert done.stdout == b""
    return said.strip()


def test_a_transcript_becomes_a_file(tmp_path: Path) -> None:
    out = tmp_path / "tei.xml"
    done = run(
        "convert",
        ASSIZES / "source.txt",
        "--profile",
        ASSIZES / "profile.toml",
        "--header",
        ASSIZES / "header.toml",
        "-o",
        out,
    )
    assert done.returncode == 0
    assert b"10 turns" in done.stderr
    assert b"characters accounted for" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["tei.xml"]
    assert run("validate", out).returncode == 0


def test_standard_input_to_standard_output() -> None:
    done = run("convert", "-", given="Один. Two.".encode())
    assert done.returncode == 0
    assert "Один. Two." in done.stdout.decode()


def test_strict_speaks_by_its_status(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A text.", encoding="utf-8")
    assert run("convert", tmp_path / "a.txt", "--strict").returncode == 1
    assert run("convert", tmp_path / "a.txt").returncode == 0


def test_a_date_only_where_it_is_given(tmp_path: Path) -> None:
    assert b"<change when=" not in run("convert", ASSIZES / "source.txt", env={"SOURCE_DATE_EPOCH": ""}).stdout
    assert (
        b'<change when="1970-01-02"'
        in run("convert", ASSIZES / "source.txt", env={"SOURCE_DATE_EPOCH": "86400"}).stdout
    )


UNREADABLE = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\t\n\n", "is empty"),
    "binary": (b"\x7fELF\x02\x01\x00\x00\xff\xfe\x00", "is no text"),
    "latin": ("Barré\ncafé".encode("latin-1"), "--encoding"),
    "wide": ("Q. Why?".encode("utf-16-le"), "utf-16-le"),
    "nul": (b"one\ntwo \x00 three", "2:5: U+0000"),
    "control": (b"one \x01 two", "1:5: U+0001"),
    "noncharacter": ("one \ufffe".encode(), "U+FFFE"),
    "signs": (b"-\n\n>\n", "holds no text"),
    "deep": (b">" * 5000 + b" deep", "nested deeper than 100"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_said_in_a_line(tmp_path: Path, name: str) -> None:
    data, words = UNREADABLE[name]
    source = tmp_path / f"{name}.md"
    source.write_bytes(data)
    said = refused(3, "convert", source, "-o", tmp_path / "out.xml")
    assert words in said
    assert str(source) in said
    assert len(said.splitlines()) == 1
    assert not (tmp_path / "out.xml").exists()


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert "no such file" in refused(3, "convert", tmp_path / "none.md")
    assert "is a folder" in refused(3, "convert", tmp_path)
    assert "no such file" in refused(3, "validate", tmp_path / "none.xml")


READABLE = {
    "byte order mark": "\ufeffQ. Why?".encode(),
    "utf-16 with its mark": "Q. Why?".encode("utf-16"),
    "form feed": b"One page\f\nand the next.",
    "like xml": b"<?xml version='1.0'?><p>a &amp; b & c ]]> <!-- d --> &lt;e&gt; &nope; </q>",
    "unbalanced": b"**bold *and <sup>5 [open](http:// `code $x",
    "notes without bodies": b"One.<sup>1</sup> Two.<sup>9</sup>",
    "bodies without notes": b"Text.\n\n---\n\n<sup>1</sup> A body.\n\n<sup>2</sup> Another.",
    "carriage returns": b"One\r\ntwo\r\n\r\nthree\rfour",
}


@pytest.mark.parametrize("name", READABLE)
@pytest.mark.parametrize("ending", ["md", "txt"])
def test_odd_texts_are_converted_and_valid(tmp_path: Path, name: str, ending: str) -> None:
    source, out = tmp_path / f"t.{ending}", tmp_path / "out.xml"
    source.write_bytes(READABLE[name])
    assert run("convert", source, "-o", out).returncode == 0
    judged = run("validate", out)
    assert judged.returncode == 0, judged.stdout.decode()


def test_an_encoding_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_bytes("Перевод 1945 года".encode("cp1251"))
    assert "Перевод" in run("convert", tmp_path / "t.txt", "--encoding", "cp1251").stdout.decode()
    assert "no encoding is named" in refused(3, "convert", tmp_path / "t.txt", "--encoding", "klingon")


PROFILES = {
    "bad pattern": ('[[speakers]]\nlabel = "("', "bad pattern"),
    "unknown key": ('[[spaekers]]\nlabel = "Q"', "did you mean 'speakers'"),
    "no toml": ("= = =", "is not TOML"),
    "wrong type": ("name = 5", "Expected `str`"),
}


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_that_cannot_be_used(tmp_path: Path, name: str) -> None:
    text, words = PROFILES[name]
    (tmp_path / "p.toml").write_text(text, encoding="utf-8")
    assert words in refused(
        3, "convert", ASSIZES / "source.txt", "--profile", tmp_path / "p.toml", "-o", tmp_path / "o.xml"
    )
    assert not (tmp_path / "o.xml").exists()


def test_a_header_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "h.toml").write_text('[title]\nmian = "x"', encoding="utf-8")
    assert "'mian' in [title]; did you mean 'main'?" in refused(
        3, "convert", ASSIZES / "source.txt", "--header", tmp_path / "h.toml"
    )


def test_wrong_usage(tmp_path: Path) -> None:
    source = ASSIZES / "source.txt"
    assert "several transcripts need --out-dir" in refused(2, "convert", source, source)
    assert "exclude each other" in refused(2, "convert", source, "-o", "a", "--out-dir", "b")
    assert "same name" in refused(2, "convert", source, CORPUS / "source.md", "--out-dir", tmp_path)
    assert "No such option" in refused(2, "convert", source, "--nonsense")
    assert "no profile is named 'nonsense'" in refused(2, "convert", source, "--profile", "nonsense")


def test_output_places(tmp_path: Path) -> None:
    source = ASSIZES / "source.txt"
    assert "there is no folder" in refused(3, "convert", source, "-q", "-o", tmp_path / "none" / "o.xml")
    assert "is a folder" in refused(3, "convert", source, "-q", "-o", tmp_path)
    out = tmp_path / "o.xml"
    out.write_text("mine", encoding="utf-8")
    assert "--force" in refused(3, "convert", source, "-q", "-o", out)
    assert out.read_text(encoding="utf-8") == "mine"
    assert run("convert", source, "-q", "-o", out, "--force").returncode == 0
    assert run("convert", source, "-q", "-o", out).returncode == 0, "the same bytes may be written again"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "permission denied" in refused(3, "convert", ASSIZES / "source.txt", "-q", "-o", tmp_path / "o.xml")


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("A text.", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\x00")
    done = run("convert", tmp_path / "bad.txt", tmp_path / "good.txt", "--out-dir", tmp_path / "made")
    assert done.returncode == 3
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["good.xml"]


def test_large_inputs(tmp_path: Path) -> None:
    (tmp_path / "line.md").write_bytes(b"a long line of 1945 words, " * 200_000)
    (tmp_path / "marks.md").write_bytes(b"*_[`<" * 40_000)
    assert run("convert", tmp_path / "line.md", "-q", "-o", tmp_path / "line.xml").returncode == 0
    assert run("convert", tmp_path / "marks.md", "-q", "-o", tmp_path / "marks.xml").returncode in (0, 3)


def test_help_speaks_in_examples() -> None:
    for call in (("--help",), ("convert", "--help"), ("validate", "--help")):
        done = run(*call)
        assert done.returncode == 0
        assert b"tei-miasnikov" in done.stdout


def test_help_imports_neither_lxml_nor_xmlschema() -> None:
    probe = (
        "import sys; sys.argv = ['x', '--help']\n"
        "from tei_miasnikov.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(sorted({'lxml', 'xmlschema'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("call", [("--help",), ("explain", "citation-again"), ("convert", "-q", CORPUS / "source.md")])
def test_a_full_place_for_standard_output_is_one_line_and_status_3(call: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tei_miasnikov", *call], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 3
    assert done.stderr.decode().splitlines()[-1] == "tei-miasnikov: standard output: No space left on device"
