"""Imported by the process that workers are forked from: what each of them needs is read once."""

from kg import schema
from kg.serve import worker

schema.load()

__all__ = ["worker"]
