"""Decisions in a person's words."""

import pytest
from builds import built
from factory import assembled, literature, said

from kg.errors import KGError
from kg.lookup import Build
from kg.proposals import Proposals
from kg.records import Paper
from kg.resolve import Decision


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    return Build(built(tmp_path_factory.mktemp("outputs"), "tables", graph=literature()))


def proposed(build, verb, *arguments, standing=()):
    proposal = getattr(Proposals(build, standing), verb)(*arguments)
    return str(proposal.decision), proposal.effect


@pytest.mark.parametrize(
    ("words", "line", "effect"),
    [
        (
            ("merge", "fernweh", "low rank adaptations"),
            "merge method/fernweh method/lora",
            "Fernweh (method/fernweh, 2 papers) → LoRA (method/lora, 3 papers)",
        ),
        (
            ("split", "LoRA", "low-rank adaptation"),
            'split method/lora "Low-Rank Adaptation"',
            "'Low-Rank Adaptation' leaves LoRA (method/lora, 3 papers) and becomes an entity of its own",
        ),
        (
            ("retype", "model/moss", "dataset"),
            "retype model/moss Dataset",
            "Moss (model/moss, 1 paper): Model → Dataset",
        ),
        (
            ("drop", "task/summarization"),
            "drop task/summarization",
            "summarization (task/summarization, 2 papers) → dropped, with all that is said of it",
        ),
        (
            ("rename", "LoRA", " Low-Rank   Adapters "),
            'rename method/lora "Low-Rank Adapters"',
            "LoRA (method/lora, 3 papers): the name becomes Low-Rank Adapters",
        ),
        (
            ("apart", "Moss", "Moss-7B"),
            "apart model/moss model/moss-7b",
            "Moss (model/moss, 1 paper) and Moss-7B (model/moss-7b, 1 paper) stay two, and `kg review` does not ask",
        ),
    ],
)
def test_a_decision_says_what_it_will_do(build, words, line, effect):
    assert proposed(build, *words) == (line, effect)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("merge", "Lora", "low rank adaptation"), "are one entity already: method/lora (Method, 3 papers)"),
        (("merge", "Lora", "Fernwhe"), "nothing in this build is called 'Fernwhe'; did you mean Fernweh?"),
        (("drop", "2401.00001"), "'2401.00001' is paper/arxiv-2401.00001, which is no entity"),
        (("split", "LoRA", "LORAX"), "'LORAX' is neither a paper nor a form of method/lora, which has 'LoRA', 'Low"),
        (("split", "LoRA", "2401.00001", "Moss"), "'Moss' is neither a paper nor a form of method/lora"),
        (
            ("split", "paperstack", "Paper Stack"),
            "spellings of 'Paper Stack', so no form tells two things apart; give the",
        ),
        (("retype", "LoRA", "method"), "method/lora is of type Method already"),
        (("retype", "LoRA", "modell"), "unknown type 'modell'; did you mean 'Model'?"),
        (("retype", "LoRA", "x"), "unknown type 'x'; write one of Method, Model, Dataset, Task"),
        (("rename", "LoRA", "LoRA"), "method/lora is called 'LoRA' already"),
        (("rename", "LoRA", " "), "a name has 1 to 200 characters, not 0"),
    ],
)
def test_what_makes_no_sense_is_refused(build, words, message):
    with pytest.raises(KGError) as raised:
        proposed(build, *words)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_what_the_next_build_takes_away_cannot_be_decided_on(build):
    pending = Decision("merge", ("method/fernweh", "method/lora"), "", "decisions.txt:4")
    with pytest.raises(KGError) as raised:
        proposed(build, "merge", "LoRA", "Fernweh", standing=[pending])
    assert str(raised.value) == (
        "decisions.txt:4: says 'merge method/fernweh method/lora', so method/fernweh is gone after the next build; "
        "apply it with `kg build` first, or take it back with `kg undo 4`"
    )


def test_what_is_held_apart_is_not_merged(build):
    apart = Decision("apart", ("method/lora", "method/fernweh"), "", "decisions.txt:2")
    with pytest.raises(KGError, match=r"decisions\.txt:2: says that the two are apart; .* `kg undo 2`"):
        proposed(build, "merge", "Fernweh", "LoRA", standing=[apart])


