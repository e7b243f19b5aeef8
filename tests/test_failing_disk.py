"""What becomes of a folder whose disk fails: the old outputs or the new ones, never a mixture, and one line says so."""

import builtins
import errno
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from textwrap import dedent

import pytest
from builds import built
from factory import literature, plants

import kg.extract
from kg import atomic, output_files, store
from kg.build import build
from kg.config import Config
from kg.errors import OutputError
from kg.history import past
from kg.query import triplestore

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
        where, _, rest = said.partition(": ")
        assert where == "disk" or where.startswith(str(folder))
        assert rest == f"cannot be written ({os.strerror(code)}); mend this, or choose another folder with --output"
        seen.append(found == new)
    assert found == new
    assert len(seen) > len(new)
    assert set(seen) == {True, False}


IN_PARTS = Config(formats=("rdf", "tables"), decisions="", graph_limit=0, shards=2)
STEPS = {
    "open": (20, 41),
    "write": (30, 57),
    "short write": (24,),
    "replace": (7,),
    "rename": (0,),
    "link": (2,),
    "mkdir": (12,),
    "fsync": (3,),
}
"""What a build in parts does to a disk, and which of these in turn fail; with `KG_FAILURES`, all of them."""
CODES = {"short write": ("ENOSPC",)}  # which only writes less, and has no code
EACH = [
    (step, code)
    for step in STEPS
    for code in (CODES.get(step, ("ENOSPC", "EACCES", "EIO")) if "KG_FAILURES" in os.environ else ("",))
]


class FailingSteps:
    """Makes one step of a kind fail, by its number, where it is taken below a folder; those after it work again."""

    def __init__(self, patch, folder, step, number, code):
        self.folder, self.step, self.left, self.code = str(folder), step, number, code
        for name in ("replace", "rename", "link", "mkdir", "fsync"):
            patch.setattr(os, name, partial(self.call, name, getattr(os, name)))
        patch.setattr(io, "open", self.open)
        patch.setattr(builtins, "open", self.open)

    def call(self, name, function, *arguments, **options):
        self.take(name, arguments[0])
        return function(*arguments, **options)

    def take(self, step, place):
        """Fail where it is the time to, and return whether a write is to be cut short."""
        if step != self.step or not self.is_inside(place):
            return False
        self.left -= 1
        if self.left == -1 and step != "short write":
            raise OSError(self.code, os.strerror(self.code), None if step == "write" else str(place))
        return self.left == -1

    def is_inside(self, place):
        if isinstance(place, int):
            link = Path(f"/proc/self/fd/{place}")
            place = link.readlink() if link.is_symlink() else self.folder
        return os.fspath(place).startswith(self.folder)

    def open(self, file, mode="r", buffering=-1, *rest, **options):
        options |= dict(zip(("encoding", "errors", "newline"), rest, strict=False))
        if not {*mode} & {*"wxa"} or "+" in mode or not self.is_inside(file):
            return _open(file, mode, buffering, **options)
        self.take("open", file)
        texts = {name: options.pop(name, None) for name in ("encoding", "errors", "newline")}
        raw = FailingFile(file, mode.replace("b", "").replace("t", ""), **options)
        raw.disk, raw.place = self, file
        buffer = io.BufferedWriter(raw)
        return buffer if "b" in mode else io.TextIOWrapper(buffer, **texts)


_open = io.open


class FailingFile(io.FileIO):
    """A file whose writes are steps."""

    def write(self, data):
        self.disk.take("write", self.place)
        cut = self.disk.take("short write", self.place)
        return super().write(bytes(data)[: max(len(data) // 2, 1)] if cut else data)


def build_in_parts(folder, *words):
    """Build papers in parts, and return what is left of the folder's outputs and what was said where it failed."""
    source = folder.parent / "papers.jsonl"  # its name is in the outputs
    papers = ({"title": f"{word} {number}", "abstract": "Moss."} for number, word in enumerate(words))
    source.write_text("".join(json.dumps(paper) + "\n" for paper in papers))
    told, said = [], ""
    try:
        build([source], config=replace(IN_PARTS, output=str(folder)), on_error=told.append)
    except OutputError as error:
        said = str(error)
    with store.writing(folder):  # as the next build begins
        pass
    manifest = store.read_manifest(folder)
    return {name: (folder / name).read_bytes() for name in manifest.outputs}, said or "".join(map(str, told))


@pytest.fixture(scope="module")
def in_parts(tmp_path_factory):
    """Give a folder with a build in parts, and what it holds; and what it holds and remembers after the next build."""
    folder = tmp_path_factory.mktemp("parts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kg.extract, "extract", plants)
        old, _ = build_in_parts(folder / "out", "Fern", "Fern")
        shutil.copytree(folder / "out", folder / "next")
        new, _ = build_in_parts(folder / "next", "Fern", "Fern", "Ivy", "Moss")
    return folder / "out", old, new, states(folder / "next")


@pytest.mark.parametrize(("step", "code"), EACH)
def test_whichever_step_fails_a_build_in_parts_is_the_old_one_or_the_new_one_and_the_next_completes_it(
    tmp_path, monkeypatch, in_parts, step, code
):
    start, old, new, remembered = in_parts
    monkeypatch.setattr(kg.extract, "extract", plants)
    for number in range(2000) if code else STEPS[step]:
        folder = shutil.copytree(start, tmp_path / f"{number}" / "out")
        with monkeypatch.context() as patch:
            disk = FailingSteps(patch, folder, step, number, getattr(errno, code or "ENOSPC"))
            found, said = build_in_parts(folder, "Fern", "Fern", "Ivy", "Moss")
        assert found == new or (found == old and os.strerror(disk.code) in said), number
        assert found == new or said.count("\n") == 0, number
        if disk.left >= 0:
            break
        found, said = build_in_parts(folder, "Fern", "Fern", "Ivy", "Moss")
        assert (found, said) == (new, ""), number
        assert triplestore.is_whole(folder, output_files.graph_digest(store.read_manifest(folder).outputs)), number
        assert states(folder) == remembered, number
        hidden = [path for path in folder.rglob(".*") if path.name != ".lock"]
        assert hidden == [], number
        shutil.rmtree(folder)


def states(folder):
    """Return the builds that a folder remembers, after a look whether all of them can be restored."""
    assert past.is_whole(folder)
    return [(kept.number, kept.state) for kept in past.read_past(folder).builds]


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
