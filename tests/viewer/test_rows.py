import networkx as nx
import pytest
from factory import assembled, literature, published, result, said

from kg import shown
from kg.records import Evidence, Paper
from kg.schema import load
from kg.viewer.picture import keys
from kg.viewer.rows import picture_of


def made(graph, communities=()):
    return picture_of(graph, positions=dict.fromkeys(graph, (3, -4)), communities=communities, schema=load())


def number(found, key):
    return keys(found.structure).index(key)


def edge_number(found, subject, predicate, object_):
    edges = found.structure["edges"]
    ends = [at for at, count in enumerate(edges["count"]) for _ in range(count)]
    relation = [row["name"] for row in found.structure["predicates"]].index(predicate)
    rows = list(zip(ends, edges["to"], edges["predicate"], strict=True))
    return rows.index((number(found, subject), number(found, object_), relation))


def test_nodes_say_what_they_are_and_where():
    found = made(literature(), [("adapters", ["method/lora", "method/fernweh", "task/summarization"])])
    nodes, at = found.structure["nodes"], number(found, "method/lora")
    types = [kind["name"] for kind in found.structure["types"]]
    assert {name: column[at] for name, column in nodes.items()} == {
        "label": "LoRA",
        "type": types.index("Method"),
        "x": 3,
        "y": -4,
        "community": 0,
        "key": 0,
    }
    assert found.structure["names"][str(at)] == ["Low-Rank Adaptation"]
    assert found.structure["links"][str(number(found, "https://github.com/example/moss"))] == [
        ["github.com", "https://github.com/example/moss"]
    ]


def test_the_nodes_of_a_community_follow_each_other():
    members = ["method/lora", "method/fernweh", "task/summarization"]
    found = made(literature(), [("adapters", members)])
    assert keys(found.structure)[:3] == sorted(members)


def test_a_key_that_is_not_made_from_type_and_name_is_spelled_out():
    graph = assembled([], [("method/c--language", "C", "Method", ()), ("method/c", "c", "Method", ())], [], [])
    assert made(graph).structure["nodes"]["key"] == [0, "method/c--language"]
    assert keys(made(graph).structure) == ["method/c", "method/c--language"]


def test_a_paper_has_its_date_authors_listings_and_the_places_where_it_can_be_read():
    structure = made(literature()).structure
    at = str(number(made(literature()), "paper/arxiv-2401.00001"))
    assert (structure["dates"][at], structure["authors"][at]) == ("2024-01-03", ["Ada Moore", "Bo Lind"])
    assert [structure["sources"][source] for source in structure["listings"][at]] == ["alpha", "beta"]
    assert structure["links"][at] == [
        ["arXiv", "https://arxiv.org/abs/2401.00001"],
        ["DOI", "https://doi.org/10.1234/fern"],
    ]


@pytest.mark.parametrize(
    ("identifier", "date"),
    [
        ("arXiv:2106.09685", "2021-06"),
        ("arXiv:0704.0001", "2007-04"),
        ("arXiv:2113.00001", ""),
        ("arXiv:cs/0112017", ""),
        ("doi:2106.09685", ""),
    ],
)
def test_a_paper_without_a_date_gets_the_month_of_its_arxiv_identifier(identifier, date):
    found = made(assembled([Paper("paper/x", "T", "", identifiers=(identifier,))], [], [], []))
    assert found.structure["dates"].get("0", "") == date


def test_a_relation_of_entities_says_which_papers_say_it():
    found = made(literature())
    at = edge_number(found, "method/fernweh", "variantOf", "method/lora")
    assert found.structure["papers"][str(at)] == [number(found, "paper/arxiv-2401.00001")]
    assert found.structure["edges"]["support"][at] == 1
    of_paper = edge_number(found, "paper/arxiv-2401.00001", "uses", "task/summarization")
    assert str(of_paper) not in found.structure["papers"]


def test_an_address_that_is_no_web_address_is_no_link():
    paper = Paper("paper/x", "T", "", url="javascript:alert(1)")
    links = [("javascript:alert(2)", "a", "other"), ("data:text/html,x", "b", "other"), ("https://[", "c", "other")]
    assert made(assembled([paper], [], links, [])).structure["links"] == {}


def test_each_sentence_stands_once_and_edges_refer_to_it():
    found = made(literature())
    texts = [text for _, text in found.evidence["sentences"]]
    assert len(texts) == len(set(texts)) == 10
    fern = number(found, "paper/arxiv-2401.00001")
    at = edge_number(found, "paper/arxiv-2401.00001", "uses", "task/summarization")
    ((sentence, confidence, start, end),) = found.evidence["edges"][at]
    assert found.evidence["sentences"][sentence] == [fern, "We introduce Fernweh, a variant of LoRA for summarization."]
    assert (confidence, "We introduce Fernweh, a variant of LoRA for summarization."[start:end]) == (
        88,
        "summarization",
    )


