"""The errors that `kg` raises on purpose; everything else is a bug.

    KGError
    ├── SourceError      a source of papers cannot be read: missing, empty, binary, of no known format
    ├── RecordError      one record of a source cannot be read; the others can
    ├── SchemaError      schemas/kg.yaml cannot be read
    ├── ConfigError      kg.toml or an option
    ├── DecisionError    a line of the decisions file
    ├── ModelError       the shipped weights or the lexicon
    ├── OutputError      a place that cannot be written, or a build that is not there
    │   └── LockedError  another process is writing there
    ├── QueryError       a SPARQL query
    └── FetchError       a service that is away, or whose answer cannot be read

Each message is one line: what is wrong, where (`file:line`), what to do. The command line prints it and ends
with exit code 1; Python users catch `KGError`.
"""


class KGError(Exception):
    """Say in one line what is wrong, where, and what to do."""


class SourceError(KGError):
    """A source of papers cannot be read."""


class RecordError(KGError):
    """One record of a source cannot be read; the others can."""


class SchemaError(KGError):
    """The schema file is missing, or lacks a part."""


class ConfigError(KGError):
    """A setting is wrong."""


class DecisionError(KGError):
    """A line of the decisions file cannot be applied."""


class ModelError(KGError):
    """The shipped weights or the lexicon cannot be read."""


class OutputError(KGError):
    """A place cannot be written, or holds no build."""


class LockedError(OutputError):
    """Another process is writing in a place."""


class QueryError(KGError):
    """A SPARQL query cannot be answered."""


class FetchError(KGError):
    """A service cannot be asked, or what it answers cannot be read."""


class PublishError(KGError):
    """A server does not take a graph, or has not what was sent."""
