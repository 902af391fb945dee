"""`validate` as a user calls it: files, status, schemas, baselines, processes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared import CORPUS, shared
from tests.validation.mistakes import MISTAKES

RNG = """<element name="letter" xmlns="http://relaxng.org/ns/structure/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <oneOrMore><element name="p"><optional><attribute name="when"><data type="date"/></attribute></optional>
  <text/></element>
  </oneOrMore></element>"""
XSD = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="letter"><xs:complexType>
  <xs:sequence><xs:element name="p" maxOccurs="unbounded"><xs:complexType mixed="true">
  <xs:attribute name="when" type="xs:date"/></xs:complexType></xs:element></xs:sequence>
  </xs:complexType></xs:element></xs:schema>"""
SCHEMATRON = "http://purl.oclc.org/dsdl/schematron"
GOOD, BAD = "<letter><p>x</p></letter>", '<letter>\n<p when="1999-5-1">x</p><q/></letter>'


def run(*arguments: object, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "tei_miasnikov", "validate", *map(str, arguments)]
    return subprocess.run(
        call, capture_output=True, text=True, check=False, encoding="utf-8", cwd=cwd, env=os.environ | env
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "s.rng").write_text(RNG, encoding="utf-8")
    (tmp_path / "s.xsd").write_text(XSD, encoding="utf-8")
    (tmp_path / "in" / "b.xml").write_text(BAD, encoding="utf-8")
    (tmp_path / "in" / "a.xml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "in" / "deep" / "c.xml").write_text("<letter><p>x</letter>", encoding="utf-8")
    (tmp_path / "in" / "notes.txt").write_text("no XML", encoding="utf-8")
    return tmp_path


def places(said: str) -> list[str]:
    return [line.partition(": ")[0] for line in said.splitlines()]


def test_folders_and_patterns_and_files(folder: Path) -> None:
    told = ["in/b.xml:2:25", "in/b.xml:2:4", "in/deep/c.xml:1:13"]
    for named in (["in"], ["in/**/*.xml"], ["in/b.xml", "in/deep/c.xml"]):
        done = run(*named, "--schema", "s.rng", "--format", "concise", cwd=folder)
        assert done.returncode == 1
        assert sorted(places(done.stdout)) == told


def test_clean_is_silent_and_zero(folder: Path) -> None:
    done = run("in/a.xml", "--schema", "s.rng", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "1 file: valid\n")
    assert run("in/a.xml", "--schema", "s.rng", "-q", cwd=folder).stderr == ""


def test_nothing_checked_is_never_success(folder: Path) -> None:
    (folder / "empty").mkdir()
    for named, words in (("empty", "no .xml file"), ("*.tei", "nothing matches"), ("none.xml", "no such file")):
        done = run(named, cwd=folder)
        assert (done.returncode, done.stdout) == (3, "")
        assert words in done.stderr
    assert run("none.xml", "in/a.xml", "--schema", "s.rng", cwd=folder).returncode == 3


def test_the_order_is_the_same_whatever_the_jobs(folder: Path) -> None:
    for number in range(20):
        shutil.copy(folder / "in" / "b.xml", folder / "in" / f"x{number:02}.xml")
    one, three = (run("in", "--schema", "s.rng", "--format", "json", "--jobs", jobs, cwd=folder) for jobs in (1, 3))
    assert one.stdout == three.stdout
    assert (one.returncode, one.stderr) == (three.returncode, three.stderr)
    assert json.loads(one.stdout)["summary"]["files"] == 23


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "junit", "github"])
def test_every_form_names_the_code_and_the_path_as_given(folder: Path, form: str) -> None:
    done = run("./in/b.xml", "--schema", "s.rng", "--format", form, cwd=folder, GITHUB_STEP_SUMMARY="")
    assert done.returncode == 1
    assert "./in/b.xml" in done.stdout
    assert "bad-attribute-value" in done.stdout


def test_output_is_utf8_whatever_the_locale(folder: Path) -> None:
    (folder / "é.xml").write_text("<letter><p>x</p>été</letter>", encoding="utf-8")
    done = run("é.xml", "--schema", "s.rng", cwd=folder, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert "é.xml:1:17" in done.stdout
    assert '"été"' in done.stdout


def test_a_baseline_lets_only_new_findings_fail(folder: Path) -> None:
    base = ("in/b.xml", "--schema", "s.rng", "--baseline", "known.json")
    assert run(*base, cwd=folder).returncode == 3
    assert run(*base, "--write-baseline", cwd=folder).returncode == 0
    known = run(*base, cwd=folder)
    assert (known.returncode, known.stdout) == (0, "")
    assert "2 known" in known.stderr
    moved = BAD.replace("<p ", "\n\n<p>new</p>\n<p ")
    (folder / "in" / "b.xml").write_text(moved, encoding="utf-8")
    assert run(*base, cwd=folder).returncode == 0, "a line that moves is not new"
    (folder / "in" / "b.xml").write_text(moved.replace("<q/>", "<q/><q/>"), encoding="utf-8")
    new = run(*base, "--format", "concise", cwd=folder)
    assert (new.returncode, len(new.stdout.splitlines())) == (1, 1)
    (folder / "in" / "b.xml").write_text(GOOD, encoding="utf-8")
    assert "2 known findings are gone" in run(*base, cwd=folder).stderr
    away = run(folder / "in" / "b.xml", *base[1:3], "--baseline", folder / "known.json", cwd=folder)
    assert away.returncode == 0


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 9, "findings": []}', '{"version": 1, "findings": [1]}'])
def test_a_baseline_that_is_none(folder: Path, text: str) -> None:
    (folder / "known.json").write_text(text, encoding="utf-8")
    done = run("in/b.xml", "--schema", "s.rng", "--baseline", "known.json", cwd=folder)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1


