"""Speech: turns with the speaker's label in the margin or above, stage directions, lines of verse.

<sp who="#miasnikov"><speaker>A.</speaker> <p>No.</p></sp>          A.   No.
"""

from tei_miasnikov.edition.writer import Element, Writer
from tei_miasnikov.encoded.names import local

COUNTED = 5
"""Every fifth line of verse shows its number."""


def write_turn(writer: Writer, element: Element) -> None:
    """A turn. Where no label is printed, the name of the voice is shown as an addition."""
    volume = writer.volume
    turn = volume.turns.get(element)
    name = volume.voices.name(element)
    is_labelled = any(local(child) == "speaker" for child in element)
    kinds = ["sp", volume.voices.colour(element)]
    kinds += [turn.kind] if turn and turn.kind else []
    kinds += ["hang"] if element in volume.hanging and is_labelled else ["stack"]
    kinds += ["unlabelled"] if name and not is_labelled else []
    writer.wrap(element, "div", *kinds, data_who=name or None, data_name=None if is_labelled else name or None)


def write_speaker(writer: Writer, element: Element) -> None:
    """The printed label."""
    writer.wrap(element, "span", "speaker")


def write_verse(writer: Writer, element: Element) -> None:
    """A line of verse, each fifth with its number."""
    number = element.get("n", "")
    is_counted = number.isdigit() and not int(number) % COUNTED
    writer.wrap(element, "div", "l", data_n=number if is_counted else None)
