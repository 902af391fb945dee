"""The corpus converted with a header in which every key is filled, and what exports are made from."""

from functools import cache
from pathlib import Path

from tei_miasnikov.encoded import Publication, publication_of, read_publication
from tei_miasnikov.exports import EXPORTERS, read_source_file
from tei_miasnikov.exports.material import Export, Material
from tei_miasnikov.pipeline import Conversion, Settings, convert_source, load_settings_of
from tei_miasnikov.text.source import read_source
from tests.shared import CORPUS, FIXTURES

HERE = FIXTURES / "exports"
DAY = "2026-03-02"


@cache
def corpus_settings(header: Path) -> Settings:
    return load_settings_of(str(CORPUS / "profile.toml"), header)


@cache
def converted(header: Path) -> Conversion:
    return convert_source(read_source(CORPUS / "source.md"), corpus_settings(header))


@cache
def complete() -> Publication:
    """The corpus with a complete header."""
    return publication_of(converted(HERE / "header.toml").tei, "tei.xml")


@cache
def sparse() -> Publication:
    """The corpus as it is, its header without publisher, date and licence."""
    return read_publication(CORPUS / "tei.xml")


@cache
def exported(form: str) -> Export:
    """The complete corpus in a format."""
    return EXPORTERS[form](Material(complete(), read_source_file(CORPUS / "source.md"), DAY))
