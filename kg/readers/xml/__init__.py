"""Listings in XML, read record by record: feeds, harvests, PubMed, EndNote."""