def test_offsets_count_utf_16_units_as_browsers_do():
    paper = Paper("paper/x", "Title", "𝒳𝒴 beat Bert 😀 here.")
    sentence = said(paper, "𝒳𝒴 beat Bert 😀 here.", "Bert")
    found = made(
        assembled([paper], [("model/bert", "Bert", "Model", ())], [], [("paper/x", "uses", "model/bert", [sentence])])
    )
    _, _, start, end = found.evidence["edges"][0][0]
    assert sentence.text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == "Bert"


def test_spans_outside_of_their_sentence_are_cut_to_it():
    odd = Evidence("paper/x", 1, 6, 10, "Four", ((0, 8), (9, 99)), ("a", "b"), 0.9, "x")
    paper = Paper("paper/x", "Title", "Four")
    found = made(assembled([paper], [("task/f", "f", "Task", ())], [], [("paper/x", "uses", "task/f", [odd])]))
    assert found.evidence["edges"][0] == [[0, 90, 0, 2, 3, 4]]


def test_counts_and_redirects():
    structure = made(literature()).structure
    assert {row["name"]: row["count"] for row in structure["types"]} == {
        "Paper": 3,
        "Method": 2,
        "Model": 2,
        "Dataset": 2,
        "Task": 1,
        "Repository": 2,
        "WebResource": 1,
    }
    assert {row["name"]: row["count"] for row in structure["predicates"]}["uses"] == 8
    assert structure["redirects"] == {"method/low-rank-adaptation": "method/lora"}
    assert structure["sources"] == ["alpha", "beta"]


def test_a_community_of_two_is_none():
    found = made(literature(), [("pair", ["method/lora", "method/fernweh"])])
    assert found.structure["communities"] == []
    assert set(found.structure["nodes"]["community"]) == {-1}


def test_rows_do_not_depend_on_the_order_of_the_graph():
    graph = literature()
    turned: nx.MultiDiGraph[str] = nx.MultiDiGraph(**graph.graph)
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert made(turned) == made(graph)


def test_a_claimed_result_has_its_ends_its_words_and_its_sentence():
    found = made(literature())
    (claim,) = found.evidence["claims"]
    sentence, confidence, *spans = claim.pop("e")
    assert claim == {
        "paper": number(found, "paper/arxiv-2401.00001"),
        "dataset": number(found, "dataset/paperstack"),
        "subject": number(found, "method/fernweh"),
        "text": "up to 61.5 % accuracy",
    }
    text = found.evidence["sentences"][sentence][1]
    assert (confidence, text) == (82, "Fernweh reaches up to 61.5 % accuracy on PaperStack.")
    assert [text[start:end] for start, end in zip(spans[::2], spans[1::2], strict=True)] == ["61.5 %", "PaperStack"]


def test_a_result_of_nobody_has_no_subject():
    paper = Paper("paper/p", "T", "A score of 9.5 on Turf.")
    claimed = result(said(paper, paper.abstract, "9.5", "Turf"), "dataset/turf", 9.5)
    graph = assembled([paper], [("dataset/turf", "Turf", "Dataset", ())], [], [], results=[claimed])
    assert [sorted(row) for row in made(graph).evidence["claims"]] == [["dataset", "e", "paper", "text"]]


def test_where_papers_appeared_is_told_only_where_it_is_known_of_any():
    found = made(published())
    assert found.structure["publications"] == {
        str(number(found, "paper/arxiv-2401.00001")): {
            "venue": "Journal of <Moss>",
            "categories": ["cs.CL", "cs.LG"],
            "votes": 1234,
            "status": "retracted",
        }
    }
    assert "publications" not in made(literature()).structure


def test_what_a_listing_gives_has_no_sentence_and_comes_last():
    found = made(published())
    edge = edge_number(found, "paper/arxiv-2401.00001", "hasCode", "https://github.com/example/fernweh")
    (said, percent, *_), given = found.evidence["edges"][edge]
    assert found.evidence["sentences"][said][1] == "Code: https://github.com/example/fernweh."
    assert (found.evidence["sentences"][given[0]][1], given[1:], percent) == ("", [95], 90)


def test_a_part_tells_of_how_much_it_is_one_and_its_entities_how_many_papers_name_them():
    graph = literature()
    graph.graph[shown.PART] = shown.part(papers=3, of_papers=119_998, entities=7, of_entities=201_000)
    graph.nodes["method/lora"][shown.NAMED_BY] = 4_312
    structure = made(graph).structure
    assert structure["title"] == "Knowledge graph of 3 of 119,998 papers"
    assert (
        structure["part"]["text"]
        == "Shows 3 of 119,998 papers, those most taken up and the newest, and 7 of 201,000 entities."
    )
    assert (structure["part"]["papers"], structure["part"]["of_entities"]) == (3, 201_000)
    assert structure["named_by"] == {str(keys(structure).index("method/lora")): 4_312}


def test_a_whole_graph_has_no_columns_of_a_part():
    assert not {"part", "named_by"} & set(made(literature()).structure)
