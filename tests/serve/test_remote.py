"""Workers that cannot be started."""

import pytest
from asgi_client import run

from kg.serve.limits import Limits
from kg.serve.remote import GoneError, Remote


class Context:
    """Starts no process: there are no descriptors left, or the fork server is gone."""

    def __init__(self, error):
        self.error = error

    def Process(self, **_):  # noqa: N802  as multiprocessing calls it
        return self

    def start(self):
        raise self.error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(24, "Too many open files"), "[Errno 24] Too many open files"),
        (ConnectionRefusedError(), "the fork server has ended"),
        (EOFError(), "the fork server has ended"),
    ],
)
def test_a_process_that_cannot_be_started_is_a_worker_that_has_gone(tmp_path, error, reason):
    async def scene():
        with pytest.raises(GoneError) as caught:
            await Remote.started(Context(error), tmp_path, "0" * 64, Limits())
        assert str(caught.value) == f"a process cannot be started ({reason})"

    run(scene())
