"""What a TEI file says is read back, and nothing that it does not say."""

from pathlib import Path

import pytest

from tei_miasnikov.encoded import Dating, publication_of, read_publication
from tei_miasnikov.encoded.header import NOT_STATED
from tei_miasnikov.encoding import header as encoding_header
from tei_miasnikov.errors import SourceError
from tests.shared import CORPUS, FIXTURES

TESTAMENT = read_publication(CORPUS / "tei.xml")
PLAY = read_publication(FIXTURES / "exports" / "play.xml")
LETTERS = read_publication(FIXTURES / "exports" / "corpus.xml")


def test_the_documents_of_the_corpus() -> None:
    documents = TESTAMENT.documents
    assert [document.id for document in documents] == [f"doc-{number}" for number in range(1, 14)]
    assert sum(len(document.turns) for document in documents) == 162
    second = documents[1]
    assert (second.number, second.subtype, second.title) == (
        "2",
        "interrogation",
        "Record of interrogation of G. I. Miasnikov; January 18 1945",
    )
    assert second.date == Dating("January 18 1945", when="1945-01-18")
    assert second.citation is not None
    assert second.citation.words == "[Vol. 3, pp. 31, 32, 34-36.]"
    assert [leaf.words for leaf in second.citation.leaves] == ["31", "32", "34-36"]
    assert second.item is not None
    assert second.item.volume == "Vol. 3"
    assert second.persons == ("doc-2-interrogator", "miasnikov")


def test_the_turns_of_a_record() -> None:
    first, second = TESTAMENT.documents[1].turns[:2]
    assert (first.id, first.number, first.who, first.label, first.words, first.kind) == (
        "doc-2-s1",
        "1",
        ("doc-2-interrogator",),
        "Q.",
        "Why did you flee abroad?",
        "question",
    )
    assert second.kind == "answer"
    assert len(second.words.split("\n")) == 5
    kinds = [turn.kind for document in TESTAMENT.documents for turn in document.turns]
    assert (kinds.count("question"), kinds.count("answer"), kinds.count("")) == (66, 65, 31)


def test_a_supplied_date_tells_who_supplied_it_and_no_date_is_none() -> None:
    assert TESTAMENT.documents[7].date == Dating("[April 1945]", when="1945-04", resp=("archibald",))
    assert TESTAMENT.documents[12].date is None


def test_letters_belong_to_their_documents() -> None:
    (letter,) = TESTAMENT.documents[6].letters
    sent, received = letter.action("sent"), letter.action("received")
    assert sent is not None
    assert received is not None
    assert (sent.parties[0].words, sent.parties[0].person) == ("G. I. Myasnikov", "miasnikov")
    assert (received.parties[0].words, received.parties[0].person) == ("V. M. Molotov", "")


def test_what_is_not_stated_is_missing() -> None:
    header = TESTAMENT.header
    assert NOT_STATED == encoding_header.NOT_STATED
    assert (header.publisher, header.authority, header.licence, header.availability, header.date) == (
        "",
        "",
        "",
        "",
        None,
    )
    assert TESTAMENT.person["doc-2-interrogator"].name == ""


def test_a_play_is_one_document_and_its_roles_are_persons() -> None:
    (document,) = PLAY.documents
    assert (document.title, document.language, document.date) == ("La Clef", "fr", None)
    assert [person.name for person in PLAY.persons] == ["Rosa", "Paul"]
    assert [(turn.label, turn.who, turn.words, turn.kind) for turn in document.turns] == [
        ("ROSA.", ("rosa",), "Où est la clef ?\nJe la cherche.", ""),
        ("TOUS DEUX.", ("paul", "rosa"), "Ici !", ""),
        ("", (), "Silence.", ""),
    ]


def test_a_corpus_has_the_documents_of_all_its_texts() -> None:
    first, second = LETTERS.documents
    assert [first.header.title, second.header.title] == ["Ada to Ben", "Ben to somebody"]
    assert first.date == Dating("early 1900", not_before="1900-01", not_after="1900-03")
    assert LETTERS.header.title == "Two letters"
    assert LETTERS.manuscript is not None
    assert LETTERS.manuscript.idno == "MS 1"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"<TEI", "t.xml:1:"),
        (b"", "is not well-formed"),
        (b"<html/>", "its root is <html> in no namespace"),
        (b'<p xmlns="http://www.tei-c.org/ns/1.0"/>', "its root is <p> in the namespace http://www.tei-c.org/ns/1.0"),
    ],
)
def test_what_is_no_tei_is_refused_in_one_line(data: bytes, told: str) -> None:
    with pytest.raises(SourceError) as caught:
        publication_of(data, "t.xml")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read_publication(tmp_path / "none.xml")


def test_a_header_that_says_nothing_is_read_as_nothing() -> None:
    publication = publication_of(
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>x</p></body></text></TEI>', "x.xml"
    )
    assert publication.header.title == ""
    assert publication.manuscript is None
    assert [document.title for document in publication.documents] == [""]
