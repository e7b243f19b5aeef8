"""Listings in BibTeX: its entries, what these inherit, and what is saved of broken ones."""
