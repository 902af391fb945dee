"""Mentions: the dated places of an edition, and the dates of its documents, for the line of time.

On <date when="1941-06-23">June 23 1941</date> I made up my mind          23 June 1941, in no. 5
"""

from collections.abc import Iterable, Iterator

from lxml import etree

from tei_miasnikov.edition.citing import date_of
from tei_miasnikov.edition.dates import described, period
from tei_miasnikov.edition.timeline import Mention
from tei_miasnikov.edition.volume import Volume
from tei_miasnikov.encoded.dating import read_dating
from tei_miasnikov.encoded.names import iter_named


def list_mentions(volumes: Iterable[Volume]) -> list[Mention]:
    """Every date of the texts that has a year."""
    return list(_mentions(volumes))


def list_documents(volumes: Iterable[Volume]) -> list[Mention]:
    """The documents by their own dates."""
    return [
        Mention(
            when,
            volume.addresses.nearest(document.element),
            document.title or document.head,
            date_of(document),
            "document",
            document.number,
        )
        for volume in volumes
        for document in volume.publication.documents
        if document.date and (when := period(document.date))
    ]


def _mentions(volumes: Iterable[Volume]) -> Iterator[Mention]:
    for volume in volumes:
        for text in volume.texts:
            for element in iter_named(text, "date"):
                dating = read_dating(element)
                if dating and (when := period(dating)):
                    address = volume.addresses.nearest(element)
                    yield Mention(when, address, dating.words, described(dating), *_where(volume, element))


def _where(volume: Volume, element: etree._Element) -> tuple[str, str]:
    """Whether a mention stands in a document or in what its editors wrote, and where, in words."""
    around = list(element.iterancestors("{*}*"))
    document = next((volume.documents[one] for one in around if one in volume.documents), None)
    if document is not None:
        return "spoken", f"no. {document.number}" if document.number else document.title or document.head
    note = next((one for one in around if one in volume.calls.numbers), None)
    return "edited", f"note {volume.calls.numbers[note]}" if note is not None else "introduction and notes"
