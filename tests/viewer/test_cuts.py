"""Parts of a picture."""

import pytest
from factory import assembled, literature, published, said
from pictures import picture

from kg import shown
from kg.errors import ConfigError, OutputError
from kg.records import Paper
from kg.schema import load
from kg.viewer import cuts
from kg.viewer.columns import ends
from kg.viewer.picture import keys
from kg.viewer.rows import picture_of


def facts(made):
    structure = made.structure
    names = keys(structure)
    predicates = [structure["predicates"][number]["name"] for number in structure["edges"]["predicate"]]
    return [(names[a], said_, names[b]) for (a, b), said_ in zip(ends(structure), predicates, strict=True)]


def numbers(made, *wanted):
    names = keys(made.structure)
    return [names.index(key) for key in wanted]


def test_a_cut_keeps_the_edges_among_its_nodes_and_their_sentences():
    whole = picture()
    made = cuts.cut(whole, numbers(whole, "model/moss", "dataset/turftext", "method/fernweh"), title="Three")
    assert made.structure["title"] == "Three"
    assert facts(made) == [("model/moss", "trainedOn", "dataset/turftext")]
    ((row,),) = made.evidence["edges"]
    assert made.evidence["sentences"] == [[-1, "We present Moss, trained on TurfText."]]
    assert row == [0, 83, 11, 15, 28, 36]
    assert made.structure["edges"]["confidence"] == [83]
    assert made.structure["papers"] == {"0": []}


def test_a_cut_counts_its_legend_anew():
    whole = picture()
    made = cuts.cut(whole, numbers(whole, "method/lora", "method/fernweh", "paper/arxiv-2401.00001"), title="")
    counts = {kind["name"]: kind["count"] for kind in made.structure["types"] if kind["count"]}
    assert counts == {"Paper": 1, "Method": 2}
    lines = {row["name"]: row["count"] for row in made.structure["predicates"] if row["count"]}
    assert lines == {"introduces": 1, "comparesWith": 1, "variantOf": 1, "outperforms": 1}


def test_what_is_said_of_nodes_goes_with_them():
    whole = picture()
    made = cuts.cut(whole, numbers(whole, "method/lora", "paper/arxiv-2401.00001"), title="")
    lora, fern = numbers(made, "method/lora", "paper/arxiv-2401.00001")
    assert made.structure["names"] == {str(lora): ["Low-Rank Adaptation"]}
    assert made.structure["dates"] == {str(fern): "2024-01-03"}
    assert made.structure["authors"] == {str(fern): ["Ada Moore", "Bo Lind"]}
    assert made.structure["redirects"] == {"method/low-rank-adaptation": "method/lora"}
    assert cuts.cut(whole, numbers(whole, "model/moss"), title="").structure["redirects"] == {}


def test_communities_that_lose_too_many_nodes_are_gone_and_the_rest_move_up():
    whole = picture()
    kept = ("model/moss", "model/moss-7b", "dataset/turftext", "method/lora")
    made = cuts.cut(whole, numbers(whole, *kept), title="")
    assert made.structure["communities"] == ["Moss"]
    of_node = dict(zip(keys(made.structure), made.structure["nodes"]["community"], strict=True))
    assert of_node == {"model/moss": 0, "model/moss-7b": 0, "dataset/turftext": 0, "method/lora": -1}


def test_a_claim_needs_its_paper_and_dataset_and_can_do_without_its_subject():
    whole = picture()
    ends_of = ("paper/arxiv-2401.00001", "dataset/paperstack")
    (claim,) = cuts.cut(whole, numbers(whole, *ends_of, "method/fernweh"), title="").evidence["claims"]
    assert {"paper", "dataset", "subject", "text", "e"} == set(claim)
    (without,) = cuts.cut(whole, numbers(whole, *ends_of), title="").evidence["claims"]
    assert {"paper", "dataset", "text", "e"} == set(without)
    assert cuts.cut(whole, numbers(whole, ends_of[0]), title="").evidence["claims"] == []


def test_a_cut_of_all_is_the_picture_itself():
    whole = picture()
    made = cuts.cut(whole, range(len(whole.structure["nodes"]["label"])), title=whole.structure["title"])
    assert made == whole


def test_an_ego_picture_holds_what_is_within_so_many_steps():
    made = cuts.ego(picture(), "dataset/turftext", depth=1)
    assert sorted(keys(made.structure)) == ["dataset/turftext", "model/moss", "paper/acl-2023.moss-1"]
    assert made.structure["title"] == "TurfText and what is within 1 step"
    assert keys(made.structure)[made.structure["focus"]] == "dataset/turftext"
    wider = cuts.ego(picture(), "dataset/turftext", depth=2)
    assert {"method/lora", "model/moss-7b", "dataset/paperstack"} < set(keys(wider.structure))
    assert "method/fernweh" not in keys(wider.structure)
    assert wider.structure["title"] == "TurfText and what is within 2 steps"


