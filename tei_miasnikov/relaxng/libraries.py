r"""Datatype libraries by their URI: the built-in one, and XML Schema's (specification, section 4.16).

datatype("", "token")                                                   built in
datatype(XSD, "date")                                                   one of XML Schema's
datatype(XSD, "token", (("pattern", r"\S+"), ("maxLength", "8")))      the same with facets
"""

from functools import lru_cache

from tei_miasnikov.relaxng.datatypes import BUILT_IN, Datatype, DatatypeError, Params
from tei_miasnikov.relaxng.xsd import restricted

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"


@lru_cache(maxsize=4096)
def datatype(library: str, name: str, params: Params = ()) -> Datatype:
    """The datatype of that name, restricted by the parameters.

    Raises DatatypeError where there is none, or where it does not take the parameters.
    """
    if library == XSD:
        return restricted(name, params)
    if library:
        raise DatatypeError(f"there is no datatype library {library!r} here")
    if name not in BUILT_IN:
        raise DatatypeError(f"the built-in library has string and token, not {name!r}")
    if params:
        raise DatatypeError(f"the built-in datatype {name!r} takes no parameters")
    return BUILT_IN[name]
