"""Schematron on the command line: which rules judge a file, what is told, and what can't be used."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared import CORPUS

SPACE = "http://purl.oclc.org/dsdl/schematron"
GRAMMAR = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:s="http://purl.oclc.org/dsdl/schematron">
<s:ns prefix="l" uri="urn:l"/>
<start><element name="letter" ns="urn:l">
<s:pattern id="signed"><s:rule context="l:letter"><s:assert test="@by">unsigned</s:assert>
</s:rule></s:pattern><optional><attribute name="by"/></optional><text/></element></start></grammar>"""
RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><ns prefix="l" uri="urn:l"/>
<phase id="strict"><active pattern="short"/></phase>
<pattern id="short"><rule context="l:letter">
<report test="string-length(.) gt 3" role="warning" diagnostics="d">too long</report></rule></pattern>
<pattern id="named"><rule context="l:letter"><assert test="@to">to nobody</assert></rule></pattern>
<diagnostics><diagnostic id="d">It has <value-of select="string-length(.)"/> letters.</diagnostic></diagnostics>
</schema>"""
LETTER = '<letter xmlns="urn:l">\ndear</letter>'
BROKEN = RULES.replace('test="@to"', 'test="@to ="')


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tei_miasnikov", "validate", "--format", "concise", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"g.rng": GRAMMAR, "r.sch": RULES, "b.sch": BROKEN, "a.xml": LETTER}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "b.xml").write_text(LETTER.replace("<letter", '<letter to="you" by="me"'), encoding="utf-8")
    return tmp_path


TOO_LONG = "a.xml:1:1: warning short too long [It has 5 letters.]"
TO_NOBODY = "a.xml:1:1: error named to nobody"


def test_rules_that_the_call_names(folder: Path) -> None:
    done = run("a.xml", "--schematron", "r.sch", "--schema", "g.rng", cwd=folder)
    assert done.returncode == 1
    assert set(done.stdout.splitlines()) == {TOO_LONG, TO_NOBODY}
    assert done.stderr == "1 file: 1 error, 1 warning\n"


def test_a_warning_alone_is_no_failure(folder: Path) -> None:
    call = ("b.xml", "--schematron", "r.sch", "--schema", "g.rng")
    assert run(*call, cwd=folder).returncode == 1  # @to is not in the grammar
    (folder / "b.xml").write_text('<?xml-model href="r.sch" phase="strict"?>' + LETTER, encoding="utf-8")
    done = run("b.xml", cwd=folder)
    assert done.returncode == 0
    assert "b.xml:1:42: warning short too long [It has 5 letters.]" in done.stdout
    assert "error named" not in done.stdout
    assert run("b.xml", "--fail-on", "warning", cwd=folder).returncode == 1


def test_rules_in_the_grammar(folder: Path) -> None:
    assert run("a.xml", "--schema", "g.rng", cwd=folder).stdout == ""
    done = run("a.xml", "--schema", "g.rng", "--schematron", "embedded", cwd=folder)
    assert done.stdout == "a.xml:1:1: error signed unsigned\n"


@pytest.mark.parametrize("model", [f'href="g.rng" schematypens="{SPACE}"', 'href="r.sch"'])
def test_rules_that_the_file_names(folder: Path, model: str) -> None:
    (folder / "m.xml").write_text(f"<?xml-model {model}?>{LETTER}", encoding="utf-8")
    done = run("m.xml", cwd=folder)
    assert done.returncode == 1
    assert "error signed unsigned" in done.stdout or "error named to nobody" in done.stdout


def test_a_schema_that_is_named_stands_alone(folder: Path) -> None:
    (folder / "m.xml").write_text(f'<?xml-model href="r.sch"?>{LETTER}', encoding="utf-8")
    assert run("m.xml", "--schema", "g.rng", cwd=folder).returncode == 0


UNUSABLE = {
    "missing": ("none.sch", "none.sch: no such file"),
    "a folder": (".", "is a directory"),
    "no XML": ("n.sch", "n.sch:1: not well-formed"),
    "no Schematron": ("a.xml", "is no Schematron schema: its root is <letter>"),
    "no pattern": ("e.sch", "there is no pattern"),
    "an unknown binding": ("q.sch", "queryBinding='python' is not known"),
    "a grammar without rules": ("plain.rng", "there are no Schematron rules in this grammar"),
    "an abstract pattern that is not there": ("p.sch", "p.sch:1: is-a='gone': there is no abstract pattern of that id"),
    "an include from elsewhere": ("i.sch", "only files in the folder of the schema are included"),
    "a circle of rules": ("c.sch", "the rule 'r' extends itself"),
}
OPENING = f'<schema xmlns="{SPACE}">'
FILES = {
    "n.sch": "<schema",
    "e.sch": f"{OPENING}</schema>",
    "q.sch": f'<schema xmlns="{SPACE}" queryBinding="python"><pattern/></schema>',
    "plain.rng": '<grammar xmlns="http://relaxng.org/ns/structure/1.0"/>',
    "p.sch": f'{OPENING}<pattern is-a="gone"/></schema>',
    "i.sch": f'{OPENING}<include href="../x.sch"/><pattern/></schema>',
    "c.sch": f'{OPENING}<pattern><rule abstract="true" id="r"><extends rule="r"/></rule><rule context="a">'
    '<extends rule="r"/></rule></pattern></schema>',
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_rules_that_can_t_be_used_are_one_line_and_status_3(folder: Path, name: str) -> None:
    for file, text in FILES.items():
        (folder / file).write_text(text, encoding="utf-8")
    schema, message = UNUSABLE[name]
    done = run("a.xml", "--schematron", schema, cwd=folder)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (3, "", 1)
    assert message in done.stderr


def test_a_broken_rule_is_told_once_for_all_files(folder: Path) -> None:
    done = run("a.xml", "b.xml", "--schematron", "b.sch", cwd=folder)
    broken = [line for line in done.stdout.splitlines() if line.startswith("b.sch:5: error schematron-rule-broken")]
    assert len(broken) == 1
    assert sum("warning short too long" in line for line in done.stdout.splitlines()) == 2
    assert done.returncode == 1
    several = run("a.xml", "b.xml", "--schematron", "b.sch", "--jobs", "2", cwd=folder)
    assert several.stdout == done.stdout


def test_the_object_says_who_judged(folder: Path) -> None:
    command = [sys.executable, "-m", "tei_miasnikov", "validate", "a.xml", "--schematron", "r.sch", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    found = [each for each in json.loads(done.stdout)["findings"] if each["source"] == "schematron"]
    assert [(each["code"], each["severity"], each["hint"]) for each in found] == [
        ("short", "warning", "It has 5 letters."),
        ("named", "error", ""),
    ]


def test_our_own_rules_judge_where_nothing_is_named(tmp_path: Path) -> None:
    text = (CORPUS / "tei.xml").read_text(encoding="utf-8").replace('"doc-4-s7" n="7"', '"doc-4-s7" n="8"')
    (tmp_path / "t.xml").write_text(text, encoding="utf-8")
    assert "error turn-out-of-order turn 8 follows turn 6" in run("t.xml", cwd=tmp_path).stdout
    assert "turn-out-of-order" in run("t.xml", "--schema", "tei_miasnikov", cwd=tmp_path).stdout
    grammar = Path(__file__).parents[2] / "schema" / "tei_miasnikov.rng"
    assert run("t.xml", "--schema", grammar, cwd=tmp_path).stdout == ""


def test_our_own_rules_need_no_full_engine() -> None:
    code = (
        "import sys; from tei_miasnikov.validation.judgement import validate;"
        f"assert validate([{str(CORPUS / 'tei.xml')!r}]) == []; print('elementpath' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
