"""What is served: the folder of a build, the addresses of its things, and how its graph is asked."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.query.job import Job

Ask = Callable[[Job], Awaitable[bytes]]
"""Evaluates a job in a worker process within the limits, or raises a `Refusal`."""


@dataclass(frozen=True, slots=True)
class Site:
    """A build as it is served."""

    folder: Path
    base: str
    """The base of the data's IRIs; the schema's where the graph does not tell."""
    prefixes: Mapping[str, str]
    """The prefixes that a query need not declare, with their namespaces."""
    endpoint: str = "/sparql"
    """The path of the SPARQL endpoint, below `root_path`."""
    root_path: str = ""
    """What a proxy puts before every path, without a slash at its end."""
    page: Path | None = None
    """The viewer of the build, `graph.html`, where it has one."""
