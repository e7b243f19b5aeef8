"""The sample: what a newcomer sees first, and how well the shipped model reads it."""

import json
from pathlib import Path

import pytest

from kg import readers
from kg.build import SAMPLE, build, extract_records
from kg.config import Config
from kg.evaluate import evaluate
from kg.extract.links import find_links
from kg.knowledge_graph import load
from kg.query import engine, named

GOLD = Path(__file__).parent / "sample_gold.jsonl"


def lines(path):
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def test_it_holds_landmark_papers_with_abstracts_of_a_readable_length():
    papers = lines(SAMPLE)

    assert len(papers) >= 60
    assert len({paper["title"] for paper in papers}) == len(papers)
    assert [paper["title"] for paper in papers if not 80 <= len(paper["abstract"].split()) <= 200] == []


def test_every_paper_is_read_and_has_a_date_and_an_author():
    errors = []
    papers = readers.read([SAMPLE], on_error=errors.append).papers

    assert errors == []
    assert len(papers) == len(lines(SAMPLE))
    assert all(paper.published and paper.authors for paper in papers)


def test_every_repository_of_the_annotation_is_found_in_the_text():
    papers = {paper["title"]: paper for paper in lines(SAMPLE)}
    for record in lines(GOLD):
        found = {link.url for link in find_links(papers[record["title"]]["abstract"])}

        assert found == {link["url"] for link in record["links"]}


def test_the_shipped_model_finds_what_a_reader_would():
    # The papers are famous, so this is no measure of quality; it falls when something breaks.
    records = list(extract_records([SAMPLE], config=Config()))
    report = evaluate(lines(GOLD), records)

    assert report.micro.f1 > 0.85
    assert report.links.f1 == 1.0


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    build([SAMPLE], config=Config(output=str(folder), formats=("rdf",)))
    return load(folder)


def test_every_question_has_an_answer_in_it(graph):
    answers = {one.name: graph.query(name=one.name) for one in named.queries()}

    assert [name for name, found in answers.items() if not found] == ["redirects"]


@pytest.mark.filterwarnings("ignore:Dataset.(default_context|contexts) is deprecated:DeprecationWarning")
def test_rdflib_gives_the_same_rows_in_the_same_order(graph):
    def text(node):
        return None if node is None else str(getattr(node, "value", node))

    different = []
    for one in named.queries():
        mine = engine.query(graph.store, one.text)
        theirs = [tuple(map(str_or_none, row)) for row in graph.dataset.query(one.text, initNs=graph.prefixes)]
        ours = [tuple(map(text, row)) for row in mine.rows]
        order = sorted if mine.kind == "construct" else list
        if order(ours) != order(theirs):
            different.append(one.name)

    assert different == []


def str_or_none(term):
    return None if term is None else str(term)
