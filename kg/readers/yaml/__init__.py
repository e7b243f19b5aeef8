"""Listings in YAML, item by item."""
