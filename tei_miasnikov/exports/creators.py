"""Creators and contributors: who made the edition, and in which rôle, as catalogues want it told.

The creators are the authors where the header has any, else those who made the edition: editors and translators, else
all who are responsible. The others are contributors. Programs are neither.
"""

from tei_miasnikov.encoded import Header, Responsible

MAKERS = ("edit", "translat", "encod", "transcri", "compil", "herausgeb", "éditeur", "traduct")
FUNDERS = frozenset(["funder", "sponsor"])


def creators(header: Header) -> list[Responsible]:
    """Those to whom the edition is credited."""
    people = [one for one in header.people if one.role not in FUNDERS]
    authors = [one for one in people if one.role == "author"]
    makers = [one for one in people if any(part in one.role.lower() for part in MAKERS)]
    return authors or makers or people


def contributors(header: Header) -> list[Responsible]:
    """The others that have a share in it, without those who paid."""
    credited = creators(header)
    return [one for one in header.people if one not in credited and one.role not in FUNDERS]


def funders(header: Header) -> list[Responsible]:
    """Those who paid."""
    return [one for one in header.people if one.role in FUNDERS]


def is_body(one: Responsible) -> bool | None:
    """Whether it is an organisation; None where the header does not say."""
    return {"orgName": True, "persName": False}.get(one.element)
