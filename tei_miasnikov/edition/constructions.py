"""Constructions: the elements of TEI that need more than a tag of HTML, and who writes them.

What stands neither here nor in the table of forms is shown as its words: nothing is dropped.
"""

from tei_miasnikov.edition import divisions, lists, notes, phrases, points, speech
from tei_miasnikov.edition.identifiers import DIVISIONS
from tei_miasnikov.edition.writer import Constructions, Element, Writer
from tei_miasnikov.encoded.names import local


def write_figure(writer: Writer, element: Element) -> None:
    """A figure, or words and a formula in its place."""
    writer.wrap(element, "figure")


def write_head(writer: Writer, element: Element) -> None:
    """A heading, or the caption of a list or table."""
    parent = element.getparent()
    if parent is not None and local(parent) in ("list", "table"):
        lists.write_caption(writer, element)
    else:
        divisions.write_head(writer, element)


CONSTRUCTIONS: Constructions = {
    **dict.fromkeys(DIVISIONS, divisions.write_division),
    **dict.fromkeys(("front", "body", "back", "group"), divisions.write_part),
    **dict.fromkeys(("text", "sourceDoc", "standOff", "facsimile"), divisions.write_text),
    "floatingText": lambda writer, element: writer.wrap(element, "div", "floating"),
    "head": write_head,
    "sp": speech.write_turn,
    "u": speech.write_turn,
    "speaker": speech.write_speaker,
    "l": speech.write_verse,
    "note": notes.write_note,
    "list": lists.write_list,
    "item": lists.write_item,
    "label": lists.write_label,
    "table": lists.write_table,
    "row": lists.write_row,
    "cell": lists.write_cell,
    "figure": write_figure,
    "lb": points.write_line_break,
    "pb": points.write_page_break,
    **dict.fromkeys(("cb", "gb"), points.write_column_break),
    "milestone": points.write_milestone,
    "gap": points.write_gap,
    "space": points.write_space,
    **dict.fromkeys(("handShift", "shift"), points.write_shift),
    "pause": points.write_pause,
    **dict.fromkeys(("graphic", "media"), points.write_graphic),
    "anchor": phrases.write_anchor,
    "date": phrases.write_date,
    "time": phrases.write_date,
    "docDate": phrases.write_date,
    "origDate": phrases.write_date,
    "hi": phrases.write_highlight,
    **dict.fromkeys(("ref", "ptr"), phrases.write_reference),
    **dict.fromkeys(("q", "quote", "said", "soCalled", "cit"), phrases.write_quotation),
    "supplied": phrases.write_supplied,
    "ellipsis": phrases.write_omission,
    **dict.fromkeys(("choice", "subst"), phrases.write_choice),
    "rdg": phrases.write_reading,
    "egXML": phrases.write_example,
}
