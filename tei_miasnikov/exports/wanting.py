"""What is wanting: fields that a format requires and the TEI does not have, by the key of header.toml that fills them.

Nothing is invented in their place: the file is as complete as it can be, and each is a warning.
"""

from collections.abc import Callable, Iterable

from tei_miasnikov.encoded import Publication
from tei_miasnikov.exports.descriptions import country_code
from tei_miasnikov.findings import Finding


def _archive(field: str) -> Callable[[Publication], str]:
    return lambda p: str(getattr(p.manuscript, field)) if p.manuscript else ""


KEYS: dict[str, tuple[Callable[[Publication], str], str]] = {
    "title.main": (lambda p: p.header.title, "the title of the edition"),
    "title.language": (lambda p: p.language, "the language of the edition"),
    "responsibility": (lambda p: p.header.people[0].name if p.header.people else "", "who made the edition"),
    "publication.publisher": (lambda p: p.header.issuer, "who publishes it"),
    "publication.date": (lambda p: p.header.date.earliest if p.header.date else "", "when it is published"),
    "publication.url": (lambda p: p.header.url, "where it is to be found"),
    "publication.licence": (lambda p: p.header.licence or p.header.availability, "under which licence it may be used"),
    "publication.licence_url": (lambda p: p.header.licence_url, "the address of the licence's text"),
    "publication.id": (lambda p: p.header.idnos[0].words if p.header.idnos else "", "its DOI or other identifier"),
    "archive.repository": (_archive("repository"), "where the documents are kept"),
    "archive.fonds": (_archive("idno"), "the number of the file in its archive"),
    "archive.fonds_title": (_archive("title"), "the title of the file in its archive"),
    "archive.original_date": (_archive("origin"), "when the file was made"),
    "archive.agency": (_archive("institution"), "who maintains the description"),
    "archive.country": (
        lambda p: country_code(_archive("country")(p)),
        "the country of the archive, by its two-letter code",
    ),
    "archive.language": (lambda p: _original_language(p), "the language of the originals"),
}
"""Keys of header.toml: what convert made of them in the TEI, and what they mean."""


def find_missing(publication: Publication, keys: Iterable[str], form: str) -> tuple[Finding, ...]:
    """A warning for each of these keys that the TEI has no value for; `form` is the format that wants it."""
    return tuple(
        Finding(
            "export-key-missing",
            f"{form} wants {key}: {meaning}",
            publication.path,
            hint=f"add {key} to header.toml and convert again, or give it in the teiHeader; it is left out until then",
        )
        for key in keys
        for value, meaning in [KEYS[key]]
        if not value(publication)
    )


def _original_language(publication: Publication) -> str:
    manuscript = publication.manuscript
    if manuscript is None:
        return ""
    parts = (manuscript, *manuscript.parts)
    return next((part.language for part in parts if part.language), "")
