"""Names of communities."""

import numpy as np
from factory import assembled

from kg.analyse import Community
from kg.analyse.communities import named
from kg.analyse.undirected import undirected
from kg.records import Paper

ENTITIES = {
    "task/a": ("Parsing", "Task"),
    "task/b": ("Driving", "Task"),
    "method/one": ("Once only", "Method"),
    "method/two": ("Parsing", "Method"),
    "model/all": ("Everywhere", "Model"),
}
USES = {
    "a": ["task/a", "model/all"],
    "b": ["task/b", "method/two", "model/all"],
}


def communities(kept=(), *, count=4):
    """Name two communities: papers a0, a1 …, and papers b0, b1 …, each with what they alone use."""
    papers = [f"paper/{topic}{number}" for topic in "ab" for number in range(count)]
    edges = [(paper, "uses", entity, ()) for paper in papers for entity in USES[paper[6]]]
    edges.append(("paper/a0", "uses", "method/one", ()))
    entities = [(key, name, kind, ()) for key, (name, kind) in ENTITIES.items()]
    graph = assembled([Paper(paper, paper, "") for paper in papers], entities, [], edges)
    plain = undirected(graph)
    second = {"task/b", "method/two"}
    owner = np.array([int(key in second or key.startswith("paper/b")) for key in plain.keys])
    return named(graph, plain, owner, kept=dict(enumerate(kept)))


def test_what_sets_a_community_apart_comes_first_and_what_all_name_last():
    assert [item.name for item in communities()] == ["Parsing · Once only · Everywhere", "Driving · Parsing"]


def test_no_two_names_begin_alike():
    held = [Community("Everywhere", ()), Community("", ())]
    first, second = communities(held)
    assert first.name.split(" · ")[0] == "Parsing"
    assert second.name.split(" · ")[0] == "Driving"


def test_a_community_that_hardly_changed_keeps_its_name():
    first, second = communities()
    kept = [Community("Once only · Parsing", first.members), Community("Parsing", second.members[1:])]
    assert [item.name for item in communities(kept)] == ["Once only · Parsing", "Parsing"]


def test_a_name_goes_where_its_entities_or_its_members_went():
    first, second = communities()
    kept = [Community("Crawling · Parsing", first.members), Community("Parsing", second.members[:2])]
    assert [item.name for item in communities(kept)] == ["Parsing · Once only · Everywhere", "Driving · Parsing"]


def test_where_all_are_one_community_what_most_papers_name_gives_the_name():
    graph = assembled(
        [Paper(f"paper/{number}", "", "") for number in range(3)],
        [("model/often", "Often", "Model", ()), ("model/once", "Once", "Model", ())],
        [],
        [(f"paper/{number}", "uses", "model/often", ()) for number in range(3)]
        + [("paper/0", "uses", "model/once", ())],
    )
    plain = undirected(graph)
    (found,) = named(graph, plain, np.zeros(len(plain.keys), np.int64), kept={})
    assert found.name == "Often · Once"
