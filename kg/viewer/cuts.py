"""Parts of a picture as pictures: what is near one node, one community, or any nodes."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kg import shown
from kg.config import DEEPEST
from kg.errors import ConfigError, OutputError
from kg.names import normal_form
from kg.numbers import counted
from kg.text import printable
from kg.viewer.columns import degrees, ends, members, neighbours
from kg.viewer.picture import SMALLEST_COMMUNITY, Picture, Row, keys

MOST = 400
"""What is near one node is shown with up to so many nodes: more cannot be read."""
_LONGEST = 60
_TELLING = 12
"""So many neighbours make a picture by themselves."""


def cut(picture: Picture, nodes: Iterable[int], *, title: str) -> Picture:
    """Return a picture of some of the nodes: their edges among them, and the sentences, claims and names for these."""
    structure, evidence = picture.structure, picture.evidence
    number = {old: new for new, old in enumerate(sorted(set(nodes)))}
    pairs = list(ends(structure))
    kept = [index for index, pair in enumerate(pairs) if pair[0] in number and pair[1] in number]
    here = _nodes(structure, number)
    edges = _edges(structure, [(number[pairs[index][0]], number[pairs[index][1]]) for index in kept], kept, len(number))
    names = set(keys({**structure, "nodes": here["nodes"]}))
    rest = {
        "title": title,
        "types": _counted(structure["types"], here["nodes"]["type"]),
        "predicates": _counted(structure["predicates"], edges["predicate"]),
        "edges": edges,
        "papers": _papers(structure["papers"], kept, number),
        "redirects": {old: new for old, new in structure["redirects"].items() if new in names},
        "sources": structure["sources"],
    }
    if part := structure.get(shown.PART):
        rest[shown.PART] = {**part, "text": shown.cut_in_words(part)}
    return Picture({**rest, **here}, _evidence(evidence, kept, number))


def _nodes(structure: Mapping[str, Any], number: Mapping[int, int]) -> Row:
    """Return what is said of the nodes that are kept, and the communities that still are some."""
    nodes = {name: [column[old] for old in number] for name, column in structure["nodes"].items()}
    counts = Counter(community for community in nodes["community"] if community >= 0)
    left = sorted(
        (community for community, count in counts.items() if count >= SMALLEST_COMMUNITY),
        key=lambda community: (-counts[community], community),
    )
    new = {community: index for index, community in enumerate(left)}
    nodes["community"] = [new.get(community, -1) for community in nodes["community"]]
    said = {
        name: {str(number[int(old)]): value for old, value in structure[name].items() if int(old) in number}
        for name in ("names", "dates", "authors", "links", "listings", "publications", shown.NAMED_BY)
        if name in structure
    }
    return {"nodes": nodes, "communities": [structure["communities"][community] for community in left], **said}


def _edges(structure: Mapping[str, Any], pairs: Sequence[tuple[int, int]], kept: Sequence[int], nodes: int) -> Row:
    counts = Counter(subject for subject, _ in pairs)
    columns = {name: [structure["edges"][name][index] for index in kept] for name in _said_of_edges(structure)}
    return {"count": [counts[node] for node in range(nodes)], "to": [object_ for _, object_ in pairs], **columns}


def _said_of_edges(structure: Mapping[str, Any]) -> list[str]:
    return [name for name in structure["edges"] if name not in ("count", "to")]


def _counted(rows: Sequence[Row], column: Iterable[int]) -> list[Row]:
    counts = Counter(column)
    return [{**row, "count": counts[index]} for index, row in enumerate(rows)]


def _papers(papers: Mapping[str, Sequence[int]], kept: Sequence[int], number: Mapping[int, int]) -> Row:
    return {
        str(new): [number[paper] for paper in papers[str(old)] if paper in number]
        for new, old in enumerate(kept)
        if str(old) in papers
    }


def _evidence(evidence: Row, kept: Sequence[int], number: Mapping[int, int]) -> Row:
    edges = [evidence["edges"][index] for index in kept]
    claims = [claim for claim in evidence["claims"] if claim["paper"] in number and claim["dataset"] in number]
    needed = {row[0] for rows in edges for row in rows} | {claim["e"][0] for claim in claims}
    place = {old: new for new, old in enumerate(sorted(needed))}
    told = (evidence["sentences"][old] for old in place)
    return {
        "sentences": [[number.get(paper, -1), text] for paper, text in told],
        "edges": [[_moved(row, place) for row in rows] for rows in edges],
        "claims": [_claim(claim, number, place) for claim in claims],
    }


def _moved(row: Sequence[int], place: Mapping[int, int]) -> list[int]:
    return [place[row[0]], *row[1:]]


def _claim(claim: Row, number: Mapping[int, int], place: Mapping[int, int]) -> Row:
    """Return a claim in new numbers; what reached the value is left out where it is not in the picture."""
    ends_of = {name: number[claim[name]] for name in ("paper", "dataset", "subject") if claim.get(name) in number}
    return {**ends_of, "text": claim["text"], "e": _moved(claim["e"], place)}


def foremost(picture: Picture, most: int) -> Picture:
    """Return a picture of the nodes that most edges touch, where they were; all of it where it is no larger."""
    degree = degrees(picture.structure)
    if len(degree) <= most:
        return picture
    ranked = sorted(range(len(degree)), key=lambda node: (-degree[node], node))
    return cut(picture, ranked[:most], title=picture.structure["title"])


def ego(picture: Picture, key: str, *, depth: int | None = None) -> Picture:
    """Return a node and what can be reached from it in so many steps, or the most telling of that.

    `structure["focus"]` of the picture is the number of the node.

    Args:
        picture: what to cut from.
        key: the key of the node, or one that it had.
        depth: how many steps, 1 to `DEEPEST`; by default one, or two where little is so near.

    Raises:
        OutputError: there is no such node in the picture.
        ConfigError: it is another depth.
    """
    centre = _number(picture.structure, key)
    if depth is None:
        depth = 1 if len(neighbours(picture.structure)[centre]) >= _TELLING else 2
    if not 1 <= depth <= DEEPEST:
        raise ConfigError(f"a picture reaches from 1 to {DEEPEST} steps, not {depth}; choose another depth")
    steps = _steps(picture.structure, centre, depth)
    kept = _most_telling(picture.structure, steps)
    made = cut(picture, kept, title=_ego_title(picture.structure["nodes"]["label"][centre], depth, len(steps)))
    return replace(made, structure={**made.structure, "focus": sorted(kept).index(centre)})


def _number(structure: Mapping[str, Any], key: str) -> int:
    names = keys(structure)
    key = structure["redirects"].get(key, key)
    if key not in names:
        raise OutputError(f"the page does not show '{printable(key)}'; build again")
    return names.index(key)


def _steps(structure: Mapping[str, Any], centre: int, depth: int) -> dict[int, int]:
    """Return how many steps each node within reach is away."""
    around = neighbours(structure)
    steps, edge = {centre: 0}, [centre]
    for step in range(1, depth + 1):
        edge = sorted({node for from_ in edge for node in around[from_]} - set(steps))
        steps |= dict.fromkeys(edge, step)
    return steps


def _most_telling(structure: Mapping[str, Any], steps: Mapping[int, int]) -> Collection[int]:
    """Return the nearest, and of those the ones that most facts join to what is nearer, then to all."""
    if len(steps) <= MOST + 1:
        return steps
    degree, ties = degrees(structure), Counter[int]()
    rows = zip(ends(structure), structure["edges"]["confidence"], structure["edges"]["support"], strict=True)
    for pair, confidence, support in rows:
        for node, other in (pair, pair[::-1]):
            if node in steps and steps.get(other, node) < steps[node]:
                ties[node] += confidence * support
    ranked = sorted(steps, key=lambda node: (steps[node], -ties[node], -degree[node], node))
    return ranked[: MOST + 1]


def _ego_title(label: str, depth: int, found: int) -> str:
    name = label if len(label) <= _LONGEST else f"{label[:_LONGEST].rstrip()}…"
    reach = f"within {counted(depth, 'step')}"
    if found <= MOST + 1:
        return f"{name} and what is {reach}"
    return f"{name} and the {MOST} most telling of {found - 1:,} things {reach}"


def community(picture: Picture, named: int | str) -> Picture:
    """Return one community, by its number, from 1 for the largest, or by one of its names.

    Raises:
        OutputError: there is no such community, or more than one.
    """
    chosen = _chosen(picture.structure["communities"], str(named))
    name = picture.structure["communities"][chosen] or f"group {chosen + 1}"
    return cut(picture, members(picture.structure)[chosen], title=name)


def _chosen(names: Sequence[str], named: str) -> int:
    if named.isdecimal() and 1 <= int(named) <= len(names):
        return int(named) - 1
    wanted = normal_form(named)
    parts = [{normal_form(name), *map(normal_form, name.split(" · "))} for name in names]
    exact = [index for index, forms in enumerate(parts) if wanted in forms]
    found = exact or [index for index, forms in enumerate(parts) if any(wanted in form for form in forms)]
    if len(found) == 1:
        return found[0]
    if exact:
        return exact[0]
    if found:
        several = ", ".join(f"{index + 1} ({names[index]})" for index in found[:5])
        raise OutputError(f"several groups are called like '{printable(named)}': {several}; give one's number")
    raise OutputError(f"no group is called '{printable(named)}'; `kg view --groups` lists them")
