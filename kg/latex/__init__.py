"""LaTeX in titles and abstracts as plain text: accents, emphasis, symbols, short formulas, links, quotes."""

from kg.latex.scanner import to_text

__all__ = ["to_text"]
