"""Numbers of a sentence with what stands around them, and what can be told of the metric from it."""

import re
from dataclasses import dataclass

from kg.extract.metrics import Metric, Quantity, word_class
from kg.extract.sketch import Item, Sketch

ABSOLUTE, GAIN, REDUCTION = "absolute", "gain", "reduction"
PLACE = r"[piF][dxzoTE]{0,5}Dz*(?:(?:,?&|,)?d?Dz*)*(?:,?y)?(?:x{1,2}(?=,))?"
_AGAIN = re.compile(rf"(?:[dxoEwTeU<\^]{{0,6}}{PLACE}|\([^()]*\))?(?:,?&|,)[bfow]?[dq]{{0,2}}")
_METRICS = ("m1", "m2", "m3", "m4", "m5", "m6")
_CHANGES = ("c1", "c2", "more", "rather")
# What may follow a value, from it on.
MEASURE = re.compile(
    r"""(?P<p1>[xe]?P)?(?:
      (?P<more>[hl])x{0,3}(?P<m1>M)U?
    | (?P<rather>h)(?=[^xzETDMU]|$)
    | x?(?P<dataset>D)z*x{0,2}(?P<m2>M)U?
    | [xe]?[xU]{0,2}(?P<c2>[gr])(?:[iop]d?x{0,3}(?P<m4>M)U?)?
    | [xe]?x{0,3}(?P<m3>M)U?(?P<p2>P)?(?:x?(?P<c1>[gr])(?![A-Zd]))?
    | (?:[xe](?=i))?id?x{0,3}(?P<m5>M)U?
    | \(x{0,3}(?P<m6>M)[xU]?\)
    | e(?=[^xzETMU])
    )?""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Value:
    """Numbers that are reported together, at their places among the things of a sentence."""

    numbers: tuple[int, ...]
    start: int
    """Where the clause starts."""
    end: int
    """After what the numbers measure."""
    kind: str
    metric: Metric | None
    points: bool
    lead: str
    """The rule that read what stands before the numbers."""
    inside: int | None = None
    """The dataset between the number and its metric: "48.0 COCO AP"."""

    def unit_of(self, sketched: Sketch, number: int) -> str:
        """Return the unit of one of the numbers."""
        quantity = sketched.quantity(number)
        if unit := quantity.unit or sketched.quantity(self.numbers[-1]).unit:
            return unit
        if self.points:
            return "points"
        metric = self.metric
        told = metric and quantity.value > 1 and (self.kind == ABSOLUTE or metric.name == "speed")
        return metric.unit if metric and told else ""

    def qualifier_of(self, sketched: Sketch, number: int) -> str:
        """Return what is said of how exactly one of the numbers is meant."""
        for place in (number, self.numbers[0]):
            back = place - 1
            while back >= 0 and sketched.items[back].code in "qd":
                if sketched.items[back].code == "q" and sketched.items[back].word:
                    return sketched.items[back].word
                back -= 1
        return ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words before a number say."""

    kind: str
    lead: str
    metric: Metric | None = None
    plain: bool = False
    """Whether performance is meant where no metric is named."""


@dataclass(frozen=True, slots=True)
class Context:
    """Numbers with what stands around them."""

    sketched: Sketch
    numbers: tuple[int, ...]
    """Their places in the sentence."""
    start: int
    """Where their clause starts."""
    measure: re.Match[str]
    """What `MEASURE` finds after them."""
    last: Value | None
    """The value before."""

    @property
    def items(self) -> tuple[Item, ...]:
        """Return the things of the sentence."""
        return self.sketched.items

    @property
    def first(self) -> int:
        """Return the place of the first number."""
        return self.numbers[0]

    @property
    def before(self) -> str:
        """Return the letters of the clause up to the numbers."""
        return self.sketched.codes[self.start : self.first]

    @property
    def quantity(self) -> Quantity:
        """Return the first number."""
        return self.sketched.quantity(self.first)

    @property
    def unit(self) -> str:
        """Return the unit of the numbers."""
        return self.quantity.unit or self.sketched.quantity(self.numbers[-1]).unit

    @property
    def metric(self) -> Metric | None:
        """Return the metric that follows the numbers."""
        found = [self.measure.start(name) for name in _METRICS if self.measure[name]]
        return self.items[found[0]].metric if found else None

    @property
    def change(self) -> str:
        """Return the letter of the gain, the reduction or the comparison that follows the numbers, if one does."""
        return next((found for name in _CHANGES if (found := self.measure[name])), "")

    @property
    def measured(self) -> tuple[Item, ...]:
        """Return what follows the numbers and tells what they measure."""
        return self.items[self.measure.start() : self.measure.end()]

    @property
    def points(self) -> bool:
        """Tell whether the numbers are points."""
        return bool(self.measure["p1"] or self.measure["p2"])

    @property
    def again(self) -> bool:
        """Tell whether the numbers only continue a list: "3% on A and 4% on B"."""
        between = self.sketched.codes[self.last.end : self.first] if self.last else ""
        return bool(_AGAIN.fullmatch(between))

    def words(self, match: re.Match[str], name: str) -> tuple[Item, ...]:
        """Return the things of a group of a pattern that was found in `before`."""
        return self.items[self.start + match.start(name) : self.start + match.end(name)]


def is_generic(items: tuple[Item, ...]) -> bool:
    """Tell whether words name only systems, in general terms: "the previous state-of-the-art methods"."""
    return all(item.word in word_class("vague") for item in items if item.code == "x") and not any(
        item.code == "T" for item in items
    )


def metric_in(items: tuple[Item, ...]) -> Metric | None:
    """Return the last metric among things."""
    found = [item.metric for item in items if item.metric]
    return found[-1] if found else None


def metric_before(context: Context, end: int) -> Metric | None:
    """Return the metric that is the subject of a verb or a noun: "accuracy improves", "an F1 gain"."""
    match = re.search(rf"M(?:U|P)?(?:{PLACE})?[xve]{{0,2}}$", context.before[:end])
    return context.items[context.start + match.start()].metric if match else None


def nearest(context: Context) -> Metric | None:
    """Return the last metric before a number, with neither a number nor a clause between."""
    match = re.search(r"M(?P<rest>[^NMk]{0,14})$", context.before)
    return context.items[context.start + match.start()].metric if match else None


def only(context: Context) -> Metric | None:
    """Return the metric of a clause that names only one."""
    found = {item.metric for item in context.items[context.start : context.first] if item.metric}
    return found.pop() if len(found) == 1 else None
