"""One carrier a file: Markdown, plain text."""
