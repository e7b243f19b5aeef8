"""The script and the words that go with the files for Neo4j: they hold names of ours only, never a text of a paper."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

LIST_SEPARATOR = "\x1f"
"""Between the items of a list: the one character that is meant for it, which no text has."""
_BATCH = 2000
_CONVERTED = {"int": "toInteger({})", "double": "toFloat({})", "string[]": "split({}, '\\u001F')"}


@dataclass(frozen=True, slots=True)
class NodeFile:
    """A file of nodes."""

    name: str
    kind: str
    """The label by which nodes are found: `Paper`, `Entity`, `Address` or `Result`."""
    label: str
    columns: tuple[str, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Return all labels."""
        return tuple(dict.fromkeys((self.kind, self.label)))

    @property
    def header(self) -> tuple[str, ...]:
        """Return the first row."""
        return ("id:ID", *self.columns, ":LABEL")


@dataclass(frozen=True, slots=True)
class RelationshipFile:
    """A file of relationships."""

    predicate: str
    start: str
    """The label of the nodes that they start from."""
    end: str
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the name of the file."""
        return f"rel_{self.type.lower()}.csv"

    @property
    def type(self) -> str:
        """Return the type as it is usual in Neo4j: `COMPARES_WITH`."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", self.predicate).upper()

    @property
    def header(self) -> tuple[str, ...]:
        """Return the first row."""
        return (":START_ID", ":END_ID", *self.columns, ":TYPE")


def script(nodes: Sequence[NodeFile], relationships: Sequence[RelationshipFile]) -> str:
    """Return the script for `cypher-shell`, which may be run again after the next build."""
    return "\n".join((*_HEAD, *_constraints(nodes), *map(_load_nodes, nodes), *map(_load_edges, relationships), ""))


_HEAD = (
    "// Loads the CSV files beside this script; they have to lie in the folder `import` of the database.",
    "// A text with a backslash before a quote needs the setting db.import.csv.legacy_quote_escaping=false",
)


def _constraints(nodes: Iterable[NodeFile]) -> Iterator[str]:
    for kind in dict.fromkeys(file.kind for file in nodes):
        name = f"kg_{kind.lower()}_id"
        yield f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{kind}) REQUIRE n.id IS UNIQUE;"


def _load_nodes(file: NodeFile) -> str:
    label = "" if file.label == file.kind else f"SET n:{file.label} "
    return _load(file.name, f"MERGE (n:{file.kind} {{id: row.`id:ID`}}) {label}{_set('n', file.columns)}")


def _load_edges(file: RelationshipFile) -> str:
    ends = f"MATCH (a:{file.start} {{id: row.`:START_ID`}}) MATCH (b:{file.end} {{id: row.`:END_ID`}})"
    return _load(file.name, f"{ends} MERGE (a)-[r:{file.type}]->(b) {_set('r', file.columns)}".rstrip())


def _load(name: str, body: str) -> str:
    return (
        f"LOAD CSV WITH HEADERS FROM 'file:///{name}' AS row\n"
        f"CALL {{ WITH row {body.rstrip()} }} IN TRANSACTIONS OF {_BATCH} ROWS;"
    )


def _set(variable: str, columns: Iterable[str]) -> str:
    """Return what sets the properties; what a cell leaves empty is removed."""
    said = [f"{variable}.{column.partition(':')[0]} = {_value(column)}" for column in columns]
    return f"SET {', '.join(said)}" if said else ""


def _value(column: str) -> str:
    return _CONVERTED.get(column.partition(":")[2], "{}").format(f"row.`{column}`")


def readme(nodes: Sequence[NodeFile], relationships: Sequence[RelationshipFile]) -> str:
    """Return how to load the files."""
    files = [f"--nodes={file.name}" for file in nodes] + [f"--relationships={file.name}" for file in relationships]
    arguments = " \\\n  ".join(("--array-delimiter=U+001F", *files))
    return f"""# Neo4j

Into a new database, all at once; run it in this folder while the database is stopped:

```bash
neo4j-admin database import full neo4j --overwrite-destination \\
  {arguments}
```

Into a database that runs: copy the CSV files into its folder `import`, then

```bash
cypher-shell --file load.cypher
```

What `load.cypher` loads is merged by id, so that it can be run again after the next build; what a build no longer says
stays in the database until it is removed there. `LOAD CSV` takes a backslash before a quote for an escape unless
`db.import.csv.legacy_quote_escaping=false` stands in `neo4j.conf`; the bulk import needs no setting.

Lists are parted by the character U+001F. Cells are as they are, also where they start with `=`: in a spreadsheet, open
`tables/*.csv` and not these files.
"""
