"""The questions that come with kg: valid, explained, bound safely, and the same for two engines."""

import re

import pyoxigraph
import pytest
import rdflib

from kg import schema
from kg.errors import QueryError
from kg.query import named
from kg.query.engine import query

# rdflib's own code uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.(default_context|contexts) is deprecated:DeprecationWarning")

SET = {
    "method": "Fernweh",
    "dataset": "Paper Stack",
    "entity": "LoRA",
    "source": "beta",
    "first": "lora",
    "second": "summarization",
    "task": "Summarization",
    "paper": "arXiv:2401.00001",
    "year": "2023",
    "text": "STACK",
}
EVERY = [question.name for question in named.queries()]
TELLING = {
    "descendants": {"entity": "Moss"},
    "ancestors": {"entity": "Moss-7B"},
    "authors-of": {"entity": "Fernweh"},
    "code-of": {"entity": "Fernweh"},
    "bridges": {"first": "Fernweh", "second": "Moss"},
}
"""Questions that have an answer in the small literature for these values only."""
EMPTY = {"papers-without-code", "used-together"}
"""The questions to which the small literature has no answer."""


def settings(question):
    return TELLING.get(question.name) or {parameter.name: SET[parameter.name] for parameter in question.parameters}


def values(rows):
    return [tuple(None if node is None else str(getattr(node, "value", node)) for node in row) for row in rows]


@pytest.fixture(scope="module")
def dataset(folder):
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(folder / "kg.nq", format="nquads")
    return dataset


def test_there_are_forty_questions_in_order():
    assert len(EVERY) >= 40
    assert sorted(EVERY) == EVERY


@pytest.mark.parametrize("name", EVERY)
def test_two_engines_give_the_same_rows_in_the_same_order(store, dataset, name):
    question = named.find(name)
    text = named.bind(question, settings(question), store)
    mine = query(store, text, name=name)
    prefixes = schema.load().all_prefixes("https://x.org/")
    theirs = dataset.query(text, initNs=prefixes)
    if mine.kind == "construct":
        assert {tuple(map(str, row)) for row in theirs} == {tuple(row) for row in values(mine.rows)}
    else:
        assert values(tuple(row) for row in theirs) == values(mine.rows)
        assert tuple(map(str, theirs.vars)) == mine.variables
    assert bool(mine.rows) == (name not in EMPTY)


@pytest.mark.parametrize("name", EVERY)
def test_an_empty_graph_has_no_answer_in_either_engine(name):
    # rdflib makes a row of nothing from an empty group that is joined with something; HAVING takes it away.
    text = named.find(name).text
    assert query(pyoxigraph.Store(), text, name=name).rows == ()
    assert list(rdflib.Dataset(default_union=True).query(text, initNs=schema.load().all_prefixes())) == []


@pytest.mark.parametrize("name", EVERY)
def test_each_file_says_what_it_asks_and_binds_each_parameter_once(name):
    question = named.find(name)
    assert question.title
    assert question.explanation.endswith("?") or question.explanation.endswith(".")
    for parameter in question.parameters:
        places = re.findall(rf"VALUES \?{parameter.name} {{ .* }}", question.text)
        assert places
        assert len(set(places)) == 1
    assert question.text.count("# param ") == len(question.parameters)
    assert "SELECT *" not in question.text
    assert "ORDER BY" in question.text or "CONSTRUCT" in question.text


@pytest.mark.parametrize("name", EVERY)
def test_each_file_runs_alone_in_any_tool(name):
    text = named.standalone(named.find(name), base="https://x.org/")
    pyoxigraph.Store().query(text)
    rdflib.Dataset().query(text)
    assert text.startswith(f"# {named.find(name).title}\n")


