"""Akoma Ntoso: the documents as sections of a debate, their turns as question, answer or speech.

    <question by="#doc-2-interrogator" as="#interrogator" eId="doc-2-s1"><from>Q.</from><p>Why did you flee abroad?</p>

A turn is a question or an answer where the encoding knows it, else a speech; one whose speaker nobody knows is `other`.
What is narrated is `narrative`, what the source omits `omissis`; notes stand in the metadata, with references in the
text. Source: Akoma Ntoso 1.0 (OASIS LegalDocML), part 1.
"""

from lxml import etree

from tei_miasnikov.encoded import Publication
from tei_miasnikov.encoded.names import iter_named, local
from tei_miasnikov.errors import SourceError
from tei_miasnikov.exports.akn_body import Section, akn, blocks
from tei_miasnikov.exports.akn_meta import REQUIRED, describe
from tei_miasnikov.exports.elements import serialize
from tei_miasnikov.exports.material import Export, Material, single
from tei_miasnikov.exports.wanting import find_missing


def export(material: Material) -> Export:
    """The documents as a debate. Raises SourceError where there is none."""
    publication = material.publication
    if not publication.documents:
        raise SourceError(f"{publication.path}: has no text, so there is nothing to debate for Akoma Ntoso")
    body = [Section(publication, document).encode() for document in publication.documents]
    before, after = _around(publication)
    debate = akn(
        "debate",
        describe(material),
        akn("preface", before) if before else None,
        akn("debateBody", body),
        akn("conclusions", after) if after else None,
        name="debate",
    )
    findings = find_missing(publication, REQUIRED, "Akoma Ntoso")
    return single(material, ".akn.xml", serialize(akn("akomaNtoso", debate)), findings)


def _around(publication: Publication) -> tuple[list[etree._Element], list[etree._Element]]:
    """What stands before the documents (title, introduction, the heading of all) and what behind, but for the notes."""
    documents = {document.element for document in publication.documents}
    before, after = list[etree._Element](), list[etree._Element]()
    for text in iter_named(publication.root, "text"):
        if text in documents or any(above in documents for above in text.iterancestors()):
            continue
        for part in text:
            said = [child for child in part if child not in documents and isinstance(child.tag, str)]
            paragraphs = [block for child in said if not _is_notes(child) for block in blocks(child)]
            (after if local(part) == "back" else before).extend(paragraphs if local(part) != "group" else [])
    return before, after


def _is_notes(element: etree._Element) -> bool:
    return local(element) == "div" and element.get("type") == "notes"
