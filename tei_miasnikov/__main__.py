"""`python -m tei_miasnikov` is the program."""

from tei_miasnikov.cli import main

if __name__ == "__main__":
    main()
