"""One command a file, each a thin layer over public functions."""
