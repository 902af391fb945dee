"""ISO Schematron: schemas read, and documents judged by their rules; a library of its own."""

from tei_miasnikov.schematron.faults import Failure, Fault, Trouble
from tei_miasnikov.schematron.judgement import Judge
from tei_miasnikov.schematron.reading import UNNAMED, read_embedded, read_rules
from tei_miasnikov.schematron.rules import Place, Rules

__all__ = ["UNNAMED", "Failure", "Fault", "Judge", "Place", "Rules", "Trouble", "read_embedded", "read_rules"]
