"""Text as Markdown: every character that CommonMark would take for syntax is escaped, and no other.

    1986. A *good* year      1986\\. A \\*good\\* year

White space that Markdown drops, at the beginning of a line and before its end, is written as a reference (`&#32;`).
Source: CommonMark 0.31, sections 2.4 (backslash escapes), 2.5 (references), 4 (leaf blocks), 5 (container blocks).
"""

import re

ANYWHERE = re.compile(r"[\\*`$]|(?<![^\W_])_|_(?![^\W_])|&(?=#|\w+;)|<(?=[A-Za-z/!?])|\[(?=\^)|!(?=\[)|\](?=[(:\[])")
"""What may be syntax wherever it stands."""
AT_START = re.compile(r"(\d{1,9})([.)])(?=[ \t\n]|\Z)|()([#>+=~-])")
"""What may be syntax at the beginning of a line: a number's point, a sign."""
NUMBER = re.compile(r"\A(\d{1,9})\\([.)] )")
AT_END = re.compile(r"(#+)([ \t]*)\Z")
"""What closes a heading."""
BLANK = re.compile(r"[ \t]+(?=[^ \t\n\f])")


def escaped(text: str, before: str) -> str:
    """Text as Markdown, where `before` stands before it in the same block."""
    lines = text.split("\n")
    first = before.rpartition("\n")[2]
    written = [_line(lines[0], is_start=not first.strip())]
    written += [_line(line, is_start=True) for line in lines[1:]]
    kept = [*map(_held_end, written[:-1]), written[-1]]
    return "\n".join(kept)


def _line(line: str, *, is_start: bool) -> str:
    if not is_start:
        return ANYWHERE.sub(r"\\\g<0>", line)
    lead = BLANK.match(line)
    space = "".join(f"&#{ord(character)};" for character in lead.group()) if lead else ""
    words = ANYWHERE.sub(r"\\\g<0>", line[lead.end() :] if lead else line)
    return space + AT_START.sub(r"\1\3\\\2\4", words, count=1) if AT_START.match(words) else space + words


def _held_end(line: str) -> str:
    """Two spaces at the end of a line would break it: the last is a reference."""
    return f"{line[:-1]}&#32;" if line.endswith("  ") and line.strip() else line


def quoted(block: str) -> str:
    """A block in a quotation."""
    return "\n".join(f"> {line}" if line else ">" for line in block.split("\n"))


def listed(block: str, bullet: str) -> str:
    """A block as the item of a list; what follows on its first line is indented."""
    first, *rest = block.split("\n")
    return "\n".join([f"{bullet} {first}", *(f"  {line}" if line.strip() else line for line in rest)])


def defined(block: str) -> str:
    """A block as the definition of a footnote; its further lines are indented."""
    first, *rest = block.split("\n")
    return "\n".join([first, *(f"    {line}" if line else line for line in rest)])


def unescaped_number(block: str) -> str:
    """A block whose first number may begin a list: within a turn that changes nothing."""
    return NUMBER.sub(r"\1\2", block)
