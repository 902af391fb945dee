"""A profile: what is true of one transcript, or of one kind, as data.

    [[speakers]]
    label = "Chairperson"          the printed words, a pattern
    delimiters = [":"]             what stands behind them; the first is usual, another one is a finding
    who = "ulrich"                 the id of a person in header.toml

Patterns are Python regular expressions. They are tried at the start of a block, whose note anchors count as nothing; a
space in them stands for any space of the source (a line's end, two spaces, a no-break space), a dot for any character.
"""

from pathlib import Path
from re import Pattern
from typing import Literal

from msgspec import Struct

from tei_miasnikov.errors import UsageError
from tei_miasnikov.recognition.calendar.conventions import DateConventions
from tei_miasnikov.recognition.people import Person
from tei_miasnikov.recognition.settings import load_settings

SHIPPED = Path(__file__).parent / "profiles"


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """A table of a profile; keys that it does not have are refused."""


class Division(Rule, frozen=True):
    """A heading that opens a division: where it stands (title, front or body), and its @type.

    A title opens the title page, and with it a text; in the body the heading is the body's own head.
    """

    heading: Pattern[str]
    part: str = "front"
    type: str = "section"


class Documents(Rule, frozen=True):
    """How documents begin: a heading with a running `number`, and what tells their subtype.

    `forms` are the shapes that a heading may have: heading, bold (a paragraph all in bold), paragraph. The first
    subtype whose pattern is found in the heading, or else in a block that a rule makes a label, is taken.
    """

    heading: Pattern[str] | None = None
    forms: tuple[str, ...] = ("heading", "bold")
    subtypes: dict[str, Pattern[str]] = {}


class Speaker(Rule, frozen=True):
    """A label and whom it means.

    `who` is a person's id, several ids where several speak as one; without it `role` names a person of the session whom
    the source does not name. `turn` is question or answer where turns come in pairs. `within` limits the label to
    documents of these subtypes. `alone` is a label that is a paragraph of its own, with one of its delimiters ("" is
    none). `rend` is the emphasis that it must have, where that alone parts it from the speech. `inline` is a sign that
    may open a turn in the midst of a paragraph.
    """

    label: Pattern[str]
    delimiters: tuple[str, ...] = (":",)
    who: str = ""
    role: str = ""
    turn: str = ""
    within: tuple[str, ...] = ()
    alone: bool = False
    rend: str = ""
    inline: bool = False


class Labelling(Rule, frozen=True):
    """How labels stand, whoever's they are.

    `lead` is what may stand before a label and belongs to it: the running number of a turn. `aside` is what may stand
    between a label and its delimiter: a role, a stage direction. `begin` says whether a label may begin with any line
    after the end of a sentence, or with a paragraph only. `inline` is what stands before a label in the midst of a
    paragraph, where that is how turns are printed, and `answers` what stands there before a sign that is `inline`.
    `sign` is what may follow on a label and belongs to it: Court. Q.
    """

    lead: Pattern[str] | None = None
    aside: Pattern[str] | None = None
    begin: Literal["line", "paragraph"] = "line"
    inline: Pattern[str] | None = None
    answers: Pattern[str] | None = None
    sign: Pattern[str] | None = None


class Layout(Rule, frozen=True):
    """How the lines of a page become paragraphs, and which of them are none of the text.

    `lines`: paragraphs are the "carrier"'s, or each line is one that was "kept", or lines are "wrapped" at `width`
    signs: then a line begins a paragraph where its first word would have fitted on the line before, with `slack` signs
    to spare. `indent`: an indented line is the "first" of a paragraph or, "hanging", one that goes on, or says "none";
    `first` is by how much first lines are.

    `numbers` are those of lines (group n). `headings` are patterns of lines that open a section, `titles` such lines as
    they are printed. `page` is a mark of a page (its group n the number), `running` a running
    head or foot, `time` a mark of the time in a recording (its group n the time). `verse`: short lines within a turn
    are lines of verse. `cast` is the heading of a list of the persons of a play.
    """

    lines: Literal["carrier", "kept", "wrapped"] = "carrier"
    width: int = 0
    slack: int = 0
    indent: Literal["first", "hanging", "none"] = "none"
    first: int = 0
    headings: tuple[Pattern[str], ...] = ()
    titles: frozenset[str] = frozenset()
    numbers: Pattern[str] | None = None
    page: Pattern[str] | None = None
    running: Pattern[str] | None = None
    time: Pattern[str] | None = None
    verse: bool = False
    cast: Pattern[str] | None = None


