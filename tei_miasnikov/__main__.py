"""`python -m tei_miasnikov` is the program."""

from tei_miasnikov.cli import run

if __name__ == "__main__":
    run()
