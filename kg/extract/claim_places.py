"""The datasets that the values of a sentence were reached on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.claim_context import Value
from kg.extract.metrics import Metric, word_class
from kg.extract.sketch import Sketch

_LIST = r"Dz*(?:(?:,?&|,)?d?x?Dz*)*"
# "(57.3%) better than BERT on the D1 and D2 datasets, respectively"
_AFTER = re.compile(
    rf"(?P<gap>\)?(?:[dxoEweUT<\^tb]|\([^()Dk]{{0,10}}\)){{0,9}}?)(?P<prep>[piF])(?P<words>(?:[dxzoTEMq#Ui]|&(?=x)){{0,6}}?)"
    rf"(?P<list>{_LIST})(?P<metric>x?M)?(?P<respectively>,?y)?"
)
_PARENTHESIS = re.compile(r"(?P<list>Dz*)(?:[(=w]|:(?!d)|\([^()DkpiF<]*(?:,|,?&))[dq]*$")
_LEAD = r"(?:v?[ILOg]?x?)?[botv=AF]?(?:[dx]{0,4}o)?[dxq]{0,2}$"
_BEFORE = re.compile(rf"[piF](?P<words>[dxzoT#M]{{0,6}})(?P<list>{_LIST}){_LEAD}")
_MODIFIER = re.compile(rf"(?P<words>)(?P<list>Dz*)x{{0,2}}MU?{_LEAD}")
_FRONTED = re.compile(
    rf"^(?:[xe],)?[xzUe&]{{0,4}}[piF](?P<words>(?:[dxzo#TEM]|&(?=x)){{0,6}}?)(?P<list>{_LIST})(?P<rest>.*)$"
)
# A dataset list that goes on with something else: "on SQuAD and two others".
_UNKNOWN = re.compile(r"(?:\([^()]*\))?,?&[dxzq#EMT]|t[dx]?D|,[xz#EMT]{1,3},?&|/|,d?[xz#]{1,3}(?:$|\))")
_OWN_PLACE = re.compile(r"[\^<dxeE]{0,4}[pi](?!d?x{0,2}M|d?T)")
_MORE = re.compile(r"(?:,?&|,)[bd]?q*N")
_AND = re.compile(r"(?:,?&|,)[bfow]?[dxq]{0,2}")


@dataclass(frozen=True, slots=True)
class Where:
    """Which number of a value was reached on which dataset."""

    pairs: tuple[tuple[int, int], ...]
    """The place of the number in the sentence, and the group of the dataset."""
    name: str
    confidence: float
    """The share of what the rule finds that readers found right."""
    metric: Metric | None = None
    """The metric that follows the dataset: "on GSM8K pass@1"."""


@dataclass(frozen=True, slots=True)
class _Context:
    """A value with what is known of those beside it."""

    sketched: Sketch
    value: Value
    later: tuple[Value, Where] | None

    @property
    def before(self) -> str:
        return self.sketched.codes[self.value.start : self.value.numbers[0]]

    @property
    def after(self) -> str:
        return self.sketched.codes[self.value.end :]

    def groups(self, start: int, end: int) -> list[int]:
        """Return the groups of the datasets between two places."""
        return [group for item in self.sketched.items[start:end] if item.code == "D" for group in item.groups]

    def leads_elsewhere(self, start: int, end: int) -> bool:
        return any(item.word in word_class("elsewhere") for item in self.sketched.items[start:end])


def wheres(sketched: Sketch, values: Sequence[Value]) -> list[Where | None]:
    """Return where each value was reached, or None where that is not certain."""
    found: list[Where | None] = [None] * len(values)
    later: tuple[Value, Where] | None = None
    for index in reversed(range(len(values))):
        where = found[index] = _where(_Context(sketched, values[index], later))
        later = (values[index], where) if where else None
    for index in range(1, len(values)):
        before = found[index - 1]
        if found[index] is None and values[index].lead == "besides" and before is not None:
            found[index] = _besides(before, values[index], sketched)
    return found


def _besides(where: Where, value: Value, sketched: Sketch) -> Where | None:
    """Return the place of a gain that follows the value that it led to: "90% on D, outperforming BERT by 2%"."""
    groups = {group for _, group in where.pairs}
    goes_on = _OWN_PLACE.match(sketched.codes, value.end) or _MORE.match(sketched.codes, value.end)
    if len(groups) != 1 or len(value.numbers) != 1 or goes_on:
        return None
    return Where(((value.numbers[0], groups.pop()),), "besides", 0.93)


def _where(context: _Context) -> Where | None:
    if context.value.inside is not None:
        return _paired(context, context.value.inside, context.value.inside + 1, "modifier", 0.95)
    if match := _AFTER.match(context.sketched.codes, context.value.end):
        return _named_after(context, match)
    if match := _PARENTHESIS.search(context.before):
        return _paired(context, *_span(context, match), "parenthesis", 0.93)
    if _OWN_PLACE.match(context.after):
        return None
    near = _named_before(context) or _shared(context)
    return near or (None if context.value.lead == "besides" else _fronted(context))


def _span(context: _Context, match: re.Match[str]) -> tuple[int, int]:
    return context.value.start + match.start("list"), context.value.start + match.end("list")


def _named_after(context: _Context, match: re.Match[str]) -> Where | None:
    if context.leads_elsewhere(*match.span("gap")) or context.leads_elsewhere(*match.span("words")):
        return None
    if _UNKNOWN.match(context.sketched.codes, match.end()):
        return None
    items = context.sketched.items
    if match["prep"] == "i" and not match["gap"] + (match["metric"] or "") and items[match.start() - 1].code in "gr":
        return None  # "a 5% rise in D" says that D rose
    both = any(item.word in ("both", "each") for item in items[match.start("words") : match.end("words")])
    found = _paired(context, *match.span("list"), "on", 0.97, both=both, respectively=bool(match["respectively"]))
    return found and replace(found, metric=items[match.end("metric") - 1].metric if match["metric"] else None)


def _named_before(context: _Context) -> Where | None:
    for pattern in (_BEFORE, _MODIFIER):
        match = pattern.search(context.before)
        start = context.value.start
        if match and not context.leads_elsewhere(start + max(0, match.start() - 2), start + match.end("words")):
            return _paired(context, *_span(context, match), "before", 0.95)
    return None


def _shared(context: _Context) -> Where | None:
    """Return the place of a value that stands before the one that says it: "90% accuracy and 80% recall on D"."""
    if not context.later:
        return None
    value, (later, where) = context.value, context.later
    between = context.sketched.codes[value.end : later.numbers[0]]
    metrics = {value.metric, later.metric}
    if _AND.fullmatch(between) and len(metrics - {None}) == 2 and len(value.numbers) == 1 == len(where.pairs):
        return Where(((value.numbers[0], where.pairs[0][1]),), "shared", 0.95)
    return None


def _fronted(context: _Context) -> Where | None:
    """Return the place that starts the clause: "On D, our method reaches 90%"."""
    match = _FRONTED.match(context.before)
    start = context.value.start
    if not match or "D" in match["rest"] or re.search(r"(?<!^)p", match["rest"]):
        return None
    if context.leads_elsewhere(start, start + match.end("words")):
        return None
    if _UNKNOWN.match(context.sketched.codes, start + match.end("list")):
        return None
    groups = context.groups(*_span(context, match))
    if len(groups) == 1:
        numbers = context.value.numbers
        return Where(((numbers[0], groups[0]),), "fronted", 0.93) if len(numbers) == 1 else None
    respectively = bool(re.match(r"[^N]{0,4}?,?y", context.after))
    return _paired(context, *_span(context, match), "fronted", 0.93) if respectively else None


def _paired(
    context: _Context,
    start: int,
    end: int,
    name: str,
    confidence: float,
    *,
    both: bool = False,
    respectively: bool = True,
) -> Where | None:
    groups, numbers = context.groups(start, end), context.value.numbers
    if len(groups) == len(numbers):
        doubt = 0.05 if len(numbers) > 1 and not respectively else 0.0
        return Where(tuple(zip(numbers, groups, strict=True)), name, confidence - doubt)
    if len(numbers) == 1 and both:
        return Where(tuple((numbers[0], group) for group in groups), name, confidence - 0.05)
    return None
