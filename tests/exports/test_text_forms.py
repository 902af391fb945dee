"""Rows, standoff and text: nothing of the text is lost or moved."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tei_miasnikov.encoded import Publication, publication_of, read_publication
from tei_miasnikov.encoded.names import TEI, XML
from tei_miasnikov.exports import export, read_source_file
from tei_miasnikov.exports.serial import Serial
from tests.exports.materials import HERE, complete, exported
from tests.shared import CORPUS, shared


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported("csv").data.decode())))


def test_a_row_a_turn() -> None:
    found = rows()
    assert len(found) == 162
    assert list(found[0]) == [
        "document",
        "date",
        "speaker",
        "role",
        "label",
        "text",
        "source_lines",
        "citation",
        "turn",
        "kind",
    ]
    first = found[0]
    assert (first["document"], first["date"], first["speaker"], first["role"]) == (
        "2",
        "1945-01-18",
        "",
        "interrogator",
    )
    assert (first["label"], first["text"], first["kind"]) == ("Q.", "Why did you flee abroad?", "question")
    assert first["citation"] == "Vol. 3, pp. 31, 32, 34-36"


def test_source_lines_are_those_of_the_transcript() -> None:
    lines = (CORPUS / "source.md").read_text(encoding="utf-8").split("\n")
    for row in rows():
        start, _, end = row["source_lines"].partition("-")
        passage = " ".join(lines[int(start) - 1 : int(end or start)])
        first, last = row["text"].split()[0], row["text"].split()[-1]
        assert first in passage
        assert last.strip(".") in passage
        assert row["label"] in passage


def test_another_transcript_gives_no_lines(tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text("Q. Why?\n", encoding="utf-8")
    made = export("csv", complete(), source=read_source_file(other))
    assert [finding.code for finding in made.findings] == ["export-source-differs"]
    assert {row["source_lines"] for row in csv.DictReader(io.StringIO(made.data.decode()))} == {""}


def test_without_the_transcript_the_lines_are_missing() -> None:
    made = export("csv", complete())
    assert [finding.code for finding in made.findings] == ["export-without-source"]


def rebuilt(standoff: dict[str, Any]) -> list[etree._Element]:
    """The trees that annotations and text say."""
    text, annotations = standoff["text"], standoff["annotations"]
    children: dict[int | None, list[int]] = {}
    for place, annotation in enumerate(annotations):
        children.setdefault(annotation["parent"], []).append(place)

    def build(place: int) -> etree._Element:
        annotation = annotations[place]
        name = annotation["element"]
        made = etree.Element(name if name.startswith("{") else f"{{{TEI}}}{name}")
        for key, value in annotation["attributes"].items():
            made.set(key.replace("xml:", f"{{{XML}}}", 1) if key.startswith("xml:") else key, value)
        position, last = annotation["start"], None
        for inner in [*children.get(place, []), None]:
            end = annotations[inner]["start"] if inner is not None else annotation["end"]
            words = text[position:end]
            if last is None:
                made.text = words
            else:
                last.tail = words
            if inner is not None:
                last = build(inner)
                made.append(last)
                position = annotations[inner]["end"]
        return made

    return [build(place) for place in children[None]]


def assert_standoff_says_the_tree(publication: Publication) -> None:
    standoff = json.loads(export("json", publication).data)
    bare = publication_of(publication.data, publication.path).root
    etree.strip_tags(bare, etree.Comment, etree.ProcessingInstruction)
    texts = [
        text for text in bare.iter(f"{{{TEI}}}text") if not any(above.tag == text.tag for above in text.iterancestors())
    ]
    for made, text in zip(rebuilt(standoff), texts, strict=True):
        text.tail = None
        assert plain(made) == plain(text)


def plain(root: etree._Element) -> list[tuple[object, ...]]:
    return [(one.tag, sorted(one.attrib.items()), one.text or "", one.tail or "") for one in root.iter()]


def test_standoff_says_all_that_the_tree_says() -> None:
    for publication in (complete(), read_publication(HERE / "play.xml"), read_publication(HERE / "corpus.xml")):
        assert_standoff_says_the_tree(publication)


@pytest.mark.parametrize("name", ["testall", "testdrama", "testcorpus", "testchinese"])
def test_standoff_says_all_of_trees_of_others(name: str) -> None:
    assert_standoff_says_the_tree(read_publication(shared(f"tei/tests/{name}.xml")))


def test_offsets_are_code_points() -> None:
    data = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>𝄞a<hi>é</hi></p></body></text></TEI>'.encode()
    standoff = json.loads(export("json", publication_of(data, "t.xml")).data)
    assert standoff["text"] == "𝄞aé"
    assert [(one["element"], one["start"], one["end"]) for one in standoff["annotations"]][2:] == [
        ("p", 0, 3),
        ("hi", 2, 3),
    ]


def test_text_as_people_read_it() -> None:
    assert export("text", read_publication(HERE / "play.xml")).data.decode() == (
        "Rosa\nPaul\n\nActe premier\n\nUne chambre.\n\nROSA. Où est la clef ?\nJe la cherche.\n\n"
        "TOUS DEUX. Ici[1] !\n\nSilence.\n\n[1] Dans sa poche.\n"
    )


def test_the_text_has_the_labels_and_notes_where_the_edition_has_them() -> None:
    text = exported("text").data.decode()
    assert "\n\nQ. Why did you flee abroad?\n\nA: Starting in 1920, I had" in text
    assert "RKP(b)[4] on the meaning" in text
    assert "\n\n[4] Russian Communist Party (bolsheviks).\n\n" in text
    words = "".join("".join(map(str, Serial(complete().root).text)).split())
    assert len("".join(text.split())) > len(words)
