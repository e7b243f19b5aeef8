"""What a request may cost; the defaults stand here and nowhere else."""

from dataclasses import dataclass, replace

from kg.query.allowance import MIB
from kg.query.guard import MAX_BYTES, MAX_DEPTH
from kg.query.job import Job


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a server."""

    timeout: float = 30.0
    """Seconds that a query may run; as long may it wait for a worker."""
    rows: int = 100_000
    """Rows, or triples, of an answer."""
    answer_bytes: int = 64 * MIB
    """Bytes of an answer."""
    memory: int = 2048 * MIB
    """Bytes that a worker may use beyond what it needs at its start."""
    query_bytes: int = MAX_BYTES
    """Bytes of a query."""
    depth: int = MAX_DEPTH
    """Brackets inside of one another in a query."""
    workers: int = 2
    """Processes that evaluate queries, one query each."""
    waiting: int = 4
    """Requests that may wait, for each worker."""
    grace: float = 5.0
    """Seconds that running queries have to end when the server stops."""
    idle: float = 15.0
    """Seconds in which a client has to send its request, or to take the next part of an answer."""
    connections: int = 500
    """Connections at a time."""

    @property
    def body(self) -> int:
        """Return how many bytes the body of a request may have: a query with every byte escaped, and graphs' names."""
        return 3 * self.query_bytes + 16 * 1024

    @property
    def undelivered(self) -> int:
        """Return how many bytes of answers may wait for clients to take them."""
        return 4 * self.answer_bytes

    def bounded(self, job: Job) -> Job:
        """Return a job that keeps within the limits."""
        return replace(
            job,
            max_rows=min(job.max_rows, self.rows),
            max_bytes=min(job.max_bytes, self.answer_bytes),
            max_query_bytes=min(job.max_query_bytes, self.query_bytes),
            max_depth=min(job.max_depth, self.depth),
        )
