"""Forms: the table from TEI's elements to HTML's.

    emph → <em>          del → <del class="deletion">          closer → <div class="closer">

A form without a tag is a div as a block and a span within the line, or no tag at all where nothing hangs on it. What
needs more than a tag stands in constructions.py. An element that neither knows is shown as its words.
"""

from typing import NamedTuple


class Form(NamedTuple):
    """An HTML element and its class; the class is also what the legend explains (legend.py)."""

    tag: str = ""
    kind: str = ""


PLAIN = Form()
FORMS = {
    # the page and its parts
    "titlePage": Form("div", "titlepage"),
    "docTitle": Form("div", "doctitle"),
    "titlePart": Form("div", "titlepart"),
    "byline": Form("div", "byline"),
    "docAuthor": Form(kind="docauthor"),
    "docImprint": Form("div", "imprint"),
    "docDate": Form(kind="docdate"),
    "argument": Form("div", "argument"),
    "epigraph": Form("div", "epigraph"),
    "opener": Form("div", "opener"),
    "closer": Form("div", "closer"),
    "postscript": Form("div", "postscript"),
    "dateline": Form(kind="dateline"),
    "salute": Form(kind="salute"),
    "signed": Form(kind="signed"),
    "trailer": Form("div", "trailer"),
    "address": Form("div", "address"),
    "addrLine": Form("div", "line"),
    "fw": Form(kind="forme"),
    "p": Form("p"),
    "ab": Form("p"),
    "u": Form("div", "sp"),
    # verse and drama
    "lg": Form("div", "lg"),
    "castList": Form("div", "cast"),
    "castGroup": Form("div", "castgroup"),
    "castItem": Form("div", "castitem"),
    "role": Form(kind="role"),
    "roleDesc": Form(kind="roledesc"),
    "set": Form("div", "stage"),
    "stage": Form(kind="stage"),
    "kinesic": Form(kind="event"),
    "incident": Form(kind="event"),
    "vocal": Form(kind="event"),
    "writing": Form(kind="event"),
    # words and phrases
    "emph": Form("em"),
    "code": Form("code"),
    "gi": Form("code", "gi"),
    "att": Form("code", "att"),
    "val": Form("code", "val"),
    "tag": Form("code"),
    "ident": Form("code"),
    "eg": Form("div", "listing"),
    "formula": Form(kind="formula"),
    "foreign": Form("i", "foreign"),
    "distinct": Form("i"),
    "term": Form("i", "term"),
    "gloss": Form("span", "gloss"),
    "mentioned": Form("span", "mentioned"),
    "title": Form("cite"),
    "measure": Form(),
    "cit": Form(kind="cit"),
    "desc": Form(kind="desc"),
    "figDesc": Form(kind="desc"),
    "bibl": Form(kind="bibl"),
    "biblStruct": Form(kind="bibl"),
    "biblFull": Form(kind="bibl"),
    # what an editor or a scribe did
    "ellipsis": Form("span", "omission"),
    "sic": Form("span", "sic"),
    "corr": Form("span", "corr"),
    "orig": Form("span", "orig"),
    "reg": Form("span", "reg"),
    "abbr": Form("span", "abbr"),
    "expan": Form("span", "expan"),
    "ex": Form("span", "expanded"),
    "add": Form("ins", "addition"),
    "del": Form("del", "deletion"),
    "supplied": Form("span", "supplied"),
    "surplus": Form("span", "surplus"),
    "secl": Form("span", "surplus"),
    "unclear": Form("span", "unclear"),
    "damage": Form("span", "damage"),
    "restore": Form("span", "restored"),
    "binary": Form("div", "listing"),
    # dictionaries
    "orth": Form("b"),
    "def": Form(kind="def"),
    # TEI Tite's shorthand, in its own namespace
    "{http://www.tei-c.org/ns/tite/1.0}b": Form("b"),
    "{http://www.tei-c.org/ns/tite/1.0}i": Form("i"),
    "{http://www.tei-c.org/ns/tite/1.0}ul": Form("span", "r-underline"),
    "{http://www.tei-c.org/ns/tite/1.0}sup": Form("sup"),
    "{http://www.tei-c.org/ns/tite/1.0}sub": Form("sub"),
    "{http://www.tei-c.org/ns/tite/1.0}smcap": Form("span", "r-smallcaps"),
}
MATHML = "http://www.w3.org/1998/Math/MathML"
_MATHML = "math mrow mi mn mo mtext mspace msub msup msubsup mfrac msqrt mroot mover munder munderover mtable mtr mtd"
FORMS |= {f"{{{MATHML}}}{name}": Form(name) for name in _MATHML.split()}
"""Formulas in MathML, which browsers set themselves; no attribute of theirs is taken over."""
