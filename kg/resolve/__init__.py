"""Resolve: from the forms that papers use to the entities that they name."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg import lexicon as shipped
from kg.names import normal_form
from kg.records import Assignment, Entity, Extraction, Redirect, Resolution
from kg.resolve.aliases import explain
from kg.resolve.apart import hold_apart
from kg.resolve.cluster import Cluster, find_clusters
from kg.resolve.corrections import Corrections
from kg.resolve.decisions import UNDO, USAGE, Decision, parse_decisions, read_decisions
from kg.resolve.doubts import KINDS, Settled, find_doubts
from kg.resolve.ids import assign_ids
from kg.resolve.ledger import Heirs, Ledger, LedgerEntry, ledger_lines, read_ledger
from kg.resolve.near import near_id
from kg.resolve.units import gather
from kg.resolve.variants import Known

__all__ = [
    "KINDS",
    "UNDO",
    "USAGE",
    "Decision",
    "Ledger",
    "LedgerEntry",
    "Settled",
    "ledger_lines",
    "near_id",
    "parse_decisions",
    "read_decisions",
    "read_ledger",
    "resolve",
    "resolve_and_record",
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
    return _resolved(extractions, decisions, ledger or {}, lexicon)[0]


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
    resolution, corrections, before = _resolved(extractions, decisions, ledger or {}, lexicon)
    doubts = find_doubts(corrections.clusters, corrections.applied, corrections.current)
    redirects = {redirect.old: redirect.new for redirect in resolution.redirects}
    return replace(resolution, doubts=doubts), _next_ledger(corrections, before, redirects, ledger or {})


def _resolved(
    extractions: Sequence[Extraction],
    decisions: Sequence[Decision],
    ledger: Ledger,
    lexicon: Sequence[shipped.Entry] | None,
) -> tuple[Resolution, Corrections, dict[str, Cluster]]:
    known = shipped.by_normal_form() if lexicon is None else _index(lexicon)
    found = assign_ids(find_clusters(gather(extractions), known), ledger)
    before = hold_apart(found, decisions, ledger)
    corrections = Corrections(before, ledger)
    corrections.apply(decisions)
    return _resolution(corrections, _redirects(corrections, before, ledger)), corrections, before


def _index(entries: Sequence[shipped.Entry]) -> Known:
    found: dict[str, dict[shipped.Entry, None]] = {}
    for position in (slice(0, 1), slice(1, None)):  # names before aliases
        for entry in entries:
            for form in entry.forms[position]:
                found.setdefault(normal_form(form), {})[entry] = None
    return {form: tuple(table) for form, table in found.items()}


def _redirects(corrections: Corrections, before: Mapping[str, Cluster], ledger: Ledger) -> dict[str, str]:
    """Return what stands for each id that was given once, or would have been without the decisions, and is no more."""
    gone = sorted({*before, *corrections.made, *ledger} - set(corrections.clusters))
    heirs = Heirs({id_: cluster.keys for id_, cluster in corrections.clusters.items()} if gone else {})
    found: dict[str, str] = {}
    for old in gone:
        is_moved = old in corrections.moved
        found[old] = corrections.current(old) if is_moved else heirs.find(ledger[old].forms)
    return found


def _resolution(corrections: Corrections, redirects: Mapping[str, str]) -> Resolution:
    clusters = {id_: corrections.clusters[id_] for id_ in sorted(corrections.clusters)}
    named = sorted(
        (member.paper, member.group, id_)
        for id_, cluster in clusters.items()
        for profile in cluster.profiles
        for member in profile.members
    )
    return Resolution(
        entities=tuple(Entity(id_, cluster.name, cluster.type) for id_, cluster in clusters.items()),
        aliases=tuple(alias for id_, cluster in clusters.items() for alias in explain(id_, cluster)),
        assignments=tuple(Assignment(*row) for row in named),
        redirects=tuple(Redirect(old, new) for old, new in redirects.items()),
        warnings=tuple(corrections.warnings),
        rulings=tuple(map(corrections.ruling, corrections.applied)),
    )


def _next_ledger(
    corrections: Corrections, before: Mapping[str, Cluster], redirects: Mapping[str, str], ledger: Ledger
) -> dict[str, LedgerEntry]:
    """Return the ledger, with the clusters as they were when made: decisions are applied anew in every build."""
    entries = {old: ledger[old] for old in redirects if old in ledger}
    for id_, cluster in before.items():
        entries[id_] = _entry(id_, cluster)
    for id_, (cluster, decision) in corrections.made.items():
        known = ledger.get(id_) or _entry(id_, cluster)  # what an id was known by stays: decisions may go by it
        entries[id_] = replace(known, decision=decision, replaced_by=None)
    for old, new in redirects.items():
        entries[old] = replace(entries[old], replaced_by=new)
    return {id_: entries[id_] for id_ in sorted(entries)}


def _entry(id_: str, cluster: Cluster) -> LedgerEntry:
    return LedgerEntry(id_, cluster.name, cluster.type, tuple(sorted(cluster.keys)))
