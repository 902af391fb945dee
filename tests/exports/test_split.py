"""A TEI file a document: nothing of the text is lost, every id stands once, every pointer still leads somewhere."""

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from tei_miasnikov.encoded import read_publication
from tei_miasnikov.encoded.names import XML
from tei_miasnikov.exports import export
from tei_miasnikov.exports.folders import write_new_folder
from tei_miasnikov.exports.serial import Serial
from tei_miasnikov.validation.pointers import check_pointers
from tei_miasnikov.validation.schema import load_judge
from tests.exports.materials import HERE, complete, exported
from tests.shared import shared

ID = f"{{{XML}}}id"


def split(folder: Path) -> dict[str, etree._Element]:
    write_new_folder(folder, exported("tei-split").files)
    return {path.name: etree.parse(str(path)).getroot() for path in folder.iterdir()}


def test_thirteen_documents_the_rest_and_the_corpus(tmp_path: Path) -> None:
    files = split(tmp_path / "parts")
    assert set(files) == {"corpus.xml", "edition.xml", *(f"doc-{number}.xml" for number in range(1, 14))}
    documents = {document.id: document for document in complete().documents}
    for own, document in documents.items():
        div = next(files[f"{own}.xml"].iter("{*}div"))
        assert "".join(map(str, div.itertext())) == "".join(map(str, document.element.itertext()))
    pieces = Counter(word for root in files.values() for word in Serial(root).text.split())
    assert pieces == Counter(Serial(complete().root).text.split())


def test_every_id_stands_once(tmp_path: Path) -> None:
    ids = Counter(own for root in split(tmp_path / "parts").values() for one in root.iter() if (own := one.get(ID)))
    assert set(ids.values()) == {1}
    whole = {one.get(ID) for one in complete().root.iter()}
    assert set(ids) == whole - {None}


def test_every_pointer_leads_somewhere(tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    for name in split(folder):
        tree = etree.parse(str(folder / name))
        assert [str(finding) for finding in check_pointers(tree, str(folder / name))] == []
    anchor = next(etree.parse(str(folder / "doc-2.xml")).getroot().iter("{*}ref"))
    assert anchor.get("target") == "edition.xml#note-main-4"


def test_a_document_has_what_is_its_own(tmp_path: Path) -> None:
    files = split(tmp_path / "parts")
    assert [person.get(ID) for person in files["doc-2.xml"].iter("{*}person")] == ["doc-2-interrogator"]
    assert [one.get("corresp") for one in files["doc-7.xml"].iter("{*}correspDesc")] == ["#doc-7"]
    assert next(files["doc-7.xml"].iter("{*}bibl")).get("corresp") == "corpus.xml#item-7"
    assert next(files["corpus.xml"].iter("{*}correspDesc"), None) is None


def test_the_corpus_with_its_parts_is_valid(tmp_path: Path) -> None:
    judge = load_judge(shared("tei/tei_all.rng"))
    folder = tmp_path / "parts"
    for name in split(folder):
        tree = etree.parse(str(folder / name))
        tree.xinclude()
        assert [str(finding) for finding in judge(tree, name)] == []
    merged = etree.parse(str(folder / "corpus.xml"))
    merged.xinclude()
    assert sum(1 for _ in merged.getroot().iter("{*}sp")) == 162


@pytest.mark.parametrize(
    ("name", "expected"),
    [("play.xml", ["corpus.xml", "document-1.xml"]), ("corpus.xml", ["corpus.xml", "first.xml", "second.xml"])],
)
def test_other_tei_is_split_by_its_texts(name: str, expected: list[str]) -> None:
    files = export("tei-split", read_publication(HERE / name)).files
    assert [file.path for file in files] == expected
    if name == "corpus.xml":
        assert b'target="second.xml#second"' in files[1].data
