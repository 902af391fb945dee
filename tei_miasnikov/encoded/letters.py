"""Letters: who wrote to whom, when and from where, as a correspDesc says it.

    <correspAction type="sent"><persName ref="#miasnikov">G. I. Myasnikov</persName><date when="1945-04-01"/>…

Source: TEI Guidelines 2.4.6.
"""

from lxml import etree
from msgspec import Struct

from tei_miasnikov.encoded.dating import Dating, read_dating
from tei_miasnikov.encoded.names import find, find_all, iter_named, local, local_ids
from tei_miasnikov.encoded.words import line_of

PARTIES = ("persName", "orgName", "name", "rs")
PLACES = ("placeName", "settlement", "district", "region", "country", "location")


class Party(Struct, frozen=True):
    """One who sent or received; `element` is persName, orgName, name or rs, `ref` its @ref as it stands."""

    element: str
    words: str
    ref: str = ""

    @property
    def person(self) -> str:
        """The id of the person in this file, "" where @ref leads elsewhere or is missing."""
        return next(iter(local_ids(self.ref)), "")


class Action(Struct, frozen=True):
    """What was done with the letter: sent, received, forwarded …"""

    type: str
    parties: tuple[Party, ...] = ()
    date: Dating | None = None
    place: str = ""
    place_ref: str = ""


class Letter(Struct, frozen=True):
    """One correspDesc; `documents` are the ids that it points to, none where the whole file is the letter."""

    element: etree._Element
    documents: tuple[str, ...]
    actions: tuple[Action, ...]
    ref: str = ""

    def action(self, kind: str) -> Action | None:
        """The first action of a type, such as `sent`."""
        return next((action for action in self.actions if action.type == kind), None)


def read_letters(header: etree._Element) -> tuple[Letter, ...]:
    """The correspDescs of a header."""
    return tuple(_letter(element) for element in iter_named(header, "correspDesc"))


def _letter(element: etree._Element) -> Letter:
    actions = tuple(map(_action, find_all(element, "t:correspAction")))
    return Letter(element, local_ids(element.get("corresp")), actions, element.get("ref", ""))


def _action(element: etree._Element) -> Action:
    place = next((child for child in element if local(child) in PLACES), None)
    return Action(
        element.get("type", ""),
        tuple(_party(child) for child in element if local(child) in PARTIES),
        read_dating(find(element, "t:date")),
        line_of(place),
        place.get("ref", "") if place is not None else "",
    )


def _party(element: etree._Element) -> Party:
    return Party(local(element), line_of(element), element.get("ref", ""))
