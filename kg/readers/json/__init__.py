"""Listings in JSON: whole documents, lines, and what Python printed."""
