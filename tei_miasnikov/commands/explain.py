"""`tei-miasnikov explain`: what a finding means, why it matters, how to mend it."""

import click

from tei_miasnikov.errors import UsageError
from tei_miasnikov.validation.explanations import Explanation, load_explanations
from tei_miasnikov.validation.likeness import near


@click.command("explain")
@click.argument("codes", metavar="[CODE…]", nargs=-1)
def command(codes: tuple[str, ...]) -> int:
    """Explain a finding by its code; without a code, list all of them.

    \b
    tei-miasnikov explain pointer-dangling
    tei-miasnikov explain
    """
    known = load_explanations()
    chosen = [(code, _known(code, known)) for code in codes]
    if not chosen:
        click.echo(_listed(known))
    for code, explanation in chosen:
        click.echo(_told(code, explanation))
    return 0


OWN = "a Schematron rule has its id in its own schema as its code, and is explained there"


def _known(code: str, known: dict[str, Explanation]) -> Explanation:
    if code not in known:
        meant = near(code, list(known))
        hint = (f"did you mean {meant[0]}? " if meant else "`tei-miasnikov explain` lists them; ") + OWN
        raise UsageError(f"no finding has the code {code!r}; {hint}")
    return known[code]


def _listed(known: dict[str, Explanation]) -> str:
    width = max(map(len, known))
    return "\n".join(f"{code:<{width}}  {known[code].title}" for code in sorted(known))


def _told(code: str, explanation: Explanation) -> str:
    example = "\n".join(f"    {line}" for line in explanation.example.strip().splitlines())
    parts = [f"{code}: {explanation.title}", explanation.meaning, explanation.why, explanation.mend, example]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"
