"""Rendition: what a tag and its style say of the looks of words.

<b>, <span style="font-weight:bold">      bold
"""

import re

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic", "dfn": "italic", "u": "underline",
    "ins": "underline", "sup": "superscript", "sub": "subscript", "s": "strikethrough", "strike": "strikethrough",
    "del": "strikethrough",
}  # fmt: skip
STYLES = (
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I), "bold"),
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.I), "italic"),
    (re.compile(r"text-decoration[\w-]*\s*:[^;]*underline", re.I), "underline"),
    (re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.I), "strikethrough"),
    (re.compile(r"vertical-align\s*:\s*super", re.I), "superscript"),
    (re.compile(r"vertical-align\s*:\s*sub", re.I), "subscript"),
    (re.compile(r"font-variant[\w-]*\s*:[^;]*small-caps", re.I), "smallcaps"),
)
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)


def rends(name: str, style: str) -> tuple[str, ...]:
    """How the words within a tag are printed."""
    styled = (rend for pattern, rend in STYLES if style and pattern.search(style))
    return tuple(dict.fromkeys(filter(None, [TAGS.get(name), *styled])))


def is_hidden(attributes: dict[str, str]) -> bool:
    """Whether a tag says that nothing of its content is shown."""
    return "hidden" in attributes or bool(UNSEEN.search(attributes.get("style", "")))
