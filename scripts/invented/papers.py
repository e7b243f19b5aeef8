"""Invented papers: who introduces what, on what it is built, where it is tested, and the abstract that says so."""

from dataclasses import dataclass, replace
from random import Random

from invented.abstracts import Abstract
from invented.names import Entities, Named, Stock, person, word
from kg.records import Assignment, Extraction, Paper, Redirect, Resolution

SOURCES = ("papers.jsonl", *(f"venue-{year}.jsonl" for year in range(2016, 2025)))
"""The listings that papers come from."""

_TYPES = ("Method", "Model", "Dataset", "Task")
_MADE = ("Method", "Method", "Method", "Model", "Model", "Dataset")
_FIRST_YEAR, _YEARS = 2014, 13
_RETIRED = 150  # one entity of so many had another id before


@dataclass(frozen=True, slots=True)
class Cast:
    """What a paper is about."""

    made: Named
    task: Named
    parent: Named
    """What the new thing comes from."""
    derived: str
    """How it does: `variantOf`, `basedOn`, or nothing where the abstract does not tell."""
    methods: tuple[Named, ...]
    datasets: tuple[Named, ...]
    rivals: tuple[Named, ...]
    background: tuple[Named, ...] = ()
    corpus: Named | None = None
    """What it is trained on."""
    code: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """What one of the first papers is about, by famous names."""

    kind: str
    made: str
    """What it introduces; nothing for an invention."""
    parent: str
    """What that is a variant of, or nothing."""
    methods: tuple[str, ...]
    datasets: tuple[str, ...]
    rival: str
    number: str = ""
    """Its number at arXiv."""


_OPENINGS = (  # what the named questions ask for, so that the smallest graph has answers
    Opening("Model", "DistilBERT", "BERT", ("LoRA", "TRPO"), ("GLUE",), "Mask R-CNN"),
    Opening("Method", "LoRA", "", ("Adam",), ("ImageNet", "GLUE"), "TRPO", "2106.09685"),
    Opening("Model", "", "Mask R-CNN", ("TRPO", "dropout"), ("ImageNet",), "BERT"),
    Opening("Method", "", "LoRA", ("LoRA", "TRPO"), ("GLUE",), "Adam"),
    Opening("Model", "Mask R-CNN", "ResNet", ("dropout",), ("COCO",), "Transformer"),
)
_OPENING_TASK = "image classification"


class Literature:
    """Papers one after the other; each may name what earlier ones introduced."""

    def __init__(self, seed: int) -> None:
        """Begin with nothing but the famous names."""
        self.random = Random(seed)
        self.stocks = {type: Entities(type, self.random) for type in _TYPES}
        self.repositories: Stock[str] = Stock(self.random)
        self.assignments: list[Assignment] = []

    def paper(self, number: int, *, source: str = "") -> tuple[Paper, Extraction]:
        """Return the paper of a number and what it says; numbers are to be given in order."""
        random = self.random
        cast = self._cast(number)
        key = f"paper/arxiv-{self.arxiv(number)}"
        abstract = Abstract(key, random)
        self.tell(abstract, cast)
        year = _FIRST_YEAR + number % _YEARS
        paper = Paper(
            id=key,
            title=abstract.title,
            abstract=abstract.text,
            sources=(source,) if source else self._sources(number),
            identifiers=_identifiers(key, number),
            url=f"https://papers.example.org/{key.partition('-')[2]}",
            published=f"{year}-{random.randrange(1, 13):02d}-{random.randrange(1, 28):02d}",
            authors=tuple(person(random) for _ in range(random.randrange(2, 6))),
        )
        self.assignments += abstract.assignments()
        return paper, abstract.extraction()

    def arxiv(self, number: int) -> str:
        """Return the number at arXiv of a paper; there are 100,000."""
        famous = _OPENINGS[number].number if number < len(_OPENINGS) else ""
        return famous or f"{14 + number % _YEARS:02d}{1 + number // _YEARS % 12:02d}.{number:05d}"

    def resolution(self) -> Resolution:
        """Return the entities that the papers so far name."""
        named = {row.entity for row in self.assignments}
        known = sorted(
            (one for stock in self.stocks.values() for one in stock.known if one.entity.id in named),
            key=lambda one: one.entity.id,
        )
        return Resolution(
            entities=tuple(one.entity for one in known),
            aliases=tuple(alias for one in known for alias in one.aliases),
            assignments=tuple(self.assignments),
            redirects=tuple(Redirect(f"{one.entity.id}-before", one.entity.id) for one in known[::_RETIRED]),
        )

    def _cast(self, number: int) -> Cast:
        random, stocks = self.random, self.stocks
        opening = _OPENINGS[number] if number < len(_OPENINGS) else None
        kind = opening.kind if opening else random.choice(_MADE)
        cast = Cast(
            made=stocks[kind].find(opening.made) if opening and opening.made else stocks[kind].invent(),
            task=stocks["Task"].draw(),
            parent=stocks[kind].draw(),
            derived=random.choice(("", "", "variantOf", "variantOf", "basedOn")),
            methods=_some(stocks["Method"], random.choice((1, 1, 2))),
            datasets=_some(stocks["Dataset"], random.choice((1, 1, 2))),
            rivals=_some(stocks["Method" if kind == "Dataset" else kind], random.choice((0, 1, 1))),
            background=_some(stocks["Method"], random.choice((0, 0, 1))),
            corpus=stocks["Dataset"].draw() if random.random() < 0.25 else None,
            code=random.random() < 0.45,
        )
        return self._opened(cast, opening) if opening else cast

    def _opened(self, cast: Cast, opening: Opening) -> Cast:
        kin = self.stocks[opening.kind]
        return replace(
            cast,
            task=self.stocks["Task"].find(_OPENING_TASK),
            parent=kin.find(opening.parent) if opening.parent else cast.parent,
            derived="variantOf" if opening.parent else "",
            methods=tuple(map(self.stocks["Method"].find, opening.methods)),
            datasets=tuple(map(self.stocks["Dataset"].find, opening.datasets)),
            rivals=(kin.find(opening.rival),),
            background=(),
            corpus=None,
            code=True,
        )

    def tell(self, abstract: Abstract, cast: Cast) -> None:
        """Write an abstract."""
        abstract.headline(cast.made, cast.task)
        abstract.setting(cast.task, cast.background)
        abstract.proposal(cast.made, cast.parent, cast.derived)
        abstract.ingredients(cast.made, cast.methods, cast.corpus)
        abstract.outcome(cast.made, cast.datasets, cast.rivals)
        if cast.code:
            owner, name = word(self.random.randrange(500)), cast.made.forms[0].replace(" ", "-")
            abstract.link(self.repositories.add(f"https://github.com/{owner}/{name}"), own=True)
        elif self.repositories.known and self.random.random() < 0.15:
            abstract.link(self.repositories.draw(), own=False)

    def _sources(self, number: int) -> tuple[str, ...]:
        if number < len(_OPENINGS):
            return SOURCES[:1]
        chosen = {self.random.choice(SOURCES), *self.random.choices(SOURCES, k=self.random.random() < 0.05)}
        return tuple(sorted(chosen))


def _some(stock: Entities, number: int) -> tuple[Named, ...]:
    return tuple(dict.fromkeys(stock.draw() for _ in range(number)))


def _identifiers(key: str, number: int) -> tuple[str, ...]:
    arxiv = f"arXiv:{key.partition('-')[2]}"
    return (arxiv,) if number % 4 else (arxiv, f"doi:10.1234/invented.{number}")
