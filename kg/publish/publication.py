"""A publication: the graphs of a build that a server has not, one after the other, each counted there."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg import output_files
from kg.errors import ConfigError, OutputError
from kg.publish import journal as journals
from kg.publish.credentials import HOW, credentials
from kg.publish.endpoints import EXAMPLES, query_endpoint
from kg.publish.journal import Journal
from kg.publish.pieces import TRIPLES
from kg.publish.plan import DELETE, GONE, RESUME, SEND, UNCHANGED, Step, anew, steps
from kg.publish.quads import files, lines
from kg.publish.requests import Server
from kg.publish.sending import Sender
from kg.publish.spool import Graph, apart
from kg.store import open_build
from kg.web.targets import Target, target

Progress = Callable[[int, int], None]
_SECRET = re.compile(r"//[^/@\s]{0,500}@")
_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person wants of a publication."""

    url: str
    """Where the server takes graphs."""
    query_url: str = ""
    """Where it answers queries; guessed where nothing is said."""
    delete: bool = False
    """Whether graphs are deleted that the last publication sent and that the build no longer has."""
    verify: bool = True
    triples: int = TRIPLES
    """How many triples a request holds."""
    insecure: bool = False
    """Whether a password may be sent without encryption."""


@dataclass(frozen=True, slots=True)
class Build:
    """The files of a build that hold its quads."""

    folder: Path
    names: tuple[str, ...]
    key: str

    def graphs(self, spool: Path, keep: Callable[[str], bool]) -> dict[str, Graph]:
        """Return the graphs of the build, of some of them with their triples.

        Raises:
            OutputError: they cannot be read, or another build replaced them meanwhile.
        """
        found = apart(lines(self.folder, self.names), spool, keep=keep)
        if build_in(self.folder) != self:
            raise OutputError(f"{self.folder}: the build changed while it was read; run this again")
        return found


def build_in(folder: Path) -> Build:
    """Return the build of a folder.

    Raises:
        OutputError: there is none, or it has no quads.
    """
    manifest = open_build(folder)
    names = files(manifest, folder)
    return Build(folder, names, output_files.graph_digest(manifest.outputs))


def address(url: str) -> Target:
    """Return the address of a server.

    Raises:
        ConfigError: it is none, or holds what does not belong on a command line.
    """
    try:
        place = target(url)
        reason = "it has a query" if "?" in place.path or "#" in url else ""
    except ValueError as error:
        reason = str(error)
    if reason == "it holds a name and a password":
        raise ConfigError(f"{_SECRET.sub('//…@', url[:_SHOWN])}: {reason}, which do not belong there; {HOW}")
    if reason:
        raise ConfigError(f"{_SECRET.sub('//…@', url[:_SHOWN])}: {reason}; give an address such as {EXAMPLES}")
    return place


def planned(folder: Path, wishes: Wishes) -> list[Step]:
    """Return what a publication would do, without a request.

    Raises:
        OutputError: there is no build, or it cannot be read.
        ConfigError: the address of the server is none.
    """
    place, build = address(wishes.url), build_in(folder)
    journal = journals.read(folder, place.url)
    graphs = _known(build, journal) or build.graphs(folder, lambda _: False)
    return list(steps(graphs, journal.sent, size=wishes.triples, delete=wishes.delete))


def publish(
    folder: Path,
    wishes: Wishes,
    *,
    environment: Mapping[str, str],
    say: Callable[[str], None],
    progress: Progress,
    server: Server | None = None,
) -> list[Step]:
    """Send the graphs of a build to a server that has not got them yet, and return what was done.

    Args:
        folder: the folder of the build.
        wishes: what a person wants.
        environment: where credentials are found.
        say: is told what the person should know.
        progress: is told how many triples of all have been sent.
        server: how requests are made; as usual, unless given.

    Raises:
        OutputError: there is no build, or it cannot be read.
        ConfigError: the address or the credentials are none.
        PublishError: the server does not take a graph, or has another number of triples afterwards.
    """
    place, build = address(wishes.url), build_in(folder)
    server = server or Server(place, credentials(environment, place, insecure=wishes.insecure), say=say)
    with journals.kept(journals.read(folder, place.url), place.url) as journal, _spool(journal.path) as spool:
        endpoint, guessed = _endpoint(wishes, place)
        sender = Sender(server, journal, spool, wishes.triples, endpoint, guessed, wishes.verify)
        graphs = _known(build, journal) or build.graphs(spool, lambda _: not journal.sent)
        found = list(steps(graphs, journal.sent, size=wishes.triples, delete=wishes.delete))
        found = [_checked(step, graphs, sender, say) for step in found]
        if found != [step for step in found if step.action == UNCHANGED]:
            journal.finish("")
        _send(build, found, graphs, sender, progress)
        for step in found:
            if step.action == DELETE:
                sender.delete(step.graph)
        if not any(step.action == GONE for step in found):  # else the journal holds more than the build
            journal.finish(build.key)
    return found


def _send(build: Build, found: list[Step], graphs: dict[str, Graph], sender: Sender, progress: Progress) -> None:
    wanted = {step.graph: step for step in found if step.action in (SEND, RESUME)}
    if any(graphs[name].file is None for name in wanted):
        graphs = build.graphs(sender.folder, wanted.__contains__)
    total = sum(step.triples - step.first * sender.size for step in wanted.values())
    done = 0

    def sent(triples: int) -> None:
        nonlocal done
        done = min(done + triples, total)  # what is sent twice counts once
        progress(done, total)

    sender.sent = sent
    for name, step in wanted.items():
        sender.send(graphs[name], step)


def _checked(step: Step, graphs: Mapping[str, Graph], sender: Sender, say: Callable[[str], None]) -> Step:
    """Return what is done with a graph after a look at the server, which may have lost what it was sent."""
    if step.action != UNCHANGED or sender.holds(step.graph, step.triples):
        return step
    say(f"{step.graph}: it was sent before, and the server has not all of it; it is sent again")
    (again,) = anew([graphs[step.graph]], sender.size)
    return again


def _known(build: Build, journal: Journal) -> dict[str, Graph]:
    """Return the graphs of a build as the journal has them, where that very build was sent whole."""
    if journal.build != build.key:
        return {}
    return {name: Graph(name, sent.triples, sent.digest, None) for name, sent in sorted(journal.sent.items())}


def _endpoint(wishes: Wishes, place: Target) -> tuple[Target | None, bool]:
    """Return where queries are answered, and whether that is a guess."""
    if wishes.query_url:
        return address(wishes.query_url), False
    guess = query_endpoint(place)
    return (target(guess) if guess else None), True


@contextmanager
def _spool(journal: Path) -> Iterator[Path]:
    """Give an empty folder; what a publication that was killed left in it is removed."""
    folder = journal.with_suffix(".spool")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
