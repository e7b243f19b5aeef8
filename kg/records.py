"""The records that flow between the stages.

    readers   ──▶ Paper, and what `kg.provenance` has of where it was listed
    extract   Paper ──▶ Extraction (Sentence, Mention, Abbreviation, Relation, Link, ClaimedResult)
    resolve   Extraction ──▶ Resolution (Entity, Alias, Assignment, Redirect)
    assemble  all of them ──▶ a graph whose edges carry Evidence, and whose papers carry Results

Records are frozen, flat and refer to one another by key. Offsets count the characters of `Paper.text`.
This module imports nothing of `kg`.
"""

from dataclasses import dataclass

LINK_TYPES = ("Repository", "WebResource")
"""What an address that papers link to is in the graph: code, or any other page."""


@dataclass(frozen=True, slots=True, order=True)
class Paper:
    """A paper as a listing gives it, cleaned: no markup, no LaTeX debris, single spaces."""

    id: str
    """`paper/arxiv-1706.03762`, or `paper/sha256-` and 16 hex digits of the folded title."""
    title: str
    abstract: str
    sources: tuple[str, ...] = ()
    """Names of the sources that list it, sorted."""
    identifiers: tuple[str, ...] = ()
    """`arXiv:1706.03762`, `doi:10.1038/…`, `acl:…`, `openreview:…`, `local:…`, sorted."""
    url: str = ""
    published: str = ""
    """An ISO date as far as it is known: `2017`, `2017-06` or `2017-06-12`."""
    authors: tuple[str, ...] = ()
    given_title: str = ""
    """The title as the source spells it, to join records with it; empty where cleaning changed nothing."""
    venue: str = ""
    """Where it appeared: a journal, the proceedings of a conference."""
    categories: tuple[str, ...] = ()
    """The subjects that a source files it under, such as `cs.CL`, the primary one first."""
    upvotes: int = 0
    """How many readers of a listing voted for it; 0 where no source says."""
    code: tuple[str, ...] = ()
    """Addresses of its own repositories that a source gives beside the text, sorted."""
    implementations: tuple[str, ...] = ()
    """Addresses of repositories of others that implement it, as a source gives them, sorted."""
    status: str = ""
    """`withdrawn` or `retracted` where a source says so."""

    @property
    def text(self) -> str:
        """Return the text that all offsets point into: the title, a line break, the abstract."""
        return f"{self.title}\n{self.abstract}"


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """A sentence of a paper's text; index 0 is the title."""

    paper: str
    index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A span of a paper's text that names something.

    The mentions of one paper that name the same thing share `group`, `type`, `role` and `confidence`.
    """

    paper: str
    group: int
    start: int
    end: int
    form: str
    """What the span stands for: mostly its text; `CIFAR-100` for the span `CIFAR-10/100`."""
    type: str
    role: str
    confidence: float
    sentence: int
    by: str
    """The rule or model that found the span, such as `lexicon` or `cue:title`."""


@dataclass(frozen=True, slots=True, order=True)
class Abbreviation:
    """A short form that a paper defines, with the long form that it stands for."""

    paper: str
    group: int
    short: str
    long: str
    sentence: int


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """A relation between two groups of mentions that one sentence of a paper states."""

    paper: str
    subject: int
    predicate: str
    object: int
    sentence: int
    confidence: float
    by: str


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A web address in a paper's text."""

    paper: str
    start: int
    end: int
    url: str
    """Normalised: scheme added, trailing punctuation and debris removed."""
    kind: str
    """`code`, `model`, `data`, `project`, `video`, `demo` or `other`."""
    of: str
    """`own` for the paper's own release, `other` for somebody else's."""
    sentence: int
    confidence: float