@pytest.fixture(scope="module")
def homonyms(tmp_path_factory):
    entities = [
        ("method/sam", "SAM", "Method", ()),
        ("model/sam", "SAM", "Model", ()),
        ("method/fern", "Fern", "Method", ()),
        ("method/moss", "Moss", "Method", ("Fern",)),
    ]
    papers = [Paper("paper/local-1", "Fern", "Moss.")]
    graph = assembled(papers, entities, [], [("paper/local-1", "uses", "model/sam", ())])
    return Build(built(tmp_path_factory.mktemp("outputs"), "tables", graph=graph))


def test_a_name_of_several_is_refused_with_the_candidates(homonyms):
    with pytest.raises(KGError) as raised:
        proposed(homonyms, "drop", "sam")
    assert str(raised.value) == (
        "'sam' may be model/sam (Model, 1 paper), method/sam (Method, 0 papers); give the id of the one that is meant"
    )


def test_a_name_goes_before_a_mere_form(homonyms):
    assert proposed(homonyms, "drop", "Fern")[0] == "drop method/fern"


def test_a_retype_tells_what_it_joins(homonyms):
    assert proposed(homonyms, "retype", "method/sam", "Model") == (
        "retype method/sam Model",
        "SAM (method/sam, 0 papers): Method → Model, as part of SAM (model/sam, 1 paper)",
    )


def test_papers_that_mean_something_else_are_named_by_id_or_title(build):
    proposals = Proposals(build)
    found = proposals.split("LoRA", "a note on summarization with lora", "2401.00001", "paper/arxiv-2401.00001")
    assert str(found.decision) == "split method/lora paper/arxiv-2401.00001 paper/sha256-00112233445566ff"
    assert found.effect == (
        "LoRA (method/lora, 3 papers): in paper/arxiv-2401.00001 ('Fernweh: Sparse Adapters for Long Documents'), "
        "paper/sha256-00112233445566ff ('A Note on Summarization with LoRA'), it is another thing, which becomes an "
        "entity of its own"
    )
    found = proposals.split("LoRA", "2401.00001", into="Moss-7B")
    assert str(found.decision) == "split method/lora paper/arxiv-2401.00001 into model/moss-7b"
    assert found.effect.endswith(
        "('Fernweh: Sparse Adapters for Long Documents'), it is Moss-7B (model/moss-7b, 1 paper)"
    )


@pytest.mark.parametrize(
    ("words", "into", "message"),
    [
        (("Moss", "2401.00001"), "", "does not name model/moss; it is named by paper/acl-2023.moss-1 ('Moss: A Model"),
        (("LoRA", "2401.00001"), "lora", "'lora' is method/lora itself; name the entity that the papers mean"),
        (("Moss", "paper/acl-2023.moss-1"), "", "no other paper names model/moss; leave out those that mean it"),
        (("Moss", "paper/acl-2023.moss-1"), "LoRA", "write kg merge model/moss method/lora"),
        (("Moss", "Low-Rank Adaptation"), "LoRA", "'Low-Rank Adaptation' is neither a paper nor a form of model/moss"),
        (("LoRA", "lora", "2401.00001"), "", "'lora' is a form of method/lora, and no paper; split a form off alone"),
        (("LoRA", "LoRA"), "Moss", "'LoRA' is a form of method/lora, and no paper; split a form off alone"),
    ],
)
def test_papers_that_mean_nothing_else_are_refused(build, words, into, message):
    with pytest.raises(KGError) as raised:
        Proposals(build).split(*words, into=into)
    assert message in str(raised.value)


def test_more_papers_than_a_line_takes_are_refused(tmp_path):
    papers = [Paper(f"paper/local-{number:04}", f"Moss {number}", "") for number in range(91)]
    edges = [(paper.id, "uses", "method/moss", [said(paper, paper.title, "Moss", sentence=0)]) for paper in papers]
    build = Build(
        built(tmp_path, "tables", graph=assembled(papers, [("method/moss", "Moss", "Method", ())], [], edges))
    )
    with pytest.raises(KGError, match=r"^90 papers do not fit into one line; give the first of them, build, and"):
        Proposals(build).split("Moss", *(paper.id for paper in papers[:90]))
