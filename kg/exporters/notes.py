"""The notes of a vault, as Markdown."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg import schema
from kg.exporters.facts import Address, Fact, addresses, latest_first, named, naming, related, year
from kg.exporters.markdown import Value, inline, link, plain, properties, tag, wikilink
from kg.records import Evidence, Paper

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

QUOTED = 40
"""How many papers of a section are quoted; of the others, the links stand there."""
FOREMOST = 25
"""How many things of a kind the index and a group list."""
_FULL_DATE = 10


@dataclass(frozen=True, slots=True)
class Vault:
    """What all notes are made from."""

    graph: "Graph"
    names: Mapping[str, str]
    """The name of each note, by the key of what it is about."""
    groups: Mapping[str, str]
    """The group that a node belongs to."""

    def link(self, key: str, label: str = "") -> str:
        """Return a link to a note."""
        return wikilink(self.names[key], label or self.graph.nodes[key]["label"])

    def paper(self, key: str) -> Paper:
        """Return a paper."""
        found: Paper = self.graph.nodes[key]["paper"]
        return found


def paper(vault: Vault, paper: Paper) -> str:
    """Return the note of a paper."""
    said, links = named(vault.graph, paper.id), addresses(vault.graph, paper.id)
    about = " · ".join(filter(None, (inline(", ".join(paper.authors)), inline(paper.venue), paper.published)))
    blocks = [f"# {inline(paper.title)}", about, link(paper.url, paper.url)]
    if paper.status:
        blocks.append(f"**This paper is {inline(paper.status)}.**")
    blocks += ["## Abstract", inline(paper.abstract)]
    for predicate, heading in _headings(said):
        blocks += [f"## {heading}", _bullets(_named(vault, fact) for fact in said[predicate])]
    blocks += _results(vault, paper) + _addresses(links) + _group(vault, paper.id)
    own_code = [item.url for item in links if item.own and item.kind == "code"]
    listed = {role: [wikilink(vault.names[fact.other], "") for fact in said.get(role, ())] for role in _listed_roles()}
    return _note({**_paper_fields(vault, paper), "code": own_code, **listed}, blocks)


def _paper_fields(vault: Vault, paper: Paper) -> dict[str, Value]:
    return {
        "id": paper.id,
        "type": "Paper",
        "aliases": _other_names(vault, paper.id, [paper.title]),
        "tags": [tag("kg", "paper"), *(tag("subject", name) for name in paper.categories)],
        "url": paper.url,
        "date": _day(paper) or "",
        "published": "" if _day(paper) else paper.published,
        "year": int(year(paper) or 0),
        "authors": paper.authors,
        "venue": paper.venue,
        "status": paper.status,
        "upvotes": paper.upvotes,
        "identifiers": paper.identifiers,
    }


def _day(paper: Paper) -> date | None:
    """Return the day of a paper where it is known: Obsidian takes no other date."""
    try:
        return date.fromisoformat(paper.published) if len(paper.published) == _FULL_DATE else None
    except ValueError:
        return None


def _listed_roles() -> tuple[str, ...]:
    """Return the predicates that a paper's properties list: those that say what it is about."""
    return tuple(role.predicate for role in list(schema.load().roles.values())[:2])


def _named(vault: Vault, fact: Fact) -> str:
    kind = vault.graph.nodes[fact.other]["type"].lower()
    return f"- {vault.link(fact.other)} ({kind}){_quote(fact.surest)}"


def _quote(evidence: Evidence | None, source: str = "") -> str:
    """Return a sentence as a quote below a line, perhaps with a link to where it stands."""
    if evidence is None or not evidence.text:
        return ""
    return f"\n  > {inline(evidence.text)}{f' — {source}' if source else ''}"


def _results(vault: Vault, paper: Paper) -> list[str]:
    rows = [
        f"- {inline(result.text)} on {vault.link(result.dataset)}"
        f"{f' by {vault.link(result.subject)}' if result.subject else ''}{_quote(result.evidence)}"
        for result in vault.graph.nodes[paper.id].get("results", ())
    ]
    return ["## Results it claims", _bullets(rows)] if rows else []


def _addresses(links: Sequence[Address]) -> list[str]:
    blocks: list[str] = []
    for heading, own in (("Its own code and pages", True), ("Other addresses in it", False)):
        rows = [f"- {link(item.url, item.url)} ({item.kind})" for item in links if item.own == own]
        blocks += [f"## {heading}", _bullets(rows)] if rows else []
    return blocks


def _group(vault: Vault, key: str) -> list[str]:
    group = vault.groups.get(key)
    return ["## On the map", f"In the group {wikilink(vault.names[group], '')}"] if group else []