@dataclass(frozen=True, slots=True, order=True)
class ClaimedResult:
    """A result that one sentence of an abstract claims: "86.8 % on GSM8K", "+2.3 AP on COCO"."""

    paper: str
    start: int
    """Where the number stands, with its sign and its unit."""
    end: int
    dataset: int
    """The group of the dataset."""
    metric: str
    """`accuracy`, `mIoU`; empty where the sentence names none."""
    value: float
    unit: str
    """`%`, `points`, `x`, `dB`, or nothing."""
    qualifier: str
    """`at least` for "over 90 %", `at most` for "up to 5 %", `about`, or nothing."""
    kind: str
    """`absolute` for a level that was reached, `gain` or `reduction` for a change."""
    better: str
    """Whether a `higher` or a `lower` value of the metric is better; empty where that is not known."""
    subject: int | None
    """The group of the method or model that reached the value, where it is clear which one."""
    sentence: int
    confidence: float
    by: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one paper's text says."""

    paper: str
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    relations: tuple[Relation, ...] = ()
    links: tuple[Link, ...] = ()
    claims: tuple[ClaimedResult, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """A method, model, dataset or task that papers name."""

    id: str
    """`method/lora`."""
    name: str
    type: str


@dataclass(frozen=True, slots=True, order=True)
class Alias:
    """A form of an entity, and why it is one."""

    entity: str
    form: str
    reason: str
    """`name`, `same form`, `abbreviation`, `lexicon`, `decision`, or `text` where only a paper's text joins it."""
    detail: str = ""
    """What the reason rests on: a paper's id, the form that it equals, a line of the decisions file."""


@dataclass(frozen=True, slots=True, order=True)
class Assignment:
    """The entity that a group of mentions of one paper names."""

    paper: str
    group: int
    entity: str


@dataclass(frozen=True, slots=True, order=True)
class Redirect:
    """An id that was given once and now stands for nothing, or for another entity."""

    old: str
    new: str
    """The entity that took its forms, or empty where none did."""


@dataclass(frozen=True, slots=True, order=True)
class Ruling:
    """A decision of a person that a build applied."""

    where: str
    """The file's name and the line's number."""
    decision: str
    reason: str
    entity: str
    """What the first id that it names is now, if anything; `other`: the second, or what a split made."""
    other: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """A merge, a type or a name that a person had better look at."""

    kind: str
    """`merges`, `homonyms`, `types`, `pairs`, `generic`; `other` is a form, a paper (and entity), a type, an entity."""
    entity: str
    other: str
    value: float
    """How many papers have facts that an answer moves, times how likely it is to move them."""
    papers: int
    why: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which entities the mentions of all papers name."""

    entities: tuple[Entity, ...] = ()
    aliases: tuple[Alias, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    warnings: tuple[str, ...] = ()
    """Decisions that no longer apply, one line each."""
    rulings: tuple[Ruling, ...] = ()
    """In the order of the decisions."""
    doubts: tuple[Doubt, ...] = ()
    """The most valuable first; only where they were asked for."""


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The sentence behind an edge."""

    paper: str
    sentence: int
    start: int
    end: int
    text: str
    spans: tuple[tuple[int, int], ...]
    """Offsets into the paper's text of what the sentence names."""
    surfaces: tuple[str, ...]
    """The texts of the spans."""
    confidence: float
    by: str


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """A result that a paper's abstract claims, with the entities that it names; see `ClaimedResult`."""

    paper: str
    start: int
    end: int
    dataset: str
    """The id of the dataset."""
    subject: str
    """The id of the method or model, or nothing."""
    metric: str
    value: float
    unit: str
    qualifier: str
    kind: str
    better: str
    evidence: Evidence

    @property
    def number(self) -> str:
        """Return the value without zeros at its end."""
        return f"{self.value:.10f}".rstrip("0").rstrip(".")

    @property
    def text(self) -> str:
        """Return the value in a few words: `up to 5 % gain in accuracy`."""
        qualifier = {"at most": "up to "}.get(self.qualifier, f"{self.qualifier} " if self.qualifier else "")
        unit = self.unit if self.unit in ("", "x") else f" {self.unit}"
        number = f"{qualifier}{self.number}{unit}"
        if self.kind == "absolute":
            return f"{number} {self.metric}".rstrip()
        return f"{number} {self.kind}{' in ' if self.metric else ''}{self.metric}"
