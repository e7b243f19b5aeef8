"""Listings in plain text: pages as they are copied."""
