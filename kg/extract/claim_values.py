"""The values that a sentence reports: what a number measures, and whether it is a level, a gain or a reduction."""

import re
from collections.abc import Iterator

from kg.extract.claim_context import ABSOLUTE, GAIN, MEASURE, REDUCTION, Context, Reading, Value
from kg.extract.claim_rules import RULES
from kg.extract.metrics import Metric, word_class
from kg.extract.sketch import Sketch

_RUN = re.compile(r"N(?:(?:,?&|,)?[bfd]?q*N)*")
_INTRODUCED = re.compile(r"(?:A[dxq]{0,5}|[wiob(,&:MU][dxq]{0,4}|^[dxq]*|[gIO][dxq]{0,3}|[pF][dxz,DoE]*,[dq]*)$")
# What a number counts: "10% labelled data", "30% of the layers", "40% of FLOPs".
_COUNTED = re.compile(r"[xzEM#TohlgrU]")
# "AUC and F1 of 0.9 and 0.8": which number is of which metric is not read.
_SEVERAL = re.compile(r"M(?:,?&|,)[dx]{0,2}M[^DN]*$")
_INTENT = re.compile(r"t[xA]*?[AOI]")


def values(sketched: Sketch) -> list[Value]:
    """Return the values of a sentence that are reported, in order."""
    found: list[Value] = []
    for numbers in _runs(sketched):
        start = sketched.codes.rfind("k", 0, numbers[0]) + 1
        measure = MEASURE.match(sketched.codes, numbers[-1] + 1)
        if measure is not None:
            context = Context(sketched, numbers, start, measure, found[-1] if found else None)
            value = None if _is_ruled_out(context) else _value(context)
            found.extend([value] if value else [])
    return found


def _runs(sketched: Sketch) -> Iterator[tuple[int, ...]]:
    """Yield the numbers that a list joins; a gain after a level, "62%, +5%", starts a list of its own."""
    for run in _RUN.finditer(sketched.codes):
        numbers = [index for index in range(*run.span()) if sketched.codes[index] == "N"]
        signs = [bool(sketched.quantity(index).sign) for index in numbers]
        for signed in sorted(set(signs)):
            yield tuple(number for number, sign in zip(numbers, signs, strict=True) if sign == signed)


def _is_ruled_out(context: Context) -> bool:
    """Tell whether numbers are no results: denied, only wanted, counts of something, or of several metrics at once."""
    if context.change and not _INTRODUCED.search(context.before):
        return True
    if len(context.numbers) > 1 and _SEVERAL.search(context.before):
        return True
    codes = context.sketched.codes
    shared = codes.startswith("d", context.numbers[-1] + 1)  # "95% the speed of Weh"
    return shared or _is_unreal(context) or bool(_COUNTED.match(codes, context.measure.end()))


def _is_unreal(context: Context) -> bool:
    enabled = any(item.word in word_class("enabling") for item in context.items[context.start : context.first])
    return "n" in context.before or (bool(_INTENT.search(context.before)) and not enabled)


def _value(context: Context) -> Value | None:
    reading = next(filter(None, (rule(context) for rule in RULES)), None)
    if reading is None:
        return None
    metric = context.metric or reading.metric or _metric_beside(context, reading)
    if not _is_told(context, reading, metric):
        return None
    inside = context.measure.start("dataset") if context.measure["dataset"] else None
    return Value(
        numbers=context.numbers,
        start=context.start,
        end=context.measure.end(),
        kind=_kind(reading, metric),
        metric=metric,
        points=context.points,
        lead=reading.lead,
        inside=inside,
    )


def _metric_beside(context: Context, reading: Reading) -> Metric | None:
    """Return the metric of a level for the gain that follows it: "90% accuracy on D, outperforming BERT by 2%"."""
    last = context.last
    if last is None or reading.lead != "besides" or not (context.unit or context.points):
        return None
    return last.metric if last.kind == ABSOLUTE or last.lead == "besides" else None


def _kind(reading: Reading, metric: Metric | None) -> str:
    """Return what a value is; to improve what is better when low is to reduce it."""
    if metric and metric.name == "speed":
        return GAIN
    improved = metric and metric.better == "lower" and reading.kind == GAIN and reading.lead != "sign"
    return REDUCTION if improved else reading.kind


def _is_told(context: Context, reading: Reading, metric: Metric | None) -> bool:
    """Tell whether it is clear enough what the numbers measure."""
    unit = context.unit
    if metric and metric.name == "speed":
        return unit in ("x", "%") or (not unit and context.quantity.value < 1000)
    if metric:
        return unit != "x" or reading.kind != ABSOLUTE
    rest = context.sketched.codes[context.measure.end() :]
    if not reading.plain or unit not in ("%", "") or re.match(r"i(?![dxzoTE]{0,5}D)", rest):
        return False
    scored = reading.kind == ABSOLUTE and "." in context.items[context.first].word and "U" in context.before[-6:]
    return bool(unit) or context.points or scored or reading.lead == "again"
