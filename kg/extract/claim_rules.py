"""The rules that read what stands before a number: "achieves", "improves F1 by", "an increase of", "(+".

Each takes numbers with their context and returns a reading, or nothing where it does not apply.
"""

import re
from collections.abc import Callable

from kg.extract.claim_context import (
    ABSOLUTE,
    GAIN,
    PLACE,
    REDUCTION,
    Context,
    Reading,
    Value,
    is_generic,
    metric_before,
    metric_in,
    nearest,
    only,
)
from kg.extract.metrics import Metric

# What stands before a number, up to it.
_BY = re.compile(r"(?P<verb>[IOLgr])(?P<what>[^IOLgrNbkn]*)b(?:[dx]{0,4}o)?[dxeq]{0,3}$")
_OF = re.compile(r"(?P<verb>[gr])(?P<what>(?:[io]d?x{0,3}(?:MU?|U)|[\^<i]?[dx<]{0,4}E?))(?:o|(?=q)|(?<=g))[dxq]{0,2}$")
_IMPROVED = re.compile(r"I(?P<what>[dx]{0,3}M)[^MIL]*$")
_ANOTHER = re.compile(r"&[dx]{0,2}$")
_TO = re.compile(r"(?P<verb>[IOLgr])(?P<what>[^IOLgrNbkn]*)t[dxq]{0,2}$")
_REACHED = re.compile(
    r"(?:A[dxqU]{0,6}|A[dxEU\^<]{0,8}[MU]U?[ow]?d?[dxq]{0,3}"
    rf"|[MU]U?(?:\([^()NDk]*\))?(?:{PLACE})?[ovw=tA:F][dxq]{{0,3}}|[MU]q*|Oq*)$"
)
# "achieves the best accuracy on both, reaching 62%"
_REACHING = re.compile(r"A[dx]{0,4}(?P<what>M)(?![&,])[^MNILgr]*,Aq*$")
# "the recognition rate of our method reaches"
_OF_SOMETHING = re.compile(r"(?:^|,)d?x{1,4}o[dxE]*v?$")
_RIVAL = re.compile(r"<[dxqo]{0,2}$")
_WITH = re.compile(r"[wiv][dxq]{0,3}$")
_PARENTHESIS = re.compile(r"\([dq]{0,2}$")
_IN_PARENTHESIS = re.compile(r"\([^()kD<]*,[dq]{0,2}$")
_COLON = re.compile(r"Dz*[:=]q*$")
# "surpassing the best (Weh, F1 = 0.41", "the best baseline, Weh (90%"
_OF_OTHERS = re.compile(r"(?:[O<][^(),AILDO<]*\(E|E\()[^()]*$")
_BESIDES = re.compile(r"(?:,|,?&)[ex]{0,2}$")


def _signed(context: Context) -> Reading | None:
    if not context.quantity.sign:
        return None
    kind = GAIN if context.quantity.sign == "+" else REDUCTION
    if context.change and not is_generic(context.measured) and not context.metric:
        return None
    if _RIVAL.search(context.before):
        return None
    metric = nearest(context)
    if metric is None and context.last and context.again:
        metric = context.last.metric
    said = _by(context) or _of(context) or Reading(kind, "sign", plain=not context.before.endswith("x"))
    return Reading(kind, "sign", metric or said.metric or only(context), said.plain)


def _changed(context: Context) -> Reading | None:
    if not context.items[context.first].changed:
        return None
    return Reading(ABSOLUTE, "changed", nearest(context), plain="U" in context.before[-8:])


def _compared(context: Context) -> Reading | None:
    if not context.change:
        return None
    kind = GAIN if context.change in "gh" else REDUCTION
    scored = bool(re.search(r"UM?[dq]{0,2}$", context.before))
    metric = metric_in(context.items[context.first - 2 : context.first]) if context.before.endswith("M(") else None
    if scored or context.before.endswith("M"):
        metric = metric_before(context, context.first - context.start)
    plain = (kind == GAIN or "U" in context.measure[0]) and is_generic(context.measured) and not scored
    return Reading(kind, "after", metric, plain)