def model(href: str, rest: str = 'schematypens="http://relaxng.org/ns/structure/1.0"') -> str:
    return f'<?xml version="1.0"?>\n<?xml-model href="{href}" {rest}?>\n'


SCHEMAS = {
    # how the file names its schema: status and code
    "beside it": (model("../s.rng") + BAD, 1, "bad-attribute-value"),
    "by its ending": (model("../s.rng", "") + BAD, 1, "bad-attribute-value"),
    "as oxygen does": ('<?oxygen RNGSchema="../s.rng" type="xml"?>' + BAD, 1, "bad-attribute-value"),
    "missing": (model("none.rng") + GOOD, 3, "schema-unusable"),
    "on the web": (model("http://127.0.0.1:9/s.rng") + GOOD, 0, "schema-passed-over"),
    "by a file address": (model("file:///etc/passwd") + GOOD, 0, "schema-passed-over"),
    "compact": (model("../s.rnc") + GOOD, 0, "schema-passed-over"),
    "only Schematron": (model("x.sch", f'schematypens="{SCHEMATRON}"') + GOOD, 3, "schema-unusable"),
    "not at all": (GOOD, 0, "schema-none"),
    "not at all, but TEI": ('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', 1, "incomplete-element"),
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_that_a_file_names(folder: Path, name: str) -> None:
    text, status, code = SCHEMAS[name]
    (folder / "in" / "m.xml").write_text(text, encoding="utf-8")
    done = run("in/m.xml", "--format", "concise", cwd=folder)
    assert done.returncode == status, done.stdout + done.stderr
    assert code in done.stdout


def test_a_fetch_that_fails_is_said(folder: Path) -> None:
    (folder / "in" / "m.xml").write_text(model("http://127.0.0.1:9/s.rng") + GOOD, encoding="utf-8")
    done = run("in/m.xml", "--allow-fetch", cwd=folder)
    assert done.returncode == 3
    assert "can't be fetched" in done.stdout


def test_the_schema_of_the_call_goes_before_that_of_the_file(folder: Path) -> None:
    (folder / "in" / "m.xml").write_text(model("none.rng") + GOOD, encoding="utf-8")
    assert run("in/m.xml", "--schema", "s.rng", cwd=folder).returncode == 0


def test_a_schema_by_name() -> None:
    assert run(CORPUS / "tei.xml", "--schema", "tei_miasnikov").returncode == 0
    done = run(CORPUS / "tei.xml", "--schema", "tei_miasnikof")
    assert done.returncode == 3
    assert "did you mean tei_miasnikov?" in done.stderr


def test_xsd_says_the_same_in_the_same_words(folder: Path) -> None:
    (folder / "in" / "b.xml").write_text(BAD.replace("<q/>", '<p wen="1">x</p>stray<q/>'), encoding="utf-8")
    rng, xsd = (run("in/b.xml", "--schema", f"s.{kind}", "--format", "json", cwd=folder) for kind in ("rng", "xsd"))
    codes = [[(f["line"], f["column"], f["code"]) for f in json.loads(done.stdout)["findings"]] for done in (rng, xsd)]
    assert codes[0] == codes[1]
    assert run("in/a.xml", "--schema", "s.xsd", cwd=folder).returncode == 0
    assert run("in/a.xml", "--schema", "s.xsd", "--engine", "rng", cwd=folder).returncode == 2


def test_xsd_tells_where_it_is_the_weaker() -> None:
    schema = shared("tei/tei_all.xsd")
    lone = next(path for path in MISTAKES if path.stem == "wrong-root")
    done = run(lone, "--schema", schema, "--format", "concise")
    assert done.returncode == 0
    assert "xsd-weaker" in done.stdout


def test_all_expected_names_with_v() -> None:
    path = next(path for path in MISTAKES if path.stem == "unknown-element")
    schema = shared("tei/tei_all.rng")
    short, long = run(path, "--schema", schema).stdout, run(path, "--schema", schema, "-v").stdout
    assert "more (-v)" in short
    assert "more (-v)" not in long
    assert long.count("<") > 150


def test_wrong_usage(folder: Path) -> None:
    assert run("in/a.xml", "--write-baseline", cwd=folder).returncode == 2
    assert run("in/a.xml", "--jobs", "0", cwd=folder).returncode == 2
    assert run("in/a.xml", "--format", "yaml", cwd=folder).returncode == 2
    assert run(cwd=folder).returncode == 2


def test_a_clean_run_imports_little(folder: Path) -> None:
    probe = (
        "import sys; sys.argv = ['x', 'validate', 'in/a.xml', '--schema', 's.rng']\n"
        "late = {'xmlschema', 'json', 'multiprocessing', 'pyexpat', 'tomllib'}\n"
        "from tei_miasnikov.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(sorted(late & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=folder)
    assert done.stdout.strip() == "[]"
