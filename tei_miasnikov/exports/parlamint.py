"""Parla-CLARIN and ParlaMint: turns as u and seg, the printed label kept as a note of the speaker.

    <note type="speaker">Q.</note> <u who="#doc-2-interrogator" xml:id="doc-2-s1" n="1"><seg>Why did you flee abroad?</seg></u>

The file is the TEI file itself, its header and ids too: only `sp` is written otherwise, and nothing of the text is
changed. Pieces of the header that speak of `sp` are left out. Source: Parla-CLARIN (CLARIN ERIC), TEI Guidelines 8.3.
"""

from copy import deepcopy

from lxml import etree

from tei_miasnikov.encoded.names import find, find_all, iter_named, local, tei, xml_id
from tei_miasnikov.errors import SourceError
from tei_miasnikov.exports.material import Export, Material, single

SEGMENTS = frozenset(["p", "ab", "l"])
"""What is a segment of an utterance."""
CARRIED = ("who", "n", "{http://www.w3.org/XML/1998/namespace}id", "{http://www.w3.org/XML/1998/namespace}lang")
SECTION = "debateSection"
"""The type of a division of speech."""


def export(material: Material) -> Export:
    """The publication with its turns as utterances. Raises SourceError where it has no turns."""
    publication = material.publication
    root = deepcopy(publication.root)
    speeches = list(iter_named(root, "sp"))
    if not speeches and next(iter_named(root, "u"), None) is None:
        raise SourceError(f"{publication.path}: has no turns (sp or u), so there is no speech for a parliament corpus")
    for speech in speeches:
        _utter(speech)
    for division in iter_named(root, "div"):
        if division.get("type") is None and find(division, ".//t:u") is not None:
            division.set("type", SECTION)
    _drop_paths(root)
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
    return single(material, ".parlamint.xml", data)


def _utter(speech: etree._Element) -> None:
    """An sp becomes u, its speakers before it, its paragraphs segments."""
    parent = speech.getparent()
    if parent is None:
        return
    label = [child for child in speech if local(child) == "speaker"]
    for speaker in label:
        speaker.tag = tei("note")
        speaker.set("type", "speaker")
    speech.tag = tei("u")
    for name in speech.attrib:
        if name not in CARRIED:
            del speech.attrib[name]
    for number, child in enumerate((child for child in speech if local(child) in SEGMENTS), 1):
        child.tag = tei("seg")
        if xml_id(speech) and not xml_id(child):
            child.set("{http://www.w3.org/XML/1998/namespace}id", f"{xml_id(speech)}.seg{number}")
    _lead(parent, speech)


def _lead(parent: etree._Element, speech: etree._Element) -> None:
    """The notes of the speaker that an utterance begins with stand before it."""
    while len(speech) and local(speech[0]) == "note" and speech[0].get("type") == "speaker":
        note, before = speech[0], speech.text or ""
        space = note.tail or ""
        speech.text = None
        parent.insert(parent.index(speech), note)
        note.tail = space
        _write_before(parent, note, before)


def _write_before(parent: etree._Element, element: etree._Element, text: str) -> None:
    previous = element.getprevious()
    if not text:
        return
    if previous is None:
        parent.text = (parent.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text


def _drop_paths(root: etree._Element) -> None:
    """Declarations of references by path, which lead to `sp`."""
    for declaration in [*find_all(root, ".//t:refsDecl")]:
        parent = declaration.getparent()
        if parent is not None and next(iter_named(declaration, "citeStructure", "cRefPattern"), None) is not None:
            parent.remove(declaration)
