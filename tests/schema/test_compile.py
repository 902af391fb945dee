"""`schema compile`: files named for the ODD, findings with their lines, and a status that says how it went."""

import json
from pathlib import Path

import pytest

from tei_miasnikov.relaxng import load
from tests.schema.conftest import TINY
from tests.test_command_line import refused, run

ODD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>\n{}\n</body></text></TEI>',
    '<schemaSpec ident="{}" start="text"><moduleRef key="tei"/><moduleRef key="{}"/><moduleRef key="core"/>'
    "</schemaSpec>",
)


def write_odd(folder: Path, *specs: tuple[str, str]) -> Path:
    path = folder / "my.odd"
    path.write_text(ODD[0].format("\n".join(ODD[1].format(*spec) for spec in specs)), encoding="utf-8")
    return path


def test_one_schema_is_named_for_the_odd(tmp_path: Path) -> None:
    odd = write_odd(tmp_path, ("small", "structure"))
    done = run("schema", "compile", odd, "--source", TINY, "--to", "rng,json", "-o", tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().split() == [str(tmp_path / "my.rng"), str(tmp_path / "my.json")]
    assert load(tmp_path / "my.rng")
    assert json.loads((tmp_path / "my.json").read_bytes())["ident"] == "small"


def test_several_schemas_are_named_for_themselves_too(tmp_path: Path) -> None:
    odd = write_odd(tmp_path, ("one", "structure"), ("two", "structure"))
    assert run("schema", "compile", odd, "--source", TINY, "-o", tmp_path).returncode == 0
    assert sorted(path.name for path in tmp_path.glob("*.rng")) == ["my-one.rng", "my-two.rng"]


def test_faults_are_told_with_their_lines(tmp_path: Path) -> None:
    odd = write_odd(tmp_path, ("small", "structur"))
    done = run("schema", "compile", odd, "--source", TINY, "-o", tmp_path)
    assert done.returncode == 1
    said = done.stderr.decode().splitlines()
    place = said.index(f"{odd}:2: odd-unknown-key the source has no module 'structur' (near: structure)")
    assert said[place + 1].strip() == 'key="structur"'
    assert said[place + 2].startswith("    correct the name")


def test_what_stands_is_written_over_only_with_leave(tmp_path: Path) -> None:
    odd = write_odd(tmp_path, ("small", "structure"))
    (tmp_path / "my.rng").write_text("mine", encoding="utf-8")
    assert "--force" in refused(3, "schema", "compile", odd, "--source", TINY, "-o", tmp_path)
    assert (tmp_path / "my.rng").read_text(encoding="utf-8") == "mine"
    assert run("schema", "compile", odd, "--source", TINY, "-o", tmp_path, "--force").returncode == 0


UNUSABLE = {
    "missing": (None, "No such file"),
    "no XML": ("schemaSpec", "my.odd"),
    "no customization": ("<TEI xmlns='http://www.tei-c.org/ns/1.0'/>", "no schemaSpec"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_an_odd_that_is_none(tmp_path: Path, name: str) -> None:
    text, words = UNUSABLE[name]
    if text is not None:
        (tmp_path / "my.odd").write_text(text, encoding="utf-8")
    assert words in refused(3, "schema", "compile", tmp_path / "my.odd", "--source", TINY, "-o", tmp_path)


def test_a_form_that_is_not_made(tmp_path: Path) -> None:
    odd = write_odd(tmp_path, ("small", "structure"))
    assert "dtd is not made; rng, json" in refused(2, "schema", "compile", odd, "--source", TINY, "--to", "rng,dtd")


def test_what_is_at_hand_is_listed(vault: Path, cache: Path) -> None:
    assert run("schema", "fetch", "--release", "4.9.0").returncode == 0
    lines = [line.split("\t")[:2] for line in run("schema", "list").stdout.decode().splitlines()]
    assert lines == [["tei_miasnikov", "shipped"], ["4.9.0", "fetched"]]
