"""A request that is not answered as asked: the status, the reason, and when to try again."""


class Refusal(Exception):  # noqa: N818  what is raised is an answer of HTTP, not an error of the program
    """An answer of HTTP that is none to the question."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        retry_after: int | None = None,
        line: int | None = None,
        column: int | None = None,
        allow: str = "",
    ) -> None:
        """Keep what the client is told.

        Args:
            status: the status code of HTTP.
            message: one line: what is wrong and what to do.
            retry_after: seconds after which the same request may do better.
            line: the line of the query at fault, from 1.
            column: the column of it, from 1.
            allow: the methods that are allowed, where the method was wrong.
        """
        super().__init__(message)
        self.status = status
        self.message = message
        self.retry_after = retry_after
        self.line = line
        self.column = column
        self.allow = allow
