"""What becomes of a folder whose disk fails: the old outputs or the new ones, never a mixture, and one line says so."""

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from textwrap import dedent

import pytest
from builds import built
from factory import literature

from kg import atomic, store
from kg.errors import OutputError

TESTS = Path(__file__).parent


def contents(folder):
    """Return the outputs by name; what a killed or failed build leaves hidden is not among them."""
    return {
        name: (folder / name).read_bytes()
        for name in store.files(folder)
        if not name.startswith(".") and name != store.MANIFEST
    }


def smaller():
    graph = literature()
    graph.remove_node("task/summarization")
    return graph


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("editions")
    return contents(built(folder / "old")), contents(built(folder / "new", graph=smaller()))


class FailingDisk:
    """Makes one of the calls that write fail, by its number; those after it work again."""

    WRITING = ((store.os, "replace"), (store.os, "fsync"), (atomic.tempfile, "mkstemp"), (tempfile, "mkdtemp"))

    def __init__(self, patch, number, code):
        self.left, self.code = number, code
        for module, name in self.WRITING:
            patch.setattr(module, name, partial(self.call, getattr(module, name)))

    def call(self, function, *arguments, **options):
        self.left -= 1
        if self.left == -1:
            raise OSError(self.code, os.strerror(self.code), "disk")
        return function(*arguments, **options)


def built_on_failing_disk(folder, monkeypatch, number, code):
    """Build, with one call failing, and return what was said about it; nothing where it did not come to that call."""
    with monkeypatch.context() as patch:
        FailingDisk(patch, number, code)
        try:
            built(folder, graph=smaller())
        except OutputError as error:
            return str(error)
    return ""


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_whichever_call_fails_the_folder_is_the_old_build_or_the_new_one(tmp_path, editions, monkeypatch, code):
    """SQLite's way: the first call fails, then the second, and so on, until none does (sqlite.org/testing.html)."""
    old, new = editions
    assert old != new
    seen = []
    while True:
        folder = built(tmp_path / f"{len(seen)}")
        said = built_on_failing_disk(folder, monkeypatch, len(seen), code)
        with store.writing(folder):  # as the next build begins
            pass
        found = contents(folder)
        assert not [path.name for path in folder.iterdir() if path.name.startswith((".staging", ".part", ".commit"))]
        if not said:
            break
        assert found in (old, new)
        assert (
            said == f"disk: cannot be written ({os.strerror(code)}); mend this, or choose another folder with --output"
        )
        seen.append(found == new)
    assert found == new
    assert len(seen) > len(new)
    assert set(seen) == {True, False}


SMALL_DISK = dedent(
    """
    import sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[2])
    from builds import built
    from factory import literature
    from kg.errors import OutputError
    disk = Path(sys.argv[1])
    built(disk / "out", graph=literature())
    (disk / "ballast").write_bytes(bytes(int(sys.argv[3])))
    graph = literature()
    graph.nodes["method/lora"]["label"] = "LoRA " * 4000
    try:
        built(disk / "out", graph=graph)
    except OutputError as error:
        print(error)
    """
)


def in_own_mounts(command):
    """Run a shell command where it may mount what it likes and nobody else sees it."""
    return subprocess.run(
        ["unshare", "-rm", "sh", "-ec", command], capture_output=True, text=True, check=False, cwd=TESTS
    )


def can_mount():
    return bool(shutil.which("unshare")) and in_own_mounts("mount -t tmpfs none /mnt").returncode == 0


needs_mounts = pytest.mark.skipif(not can_mount(), reason="mounting is not allowed here")


@needs_mounts
def test_a_full_disk_leaves_the_build_of_before(tmp_path):
    script = tmp_path / "small_disk.py"
    script.write_text(SMALL_DISK)
    disk, copy = tmp_path / "disk", tmp_path / "copy"
    disk.mkdir()
    done = in_own_mounts(
        f"mount -t tmpfs -o size=256k none {disk}; {sys.executable} {script} {disk} {TESTS} 170000; "
        f"cp -a {disk}/out {copy}; rm {disk}/ballast; {sys.executable} -m kg stats --dir {disk}/out > {tmp_path}/stats"
    )
    assert done.returncode == 0, done.stderr
    assert "No space left on device" in done.stdout
    assert done.stdout.count("\n") == 1
    manifest = store.read_manifest(copy)
    assert store.damaged(copy, manifest) == []
    assert "LoRA LoRA" not in (copy / "graph.graphml").read_text()
    assert sorted(path.name for path in copy.iterdir()) == [".lock", "graph.graphml", "manifest.json", "tables"]
    assert "papers" in (tmp_path / "stats").read_text()


@needs_mounts
def test_a_folder_that_nobody_may_write_can_be_read_and_says_why_it_is_not_built(tmp_path):
    folder = built(tmp_path / "out")
    source = tmp_path / "list.json"
    source.write_text(json.dumps([{"title": "Fern", "abstract": "We introduce Fern."}]))
    kg = f"{sys.executable} -m kg"
    done = in_own_mounts(
        f"mount --bind {folder} {folder}; mount -o remount,bind,ro {folder}; {kg} show LoRA --dir {folder}; "
        f"{kg} build {source} --output {folder} || echo exit $?"
    )
    assert done.stdout.splitlines()[0] == "LoRA  Method  method/lora"
    assert done.stdout.splitlines()[-1] == "exit 1"
    assert done.stderr.splitlines()[-1] == (
        f"Error: {folder}/.lock: cannot be written (Read-only file system); mend this, or choose another folder "
        "with --output"
    )
