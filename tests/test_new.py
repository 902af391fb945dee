"""A corpus folder to start from: what stands in it, and that the command it prints works."""

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct, structs

from tei_miasnikov.commands.new import HEADER
from tei_miasnikov.encoding.metadata import (
    Archive,
    Metadata,
    Project,
    Publication,
    Responsibility,
    SourceStatement,
    Title,
)
from tei_miasnikov.recognition.people import Person
from tei_miasnikov.recognition.settings import parse_settings
from tests.shared import FIXTURES
from tests.test_command_line import refused, run

SOURCE = FIXTURES / "assizes" / "source.txt"
TABLES: dict[str, type[Struct]] = {
    "title": Title, "responsibility": Responsibility, "publication": Publication, "source": SourceStatement,
    "archive": Archive, "persons": Person, "project": Project,
}  # fmt: skip


def test_a_folder_from_which_the_printed_command_makes_tei(tmp_path: Path) -> None:
    folder = tmp_path / "inquest one"
    done = run("new", folder, SOURCE)
    assert done.returncode == 0
    assert (folder / "source.txt").read_bytes() == SOURCE.read_bytes()
    program, *words = shlex.split(done.stdout.decode())
    assert program == "tei-miasnikov"
    assert run(*words).returncode == 0
    assert (folder / "tei.xml").read_bytes().count(b"<sp ") > 3


def filled_in() -> dict[str, Any]:
    """The header with every key taken in."""
    text = HEADER.read_text(encoding="utf-8")
    return tomllib.loads(re.sub(r"^# (?=\[|\w+ = )", "", text, flags=re.MULTILINE))


@pytest.mark.parametrize("table", TABLES)
def test_the_header_explains_every_key(table: str) -> None:
    found = filled_in()[table]
    keys = found[0] if isinstance(found, list) else found
    assert set(keys) == {field.encode_name for field in structs.fields(TABLES[table])}


def test_the_header_as_it_is_says_nothing() -> None:
    assert parse_settings(HEADER.read_bytes(), "header.toml", Metadata) == Metadata()


def test_what_stands_there_is_kept(tmp_path: Path) -> None:
    assert run("new", tmp_path, SOURCE).returncode == 0
    (tmp_path / "header.toml").write_text('[title]\nmain = "Mine"\n')
    assert "stands already" in refused(3, "new", tmp_path, SOURCE).splitlines()[-1]
    assert (tmp_path / "header.toml").read_text() == '[title]\nmain = "Mine"\n'


@pytest.mark.parametrize(("source", "status"), [("-", 2), ("nowhere.txt", 2)])
def test_a_source_that_can_not_be_copied(tmp_path: Path, source: str, status: int) -> None:
    refused(status, "new", tmp_path / "x", source)
    assert not (tmp_path / "x").exists()
