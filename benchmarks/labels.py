"""How well turns are found without a profile: precision, recall, F1 of each transcript, and what was taken for labels.

python benchmarks/labels.py                      tests/fixtures/transcripts/open, with each turn that is missed or false
python benchmarks/labels.py FOLDER…              these folders (a case is a folder with turns.txt)
python benchmarks/labels.py --brief FOLDER…      without them
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean

from lxml.etree import XMLSyntaxError

from tei_miasnikov.errors import TeiMiasnikovError
from tei_miasnikov.pipeline import Conversion, Settings, convert_source
from tei_miasnikov.recognition.learning.convention import needed
from tei_miasnikov.recognition.learning.lesson import Lesson
from tei_miasnikov.recognition.learning.telling import manner, tell
from tei_miasnikov.text.source import read_source
from tests.turns import Case, Score, cases, found_turns, score

TRANSCRIPTS = Path(__file__).parents[1] / "tests" / "fixtures" / "transcripts"


def converted(case: Case) -> Conversion | None:
    """The transcript as `convert` makes it without a profile; None, and the reason printed, where it refuses."""
    try:
        return convert_source(read_source(str(case.source)), Settings())
    except TeiMiasnikovError as error:
        print(f"{case.name}: {error}")
        return None


def judged(case: Case, conversion: Conversion | None) -> Score:
    """What is right, missed and false; all is missed where nothing was written, or no XML."""
    try:
        return score(case.turns, found_turns(conversion.tei) if conversion else [])
    except XMLSyntaxError as error:
        print(f"{case.name}: {error}")
        return score(case.turns, [])


def print_case(case: Case, conversion: Conversion | None, found: Score) -> None:
    """One line of the table, and what was decided."""
    counts = f"{len(case.turns):6} {found.right:6} {len(found.missed):7} {len(found.false):6}"
    shares = f"{found.precision:10.3f} {found.recall:7.3f} {found.f1:6.3f}"
    print(f"{case.name:28} {case.language:4} {counts} {shares}")
    if conversion and conversion.lesson:
        for line in (*tell(conversion.lesson), *reasons(conversion.lesson)):
            print(f"    {line.strip()}")


def reasons(lesson: Lesson) -> Iterator[str]:
    """Why this family was chosen: its energy, what it needed, and the energy of the next."""
    if lesson.convention:
        main, second = lesson.convention.main, lesson.convention.runner_up
        rival = f"next {second.energy:.0f} ({manner(second)})" if second else "no other"
        yield f"why: energy {main.energy:.0f} characters saved, {needed(main):.0f} needed; {rival}"


def print_faults(found: Score) -> None:
    """Each turn that is missed or false."""
    for turn in found.missed:
        print(f"    missed  {turn}")
    for turn in found.false:
        print(f"    false   {turn}")


def print_folder(folder: Path, *, faults: bool) -> None:
    """The table of a folder, and its macro F1: of the texts with turns, and how many without got one."""
    print(f"{folder}\n{'case':28} {'lang':4} {'turns':>6} {'right':>6} {'missed':>7} {'false':>6}", end="")
    print(f" {'precision':>10} {'recall':>7} {'F1':>6}")
    scores = {}
    for case in cases(folder):
        conversion = converted(case)
        scores[case] = judged(case, conversion)
        print_case(case, conversion, scores[case])
        if faults:
            print_faults(scores[case])
    spoken = [found.f1 for case, found in scores.items() if case.turns]
    silent = [found for case, found in scores.items() if not case.turns]
    print(f"{len(spoken)} transcripts: macro F1 {mean(spoken or [1.0]):.3f}, lowest {min(spoken, default=1.0):.3f}")
    print(f"{len(silent)} texts without turns: {sum(not found.false for found in silent)} got none\n")


def main(arguments: Sequence[str]) -> None:
    """Print the tables."""
    folders = [Path(name) for name in arguments if name != "--brief"]
    for folder in folders or [TRANSCRIPTS / "open"]:
        print_folder(folder, faults="--brief" not in arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
