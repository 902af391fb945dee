"""Directions: which brackets hold what is done, and which only what is said besides.

    (Laughter.)                     a paragraph in brackets: always a direction
    Go. {To Ann} Come!              within a speech, where this text has directions in such brackets
    the firm's value at risk (VaR)  ordinary parentheses, in any text

Square brackets within a speech are directions; parentheses are where they stand at the start of a speech or after the
end of a sentence, in a text that prints whole paragraphs of directions in parentheses, or puts them beside its labels.
"""

import re
from collections.abc import Sequence

from tei_miasnikov.recognition.learning.acceptance import Accepted
from tei_miasnikov.text.reading import Reading

PARAGRAPH = r"[(\[（［].*[)\]）］][.。]?|\[[^\[\]\n]{2,80}\."
SQUARE = r"\[[^\[\]\n/]{2,160}\]"
ROUND = r"(?:(?<=[.!?…:;—–»”\"。！？]\s)|(?<=[.!?…。！？])|\A\s*)[(（][^()（）]{2,240}[)）]"
MOVES = re.compile(
    r"(?:Enter|Re-enter|Exit|Exeunt|Manet|Manent|Sale|Salen|Vase|Vanse|Éntrase|Entra|Entran|Esce|Escono|Entrano)\b"
    r"(?=[ .,])(?![^\n]{0,40}[:?!])"
)
"""What opens a direction without brackets."""
FEWEST = 2
"""So many paragraphs or labels with parentheses make those of a speech directions."""


def learn_directions(reading: Reading, text: str, labels: Sequence[Accepted]) -> dict[str, str]:
    """The patterns of directions as data."""
    whole = [block for block in reading.blocks if re.fullmatch(PARAGRAPH, block.span.of(text).strip(), re.DOTALL)]
    moves = sum(bool(MOVES.match(text, block.span.start, block.span.end)) for block in reading.blocks)
    paragraphs = [PARAGRAPH] * bool(whole) + [f"{MOVES.pattern}.{{0,240}}"] * (moves >= FEWEST)
    data = {"paragraph": "|".join(paragraphs)} if paragraphs else {}
    lower = [one for label in labels for one in label.found if re.match(r"[,. ]*[(（]\W*[^\W\d_A-ZÀ-Þ]", one.aside)]
    within = []
    if re.search(SQUARE, text):
        within.append(SQUARE)
    behind = [
        text[one.span.end : one.span.end + 6].lstrip(" .:：—–\t\n\u3000") for label in labels for one in label.found
    ]
    parenthesised = sum(words[:1] in ("(", "（") for words in behind) + sum(
        block.span.of(text).lstrip()[:1] in "(（" for block in whole
    )
    if parenthesised >= FEWEST or len(lower) >= FEWEST:
        within.append(ROUND)
    if within:
        data["inline"] = "|".join(within)
    return data
