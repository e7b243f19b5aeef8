"""What differs between two builds."""

import json

import pytest

from kg.errors import OutputError
from kg.history import changes, merges
from kg.history.changes import compare
from kg.history.state import State, state


def build(text: str) -> State:
    """Make a state of lines whose words are divided by bars: `says | p | uses | method/moss`."""
    return state(json.dumps([word.strip() for word in line.split("|")]) for line in text.splitlines() if line.strip())


OLD = """
paper | p1 | Moss and Fern | https://a.org/1 | 2026-03-01 |
paper | p2 | Stones | | 2026-03-02 |
entity | method/moss | Moss | Method
entity | model/fern | Fern | Model
entity | dataset/stones | Stones | Dataset
entity | task/growing | growing | Task
says | p1 | introduces | method/moss
says | p1 | mentions | model/fern
says | p1 | mentions | task/growing
says | p2 | introduces | dataset/stones
"""
NEW = (
    OLD
    + """
paper | p3 | Ivy, a Model | https://a.org/3 | 2026-03-03 |
paper | p4 | A Note | | |
entity | model/ivy | Ivy | Model
entity | dataset/leaves | Leaves | Dataset
says | p3 | introduces | model/ivy
says | p3 | uses | method/moss
says | p3 | uses | dataset/leaves
says | p4 | uses | dataset/leaves
says | p4 | uses | task/growing
link | p3 | hasCode | https://github.com/o/ivy | code | own
link | p1 | hasCode | https://github.com/o/moss | code | own
link | p4 | linksTo | https://a.org | other | other
relation | method/moss | evaluatedOn | dataset/stones | p3
relation | model/ivy | evaluatedOn | dataset/stones | p3
"""
)


@pytest.fixture(scope="module")
def found():
    return compare(build(OLD), build(NEW))


def test_new_papers_come_with_what_they_introduce_use_and_release(found):
    assert [one.paper.id for one in found.papers] == ["p3", "p4"]
    ivy = found.papers[0]
    assert [entity.name for entity in ivy.introduces] == ["Ivy"]
    assert [entity.name for entity in ivy.uses] == ["Leaves", "Moss"]
    assert ivy.code == ("https://github.com/o/ivy",)


def test_new_entities_come_with_their_first_paper(found):
    assert [(one.entity.id, one.papers, one.first.id, one.introduced) for one in found.entities] == [
        ("model/ivy", 1, "p3", True),  # though more papers name the other, which none of them introduces
        ("dataset/leaves", 2, "p3", False),
    ]


def test_first_uses_are_those_of_known_methods_models_and_datasets(found):
    told = [(one.entity.id, one.predicate, one.on and one.on.id, one.paper.id) for one in found.first_uses]
    assert told == [
        ("method/moss", "evaluatedOn", "dataset/stones", "p3"),  # Ivy was not known, so that its test is no first use
        ("method/moss", "uses", None, "p3"),
    ]


def test_code_of_papers_that_were_known_comes_first(found):
    assert [(one.address, one.was_known) for one in found.code] == [
        ("https://github.com/o/moss", True),
        ("https://github.com/o/ivy", False),
    ]


def test_rising_names_are_counted_before_and_after(found):
    assert [(one.entity.id, one.before, one.after) for one in found.rising] == [
        ("method/moss", 1, 2),
        ("task/growing", 1, 2),
    ]


def test_counts_and_json_are_complete(found):
    assert found.counts == {
        "papers": (2, 4),
        "entities": (4, 6),
        "relations": (0, 2),
        "links": (0, 3),
        "claims": (0, 0),
    }
    plain = json.loads(json.dumps(found.to_dict()))
    assert plain["counts"]["papers"] == {"before": 2, "after": 4}
    assert plain["papers"][0]["introduces"] == [{"id": "model/ivy", "name": "Ivy", "type": "Model"}]
    assert set(plain) == set(found.__slots__)


def test_the_way_back_tells_what_is_gone():
    back = compare(build(NEW), build(OLD))
    assert [paper.id for paper in back.gone_papers] == ["p3", "p4"]
    assert [entity.id for entity in back.gone_entities] == ["dataset/leaves", "model/ivy"]
    assert (back.papers, back.entities, back.rising, back.code) == ((), (), (), ())


def test_nothing_differs_from_itself():
    assert not compare(build(NEW), build(NEW))
    assert compare(build(OLD), build(NEW))


