"""Listings of tagged lines: RIS and what EndNote exports."""
