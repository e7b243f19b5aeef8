"""What a build says about a name: its card, and why the graph says so, from the build's tables.

Of tables that lie in parts, those are read that may tell of it; what is said does not depend on it.
"""

import difflib
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from kg import output_files, schema
from kg.addresses import address_key
from kg.errors import OutputError
from kg.exporters import table_parts, tables
from kg.names import normal_form
from kg.standing import open_standing
from kg.whereabouts import PAPER, Whereabouts

Row = dict[str, str]

MAX_SUGGESTIONS = 5
_FEW = 8
_THREADS = 2
_VERSION = re.compile(r"(?<=\d{4})v\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Card:
    """All that a build says about an entity, a paper or a link."""

    id: str
    label: str
    type: str
    forms: tuple[Row, ...]
    """Rows of `aliases.csv`: a form, and the reason why it is one."""
    facts: tuple[Row, ...]
    """Rows of `edges.csv`: the edges that start or end here, the surest first."""
    links: tuple[Row, ...]
    """Rows of `links.csv`: of the paper, or of the papers that introduce the entity."""
    evidence: tuple[Row, ...]
    """Rows of `evidence.csv`: the sentences behind the facts, the surest first."""
    claims: tuple[Row, ...] = ()
    """Rows of `claims.csv`: the results that the abstract claims, or that abstracts claim for the entity."""
    paper: Row = field(default_factory=dict)
    """The row of `papers.csv`, of a paper."""
    listed: tuple[Row, ...] = ()
    """Rows of `listed.csv`: which sources list the paper, and why their records are one."""
    conflicts: tuple[Row, ...] = ()
    """Rows of `conflicts.csv`: what the sources of the paper give differently."""

    def to_dict(self) -> dict[str, Any]:
        """Return the card as plain data for JSON."""
        return asdict(self)


class Build:
    """The tables of a build."""

    def __init__(self, folder: Path) -> None:
        """Open a build.

        Raises:
            OutputError: the folder holds no build, or a build without tables.
        """
        self._standing = open_standing(folder)
        self.folder = folder
        if not self.has("entities"):
            raise OutputError(f"{folder}: this build has no tables to look in; build with `--format tables` as well")
        self._whereabouts = Whereabouts(folder, self._standing.manifest)

    def has(self, name: str) -> bool:
        """Tell whether the build has a table of a name."""
        return bool(output_files.table(self._standing.manifest.outputs, name))

    def rows(
        self, name: str, *having: str, about: str = "", among: tuple[str, Iterable[str]] | None = None
    ) -> Iterator[Row]:
        """Yield the rows of a table that contain some texts.

        Args:
            name: the table.
            having: the texts.
            about: the id of what the rows are wanted of, where they are; the parts that say nothing of it are not read.
            among: a column, and the texts of which a row has to have one there.

        Raises:
            OutputError: the table cannot be read, or is of a later build than the one that was opened.
        """
        absent = [f"{tables.FOLDER}/{name}.csv"]
        files = self._whereabouts.files(name, about) if self.has(name) else absent
        if len(files) == 1 or not (having or among):
            for file in files:
                yield from self._rows(file, having, among)
            return
        with ThreadPoolExecutor(_THREADS) as pool:  # zlib lets others run; what is kept of a part is little
            for rows in pool.map(lambda file: list(self._rows(file, having, among)), files):
                yield from rows

    def _rows(self, file: str, having: Iterable[str], among: tuple[str, Iterable[str]] | None) -> Iterator[Row]:
        try:
            yield from table_parts.rows(self.folder, [file], having=having, among=among, on_open=self._standing.check)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise OutputError(
                f"{self.folder / file}: the table cannot be read ({reason}); build again with --fresh"
            ) from error

    def find(self, name: str) -> list[str]:
        """Return the ids of what carries a name: entities, most used first, or a paper, or the address of a link.

        Raises:
            OutputError: nothing carries it; names that are near are in the message.
        """
        ways = (self._by_id, self._by_form, self._by_title, self._by_address, lambda name: self._by_id(_id_of(name)))
        found = next(filter(None, (way(name) for way in ways)), [])
        if not found:
            near = self.near(name)
            hint = f"; did you mean {', '.join(near)}?" if near else "; `kg stats` shows the most frequent names"
            raise OutputError(f"{self.folder}: nothing in this build is called '{name}'{hint}")
        return found

    def _by_id(self, name: str) -> list[str]:
        is_paper = name.startswith(PAPER)
        rows = self.rows("papers", name, about=name) if is_paper else self.rows("entities", name)
        if any(row["id"] == name for row in rows):
            return [name]
        new = [row["new"] for row in self.rows("redirects", name) if row["old"] == name and row["new"]]
        return self._by_id(new[0]) if new else []

    def _by_form(self, name: str) -> list[str]:
        key = normal_form(name)
        entities = {row["entity"] for row in self.rows("aliases", key) if row["key"] == key}
        used = {row["id"]: int(row["papers"]) for row in self.rows("entities", among=("id", entities))}
        return sorted(used, key=lambda entity: (-used[entity], entity))

    def _by_title(self, name: str) -> list[str]:
        key = normal_form(name)
        wanted = _VERSION.sub("", name.casefold())
        found = (row for row in self.rows("papers") if normal_form(row["title"]) == key or wanted in _names(row))
        return sorted(row["id"] for row in found)

    def _by_address(self, name: str) -> list[str]:
        key = address_key(name)
        return sorted({row["url"] for row in self.rows("links") if row["url"] == key or row["label"] == name})

    def near(self, name: str) -> list[str]:
        """Return names that are spelt almost alike or contain the name, nearest first."""
        names = {row["form"].casefold(): row["form"] for row in self.rows("aliases")}
        folded = name.casefold()
        close = difflib.get_close_matches(folded, names, n=MAX_SUGGESTIONS, cutoff=0.75)
        within = sorted((form for form in names if folded in form), key=lambda form: (len(form), form))
        return [names[form] for form in dict.fromkeys([*close, *within])][:MAX_SUGGESTIONS]

    def card(self, key: str) -> Card:
        """Return the card of an entity or a paper by its id, or of a link by its address."""
        label, type_ = self._heading(key)
        forms = tuple(row for row in self.rows("aliases", key) if row["entity"] == key)
        facts = tuple(sorted(self._facts(key), key=_surest_first))
        papers = {key} | {fact["subject"] for fact in facts if fact["predicate"] == "introduces"}
        links = tuple(sorted(self._links(papers), key=_by_paper))
        told = (row for row in self.rows("evidence", key, about=key) if key in _ends(row))
        evidence = tuple(sorted(sorted(told, key=_by_paper), key=_surest_first))
        claims = tuple(sorted(self._claims(key), key=_by_paper))
        card = Card(key, label, type_, forms, facts, links, evidence, claims)
        if type_ != "Paper":
            return card
        listed, conflicts = tuple(self.listed(key)), tuple(self.conflicts(key))
        return replace(card, paper=self.paper(key), listed=listed, conflicts=conflicts)

    def _heading(self, key: str) -> tuple[str, str]:
        """Return the label and the type of a thing."""
        for row in self.rows("entities", key):
            if row["id"] == key:
                return row["name"], row["type"]
        for row in self.rows("links", key, about=key):
            if row["url"] == key:
                return row["label"], schema.load().link_kinds[row["kind"]].node_class
        return self.paper(key).get("title", key), "Paper"

    def _facts(self, key: str) -> Iterator[Row]:
        return (row for row in self.rows("edges", key, about=key) if key in _ends(row))

    def _claims(self, key: str) -> Iterator[Row]:
        rows = self.rows("claims", key, about=key)
        return (row for row in rows if key in (row["paper"], row["dataset"], row["subject"]))

    def _links(self, papers: set[str]) -> Iterator[Row]:
        """Yield the rows of links of some papers; where they are many, the table is read once for all of them."""
        if len(papers) > _FEW:
            yield from self.rows("links", among=("paper", papers))
            return
        for paper in papers:
            yield from (row for row in self.rows("links", paper, about=paper) if row["paper"] == paper)

    def listed(self, paper: str) -> list[Row]:
        """Return the rows of `listed.csv` for a paper: which sources list it, and why their records are one."""
        return [row for row in self.rows("listed", paper, about=paper) if row["paper"] == paper]

    def conflicts(self, paper: str) -> list[Row]:
        """Return the rows of `conflicts.csv` for a paper: what its sources give differently."""
        return [row for row in self.rows("conflicts", paper, about=paper) if row["paper"] == paper]

    def paper(self, key: str) -> Row:
        """Return the row of `papers.csv` for a paper, or nothing where it is none."""
        return next((row for row in self.rows("papers", key, about=key) if row["id"] == key), {})

    def between(self, subject: str, object: str, *, predicate: str = "") -> list[Row]:
        """Return the rows of evidence for facts about two things, in either direction where no predicate is given."""
        ends = {(subject, object)} if predicate else {(subject, object), (object, subject)}
        rows = (row for row in self.rows("evidence", subject, object, about=subject) if _ends(row) in ends)
        return sorted(
            sorted((row for row in rows if predicate in ("", row["predicate"])), key=_by_paper), key=_surest_first
        )


def predicate_named(text: str) -> str:
    """Return the predicate of a name or a label in any case, `evaluated on` or `evaluatedOn`, or nothing."""
    wanted = normal_form(text)
    for name, label in schema.load().predicates.items():
        if wanted in (normal_form(name), normal_form(label)):
            return name
    return ""


def _id_of(name: str) -> str:
    """Return the id in an IRI or a prefixed name, as answers to queries have them."""
    return "/".join(re.split("[/:]", unquote(name))[-2:])


def _names(row: Row) -> set[str]:
    """Return the addresses and identifiers of a paper, with and without their scheme; not empty, in lower case."""
    given = [row["url"], *row["identifiers"].split(tables.SEPARATOR)]
    bare = [identifier.partition(":")[2] for identifier in given[1:]]
    return {_VERSION.sub("", name.casefold()) for name in given + bare if name}


def _ends(row: Row) -> tuple[str, str]:
    return row["subject"], row["object"]


def _by_paper(row: Row) -> str:
    return row["paper"]


def _surest_first(row: Row) -> tuple[float, str, str, str]:
    return (-float(row["confidence"]), row["predicate"], row["subject"], row["object"])