def test_answers(store):
    def ask(name, **values_set):
        return values(query(store, named.bind(named.find(name), values_set, store)).rows)

    lora, fernweh, stack = (
        "https://x.org/method/lora",
        "https://x.org/method/fernweh",
        "https://x.org/dataset/paperstack",
    )
    assert ask("datasets-of-method", method="fernweh") == [(stack, "PaperStack", "1")]
    assert ask("most-used-datasets")[0] == (stack, "PaperStack", "2")
    assert ask("descendants", entity="Moss") == [("https://x.org/model/moss-7b", "Moss-7B", None)]
    assert ask("compared-with") == [(fernweh, lora, "1")]
    assert ask("taken-up") == [(fernweh, "Fernweh", "1")]
    assert ask("trend", entity="summarization") == [("2024", "1"), ("2025", "1")]
    assert ask("new-in-source", source="beta") == [
        (fernweh, "Fernweh", "2"),
        ("https://x.org/task/summarization", "summarization", "2"),
        ("https://x.org/model/moss-7b", "Moss-7B", "1"),
    ]
    assert ask("beats", entity="Low-Rank Adaptation") == [
        ("Fernweh", "https://x.org/paper/arxiv-2401.00001", "0.7", "Fernweh outperforms LoRA on PaperStack.")
    ]
    assert ask("claimed-results", dataset="paper stack") == [
        (
            "https://x.org/paper/arxiv-2401.00001", fernweh, "accuracy", "61.5", "%", "absolute", "higher",
            "Fernweh reaches up to 61.5 % accuracy on PaperStack.",
        )
    ]  # fmt: skip
    assert ask("claimed-results", dataset="TurfText") == []
    assert [row[1:] for row in ask("sources")] == [("alpha", "2", "2"), ("beta", "2", "1")]
    assert ask("redirects") == [
        ("https://x.org/method/low-rank-adaptation", lora, "LoRA"),
        ("https://x.org/method/nothing", None, None),
    ]
    assert ask("find", text="text SUMM") == [
        ("https://x.org/task/summarization", "summarization", "https://w3id.org/abstract-kg/ontology#Task")
    ]


def test_answers_to_what_readers_ask(store):
    def ask(name, **values_set):
        rows = values(query(store, named.bind(named.find(name), values_set, store)).rows)
        return [tuple(cell and cell.removeprefix("https://x.org/").rpartition("#")[2] for cell in row) for row in rows]

    fern, local = "paper/arxiv-2401.00001", "paper/sha256-00112233445566ff"
    titles = {fern: "Fernweh: Sparse Adapters for Long Documents", local: "A Note on Summarization with LoRA"}
    assert ask("ancestors", entity="fernweh") == [
        ("method/lora", "LoRA", None),
        ("model/moss", "Moss", "paper/acl-2023.moss-1"),
        ("model/moss-7b", "Moss-7B", None),
    ]
    assert ask("authors-of", entity="Fernweh") == [("Ada Moore", "1"), ("Bo Lind", "1")]
    assert ask("bridges", first="Fernweh", second="Moss") == [("dataset/paperstack", "PaperStack", "1", "1")]
    assert ask("bridges", first="Fernweh", second="LoRA") == []
    assert ask("code-of", entity="Fernweh") == [
        ("introduces", fern, titles[fern], "https://github.com/example/fernweh")
    ]
    assert ask("datasets-for-task", task="summarization") == [("dataset/paperstack", "PaperStack", "1")]
    assert ask("tasks-of-dataset", dataset="PaperStack") == [("task/summarization", "summarization", "1")]
    assert ask("methods-for-task", task="text summarization") == [
        ("method/fernweh", "Fernweh", "Method", "2"),
        ("method/lora", "LoRA", "Method", "1"),
        ("model/moss-7b", "Moss-7B", "Model", "1"),
    ]
    assert ask("evaluated-on", dataset="PaperStack") == [
        ("model/moss", "Moss", "paper/acl-2023.moss-1", "0.9", "Moss is evaluated on PaperStack against LoRA.")
    ]
    assert ask("papers-of", entity="LoRA") == [
        (local, titles[local], "2025", "uses"),
        (fern, titles[fern], "2024-01-03", "comparesWith"),
    ]
    assert ask("rivals", entity="LoRA") == [("method/fernweh", "Fernweh", fern, titles[fern])]
    assert ask("in-paper", paper=titles[fern])[:2] == [
        ("comparesWith", "method/lora", "LoRA", "Method"),
        ("introduces", "method/fernweh", "Fernweh", "Method"),
    ]
    assert ask("similar-papers", paper="arXiv:2401.00001")[0] == (local, titles[local], "3")
    assert ask("used-with", entity="LoRA")[0] == ("method/fernweh", "Fernweh", "Method", "1")
    assert ask("new-in-year", year="2025") == []
    assert ask("new-in-year", year="2024")[0] == ("method/fernweh", "Fernweh", "2")
    assert ask("repositories")[1] == ("https://github.com/example/moss", "1", "0")
    assert ask("most-used-methods")[0] == ("method/fernweh", "Fernweh", "Method", "1")


