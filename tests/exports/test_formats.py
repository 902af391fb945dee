"""What holds for every format: complete, the same each time, nothing made up, no crash on any TEI."""

import re
from importlib import import_module

import pytest

from tei_miasnikov.encoded import Publication, publication_of, read_publication
from tei_miasnikov.errors import SourceError
from tei_miasnikov.exports import EXPORTERS, export, read_source_file
from tei_miasnikov.exports.material import Material
from tests.exports.materials import DAY, HERE, complete, exported, sparse
from tests.shared import CORPUS, ROOT, shared

WANTED_BY_EAD = {
    "publication.publisher",
    "publication.date",
    "publication.id",
    "archive.fonds_title",
    "archive.original_date",
    "archive.country",
    "archive.agency",
}
SAMPLE = ("testall", "testdrama", "testms", "testcorpus", "testchinese", "testspoken", "testi18n", "testoverlap")


@pytest.mark.parametrize("form", EXPORTERS)
def test_with_a_complete_header_nothing_is_missing(form: str) -> None:
    assert [str(finding) for finding in exported(form).findings] == []
    assert all(file.data for file in exported(form).files)


@pytest.mark.parametrize("form", EXPORTERS)
def test_the_same_bytes_every_time(form: str) -> None:
    again = EXPORTERS[form](Material(complete(), read_source_file(CORPUS / "source.md"), DAY))
    assert again == exported(form)


def test_what_is_missing_is_named_by_its_key_and_left_out() -> None:
    made = export("ead3", sparse())
    keys = {finding.message.split()[2].rstrip(":") for finding in made.findings}
    assert keys == WANTED_BY_EAD
    assert all("header.toml" in finding.hint for finding in made.findings)
    assert b"publisher" not in made.data
    assert b"Not stated" not in made.data


@pytest.mark.parametrize("form", EXPORTERS)
@pytest.mark.parametrize("name", ["play.xml", "corpus.xml"])
def test_tei_of_others_works_or_says_in_one_line_what_is_missing(form: str, name: str) -> None:
    works_or_says(form, read_publication(HERE / name))


@pytest.mark.parametrize("form", EXPORTERS)
def test_a_sample_of_the_test_documents_of_tei(form: str) -> None:
    for name in SAMPLE:
        works_or_says(form, read_publication(shared(f"tei/tests/{name}.xml")))


def works_or_says(form: str, publication: Publication) -> None:
    try:
        assert export(form, publication).files
    except SourceError as error:
        assert str(error).startswith(publication.path)
        assert "\n" not in str(error)


@pytest.mark.parametrize("form", EXPORTERS)
def test_elements_in_elements_without_end_are_no_fault_of_the_program(form: str) -> None:
    deep = "<div>" * 240 + "<sp><p>x</p></sp>" + "</div>" * 240
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{deep}</body></text></TEI>'
    works_or_says(form, publication_of(tei.encode(), "deep.xml"))


def test_the_documentation_names_every_format_and_what_it_wants() -> None:
    page = (ROOT / "docs" / "archives.md").read_text(encoding="utf-8")
    assert [line.split()[0] for line in page.split("export --list\n")[1].split("\n\n")[0].splitlines()] == list(
        EXPORTERS
    )
    rows = re.findall(r"^\| ([a-z]+[^| ][^|]*) \| ([a-z0-9, -]+|all descriptions) \|$", page, re.MULTILINE)
    told = {(key, form) for keys, forms in rows[1:] for key in keys_of(keys) for form in forms_of(forms)}
    assert told == {(key, form) for form in DESCRIPTIONS for key in required(form)}


DESCRIPTIONS = ("ead3", "ead2002", "mets", "dc", "datacite", "cmif", "ro-crate", "akn")


def keys_of(cell: str) -> list[str]:
    """`archive.fonds, archive.country` and `archive.fonds_title, agency` alike, without what stands in brackets."""
    names = re.sub(r" \(.*?\)", "", cell).split(", ")
    table = names[0].partition(".")[0]
    return [name if "." in name or name == "responsibility" else f"{table}.{name}" for name in names]


def forms_of(cell: str) -> tuple[str, ...] | list[str]:
    return DESCRIPTIONS if cell == "all descriptions" else cell.split(", ")


def required(form: str) -> tuple[str, ...]:
    wanted: tuple[str, ...] = import_module(f"tei_miasnikov.exports.{EXPORTERS[form].module}").REQUIRED
    return wanted
