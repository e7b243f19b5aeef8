"""Markdown: reading lists, tables of papers and notes, as people keep them by hand and their programs write them."""
