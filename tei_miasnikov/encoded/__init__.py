"""What a TEI file says, read back as small frozen values: header, manuscript, persons, letters, documents, turns.

    from tei_miasnikov.encoded import read_publication, words_of

Exports and the reading edition stand on this package; it knows no format but TEI.
"""

from tei_miasnikov.encoded.citations import Citation, Scope
from tei_miasnikov.encoded.dating import Dating
from tei_miasnikov.encoded.documents import Document
from tei_miasnikov.encoded.header import Header, Responsible
from tei_miasnikov.encoded.letters import Action, Letter, Party
from tei_miasnikov.encoded.manuscript import Idno, Item, Locus, Manuscript
from tei_miasnikov.encoded.persons import Person
from tei_miasnikov.encoded.publication import Publication, publication_of, read_publication
from tei_miasnikov.encoded.turns import Turn
from tei_miasnikov.encoded.words import iter_lines, line_of, words_of

__all__ = [
    "Action",
    "Citation",
    "Dating",
    "Document",
    "Header",
    "Idno",
    "Item",
    "Letter",
    "Locus",
    "Manuscript",
    "Party",
    "Person",
    "Publication",
    "Responsible",
    "Scope",
    "Turn",
    "iter_lines",
    "line_of",
    "publication_of",
    "read_publication",
    "words_of",
]