def test_a_default_holds_where_nothing_is_set(store):
    assert named.bind(named.find("evidence"), {}, store) == named.bind(
        named.find("evidence"), {"entity": "LoRA"}, store
    )


@pytest.mark.parametrize(
    "text", ['" } VALUES ?type { x }', "\\", "a\nb", "?text", "VALUES ?text { 1 }", "\\g<0>", "'''", "{}"]
)
def test_a_text_stays_a_text(store, text):
    bound = named.bind(named.find("find"), {"text": text}, store)
    assert query(store, bound).rows == ()
    assert str(pyoxigraph.Literal(text)) in bound


def test_the_value_of_one_parameter_is_not_searched_for_the_place_of_another(store):
    question = named.NamedQuery(
        "q",
        "t",
        "e",
        (named.Parameter("a", "", "text"), named.Parameter("b", "", "text")),
        'SELECT ?a ?b { VALUES ?a { "x" } VALUES ?b { "y" } }',
    )
    bound = named.bind(question, {"a": "VALUES ?b { 1 }", "b": "z"}, store)
    assert values(query(store, bound).rows) == [("VALUES ?b { 1 }", "z")]


def test_an_unknown_question_has_similar_ones():
    with pytest.raises(QueryError, match="no question is named 'trends'; did you mean trend"):
        named.find("trends")
    with pytest.raises(QueryError, match="`kg queries` lists them"):
        named.find("zzzzzz")


def test_a_unique_beginning_of_a_name_is_enough():
    assert named.find("datasets-of").name == "datasets-of-method"
    with pytest.raises(
        QueryError, match=r"several questions begin with 'datasets': datasets-for-task, datasets-of-method; give more"
    ):
        named.find("datasets")
    assert named.find("evidence").name == "evidence"


def test_an_unknown_parameter_lists_the_known_ones(store):
    with pytest.raises(QueryError, match="question 'connection' has no parameter 'form'; it takes first, second"):
        named.bind(named.find("connection"), {"form": "x"}, store)
    with pytest.raises(QueryError, match="question 'sources' has no parameter 'x'; it takes none"):
        named.bind(named.find("sources"), {"x": "x"}, store)


def test_a_default_that_a_build_lacks_is_told_apart_from_a_wrong_value(store):
    with pytest.raises(QueryError) as caught:
        named.bind(named.find("beats"), {}, store)
    assert str(caught.value) == (
        "question 'beats' asks about 'TRPO' by default, which this build lacks; "
        "set entity to a name in it, such as Fernweh, LoRA, PaperStack"
    )
    with pytest.raises(QueryError, match=r"^this build has no entity called 'TRPO'"):
        named.bind(named.find("beats"), {"entity": "TRPO"}, store)


def test_what_to_ask_otherwise_takes_the_same_parameters():
    pairs = [(one, named.find(one.otherwise)) for one in named.queries() if one.otherwise]
    assert [(one.name, other.name) for one, other in pairs] == [("connection", "bridges")]
    for one, other in pairs:
        assert [(taken.name, taken.type) for taken in one.parameters] == [
            (taken.name, taken.type) for taken in other.parameters
        ]