def _by(context: Context) -> Reading | None:
    match = _BY.search(context.before)
    if not match or "M<" in match["what"]:  # "reduces the error gap by"
        return None
    kind = REDUCTION if match["verb"] in "Lr" else GAIN
    what = context.words(match, "what")
    plain = match["verb"] == "O" or (is_generic(what) and (kind == GAIN or "U" in match["what"]))
    metric = metric_in(what) or metric_before(context, match.start("verb"))
    besides = match["verb"] == "O" and bool(_BESIDES.search(context.before[: match.start()]))
    return Reading(kind, "besides" if besides else "by", metric, plain)


def _of(context: Context) -> Reading | None:
    match = _OF.search(context.before)
    if not match:
        return None
    what = context.words(match, "what")
    metric = metric_in(what) or metric_before(context, match.start("verb"))
    kind = REDUCTION if match["verb"] == "r" else GAIN
    noun = context.start + match.start("verb")
    named = noun > 0 and context.items[noun - 1].code == "x" and not is_generic(context.items[noun - 1 : noun])
    earlier = context.before[: match.start()]
    plain = bool(re.search(r"Ux?$", earlier)) or (kind == GAIN and is_generic(what) and not named)
    return Reading(kind, "of", metric or (_metric_of_gains(context, earlier) if plain else None), plain)


def _metric_of_gains(context: Context, earlier: str) -> Metric | None:
    """Return the metric for gains that name none: "improves WER on all tasks, with gains of 5%"."""
    if context.last and context.last.metric and _ANOTHER.search(earlier):
        return context.last.metric
    improved = _IMPROVED.search(earlier)
    return metric_in(context.words(improved, "what")) if improved else None


def _again(context: Context) -> Reading | None:
    last = context.last
    if not last or not context.again or (context.metric and last.kind == ABSOLUTE and not context.points):
        return None
    if context.metric:
        return Reading(last.kind, "again") if last.lead != "after" else None
    return Reading(last.kind, _lead_again(last), last.metric, plain=last.metric is None)


def _lead_again(last: Value) -> str:
    """Return the rule of a number that continues a list; what follows a number holds for it alone."""
    return last.lead if last.lead == "after" else "again"


def _to(context: Context) -> Reading | None:
    match = _TO.search(context.before)
    if not match:
        return None
    metric = metric_in(context.words(match, "what")) or metric_before(context, match.start("verb"))
    return Reading(ABSOLUTE, "to", metric, plain="U" in match["what"])


def _reached(context: Context) -> Reading | None:
    match = _REACHED.search(context.before)
    if not match or "<" in re.split(r",", context.before)[-1] or _OF_OTHERS.search(context.before):
        return None
    metric = metric_in(context.items[context.start + match.start() : context.first])
    if metric is None and (earlier := _REACHING.search(context.before)):
        metric = metric_in(context.words(earlier, "what"))
    named = _is_named_score(context) or _OF_SOMETHING.search(context.before[: match.start()])
    return Reading(ABSOLUTE, "reached", metric, plain=not named)


def _is_named_score(context: Context) -> bool:
    """Tell whether a score of an unknown name was reached: "a fluency score of 3.5"."""
    score = context.sketched.codes.rfind("U", context.start, context.first)
    if score <= 0:
        return False
    before, noun = context.items[score - 1], context.items[score + 1].code == "o"
    named = before.code == "x" and not is_generic((before,))
    return named or before.code in ")#" or (noun and before.code in "ET")


def _listed(context: Context) -> Reading | None:
    last = context.last
    return Reading(last.kind, "again") if last and context.again and last.lead != "after" else None


def _with(context: Context) -> Reading | None:
    return Reading(ABSOLUTE, "with") if context.metric and _WITH.search(context.before) else None


def _parenthesised(context: Context) -> Reading | None:
    before = context.before
    opened = before.rfind("(")
    if _OF_OTHERS.search(before):
        return None
    if _COLON.search(before):
        return Reading(ABSOLUTE, "colon", nearest(context), plain=True)
    known = context.metric or before[opened - 1 : opened] in ("D", "z", "M")
    if _PARENTHESIS.search(before) and known and not re.search(r"[grL<][^AIO]*$", before[:opened]):
        return Reading(ABSOLUTE, "parenthesis", only(context), plain=True)
    if _IN_PARENTHESIS.search(before) and context.metric:
        return Reading(ABSOLUTE, "parenthesis")
    return None


RULES: tuple[Callable[[Context], Reading | None], ...] = (
    _signed, _changed, _compared, _by, _of, _again, _to, _reached, _listed, _with, _parenthesised,
)  # fmt: skip
"""The rules in the order in which they are tried."""
