"""One transcript in four carriers: pandoc makes the other three, its notes made real; all say the same."""

import re
import subprocess
import zipfile
from collections import Counter
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from lxml import etree

from tei_miasnikov.pipeline import Conversion, convert_source, load_settings_of
from tei_miasnikov.recognition.identifiers import Identifiers
from tei_miasnikov.recognition.notes import find_series
from tei_miasnikov.recognition.profile import find_profile
from tei_miasnikov.text.readers import read
from tei_miasnikov.text.source import decode, read_source
from tests.shared import CORPUS
from tests.text.files import packed

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
CARRIERS = ("docx", "odt", "html")
FIRST_OF_THE_BODY = "From the investigative file"


@cache
def with_real_notes() -> str:
    """The transcript with `[^main-5]` for each anchor, and `[^main-5]:` for each note."""
    source = read_source(CORPUS / "source.md")
    reading, text = read(source), source.text
    edits = []
    for series in find_series(reading, find_profile(str(CORPUS / "profile.toml")).notes, Identifiers())[0]:
        spans = [(anchor.span, series.bodies[body or 0].printed, "") for anchor, body in series.anchors]
        spans += [(body.marker, body.printed, ":") for body in series.bodies]
        for span, printed, colon in spans:
            start, end = reading.offset(span.start), reading.offset(span.end - 1) + 1
            raised = text[start - 5 : start] == "<sup>"
            edits.append((start - 5 * raised, end + 6 * raised, f"[^{series.name}-{printed}]{colon}"))
    for start, end, sign in sorted(edits, reverse=True):
        text = text[:start] + sign + text[end:]
    return text


@cache
def carried(ending: str) -> bytes:
    pypandoc = pytest.importorskip("pypandoc", reason="needs pandoc, which `make bench` installs")
    place = Path(pypandoc.get_pandoc_path())
    assert place.exists()
    call = [str(place), "-f", "commonmark_x-smart", "-t", ending, "--standalone", "--metadata", "title= ", "-o", "-"]
    done = subprocess.run(call, input=with_real_notes().encode(), capture_output=True, check=True, timeout=60)
    return done.stdout


def converted(data: bytes, name: str) -> Conversion:
    settings = load_settings_of(str(CORPUS / "profile.toml"), CORPUS / "header.toml")
    return convert_source(decode(data, name), settings)


@cache
def tree(ending: str) -> etree._Element:
    data = (CORPUS / "source.md").read_bytes() if ending == "md" else carried(ending)
    return etree.fromstring(converted(data, f"t.{ending}").tei)


def words(element: etree._Element) -> str:
    """The words of an element, the numbers of note anchors left out."""
    return said(element, ".//text()[not(parent::t:ref[@type='noteAnchor'])]")


def said(element: etree._Element, path: str) -> str:
    """The strings of a path, put together, their spaces made one."""
    strings = cast(list[str], element.xpath(path, namespaces=TEI))
    return " ".join("".join(strings).split())


def found(root: etree._Element, path: str) -> list[etree._Element]:
    return cast(list[etree._Element], root.xpath(f"//t:text//{path}", namespaces=TEI))


def attributes(element: etree._Element) -> list[str]:
    return sorted(f"{name!s}={value!s}" for name, value in element.attrib.items())


def turns(root: etree._Element) -> list[tuple[str | None, ...]]:
    return [(one.get(ID), one.get("who"), words(one)) for one in found(root, "t:sp")]


def dates(root: etree._Element) -> Counter[tuple[str, ...]]:
    every = [*found(root, "t:date"), *found(root, "t:time")]
    return Counter((words(one), *attributes(one)) for one in every)


def citations(root: etree._Element) -> list[tuple[str, ...]]:
    scopes = [
        [value for scope in one.iter(f"{{{TEI['t']}}}biblScope") for value in attributes(scope)]
        for one in found(root, "t:bibl")
    ]
    return [(words(one), *scope) for one, scope in zip(found(root, "t:bibl"), scopes, strict=True)]


def notes(root: etree._Element) -> Counter[tuple[str, str]]:
    """Each note's words, and those before its anchor."""
    pairs: Counter[tuple[str, str]] = Counter()
    for one in found(root, "t:note[@type='editorial']"):
        (anchor,) = found(root, f"t:ref[@xml:id='{(one.get('target') or '')[1:]}']")
        pairs[words(one), said(anchor, "preceding::text()[position() < 4]")[-15:]] += 1
    return pairs


@pytest.mark.parametrize("ending", CARRIERS)
def test_turns_dates_citations_and_notes_are_those_of_the_markdown(ending: str) -> None:
    markdown, other = tree("md"), tree(ending)
    assert turns(other) == turns(markdown)
    assert dates(other) == dates(markdown)
    assert citations(other) == citations(markdown)
    assert notes(other) == notes(markdown)


def identified(root: etree._Element) -> list[tuple[str | None, ...]]:
    every = found(root, "t:note[@type='editorial']") + found(root, "t:ref[@type='noteAnchor']")
    return [(one.get(ID), one.get("target"), one.get("n")) for one in every]


def restarted_docx() -> bytes:
    """The Word file with a section break before the documents, at which its footnotes begin anew."""
    archive = zipfile.ZipFile(BytesIO(carried("docx")))
    parts = {path: archive.read(path) for path in archive.namelist()}
    document = parts["word/document.xml"].decode()
    start = document.rindex("<w:p>", 0, document.index(FIRST_OF_THE_BODY))
    section = '<w:sectPr><w:footnotePr><w:numRestart w:val="eachSect" /></w:footnotePr></w:sectPr>'
    document = f"{document[:start]}<w:p><w:pPr>{section}</w:pPr></w:p>{document[start:]}"
    return packed({**parts, "word/document.xml": document})


def restarted_odt() -> bytes:
    """The LibreOffice file with the footnotes of the documents numbered from 1."""
    archive = zipfile.ZipFile(BytesIO(carried("odt")))
    parts = {path: archive.read(path) for path in archive.namelist()}
    content = parts["content.xml"].decode()
    cited = r"(<text:note-citation>)(\d+)"
    renumbered = re.sub(cited, lambda m: m[1] + str(int(m[2]) - 7 if int(m[2]) > 7 else int(m[2])), content)
    return packed({**parts, "content.xml": renumbered})


@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_where_the_numbers_begin_anew_as_in_the_markdown_so_do_the_ids(ending: str) -> None:
    data = {"docx": restarted_docx, "odt": restarted_odt}[ending]()
    assert identified(etree.fromstring(converted(data, f"t.{ending}").tei)) == identified(tree("md"))