class Directions(Rule, frozen=True):
    """Stage directions: a pattern for a whole paragraph, and one for those within the words of a speech."""

    paragraph: Pattern[str] | None = None
    inline: Pattern[str] | None = None


class BlockRule(Rule, frozen=True):
    """A block that is no running text: a TEI element, by the words it begins with.

    element: head, dateline, salute, signed, label, stage, p. A group `place` is a placeName, `who` the label of the
    person a stage direction speaks of. `speaker` is the label of him whose unlabelled words follow.
    """

    match: Pattern[str]
    element: str
    type: str = ""
    within: tuple[str, ...] = ()
    speaker: str = ""


class Notes(Rule, frozen=True):
    """Notes: how anchors are printed (superscript, or a pattern) and the names of the series."""

    anchor: str = "superscript"
    series: tuple[str, ...] = ()


class Omission(Rule, frozen=True):
    """The sign by which the source says that it leaves something out, and where that sign is only spoken of."""

    sign: str = ""
    mentioned: Pattern[str] | None = None


class Citations(Rule, frozen=True):
    """Archive citations in brackets: the words before each unit's numbers, and the places that have no number.

    `verso` is what follows the number of a leaf's back. `forms` are the archives' own forms that may stand beside
    them, by language (standoff/citations/forms); without it all of them are looked for.
    """

    units: dict[str, tuple[str, ...]] = {}
    places: tuple[str, ...] = ()
    verso: tuple[str, ...] = ("v.", "v")
    forms: tuple[str, ...] | None = None


class Foreign(Rule, frozen=True):
    """Words of another language, where the source sets them in italics or in quotation marks."""

    language: str
    words: tuple[str, ...]


class Correspondence(Rule, frozen=True):
    """What a document's heading says of sender and recipient.

    Groups of `heading`: sender or recipient with _org, _person or _role behind, which say what the words name.
    """

    heading: Pattern[str]
    within: tuple[str, ...] = ()


class Paragraphs(Rule, frozen=True):
    """Where a paragraph that a page break split is not put together: subtypes laid out in display lines."""

    display: tuple[str, ...] = ()


class Dates(Rule, frozen=True):
    """Whose words for dates are understood, and the choices of DateConventions (recognition/calendar)."""

    languages: tuple[str, ...] = ()
    day_month_order: Literal["day-month", "month-day"] | None = None
    hemisphere: Literal["northern", "southern"] = "northern"
    calendar: Literal["gregorian", "julian"] | None = None
    earliest_year: int = 1000
    latest_year: int = 2100
    century: int | None = None

    @property
    def conventions(self) -> DateConventions:
        """The choices without the languages."""
        return DateConventions(
            self.day_month_order, self.hemisphere, self.calendar, self.earliest_year, self.latest_year, self.century
        )


class Profile(Rule, frozen=True):
    """What is true of one transcript; all keys may be missing.

    `editor` is the id of him whose notes, brackets and omissions these are; `persons` are those whom labels name, where
    header.toml does not declare them; `declarations` are prose for the header.
    """

    name: str = "plain"
    description: str = ""
    language: str = "en"
    editor: str = ""
    languages: dict[str, str] = {}
    dates: Dates = Dates()
    divisions: tuple[Division, ...] = ()
    documents: Documents = Documents()
    layout: Layout = Layout()
    persons: tuple[Person, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    labels: Labelling = Labelling()
    directions: Directions = Directions()
    bench: tuple[str, ...] = ()
    blocks: tuple[BlockRule, ...] = ()
    paragraphs: Paragraphs = Paragraphs()
    notes: Notes = Notes()
    omission: Omission = Omission()
    citations: Citations = Citations()
    foreign: tuple[Foreign, ...] = ()
    correspondence: tuple[Correspondence, ...] = ()
    declarations: dict[str, str] = {}

    @property
    def date_languages(self) -> tuple[str, ...]:
        """The languages whose dates are understood: the text's own where no others are named."""
        return self.dates.languages or (self.language,)


def find_profile(name: str | None) -> Profile:
    """A profile by its file, or by the name of a shipped one; without a name the plain one, which knows no labels.

    Raises UsageError where there is no such profile, ProfileError where it can't be used.
    """
    if name is None:
        return Profile()
    shipped = SHIPPED / f"{name}.toml"
    if shipped.is_file() and not Path(name).exists():
        return load_settings(shipped, Profile)
    if Path(name).suffix != ".toml" and not Path(name).exists():
        known = ", ".join(sorted(path.stem for path in SHIPPED.glob("*.toml")))
        raise UsageError(f"no profile is named {name!r}" + (f"; shipped are {known}" if known else "; name a file"))
    return load_settings(name, Profile)
