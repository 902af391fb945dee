"""`tei-miasnikov profile`: what a user types, and what comes of it."""

from pathlib import Path

from click.testing import CliRunner, Result

from tei_miasnikov.commands.convert import command as convert
from tei_miasnikov.commands.profile import command as profile
from tei_miasnikov.errors import UsageError

HEARING = "\n".join(
    f"    {name}. {words}"
    for name, words in (
        ("Senator Harrow", "Mr. Gray, were you there?"),
        ("Mr. Gray", "I was, Senator."),
        ("Senator Harrow", "With whom?"),
        ("Mr. Gray", "With nobody, Senator. It was a Sunday."),
        ("Senator Harrow", "Thank you."),
        ("Mr. Gray", "Thank you, Senator."),
    )
)


def run(group: object, *arguments: str) -> Result:
    return CliRunner().invoke(group, arguments, standalone_mode=False)  # type: ignore[arg-type]


def test_what_was_learned_can_be_written_corrected_and_used(tmp_path: Path) -> None:
    source, learned, plain, again = (tmp_path / name for name in ("h.txt", "h.toml", "plain.xml", "again.xml"))
    source.write_text(HEARING, encoding="utf-8")
    told = run(profile, "learn", str(source), "-o", str(learned))
    assert "labels as in “Mr. Gray.”" in told.stderr
    assert "6 turns of 2 labels" in told.stderr
    assert run(convert, str(source), "-o", str(plain), "-q").return_value == 0
    assert run(convert, str(source), "--profile", str(learned), "-o", str(again), "-q").return_value == 0
    assert plain.read_bytes() == again.read_bytes()
    assert plain.read_text(encoding="utf-8").count("<speaker>") == 6


def test_convert_tells_what_it_took_for_a_label(tmp_path: Path) -> None:
    (tmp_path / "h.txt").write_text(HEARING, encoding="utf-8")
    told = run(convert, str(tmp_path / "h.txt"), "-o", str(tmp_path / "h.xml")).stderr
    assert "Mr. Gray 3, Senator Harrow 3" in told
    assert "confidence" in told


def test_shipped_profiles_are_listed_and_shown() -> None:
    listed = run(profile, "list").stdout
    assert [line.split()[0] for line in listed.splitlines()] == sorted(line.split()[0] for line in listed.splitlines())
    assert 'name = "play"' in run(profile, "show", "play").stdout


def test_an_unknown_profile_is_wrong_usage() -> None:
    assert isinstance(run(profile, "show", "opera").exception, UsageError)
