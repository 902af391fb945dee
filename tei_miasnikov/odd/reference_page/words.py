"""The words of declarations as HTML: in the language of the page, with links to the elements that they name.

words.said(spec.documentation).desc      holds all of it, its <a href="#element-front"><code>&lt;front></code></a> too
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup, escape

from tei_miasnikov.odd.content import Documentation, Prose
from tei_miasnikov.odd.reference_page.links import Anchors

NAMES = re.compile(r"<([\w.:-]+)>|(@[\w.:-]+)")
PAGE = "en"
"""The language of the page's own words."""


class Said(NamedTuple):
    """What a declaration says of itself; empty where it says nothing."""

    gloss: Markup
    desc: Markup


@dataclass(frozen=True, slots=True)
class Words:
    """Words in one language, of those without one where it is the ODD's own, else in English."""

    lang: str
    own: str
    anchors: Anchors

    def said(self, documentation: Documentation) -> Said:
        """The gloss and the description of a declaration."""
        return Said(self._said(documentation.glosses), self._said(documentation.descs))

    def is_mine(self, lang: str) -> bool:
        """Whether something in that language is to be shown."""
        return (lang or self.own).partition("-")[0] == self.lang.partition("-")[0]

    def _said(self, words: tuple[Prose, ...]) -> Markup:
        ranked = [*(each for each in words if self.is_mine(each.lang)), *(each for each in words if each.lang == PAGE)]
        return self._html((ranked or list(words))[0]) if words else Markup()

    def _html(self, prose: Prose) -> Markup:
        lang, html = prose.lang or self.own, Markup().join(self._pieces(prose.text))
        return html if lang == PAGE else Markup('<span lang="{}">{}</span>').format(lang, html)

    def _pieces(self, text: str) -> Iterator[Markup]:
        end = 0
        for found in NAMES.finditer(text):
            yield escape(text[end : found.start()])
            yield self.element(found[1]) if found[1] else Markup("<code>{}</code>").format(found[2])
            end = found.end()
        yield escape(text[end:])

    def element(self, name: str) -> Markup:
        """An element's name as prose shows it, linked where it is on the page."""
        code = Markup("<code>&lt;{}&gt;</code>").format(name)
        href = self.anchors.element(name).href
        return Markup('<a href="{}">{}</a>').format(href, code) if href else code
