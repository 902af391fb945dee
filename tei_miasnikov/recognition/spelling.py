"""Spelling: words of a profile or a header as a pattern that finds them however a scanner spaced them.

separate envelope        found in "separate  envelope", and where a line ends between the two
"""

import re


def spelled(words: str) -> str:
    """A pattern of these words with whatever space between them."""
    return r"\s+".join(map(re.escape, words.split()))
