"""Makers of listings: sources that are held in memory."""

import hashlib

from kg.readers.formats import READERS
from kg.readers.listing import Listing
from kg.readers.sources import Source


def listing(content, *, path="list.txt"):
    """Make a listing of a text or of bytes, and the list of complaints that it fills."""
    data = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
    source = Source(path.rpartition("/")[2], path, hashlib.sha256(data).hexdigest(), data)
    errors = []
    return Listing(source, lambda error: errors.append(str(error))), errors


def records(reader, content, *, path="list.txt"):
    """Read a text or bytes with one reader, by its name or as its module; return the records and the complaints."""
    made, errors = listing(content, path=path)
    found = list((READERS[reader] if isinstance(reader, str) else reader).read(made))
    return found, errors


def papers(reader, content, *, path="list.txt"):
    """Read a text or bytes with one reader; return the papers and the complaints."""
    found, errors = records(reader, content, path=path)
    return [record.paper for record in found], errors
