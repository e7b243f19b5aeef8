"""Papers that share links and relations over several shards, in all ways in which one shard alone would go wrong."""

from dataclasses import replace

from parts.sharded import Records

from kg.provenance import Conflict, Listed
from kg.records import (
    Alias,
    Assignment,
    ClaimedResult,
    Doubt,
    Entity,
    Extraction,
    Link,
    Mention,
    Paper,
    Redirect,
    Relation,
    Resolution,
    Ruling,
    Sentence,
)

ALSO = "Fern is a variant of Moss. See https://github.com/example/fern/tree/main."
PAPERS = (
    Paper("paper/a", "Also", ALSO, ("acl 2024!",), ("doi:10.1234/a",), "https://example.org/a", "2024-02-30"),
    Paper("paper/b", "Fern: a Moss", "Fern is a variant of Moss. Code: https://github.com/Example/Fern", ("ACL 2024",)),
    Paper("paper/c", "Moss", "Moss reaches 61.5 % on Turf. See https://example.org/the%20wood", ("beta", "acl 2024!")),
    Paper(
        "paper/d", "Wood", "Moss and Moss on Turf. See https://example.org/the wood", code=("https://example.org/x",)
    ),
    Paper(
        "paper/e", '=1+1 "Turf"\\', "Fern beats Moss.\t See https://example.org/x", ("beta",), authors=("Ada, =Moore",)
    ),
    Paper("paper/f", "Nothing", "This could not be read.", ("gamma",), code=("https://example.org/never",)),
)
NAMES = {
    "Fern": Entity("method/fern", "Fern\n=1+1", "Method"),
    "Moss": Entity("method/moss", "Moss", "Method"),
    "Turf": Entity("dataset/turf", 'Turf\t"\\', "Dataset"),
}
HOMONYM = Entity("model/moss", "Moss", "Model")
UNSAID = Entity("task/mowing", "mowing", "Task")


def _read(paper: Paper, *links: Link) -> Extraction:
    """Read a paper whose text is one sentence beside its title; each name in it is a group of its own."""
    start, text = len(paper.title) + 1, paper.text
    sentences = (Sentence(paper.id, 0, 0, len(paper.title)), Sentence(paper.id, 1, start, len(text)))
    places = sorted((place, name) for name in NAMES if (place := text.find(name)) >= 0)
    mentions = tuple(
        Mention(
            paper.id, group, place, place + len(name), name, NAMES[name].type, role, 0.9, int(place > start), "tagger"
        )
        for group, (place, name) in enumerate(places)
        for role in ["introduces" if place < start else "uses"]
    )
    return Extraction(paper.id, sentences, mentions, links=links)


def _link(paper: Paper, url: str, kind: str, of: str) -> Link:
    start = paper.text.index("http")
    return Link(paper.id, start, len(paper.text), url, kind, of, 1, 0.9)


def woods() -> Records:
    """Make the records."""
    a, b, c, d, e, f = PAPERS
    variant = Relation("", 0, "variantOf", 1, 1, 0.6, "rule")
    wood = _link(c, "https://example.org/the%20wood", "data", "other")
    claim = ClaimedResult(c.id, 18, 24, 1, "accuracy", 61.5, "%", "", "absolute", "higher", 0, 1, 0.8, "claim:on")
    extractions = [
        replace(
            _read(a, _link(a, "https://github.com/example/fern/tree/main", "other", "other")),
            relations=(replace(variant, paper=a.id),),
        ),
        replace(
            _read(b, _link(b, "https://github.com/Example/Fern", "code", "own")),
            relations=(replace(variant, paper=b.id, confidence=0.8),),
        ),
        replace(_read(c, wood), claims=(claim,)),
        _with_homonym(_read(d, _link(d, "https://example.org/the wood", "project", "own"))),
        replace(
            _read(e, _link(e, "https://example.org/x", "code", "own")),
            relations=(Relation(e.id, 1, "outperforms", 2, 1, 0.7, "rule"),),
        ),
    ]
    entities = tuple(sorted([*NAMES.values(), HOMONYM, UNSAID]))
    forms = (Alias(one.id, form, "name") for one in entities for form in (one.name, f"the {one.name}"))
    resolution = Resolution(
        entities,
        tuple(sorted(forms)),
        tuple(
            Assignment(found.paper, mention.group, _named(mention))
            for found in extractions
            for mention in found.mentions
        ),
        (Redirect("method/fernweh", "method/fern"), Redirect("method/none", "")),
        rulings=(Ruling("decisions.txt:1", "drop Grass", "=none", "", ""),),
        doubts=(Doubt("types", "method/moss", "Model", 1.5, 3, "named as both"),),
    )
    listed = [Listed(paper.id, name, "key", "first") for paper in PAPERS for name in paper.sources]
    return Records(PAPERS, extractions, resolution, listed, [Conflict(f.id, "title", "Nothing", "gamma", "-", "beta")])


def _with_homonym(found: Extraction) -> Extraction:
    """Have the second Moss of a text be the model of that name."""
    start = PAPERS[3].text.rindex("Moss")
    return replace(found, mentions=(*found.mentions, replace(found.mentions[0], group=7, start=start, end=start + 4)))


def _named(mention: Mention) -> str:
    return HOMONYM.id if mention.group == 7 else NAMES[mention.form].id
