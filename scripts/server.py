"""`kg serve` as a process of its own, for what asks it by HTTP."""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ADDRESS = re.compile(r"http://[\w.:\[\]-]+(?=\S*\s)")
_PATIENCE = 60


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the build of a folder for as long as the block lasts, and give the address: `http://127.0.0.1:41234`."""
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0"]
    with tempfile.NamedTemporaryFile() as log:  # not a pipe, which a long access log would fill
        process = subprocess.Popen(command, stderr=log, stdout=log)  # noqa: S603  the command is ours
        try:
            yield _address(process, Path(log.name))
        finally:
            process.terminate()
            process.wait()


def _address(process: "subprocess.Popen[bytes]", log: Path) -> str:
    """Wait for the line in which the server says where it is."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        ended, said = process.poll() is not None, log.read_text(encoding="utf-8")
        if found := _ADDRESS.search(said):
            return found[0]
        if ended:
            break
        time.sleep(0.05)
    raise SystemExit(f"`kg serve` did not start: {said.strip()}")
