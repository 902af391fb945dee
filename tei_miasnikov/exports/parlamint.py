"""Parla-CLARIN and ParlaMint: turns as u and seg, the printed label kept as a note of the speaker.

    <note type="speaker">Q.</note> <u who="#doc-2-interrogator" xml:id="doc-2-s1"><seg>Why did you flee …</seg></u>

The file is the TEI file itself, with its header and ids, and not a letter of its text is changed. Elements that
Parla-CLARIN does not have are written by those it has, their name in @type; the manuscript's description becomes
bibls. Sources: Parla-CLARIN (CLARIN ERIC), TEI Guidelines 8.3.
"""

from copy import deepcopy

from lxml import etree

from tei_miasnikov.encoded import Manuscript
from tei_miasnikov.encoded.manuscript import Item, read_manuscripts
from tei_miasnikov.encoded.names import TEI, XML, find_all, iter_named, local, tei, xml_id
from tei_miasnikov.errors import SourceError
from tei_miasnikov.exports.elements import elements_in
from tei_miasnikov.exports.material import Export, Material, single

ID = f"{{{XML}}}id"
CARRIED = frozenset(["who", "n", ID, f"{{{XML}}}lang"])
"""The attributes of an sp that a u has too."""
SEGMENTS = frozenset(["p", "ab", "l"])
"""What is a segment of an utterance."""
RENAMED = {
    "castList": "list",
    "castItem": "item",
    "role": "rs",
    "actor": "persName",
    **{f"div{level}": "div" for level in range(1, 8)},
}
"""What an element is called in Parla-CLARIN."""
TYPED = frozenset(["castList", "role"])
"""Those of them whose name is worth keeping as a type."""
_ABSENT = """argument byline closer dateline docAuthor docEdition docImprint docTitle epigraph opener postscript
    roleDesc salute signed titlePage titlePart trailer"""
ABSENT = frozenset(_ABSENT.split())
"""Blocks that Parla-CLARIN does not have: an `ab`, within another a `seg`."""
EMPTY = ("certainty", "precision", "respons")
"""What says how sure something is, which Parla-CLARIN has no element for."""
GROUPS = ("castGroup", "spGrp")
"""Groups that Parla-CLARIN does not have; their members stand by themselves."""
make = elements_in(TEI)


def export(material: Material) -> Export:
    """The publication with its turns as utterances. Raises SourceError where it has no turns."""
    publication = material.publication
    root = deepcopy(publication.root)
    speeches = list(iter_named(root, "sp"))
    if not speeches and next(iter_named(root, "u"), None) is None:
        raise SourceError(f"{publication.path}: has no turns (sp or u), so there is no speech for a parliament corpus")
    for speech in speeches:
        _utter(speech)
    for text in iter_named(root, "text"):
        _rename(text)
    _describe_sources(root)
    _drop_paths(root)
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
    return single(material, ".parlamint.xml", data)


def _utter(speech: etree._Element) -> None:
    """An sp becomes u, its speakers before it, its paragraphs segments."""
    speech.tag = tei("u")
    for name in set(speech.attrib) - CARRIED:
        del speech.attrib[name]
    for speaker in find_all(speech, "t:speaker"):
        speaker.tag = tei("note")
        speaker.set("type", "speaker")
    for number, child in enumerate([child for child in speech if local(child) in SEGMENTS], 1):
        child.tag = tei("seg")
        if xml_id(speech) and not xml_id(child):
            child.set(ID, f"{xml_id(speech)}.seg{number}")
    _lead(speech)


def _lead(speech: etree._Element) -> None:
    """The notes of the speaker that an utterance begins with stand before it; the words keep their order."""
    while len(speech) and speech[0].get("type") == "speaker" and not (speech.text or "").strip():
        note, space = speech[0], speech.text
        speech.text = None
        speech.addprevious(note)
        if space:
            note.text = space + (note.text or "")


def _rename(text: etree._Element) -> None:
    etree.strip_tags(text, *map(tei, GROUPS))
    etree.strip_elements(text, *map(tei, EMPTY), with_tail=False)
    for element in list(text.iter(f"{{{TEI}}}*")):
        name, parent = local(element), element.getparent()
        if name in RENAMED:
            element.tag = tei(RENAMED[name])
            if name in TYPED:
                element.set("type", name)
        elif name in ABSENT and parent is not None:
            element.tag = tei("seg" if local(parent) in ("ab", "seg") else "ab")
            element.set("type", name)


def _describe_sources(root: etree._Element) -> None:
    """Each msDesc as a bibl, and its items as bibls, under their ids."""
    for manuscript in read_manuscripts(root):
        element = manuscript.element
        parent = element.getparent()
        if parent is None or local(parent) != "sourceDesc":
            continue
        bibls = make("listBibl", _bibl(manuscript), (_item_bibl(item) for item in manuscript.all_items()))
        bibls.tail = element.tail
        parent.replace(element, bibls)


def _bibl(manuscript: Manuscript) -> etree._Element:
    words = filter(None, [manuscript.settlement, manuscript.repository, manuscript.extent])
    return make(
        "bibl",
        ", ".join(words),
        (part for idno in manuscript.idnos for part in (", ", make("idno", idno.words, type=idno.type))),
        xml_id=manuscript.id,
    )


def _item_bibl(item: Item) -> etree._Element:
    leaves = ", ".join(filter(None, [item.volume, *(locus.words for locus in item.loci)]))
    date = item.date
    dated = make("date", date.words, when=date.when, from_=date.start, to=date.end) if date else None
    return make(
        "bibl",
        make("title", item.title) if item.title else None,
        ", " if item.title and leaves else "",
        leaves,
        ", " if dated is not None else "",
        dated,
        n=item.number,
        corresp=" ".join(f"#{own}" for own in item.documents),
        xml_id=item.id,
    )


def _drop_paths(root: etree._Element) -> None:
    """Declarations of references by path are left out: they lead to `sp`."""
    for declaration in find_all(root, ".//t:refsDecl"):
        parent = declaration.getparent()
        paths = [child for child in declaration if local(child) in ("citeStructure", "cRefPattern")]
        if paths and parent is not None:
            parent.remove(declaration)
