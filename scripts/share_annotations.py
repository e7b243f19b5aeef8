#!/usr/bin/env python3
"""Write annotated abstracts without the abstracts, so that the annotation can be shared.

    python scripts/share_annotations.py ANNOTATIONS.jsonl [MORE.jsonl ...] OUTPUT.jsonl.gz

A record keeps the title and of each entity the name, type, alt, role, must, and the surfaces that are the name itself
or have at most 60 characters. Records stay in their order, file after file. The same input gives the same bytes.
"""

import argparse
import gzip
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.text import clean

LONGEST = 60
KEPT = ("name", "type", "alt", "role", "must")


def main() -> None:
    """Read the annotations, write what may be shared."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotations", type=Path, nargs="+")
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    if options.output.suffix != ".gz":
        raise SystemExit(f"{options.output}: the last file is the output; let its name end in .jsonl.gz")
    options.output.write_bytes(packed(shared(options.annotations)))


def shared(paths: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """Yield what may be shared of each record of files."""
    for path in paths:
        with path.open(encoding="utf-8") as stream:
            for number, line in enumerate(stream, 1):
                try:
                    yield without_text(json.loads(line))
                except (ValueError, KeyError, TypeError) as error:
                    raise SystemExit(f"{path}:{number}: no annotated abstract ({error!r}); mend the line") from error


def without_text(record: dict[str, Any]) -> dict[str, Any]:
    """Return the title of a record and its entities, without the text that they stand in."""
    return {"title": clean(record["title"]), "entities": [names_of(entity) for entity in record["entities"]]}


def names_of(entity: dict[str, Any]) -> dict[str, Any]:
    """Return an entity with those of its surfaces that are names and no longer part of a sentence."""
    forms = dict.fromkeys(map(clean, entity["surfaces"]))
    surfaces = [form for form in forms if form and (form == entity["name"] or len(form) <= LONGEST)]
    return {**{key: entity[key] for key in KEPT}, "surfaces": surfaces}


def packed(records: Iterator[dict[str, Any]]) -> bytes:
    """Return records as gzipped lines, with no time in them."""
    text = "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)
    stream = io.BytesIO()
    with gzip.GzipFile("", "wb", fileobj=stream, mtime=0) as file:  # gzip.compress names the platform in some versions
        file.write(text.encode())
    return stream.getvalue()


if __name__ == "__main__":
    main()