def test_a_key_of_before_leads_to_the_new_one_and_an_unknown_one_is_an_error():
    made = cuts.ego(picture(), "method/low-rank-adaptation", depth=1)
    assert made.structure["title"] == "LoRA and what is within 1 step"
    with pytest.raises(OutputError, match="the page does not show 'method/none'; build again"):
        cuts.ego(picture(), "method/none")


def test_of_too_many_neighbours_the_most_telling_are_kept(monkeypatch):
    monkeypatch.setattr(cuts, "MOST", 2)
    made = cuts.ego(picture(), "method/lora", depth=1)
    # Fernweh is both a variant and better; of the papers, one says more about what is near than the other.
    assert sorted(keys(made.structure)) == ["method/fernweh", "method/lora", "paper/sha256-00112233445566ff"]
    assert made.structure["title"] == "LoRA and the 2 most telling of 4 things within 1 step"


def test_a_long_title_is_cut():
    paper = Paper("paper/a", "A " + "very " * 30 + "long title", "X is new.")
    graph = assembled(
        [paper],
        [("method/x", "X", "Method", ())],
        [],
        [("paper/a", "uses", "method/x", [said(paper, "X is new.", "X")])],
    )
    made = cuts.ego(picture(graph), "paper/a", depth=1)
    assert made.structure["title"] == "A " + "very " * 11 + "ver… and what is within 1 step"


@pytest.mark.parametrize("depth", [0, -1, 4])
def test_a_picture_reaches_no_other_depth(depth):
    with pytest.raises(ConfigError, match=f"from 1 to 3 steps, not {depth}; choose another depth"):
        cuts.ego(picture(), "method/lora", depth=depth)


def test_one_step_is_enough_where_much_is_near():
    graph = literature()
    assert cuts.ego(picture(graph), "method/lora").structure["title"] == "LoRA and what is within 2 steps"
    for number in range(12):
        graph.add_node(f"task/{number}", type="Task", label=str(number), entity=None)
        graph.add_edge("method/lora", f"task/{number}", key="uses", predicate="uses", confidence=0.9, evidence=())
    assert cuts.ego(picture(graph), "method/lora").structure["title"] == "LoRA and what is within 1 step"


@pytest.mark.parametrize("named", [2, "2", "Moss", "moss"])
def test_a_community_is_found_by_number_and_by_name(named):
    made = cuts.community(picture(), named)
    assert sorted(keys(made.structure)) == ["dataset/turftext", "model/moss", "model/moss-7b"]
    assert made.structure["title"] == "Moss"


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("3", "no group is called '3'"),
        ("nothing", "no group is called 'nothing'; `kg view --groups` lists them"),
        ("o", "several groups are called like 'o': 1 (LoRA · Fernweh), 2 (Moss); give one's number"),
    ],
)
def test_a_community_that_there_is_not_is_an_error(named, told):
    with pytest.raises(OutputError) as caught:
        cuts.community(picture(), named)
    assert told in str(caught.value)


def test_the_foremost_are_those_with_the_most_edges():
    made = cuts.foremost(picture(), 3)
    assert sorted(keys(made.structure)) == ["method/fernweh", "method/lora", "paper/arxiv-2401.00001"]
    assert cuts.foremost(picture(), 100) == picture()


def test_where_papers_appeared_goes_with_them():
    graph = published()
    whole = picture_of(graph, positions=dict.fromkeys(graph, (0, 0)), communities=(), schema=load())
    paper = numbers(whole, "paper/arxiv-2401.00001")
    assert cuts.cut(whole, paper, title="").structure["publications"]["0"]["status"] == "retracted"
    assert cuts.cut(whole, numbers(whole, "method/fernweh"), title="").structure["publications"] == {}


def test_a_cut_of_a_part_says_so_and_keeps_the_numbers_of_the_whole():
    graph = literature()
    graph.graph[shown.PART] = shown.part(papers=3, of_papers=119_998, entities=7, of_entities=201_000)
    graph.nodes["method/lora"][shown.NAMED_BY] = 4_312
    made = cuts.ego(picture(graph), "method/lora")
    assert made.structure["part"]["text"] == ("Cut out of a picture of 3 of 119,998 papers, and 7 of 201,000 entities.")
    assert made.structure["named_by"] == {str(keys(made.structure).index("method/lora")): 4_312}
