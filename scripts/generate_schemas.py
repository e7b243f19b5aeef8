"""Write the files of schemas/ that are made from schemas/kg.yaml, or check that they are up to date."""

import argparse
import sys
from pathlib import Path

from kg import schema
from kg.rdf.context import context
from kg.rdf.ontology import ontology
from kg.rdf.paper_schema import paper_schema
from kg.rdf.shapes import shacl

FILES = {"kg.ttl": ontology, "shapes.ttl": shacl, "context.jsonld": context, "paper.schema.json": paper_schema}


def main(arguments: list[str] | None = None) -> int:
    """Write or check the files, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a file is out of date")
    parser.add_argument(
        "--folder", type=Path, default=schema.folder(), help="where the files are (default: %(default)s)"
    )
    options = parser.parse_args(arguments)
    made = {options.folder / name: make(schema.load()) for name, make in FILES.items()}
    stale = [path for path, text in made.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if options.check:
            print(f"{path} is out of date: run python scripts/generate_schemas.py", file=sys.stderr)
        else:
            path.write_text(made[path], encoding="utf-8", newline="\n")
            print(path)
    return 1 if options.check and stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
