import networkx as nx
from factory import assembled, literature, result, said

from kg.records import Evidence, Paper
from kg.schema import load
from kg.viewer.rows import rows


def made(graph, communities=()):
    return rows(graph, positions=dict.fromkeys(graph, (3, -4)), communities=communities, schema=load())


def node(found, key):
    return next(row for row in found.nodes if row["key"] == key)


def edge(found, subject, predicate, object_):
    ends = node(found, subject)["id"], node(found, object_)["id"]
    number = [row["name"] for row in found.rest["predicates"]].index(predicate)
    return next(row for row in found.edges if (row["from"], row["to"], row["p"]) == (*ends, number))


def test_nodes_say_what_they_are_and_where():
    found = made(literature(), [("adapters", ["method/lora", "method/fernweh", "task/summarization"])])
    assert node(found, "method/lora") == {
        "id": 6,
        "key": "method/lora",
        "type": "Method",
        "label": "LoRA",
        "x": 3,
        "y": -4,
        "community": 0,
        "names": ["Low-Rank Adaptation"],
    }
    assert node(found, "https://github.com/example/moss")["links"] == [
        ["github.com", "https://github.com/example/moss"]
    ]
    assert [row["id"] for row in found.nodes] == list(range(len(found.nodes)))


def test_a_paper_has_its_date_authors_and_the_places_where_it_can_be_read():
    row = node(made(literature()), "paper/arxiv-2401.00001")
    assert (row["date"], row["authors"]) == ("2024-01-03", ["Ada Moore", "Bo Lind"])
    assert row["links"] == [["arXiv", "https://arxiv.org/abs/2401.00001"], ["DOI", "https://doi.org/10.1234/fern"]]


def test_an_address_that_is_no_web_address_is_no_link():
    paper = Paper("paper/x", "T", "", url="javascript:alert(1)")
    links = [("javascript:alert(2)", "a", "other"), ("data:text/html,x", "b", "other"), ("https://[", "c", "other")]
    assert not any("links" in row for row in made(assembled([paper], [], links, [])).nodes)


def test_each_sentence_stands_once_and_edges_refer_to_it():
    found = made(literature())
    texts = [text for _, text in found.rest["sentences"]]
    assert len(texts) == len(set(texts)) == 10
    fern = node(found, "paper/arxiv-2401.00001")["id"]
    ((number, confidence, start, end),) = edge(found, "paper/arxiv-2401.00001", "uses", "task/summarization")["e"]
    assert found.rest["sentences"][number] == [fern, "We introduce Fernweh, a variant of LoRA for summarization."]
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
    _, _, start, end = found.edges[0]["e"][0]
    assert sentence.text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == "Bert"


def test_spans_outside_of_their_sentence_are_cut_to_it():
    odd = Evidence("paper/x", 1, 6, 10, "Four", ((0, 8), (9, 99)), ("a", "b"), 0.9, "x")
    paper = Paper("paper/x", "Title", "Four")
    found = made(assembled([paper], [("task/f", "f", "Task", ())], [], [("paper/x", "uses", "task/f", [odd])]))
    assert found.edges[0]["e"] == [[0, 90, 0, 2, 3, 4]]


def test_counts_and_redirects():
    rest = made(literature()).rest
    assert {name: row["count"] for name, row in rest["types"].items()} == {
        "Paper": 3,
        "Method": 2,
        "Model": 2,
        "Dataset": 2,
        "Task": 1,
        "Repository": 2,
        "WebResource": 1,
    }
    assert {row["name"]: row["count"] for row in rest["predicates"]}["uses"] == 8
    assert rest["redirects"] == {"method/low-rank-adaptation": "method/lora"}
    assert rest["sources"] == ["alpha", "beta"]


def test_a_community_of_two_is_none():
    found = made(literature(), [("pair", ["method/lora", "method/fernweh"])])
    assert found.rest["communities"] == []
    assert not any("community" in row for row in found.nodes)


def test_rows_do_not_depend_on_the_order_of_the_graph():
    graph = literature()
    turned: nx.MultiDiGraph[str] = nx.MultiDiGraph(**graph.graph)
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert made(turned) == made(graph)


def test_a_claimed_result_has_its_ends_its_words_and_its_sentence():
    found = made(literature())
    (claim,) = found.rest["claims"]
    number, confidence, *spans = claim.pop("e")
    assert claim == {
        "paper": node(found, "paper/arxiv-2401.00001")["id"],
        "dataset": node(found, "dataset/paperstack")["id"],
        "subject": node(found, "method/fernweh")["id"],
        "text": "up to 61.5 % accuracy",
    }
    text = found.rest["sentences"][number][1]
    assert (confidence, text) == (82, "Fernweh reaches up to 61.5 % accuracy on PaperStack.")
    assert [text[start:end] for start, end in zip(spans[::2], spans[1::2], strict=True)] == ["61.5 %", "PaperStack"]


def test_a_result_of_nobody_has_no_subject():
    paper = Paper("paper/p", "T", "A score of 9.5 on Turf.")
    claimed = result(said(paper, paper.abstract, "9.5", "Turf"), "dataset/turf", 9.5)
    graph = assembled([paper], [("dataset/turf", "Turf", "Dataset", ())], [], [], results=[claimed])
    assert [sorted(row) for row in made(graph).rest["claims"]] == [["dataset", "e", "paper", "text"]]
