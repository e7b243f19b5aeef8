"""Resolve: from the forms that papers use to the entities that they name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kg import lexicon as shipped
from kg.names import normal_form
from kg.records import Assignment, Extraction, Resolution
from kg.resolve.decisions import (
    LONGEST,
    UNDO,
    USAGE,
    Decision,
    is_paper,
    parse_decisions,
    read_decisions,
    sense_decision,
)
from kg.resolve.doubts import KINDS, Settled
from kg.resolve.ledger import Ledger, LedgerEntry, ledger_line, ledger_lines, read_ledger
from kg.resolve.near import NearIds
from kg.resolve.outcome import Outcome
from kg.resolve.units import find_units, gather, read_unit, unit_line
from kg.resolve.variants import Known

__all__ = [
    "KINDS",
    "LONGEST",
    "UNDO",
    "USAGE",
    "Decision",
    "Ledger",
    "LedgerEntry",
    "NearIds",
    "Outcome",
    "Settled",
    "is_paper",
    "ledger_line",
    "ledger_lines",
    "parse_decisions",
    "read_decisions",
    "read_ledger",
    "resolve",
    "resolve_and_record",
    "resolve_shards",
    "sense_decision",
    "unit_line",
]


def resolve(
    extractions: Sequence[Extraction],
    *,
    decisions: Sequence[Decision] = (),
    ledger: Ledger | None = None,
    lexicon: Sequence[shipped.Entry] | None = None,
) -> Resolution:
    """Find out which entities the mentions of all papers name.

    Args:
        extractions: what the papers say, in any order.
        decisions: a person's corrections, applied in their order.
        ledger: the ids that earlier builds gave; without it, the result depends on the extractions alone.
        lexicon: well-known names; the shipped ones where it is not given.
    """
    return _resolution(_outcome(extractions, decisions, ledger, lexicon))


def resolve_and_record(
    extractions: Sequence[Extraction],
    *,
    decisions: Sequence[Decision] = (),
    ledger: Ledger | None = None,
    lexicon: Sequence[shipped.Entry] | None = None,
) -> tuple[Resolution, dict[str, LedgerEntry]]:
    """Find out which entities the mentions of all papers name, and what of it is doubtful.

    The arguments are those of `resolve`.

    Returns:
        The resolution, with its doubts, and the ledger for the next build.
    """
    outcome = _outcome(extractions, decisions, ledger, lexicon)
    resolution = replace(_resolution(outcome), doubts=outcome.doubts)
    return resolution, {entry.id: entry for entry in outcome.ledger()}


def resolve_shards(
    shards: Sequence[str],
    *,
    units_of: Callable[[str], Iterable[str]],
    write: Callable[[str, Iterable[str]], object],
    decisions: Sequence[Decision] = (),
    ledger: Ledger | None = None,
    lexicon: Sequence[shipped.Entry] | None = None,
) -> Outcome:
    """Find out which entities the mentions of all papers name, holding no text of them.

    What it finds is what `resolve_and_record` finds in the extractions of all shards, whatever their number.

    Args:
        shards: the names of the shards.
        units_of: returns the lines that `unit_line` makes of what a shard's papers say.
        write: takes a shard's name and its lines `[paper, group, entity, name, type]`, sorted by paper and group.
        decisions: a person's corrections, applied in their order.
        ledger: the ids that earlier builds gave.
        lexicon: well-known names; the shipped ones where it is not given.
    """
    gathered = gather(map(read_unit, units_of(shard)) for shard in shards)
    outcome = Outcome(gathered, _known(lexicon), decisions, ledger or {})
    for shard, found in zip(shards, outcome.assigned(len(shards)), strict=True):
        write(shard, outcome.assigned_lines(found))
    return outcome


def _outcome(
    extractions: Iterable[Extraction],
    decisions: Sequence[Decision],
    ledger: Ledger | None,
    lexicon: Sequence[shipped.Entry] | None,
) -> Outcome:
    return Outcome(gather([map(find_units, extractions)]), _known(lexicon), decisions, ledger or {})


def _resolution(outcome: Outcome) -> Resolution:
    (named,) = outcome.assigned(1)
    return Resolution(
        entities=tuple(outcome.entities()),
        aliases=tuple(outcome.aliases()),
        assignments=tuple(Assignment(paper, group, outcome.ids[place]) for paper, group, place in named),
        redirects=outcome.redirects,
        warnings=outcome.warnings,
        rulings=outcome.rulings,
    )


def _known(lexicon: Sequence[shipped.Entry] | None) -> Known:
    return shipped.by_normal_form() if lexicon is None else _index(lexicon)


def _index(entries: Sequence[shipped.Entry]) -> Known:
    found: dict[str, dict[shipped.Entry, None]] = {}
    for position in (slice(0, 1), slice(1, None)):  # names before aliases
        for entry in entries:
            for form in entry.forms[position]:
                found.setdefault(normal_form(form), {})[entry] = None
    return {form: tuple(table) for form, table in found.items()}
