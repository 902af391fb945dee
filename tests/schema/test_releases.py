"""Releases of TEI: fetched only when asked for, whole or not at all, and never used when they were changed."""

from hashlib import sha256
from pathlib import Path

import pytest

from tei_miasnikov.errors import SchemaError
from tei_miasnikov.releases import cached_releases, fetch_release, find_grammar, find_source
from tests.schema.conftest import GRAMMAR
from tests.test_command_line import refused, run


def test_a_release_is_fetched_with_its_checksums(vault: Path, cache: Path) -> None:
    done = run("schema", "fetch", "--release", "4.9.0")
    assert done.returncode == 0, done.stderr.decode()
    assert sorted(path.name for path in (cache / "4.9.0").iterdir()) == ["SHA256SUMS", "p5subset.xml", "tei_all.rng"]
    assert f"{sha256(GRAMMAR).hexdigest()}  tei_all.rng\n" in (cache / "4.9.0" / "SHA256SUMS").read_text()


def test_the_current_release_is_called_by_its_own_number(vault: Path, cache: Path) -> None:
    assert fetch_release().name == "4.10.0"


def test_the_newest_release_is_taken(vault: Path, cache: Path) -> None:
    fetch_release("current")
    fetch_release("4.9.0")
    assert [release.name for release in cached_releases()] == ["4.10.0", "4.9.0"]
    assert find_source(None) == cache / "4.10.0" / "p5subset.xml"
    assert find_source("4.9.0") == cache / "4.9.0" / "p5subset.xml"
    assert find_grammar("tei_all") == cache / "4.10.0" / "tei_all.rng"
    assert find_grammar("tei_lite") is None


def test_validate_finds_the_fetched_grammar(vault: Path, cache: Path, tmp_path: Path) -> None:
    (tmp_path / "t.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0">Words.</TEI>', encoding="utf-8")
    fetch_release()
    assert run("validate", tmp_path / "t.xml", "--schema", "tei_all").returncode == 0


def test_what_to_do_where_nothing_was_fetched(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "t.xml").write_text("<a/>", encoding="utf-8")
    (tmp_path / "my.odd").write_text("<a/>", encoding="utf-8")
    assert "schema fetch" in refused(3, "validate", tmp_path / "t.xml", "--schema", "tei_all")
    assert "schema fetch" in refused(3, "schema", "compile", tmp_path / "my.odd")
    assert "the cache is empty" in refused(3, "schema", "compile", tmp_path / "my.odd", "--source", "4.9.0")


@pytest.mark.parametrize("path", ["xml/tei/odd/p5subset.xml", "xml/tei/custom/schema/relaxng/tei_all.rng"])
def test_a_failed_fetch_leaves_nothing(vault: Path, cache: Path, path: str) -> None:
    (vault / "4.9.0" / path).unlink()
    said = refused(3, "schema", "fetch", "--release", "4.9.0")
    assert path in said
    assert len(said.splitlines()) == 1
    assert not cache.exists()


def test_a_page_that_says_sorry_is_no_release(vault: Path, cache: Path) -> None:
    (vault / "4.9.0" / "xml/tei/odd/p5subset.xml").write_text("<html>Please log in.</html>", encoding="utf-8")
    assert "is no p5subset.xml" in refused(3, "schema", "fetch", "--release", "4.9.0")
    assert not cache.exists()


def test_nobody_there(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEI_MIASNIKOV_VAULT", "http://127.0.0.1:9")
    assert "can't be fetched" in refused(3, "schema", "fetch")
    assert not cache.exists()


def test_a_name_is_no_way_out_of_the_cache(vault: Path, cache: Path) -> None:
    assert "no name of a release" in refused(3, "schema", "fetch", "--release", "../4.9.0")


def test_known_checksums_are_kept_to(vault: Path, cache: Path, tmp_path: Path) -> None:
    sums = tmp_path / "SHA256SUMS"
    sums.write_text(f"{'0' * 64}  tei_all.rng\n", encoding="utf-8")
    assert "nothing was kept" in refused(3, "schema", "fetch", "--release", "4.9.0", "--checksums", sums)
    assert not cache.exists()
    sums.write_text(f"{sha256(GRAMMAR).hexdigest()}  tei_all.rng\n", encoding="utf-8")
    assert run("schema", "fetch", "--release", "4.9.0", "--checksums", sums).returncode == 0


def test_a_changed_file_is_not_used(vault: Path, cache: Path) -> None:
    fetch_release("4.9.0")
    with (cache / "4.9.0" / "tei_all.rng").open("ab") as file:
        file.write(b"<!-- mended -->")
    with pytest.raises(SchemaError, match="its checksum differs"):
        find_grammar("tei_all")
    fetch_release("4.9.0")
    assert find_grammar("tei_all") is not None
