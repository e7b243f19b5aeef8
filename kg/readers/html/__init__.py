"""Saved web pages: listings that they show, and what they say of themselves to machines."""
