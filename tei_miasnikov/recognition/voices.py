"""Voices: who speaks in a document, a person of header.toml or one of this session whom the source does not name.

    Q. → doc-2-interrogator, one a session, since nothing says that it was one man;  A. → miasnikov

An unknown voice has no @who; no person is ever invented.
"""

from typing import NamedTuple

from tei_miasnikov.recognition.profile import Speaker
from tei_miasnikov.recognition.transcript import Transcript


class Voices(NamedTuple):
    """The ids of the persons by the profile's `who` or `role`; `sessions` are the nameless ones and their roles."""

    ids: dict[str, str]
    sessions: tuple[tuple[str, str], ...]

    def pointer(self, speaker: Speaker | None) -> str | None:
        """The value of @who for a speaker of the profile, None where nobody is known."""
        if speaker is None:
            return None
        own = [self.ids.get(name) for name in speaker.who.split() or [speaker.role]]
        return " ".join(f"#{name}" for name in own) if all(own) else None

    def heard(self, pointers: set[str | None]) -> tuple[tuple[str, str], ...]:
        """The nameless voices that these pointers point to."""
        return tuple(session for session in self.sessions if f"#{session[0]}" in pointers)


def cast_voices(transcript: Transcript, document: str) -> Voices:
    """The voices of one document, `document` being its id."""
    speakers = transcript.profile.speakers
    known = {person.id for person in transcript.people}
    named = {name: name for speaker in speakers for name in speaker.who.split() if name in known}
    roles = dict.fromkeys(speaker.role for speaker in speakers if speaker.role and not speaker.who)
    nameless = {role: f"{document}-{role}" for role in roles}
    return Voices(named | nameless, tuple((own, role) for role, own in nameless.items()))
