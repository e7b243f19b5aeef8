"""Names by rule: entities and people that nobody knows, beside the famous ones that the named questions ask for.

What is drawn from a stock follows a Zipf law: the nth name is drawn about 1/n times as often as the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Generic, TypeVar

from kg.names import slug
from kg.records import Alias, Entity

Thing = TypeVar("Thing")

FAMOUS = {
    "Method": ("LoRA", "TRPO", "Adam", "dropout", "knowledge distillation"),
    "Model": ("BERT", "Mask R-CNN", "ResNet", "GPT-3", "Transformer", "DistilBERT"),
    "Dataset": ("ImageNet", "GLUE", "COCO", "SQuAD", "MNIST"),
    "Task": ("image classification", "machine translation", "question answering", "object detection", "summarization"),
}
"""The names of each type that are drawn most; the defaults of the named questions are among them."""

_LONG_FORMS = {"LoRA": "Low-Rank Adaptation", "TRPO": "Trust Region Policy Optimization", "ImageNet": "ILSVRC"}
_ENDINGS = {
    "Method": ("Prune", "Mix", "Tune", "Sharp", "Loop", "-Adapter"),
    "Model": ("Net", "Former", "LM", "-7B", "-XL", "GAN"),
    "Dataset": ("Bench", "QA", "Corpus", "-1K", "Suite", "-100"),
    "Task": (" parsing", " detection", " retrieval", " captioning", " alignment", " forecasting"),
}
_LONG_ENDINGS = {
    "Method": ("Adaptation", "Regularization", "Sampling"),
    "Model": ("Network", "Encoder", "Language Model"),
    "Dataset": ("Benchmark", "Collection", "Challenge"),
    "Task": ("analysis", "estimation", "understanding"),
}
_CONSONANTS, _VOWELS = "bdfgklmnprstvwxz", "aeiou"
_SYLLABLES = tuple(c + v for c in _CONSONANTS for v in _VOWELS)
_WORDS = len(_SYLLABLES) ** 3
_STEP = 200_467  # shares no divisor with the number of words, so that every word comes once before any comes again
_LONG = 0.3
_CREATED = 0.06


@dataclass(frozen=True, slots=True)
class Named:
    """An entity with the forms of its name, the main one first."""

    entity: Entity
    forms: tuple[str, ...]

    @property
    def aliases(self) -> tuple[Alias, ...]:
        """Return the forms as the records that a resolution holds."""
        name, *others = self.forms
        return Alias(self.entity.id, name, "name"), *(Alias(self.entity.id, form, "abbreviation") for form in others)


def word(number: int) -> str:
    """Return a word of three syllables; different numbers below 512,000 have different words.

    >>> word(0), word(1), word(2)
    ('bababa', 'nimive', 'xumama')
    """
    rest = number * _STEP % _WORDS
    syllables = []
    for _ in range(3):
        rest, place = divmod(rest, len(_SYLLABLES))
        syllables.append(_SYLLABLES[place])
    return "".join(reversed(syllables))


def zipf(known: Sequence[Thing], random: Random) -> Thing:
    """Return one of some things, the first ones most often."""
    return known[int((len(known) + 1) ** random.random()) - 1]


class Stock(Generic[Thing]):
    """Things that papers share: the older ones are drawn more often."""

    def __init__(self, random: Random) -> None:
        """Make a stock that holds nothing."""
        self.random = random
        self.known: list[Thing] = []

    def add(self, thing: Thing) -> Thing:
        """Keep a thing and return it."""
        self.known.append(thing)
        return thing

    def draw(self) -> Thing:
        """Return a thing by the Zipf law."""
        return zipf(self.known, self.random)


class Entities(Stock[Named]):
    """The entities of one type, famous and invented."""

    def __init__(self, type: str, random: Random) -> None:
        """Make a stock that holds the famous ones."""
        super().__init__(random)
        self.type = type
        for name in FAMOUS[type]:
            self.add(self._named(name, _LONG_FORMS.get(name, "")))

    def invent(self) -> Named:
        """Return a new entity, which later papers may draw."""
        return self.add(self.made(len(self.known), self.random))

    def made(self, number: int, random: Random) -> Named:
        """Return the entity of a number; its endings are chance."""
        shown = base if (base := self._word(number)) and self.type == "Task" else base.capitalize()
        long = f"{shown} {random.choice(_LONG_ENDINGS[self.type])}" if random.random() < _LONG else ""
        return self._named(shown + random.choice(_ENDINGS[self.type]), long)

    def _word(self, number: int) -> str:
        """Return a word that no other number and no other type has."""
        each, place = _WORDS // len(FAMOUS), list(FAMOUS).index(self.type)
        if number < each:
            return word(each * place + number)
        return word(number // each) + word(each * place + number % each)

    def draw(self) -> Named:
        """Return an entity by the Zipf law; now and then a new one, which no paper introduces."""
        return self.invent() if self.random.random() < _CREATED else super().draw()

    def find(self, name: str) -> Named:
        """Return a famous entity by its name."""
        return self.known[FAMOUS[self.type].index(name)]

    def _named(self, name: str, long: str) -> Named:
        entity = Entity(f"{self.type.lower()}/{slug(name)}", name, self.type)
        return Named(entity, (name, long) if long else (name,))


def person(random: Random) -> str:
    """Return the name of an author."""
    return f"{random.choice(_SYLLABLES).capitalize()}n {word(random.randrange(_WORDS)).capitalize()}"