def test_a_paper_that_is_withdrawn_or_known_by_another_id_has_changed_and_is_not_new():
    old = "paper | p1 | Moss | | 2026 |\npaper | sha | FERN | | |"
    new = "paper | p1 | Moss | | 2026 | withdrawn\npaper | arxiv | Fern | | 2026 |"
    found = compare(build(old), build(new))
    assert (found.papers, found.gone_papers) == ((), ())
    assert [(one.paper.id, one.field, one.before, one.after) for one in found.changed_papers] == [
        ("p1", "status", "", "withdrawn"),
        ("arxiv", "title", "FERN", "Fern"),
        ("arxiv", "published", "", "2026"),
        ("arxiv", "id", "sha", "arxiv"),
    ]


NAMES = """
paper | p1 | One | | |
entity | method/moss | Moss | Method
says | p1 | uses | method/moss
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "entity | method/mosses | Mosses | Method\nsays | p1 | uses | method/mosses",
            "alias | method/moss | Mosses | decision | decisions.txt:3: one plant\n"
            "redirect | method/mosses | method/moss",
            (merges.MERGED, "Mosses", "Moss", "decision: decisions.txt:3: one plant"),
        ),
        (
            "alias | method/moss | Sphagnum | lexicon | \nalias | method/moss | Moss | name |",
            "entity | method/sphagnum | Sphagnum | Method\nsays | p1 | uses | method/sphagnum\n"
            "alias | method/sphagnum | Sphagnum | name |\nalias | method/moss | Moss | name |",
            (merges.SPLIT, "Moss", "Sphagnum", ""),
        ),
        (
            "alias | method/moss | Moss | name |\nsays | p2 | uses | method/moss",
            "alias | method/moss | Moss | name |\nentity | task/moss--p2 | Moss | Task\n"
            "alias | task/moss--p2 | Moss | name |\nsays | p2 | uses | task/moss--p2",
            (merges.SPLIT, "Moss", "Moss", ""),
        ),
        (
            "entity | model/fern | Fern | Model\nsays | p1 | uses | model/fern",
            "entity | method/fern | Fern | Method\nsays | p1 | uses | method/fern\nredirect | model/fern | method/fern",
            (merges.RETYPED, "Fern", "Fern", ""),
        ),
        (
            "entity | model/fern | Fern | Model\nsays | p1 | uses | model/fern",
            "entity | model/fern-2 | Fern | Model\nsays | p1 | uses | model/fern-2\n"
            "redirect | model/fern | model/gone\nredirect | model/gone | model/fern-2",
            (merges.REPLACED, "Fern", "Fern", ""),
        ),
    ],
)
def test_a_name_that_changed_is_told_and_is_neither_new_nor_gone(old, new, told):
    found = compare(build(NAMES + old), build(NAMES + new))
    assert [(one.kind, one.old.name, one.new.name, one.reason) for one in found.merges] == [told]
    assert (found.entities, found.gone_entities, found.first_uses) == ((), (), ())


def test_another_spelling_is_a_new_name_of_the_same_thing():
    new = NAMES.replace("| Moss |", "| MOSS |")
    assert [(one.kind, one.new.name) for one in compare(build(NAMES), build(new)).merges] == [("renamed", "MOSS")]


def test_redirects_in_a_ring_lead_nowhere():
    new = "paper | p1 | One | | |\nredirect | method/moss | method/a\nredirect | method/a | method/moss"
    assert [entity.id for entity in compare(build(NAMES), build(new)).gone_entities] == ["method/moss"]


def test_the_heaviest_news_are_names_that_are_released_or_in_the_title_and_code():
    code = "hasCode | https://github.com/o/x | code | own"
    new = NAMES + "\n".join(
        f"paper | {key} | {title} | | | {'withdrawn' if key == 'g' else ''}\n{said}"
        for key, title, said in (
            ("a", "A Note", "says | a | uses | method/moss"),
            ("b", "A Note", "entity | model/guess | a guess | Model\nsays | b | introduces | model/guess"),
            ("c", "On Dew", "says | c | introduces | method/moss"),
            ("d", "Mossy Dew", f"says | d | introduces | method/moss\nlink | d | {code}"),
            ("e", "Moss: Dew", f"says | e | introduces | method/moss\nlink | e | {code}"),
            ("g", "Moss: Gone", f"says | g | introduces | method/moss\nlink | g | {code}"),
            ("f", "Ivy Leaves", "entity | dataset/ivy | Ivy | Dataset\nsays | f | introduces | dataset/ivy"),
        )
    )
    found = compare(build(NAMES), build(new))
    assert [(one.paper.id, changes.weight(one)) for one in found.papers] == [
        ("e", 8),
        ("f", 7),
        ("d", 6),
        ("c", 3),
        ("b", 1),
        ("a", 0),
        ("g", -1),
    ]


def test_what_a_title_speaks_of_is_told_first_of_what_a_paper_introduces():
    says = "says | p2 | introduces | method/moss\nsays | p2 | introduces | method/fern"
    new = f"{NAMES}\npaper | p2 | Fern | | |\nentity | method/fern | Fern | Method\n{says}"
    (found,) = compare(build(NAMES), build(new)).papers
    assert [entity.name for entity in found.introduces] == ["Fern", "Moss"]


def test_lines_that_are_no_facts_are_refused_in_a_line():
    with pytest.raises(OutputError, match="the history cannot be read"):
        state(["[1]"])


def test_of_papers_that_bring_as_much_the_newest_is_told_first():
    papers = (
        "paper | a | A | | |\npaper | b | B | | 2026-03-02 |\npaper | c | C | | 2026-03-03 |\npaper | d | D | | 2026 |"
    )
    made = "entity | model/ivy | Ivy | Model\nsays | d | introduces | model/ivy"
    found = compare(State(), build(f"{papers}\n{made}"))
    assert [new.paper.id for new in found.papers] == ["d", "c", "b", "a"]


def test_what_has_only_an_abbreviation_in_common_with_what_is_gone_is_not_the_same():
    old = """
    paper | a | A | | |\npaper | b | B | | |
    alias | method/arching-branch-count | ABC | abbreviation |
    alias | method/arching-branch-count | arching branch count | name |
    alias | method/autumn-bud-colour | autumn bud colour | name |
    entity | method/arching-branch-count | arching branch count | Method
    entity | method/autumn-bud-colour | autumn bud colour | Method
    says | a | uses | method/arching-branch-count\nsays | b | uses | method/autumn-bud-colour"""
    new = """
    paper | b | B | | |
    alias | method/autumn-bud-colour | ABC | abbreviation |
    alias | method/autumn-bud-colour | autumn bud colour | name |
    entity | method/autumn-bud-colour | autumn bud colour | Method
    redirect | method/arching-branch-count | method/autumn-bud-colour
    says | b | uses | method/autumn-bud-colour"""
    found = compare(build(old), build(new))
    assert (found.merges, [entity.name for entity in found.gone_entities]) == ((), ["arching branch count"])
    joined = compare(build(old), build(f"{new}\nalias | method/autumn-bud-colour | arching branch count | decision |"))
    assert ([one.kind for one in joined.merges], joined.gone_entities) == ([merges.MERGED], ())


def test_a_name_that_known_papers_had_is_not_named_for_the_first_time():
    papers = "paper | a | A | | |\npaper | b | B | | |\n"
    one = """
    alias | task/shift | domain shift | text |\nalias | task/shift | shift | name |
    entity | task/shift | shift | Task\nsays | a | uses | task/shift\nsays | b | uses | task/shift"""
    two = """
    alias | method/shift | shift | name |\nalias | task/shift | domain shift | name |
    entity | method/shift | shift | Method\nentity | task/shift | domain shift | Task
    says | a | uses | task/shift\nsays | b | uses | method/shift"""
    assert compare(build(papers + one), build(papers + two)).entities == ()
    more = "paper | c | C | | |\nsays | c | uses | method/shift"
    assert [new.entity.id for new in compare(build(papers + one), build(papers + two + "\n" + more)).entities] == [
        "method/shift"
    ]


RENAMED = """
paper | p1 | Moss and Fern | | 2026-03-01 |
entity | method/moss | Moss | Method
alias | method/moss | Moss | name |
entity | model/fern | Fernery | Model
alias | model/fern | Fern | decision | d:1
alias | model/fern | Fernery | name | d:1
says | p1 | uses | method/moss
says | p1 | uses | model/fern
"""


def test_what_a_person_renamed_and_merged_is_not_gone():
    after = """
    paper | p1 | Moss and Fern | | 2026-03-01 |
    entity | method/moss | Moss | Method
    alias | method/moss | Moss | name |
    alias | method/moss | Fern | decision | d:2: one thing
    says | p1 | uses | method/moss
    redirect | model/fern | method/moss
    """
    found = compare(build(RENAMED), build(after))
    assert [(one.kind, one.old.name, one.new.name, one.reason) for one in found.merges] == [
        ("merged", "Fernery", "Moss", "decision: d:2: one thing")
    ]
    assert found.gone_entities == ()
    gone = compare(build(RENAMED), build(after.replace("alias | method/moss | Fern |", "alias | method/moss | F |")))
    assert [entity.name for entity in gone.gone_entities] == ["Fernery"]


def test_what_is_split_off_and_renamed_at_once_is_not_new():
    before = """
    paper | p1 | Moss | | 2026-03-01 |
    paper | p2 | Fern | | 2026-03-02 |
    entity | method/moss | Moss | Method
    alias | method/moss | Moss | name |
    alias | method/moss | Fern | text |
    says | p1 | uses | method/moss
    says | p2 | uses | method/moss
    """
    after = """
    paper | p1 | Moss | | 2026-03-01 |
    paper | p2 | Fern | | 2026-03-02 |
    entity | method/moss | Moss | Method
    alias | method/moss | Moss | name |
    entity | method/fern | Fernery | Method
    alias | method/fern | Fern | decision | d:2
    alias | method/fern | Fernery | name | d:2
    says | p1 | uses | method/moss
    says | p2 | uses | method/fern
    """
    found = compare(build(before), build(after))
    assert [(one.kind, one.old.name, one.new.name) for one in found.merges] == [("split", "Moss", "Fernery")]
    assert found.entities == ()


def test_a_split_is_told_where_another_thing_has_the_name_too():
    before = """
    paper | p1 | Moss | | 2026-03-01 |
    entity | method/fern | FERN | Method
    alias | method/fern | FERN | name |
    entity | method/moss | Moss | Method
    alias | method/moss | Moss | name |
    alias | method/moss | Fern | decision | d:1
    says | p1 | uses | method/moss
    says | p1 | uses | method/fern
    """
    after = """
    paper | p1 | Moss | | 2026-03-01 |
    entity | method/fern | FERN | Method
    alias | method/fern | FERN | name |
    entity | method/fern--1 | Fern | Method
    alias | method/fern--1 | Fern | name |
    entity | method/moss | Moss | Method
    alias | method/moss | Moss | name |
    says | p1 | uses | method/moss
    says | p1 | uses | method/fern
    says | p1 | uses | method/fern--1
    """
    found = compare(build(before), build(after))
    assert [(one.kind, one.old.id, one.new.id) for one in found.merges] == [("split", "method/moss", "method/fern--1")]


WHOLE = """
paper | p1 | Moss | | 2026-03-01 |
paper | p2 | Fern | | 2026-03-02 |
entity | method/fern | Fern | Method
alias | method/fern | Fern | name |
alias | method/fern | Fern model | text |
entity | method/moss | Moss | Method
alias | method/moss | Moss | name |
says | p1 | uses | method/fern
says | p2 | uses | method/fern
says | p1 | mentions | method/moss
"""


@pytest.mark.parametrize(
    ("part", "forms"), [("Fern model | Method", ["Fern"]), ("Fern | Method", ["Fern", "Fern model"])]
)
@pytest.mark.parametrize(("gone", "heir"), [("fern", "moss"), ("moss", "fern")])
def test_a_split_is_told_where_the_rest_became_one_with_another_thing(part, forms, gone, heir):
    aliases = "\n".join(f"alias | method/{heir} | {form} | decision | d:2" for form in ["Moss", *forms])
    after = f"""
    paper | p1 | Moss | | 2026-03-01 |
    paper | p2 | Fern | | 2026-03-02 |
    entity | method/{heir} | {heir.title()} | Method
    {aliases}
    entity | method/part | {part}
    alias | method/part | {part.partition(" |")[0]} | name |
    says | p1 | uses | method/{heir}
    says | p2 | uses | method/part
    redirect | method/{gone} | method/{heir}
    """
    found = compare(build(WHOLE), build(after))
    assert [(one.kind, one.old.id, one.new.id) for one in found.merges] == [
        ("merged", f"method/{gone}", f"method/{heir}"),
        ("split", "method/fern", "method/part"),
    ]
    assert found.gone_entities == found.entities == ()


def test_papers_of_one_title_have_an_heir_each():
    before = """
    paper | paper/sha256-1 | Editorial | https://a.org/1 | 2026-03-01 |
    paper | paper/sha256-2 | Editorial | https://a.org/2 | 2026-03-02 |
    paper | paper/sha256-3 | Editorial | | |
    """
    after = """
    paper | paper/doi-1 | Editorial | https://a.org/2 | 2026-03-02 |
    paper | paper/doi-2 | Editorial | https://doi.org/2 | 2026-03-01 |
    """
    found = compare(build(before), build(after))
    assert [(one.before, one.after) for one in found.changed_papers if one.field == "id"] == [
        ("paper/sha256-1", "paper/doi-2"),
        ("paper/sha256-2", "paper/doi-1"),
    ]
    assert [paper.id for paper in found.gone_papers] == ["paper/sha256-3"]
    assert found.papers == ()
