"""Correspondence: who wrote to whom and when, as a document's heading says it.

    7. G. I. Myasnikov to Peoples' Commissar … V. M. Molotov      sent: persName, date; received: persName

Source: TEI Guidelines 2.4.6 (correspondence description).
"""

from collections.abc import Iterable

from lxml import etree

from tei_miasnikov.encoding.markup import element
from tei_miasnikov.encoding.record import Record
from tei_miasnikov.recognition.people import Person, person_named
from tei_miasnikov.recognition.profile import Correspondence

ACTIONS = {"sender": "sent", "recipient": "received"}
NAMES = {"org": ("orgName", None), "person": ("persName", None), "role": ("rs", "person")}


def describe_correspondence(
    record: Record, rules: Iterable[Correspondence], people: tuple[Person, ...]
) -> etree._Element | None:
    """The correspDesc of a document whose heading a rule knows, else None."""
    for rule in rules:
        found = rule.heading.match(record.heading) or rule.heading.match(record.title)
        if found and (not rule.within or record.subtype in rule.within):
            groups = {name: words for name, words in found.groupdict().items() if words}
            actions = [_action(record, name, words, people) for name, words in groups.items()]
            return element("correspDesc", *actions, corresp=f"#{record.id}")
    return None


def _action(record: Record, group: str, words: str, people: tuple[Person, ...]) -> etree._Element:
    party, _, kind = group.partition("_")
    name, type_ = NAMES.get(kind, NAMES["role"])
    person = person_named(people, words) if name == "persName" else None
    date = None
    if party == "sender" and record.date:
        values = {"from_" if key == "from" else key: value for key, value in record.date.attributes}
        date = element("date", **values, resp=record.date_resp)
    return element(
        "correspAction",
        element(name, words, type=type_, ref=person and f"#{person}"),
        date,
        type=ACTIONS.get(party, "sent"),
    )
