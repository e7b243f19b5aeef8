"""Listings in tables: separated columns and Parquet."""