def entity(vault: Vault, key: str) -> str:
    """Return the note of a method, a model, a dataset or a task."""
    node, said = vault.graph.nodes[key], naming(vault.graph, key)
    forms = sorted({alias.form for alias in node.get("aliases", ())} - {node["label"]})
    fields: dict[str, Value] = {
        "id": key,
        "type": node["type"],
        "aliases": _other_names(vault, key, [node["label"], *forms]),
        "tags": [tag("kg", node["type"].lower())],
        **_tallies(vault, {fact.other for facts in said.values() for fact in facts}),
        "introduced_by": [wikilink(vault.names[fact.other], "") for fact in said.get("introduces", ())],
        "code": list(dict.fromkeys(_own_code(vault, said.get("introduces", ())))),
    }
    also = f" Also: {inline(', '.join(forms))}." if forms else ""
    blocks = [f"# {inline(node['label'])}", f"{node['type']}.{also}"]
    for predicate, heading in _headings(said, inverse=True):
        blocks += [f"## {heading}", _bullets(_naming(vault, said[predicate]))]
    return _note(fields, [*blocks, *_relations(vault, key), *_group(vault, key)])


def _tallies(vault: Vault, papers: Collection[str]) -> dict[str, Value]:
    years = filter(None, (year(vault.paper(key)) for key in papers))
    return {"papers": len(papers), "first": int(min(years, default=0))}


def _relations(vault: Vault, key: str) -> Iterator[str]:
    """Yield what papers say of an entity and others, under a heading each predicate."""
    outward, inward = related(vault.graph, key)
    labels, inverse = schema.load().predicates, schema.load().inverse_labels
    for facts, words in ((outward, labels), (inward, inverse)):
        for predicate in [name for name in words if any(fact.predicate == name for fact in facts)]:
            rows = [_relation(vault, fact) for fact in facts if fact.predicate == predicate]
            yield from (f"## {_capital(words[predicate])}", _bullets(rows))


def _own_code(vault: Vault, facts: Iterable[Fact]) -> Iterator[str]:
    """Yield the code of the papers that introduce an entity."""
    for fact in facts:
        yield from (item.url for item in addresses(vault.graph, fact.other) if item.own and item.kind == "code")


def _naming(vault: Vault, facts: Sequence[Fact]) -> Iterator[str]:
    for number, fact in enumerate(facts):
        when = f" ({year(vault.paper(fact.other))})" if year(vault.paper(fact.other)) else ""
        yield f"- {vault.link(fact.other)}{when}{_quote(fact.surest) if number < QUOTED else ''}"


def _relation(vault: Vault, fact: Fact) -> str:
    surest = fact.surest
    source = vault.link(surest.paper) if surest and surest.paper in vault.names else ""
    return f"- {vault.link(fact.other)}{_quote(surest, source)}"


def group(vault: Vault, name: str, members: Sequence[str]) -> str:
    """Return the note of a group of the map."""
    fields: dict[str, Value] = {"type": "Group", "tags": [tag("kg", "group")], "members": len(members)}
    blocks = [f"# {inline(name)}", f"A group of {len(members)} things of the map that have to do with one another."]
    return _note(fields, blocks + _foremost(vault, members, most=len(members)))


def index(vault: Vault, groups: Mapping[str, str]) -> str:
    """Return the note that leads to the others."""
    graph = vault.graph
    fields: dict[str, Value] = {"type": "Index", "tags": [tag("kg", "index")]}
    blocks = [
        "# Index",
        "Made by kg, which writes these notes anew. Write your own words into notes of your own, and link to these.",
    ]
    if groups:
        blocks += [
            "## Groups of the map",
            _bullets(f"- {wikilink(vault.names[key], name)}" for key, name in groups.items()),
        ]
    return _note(fields, blocks + _foremost(vault, graph, most=FOREMOST))


def _foremost(vault: Vault, some: Iterable[str], *, most: int) -> list[str]:
    """Return sections with the things of each type that the most papers name, and the latest papers."""
    graph = vault.graph
    by_type: dict[str, list[str]] = defaultdict(list)
    for key in sorted(some):
        by_type[graph.nodes[key]["type"]].append(key)
    blocks: list[str] = []
    for name, kind in schema.load().types.items():
        counted = sorted((-_papers_of(graph, key), key) for key in by_type[name])
        rows = [f"- {vault.link(key)} ({-count})" for count, key in counted[:most]]
        blocks += [f"## {_capital(kind.plural)}", _bullets(rows)] if rows else []
    facts = [Fact("", key, (), 0) for key in by_type["Paper"]]
    rows = [f"- {vault.link(fact.other)}" for fact in latest_first(graph, facts)[:most]]
    return [*blocks, "## Papers", _bullets(rows)] if rows else blocks


def _papers_of(graph: "Graph", key: str) -> int:
    return len({source for source, _ in graph.in_edges(key) if "paper" in graph.nodes[source]})


def _headings(said: Mapping[str, object], *, inverse: bool = False) -> Iterator[tuple[str, str]]:
    words = schema.load().inverse_labels if inverse else schema.load().predicates
    return ((name, _capital(word)) for name, word in words.items() if name in said)


def _other_names(vault: Vault, key: str, names: Iterable[str]) -> list[str]:
    """Return what a note is called beside the name of its file."""
    return [name for name in dict.fromkeys(map(plain, names)) if name and name != vault.names[key]]


def _bullets(rows: Iterable[str]) -> str:
    return "\n".join(rows)


def _note(fields: Mapping[str, Value], blocks: Iterable[str]) -> str:
    return "\n".join((properties(fields), "\n\n".join(filter(None, blocks)), ""))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
