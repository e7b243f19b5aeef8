"""What one request, and one answer, may cost."""

from dataclasses import dataclass
from typing import Final

MIB: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of requests; times are in seconds."""

    connect: float = 15.0
    """Until a connection stands."""
    read: float = 60.0
    """Until the next bytes come: arXiv thinks about a large slice for half a minute."""
    total: float = 240.0
    """From the start of a request to the last byte of its answer, however it drips."""
    body: int = 64 * MIB
    """How large an answer may be, packed or unpacked."""
    redirects: int = 5
    tries: int = 6
    """How often a request is made before the service counts as away."""
    backoff: float = 2.0
    """The longest wait before the second try; each next one may be twice as long."""
    longest_backoff: float = 60.0
    longest_wait: float = 300.0
    """The longest wait that a service may ask for; where it asks for more, the person decides."""


DEFAULT: Final = Limits()
