"""Fetching a grammar from the web, only where the user allowed it: https or http, bounded in time and size."""

from tei_miasnikov.errors import SchemaError

LARGEST = 20_000_000
SECONDS = 20


def fetch(address: str) -> bytes:
    """What stands at an address. Raises SchemaError where it can't be had."""
    from urllib.error import URLError  # few calls fetch
    from urllib.request import Request, urlopen

    if not address.startswith(("http://", "https://")):
        raise SchemaError(f"{address}: only http and https are fetched")
    try:
        with urlopen(Request(address, headers={"User-Agent": "tei-miasnikov"}), timeout=SECONDS) as answer:  # noqa: S310
            found: bytes = answer.read(LARGEST + 1)
    except (URLError, OSError, ValueError) as error:
        raise SchemaError(f"{address}: can't be fetched: {getattr(error, 'reason', error)}") from None
    if len(found) > LARGEST:
        raise SchemaError(f"{address}: is larger than {LARGEST:,} bytes")
    return found
