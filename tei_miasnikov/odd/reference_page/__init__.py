"""The reference page of a schema: one HTML file that says of each element what it is for, what it holds and bears.

write_page(compilation.schemas[0])      the bytes of the page
"""

from tei_miasnikov.odd.reference_page.page import write_page

__all__ = ["write_page"]
