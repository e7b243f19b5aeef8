"""Invented abstracts, sentence by sentence, with the place of every name, as the extractor would have read them."""

from collections.abc import Iterable, Sequence
from random import Random

from invented.names import Named
from kg.records import Assignment, ClaimedResult, Extraction, Link, Mention, Relation, Sentence

_QUALITIES = ("A Simple", "A Sparse", "An Efficient", "A Robust", "A General", "A Scalable")
_KINDS = {"Method": "Approach", "Model": "Model", "Dataset": "Benchmark", "Task": "Problem"}
_TROUBLES = (
    "remains hard where labels are few",
    "is slow on long inputs",
    "suffers when the domain changes",
    "asks for more memory than most can afford",
)
_MEANS = (
    "keeps most of the parameters as they are",
    "looks at every input twice",
    "needs no labels at all",
    "trades a little speed for a lot of memory",
)
_DERIVED = {"variantOf": "a variant of", "basedOn": "built on"}
_METRICS = (
    ("accuracy", "%", "higher"),
    ("F1", "%", "higher"),
    ("mAP", "points", "higher"),
    ("perplexity", "", "lower"),
)
_RULES = ("lexicon", "tagger", "lexicon+tagger", "cue:verb")


class Abstract:
    """A title and an abstract in the making."""

    def __init__(self, paper: str, random: Random) -> None:
        """Begin with an empty text."""
        self.paper = paper
        self.random = random
        self._parts: list[str] = []
        self._length = 0
        self._groups: dict[Named, int] = {}
        self._roles: dict[Named, tuple[str, float]] = {}
        self._places: list[tuple[Named, int, int, int, str]] = []
        self._sentences: list[Sentence] = []
        self._relations: list[Relation] = []
        self._links: list[Link] = []
        self._claims: list[ClaimedResult] = []

    @property
    def title(self) -> str:
        """Return the first sentence."""
        return self._parts[0]

    @property
    def text(self) -> str:
        """Return the other sentences."""
        return " ".join(self._parts[1:])

    def headline(self, made: Named, task: Named) -> None:
        """Write the title."""
        self._role("introduces", made)
        self._role("uses", task)
        self._say(made, f": {self.random.choice(_QUALITIES)} {_KINDS[made.entity.type]} for ", task)

    def setting(self, task: Named, background: Sequence[Named]) -> None:
        """Write what is wrong with the world."""
        self._role("mentions", *background)
        others = self._listed([", even with "], background)
        self._say("Today ", task, f" {self.random.choice(_TROUBLES)}", *others, ".")

    def proposal(self, made: Named, parent: Named, derived: str) -> None:
        """Write what is new, mostly with what it comes from."""
        means = f"which {self.random.choice(_MEANS)}"
        if not derived:
            self._say("We introduce ", made, f", {means}.")
            return
        self._role("uses", parent)
        self._say("We introduce ", made, f", {_DERIVED[derived]} ", parent, f", {means}.")
        self._relate(made, derived, parent)

    def ingredients(self, made: Named, methods: Sequence[Named], corpus: Named | None) -> None:
        """Write what it uses and what it was trained on."""
        self._role("uses", *methods, *([corpus] if corpus else ()))
        trained: list[str | Named] = [" and is trained on ", corpus] if corpus else []
        self._say(made, *self._listed([" combines ", " with "], methods), *trained, ".")
        if corpus:
            self._relate(made, "trainedOn", corpus)

    def outcome(self, made: Named, datasets: Sequence[Named], rivals: Sequence[Named]) -> None:
        """Write how good it is, one sentence a dataset."""
        self._role("uses", *datasets)
        self._role("compares", *rivals)
        for number, data in enumerate(datasets):
            beaten = self._listed([", ahead of "], () if number else rivals)
            if self.random.random() < 0.5:
                self._say("We test ", made, " on ", data, *beaten, ".")
            else:
                self._claim(made, data, beaten)
            self._relate(made, "evaluatedOn", data)
            for rival in () if number else rivals:
                self._relate(made, "outperforms", rival)

    def remark(self, words: str) -> None:
        """Write a sentence that names nothing."""
        self._say(words)

    def link(self, url: str, *, own: bool) -> None:
        """Write where code is."""
        _, place, _ = self._say(f"{'Our code is' if own else 'We start from the code'} at ", url, ".")
        self._links.append(Link(self.paper, *place, url, "code", "own" if own else "other", self._last, 0.9))

    def extraction(self) -> Extraction:
        """Return what was written, as records."""
        mentions = (self._mention(*place) for place in self._places)
        return Extraction(
            self.paper,
            tuple(self._sentences),
            tuple(sorted(mentions)),
            relations=tuple(sorted(set(self._relations))),
            links=tuple(self._links),
            claims=tuple(self._claims),
        )

    def assignments(self) -> list[Assignment]:
        """Return which entity each group of mentions names."""
        return [Assignment(self.paper, group, named.entity.id) for named, group in self._groups.items()]

    @property
    def _last(self) -> int:
        return len(self._sentences) - 1

    def _role(self, role: str, *things: Named) -> None:
        for named in things:
            self._groups.setdefault(named, len(self._groups))
            self._roles.setdefault(named, (role, self._sure()))

    def _sure(self) -> float:
        return round(0.995 - 0.49 * self.random.random() ** 2, 4)

    def _listed(self, joiners: Sequence[str], things: Iterable[Named]) -> list[str | Named]:
        return [part for joiner, named in zip(joiners, things, strict=False) for part in (joiner, named)]

    def _say(self, *parts: str | Named) -> list[tuple[int, int]]:
        """Add a sentence, and return where each part of it starts and ends."""
        index = len(self._sentences)
        start = end = self._length + (index > 0)
        texts = [self._form(part) if isinstance(part, Named) else part for part in parts]
        places = []
        for part, text in zip(parts, texts, strict=True):
            places.append((end, end + len(text)))
            end += len(text)
            if isinstance(part, Named):
                self._places.append((part, *places[-1], index, text))
        self._parts.append("".join(texts))
        self._length = end
        self._sentences.append(Sentence(self.paper, index, start, end))
        return places

    def _form(self, named: Named) -> str:
        return self.random.choice((named.forms[0], *named.forms))

    def _relate(self, subject: Named, predicate: str, other: Named) -> None:
        if subject is not other:
            groups = self._groups[subject], predicate, self._groups[other]
            self._relations.append(Relation(self.paper, *groups, self._last, self._sure(), "model:relations"))

    def _claim(self, made: Named, data: Named, beaten: Sequence[str | Named]) -> None:
        metric, unit, better = self.random.choice(_METRICS)
        value = self.random.randrange(50, 990) / 10
        number = f"{value:g} {unit}".rstrip()
        _, _, (start, end), *_ = self._say(made, " reaches ", number, f" {metric} on ", data, *beaten, ".")
        self._claims.append(
            ClaimedResult(
                paper=self.paper,
                start=start,
                end=end,
                dataset=self._groups[data],
                metric=metric,
                value=value,
                unit=unit,
                qualifier="",
                kind="absolute",
                better=better,
                subject=self._groups[made] if made.entity.type in ("Method", "Model") else None,
                sentence=self._last,
                confidence=self._sure(),
                by="claim:on",
            )
        )

    def _mention(self, named: Named, start: int, end: int, sentence: int, text: str) -> Mention:
        role, sure = self._roles[named]
        by = "cue:title" if sentence == 0 else _RULES[self._groups[named] % len(_RULES)]
        return Mention(self.paper, self._groups[named], start, end, text, named.entity.type, role, sure, sentence, by)
