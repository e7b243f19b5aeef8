"""What goes wrong on the way to a service and back: what passes, and is tried again, and what does not."""

from kg.errors import FetchError


class PassingError(Exception):
    """Something that may be gone at the next try."""

    def __init__(
        self,
        message: str,
        *,
        tries: int = 0,
        wait: float | None = None,
        advice: str = "",
        otherwise: object = None,
    ) -> None:
        """Say what happened.

        Args:
            message: what the service did, after its name: `answers 503`.
            tries: how often to try at most, where that is less often than usual; 0 for as often as usual.
            wait: how many seconds the service asks to wait.
            advice: what to do where it does not pass; to try again later, unless given.
            otherwise: what counts as read where it does not pass; nothing where that is an error.
        """
        super().__init__(message)
        self.tries = tries
        self.wait = wait
        self.advice = advice
        self.otherwise = otherwise


class RefusedError(FetchError):
    """A place that must not be reached, or an answer that must not be read."""


class TurnedDownError(FetchError):
    """A request that a service understands and refuses, such as one with a cursor that is too old."""


__all__ = ["FetchError", "PassingError", "RefusedError", "TurnedDownError"]
