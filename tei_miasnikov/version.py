"""The program's version, as the package declares it."""

VERSION = "0.1.0"
