import textwrap

import listings
import pytest

from kg.readers.text import daily_papers

HEAD = ["new", "Get trending papers in your email inbox!", "Subscribe", "byAK and the research community", "Mar 11"]
OTHER_HEAD = [
    "new",
    "Get trending papers in your email inbox!",
    "Subscribe",
    "Daily Papers",
    "by AK and the research community",
]
PAIRS = [
    (
        "Fern: Sparse Adapters That Grow Where Documents Are Dense",
        "Long documents are dense in some places and empty in others, and yet adapters spend as much on all. We "
        "introduce Fern, an adapter that grows where the text is dense. On three corpora it needs a tenth of the room "
        "of its rivals and loses nothing. We also describe how it rests. Code is at github.com/example/fern.",
    ),
    (
        "An honest count is not all you need to measure a corpus of turf",
        "Counting words is easy, measuring a corpus is not. This paper describes Moss, a benchmark of turf that asks "
        "what a count leaves out. Does the corpus repeat itself? Is it written by machines? We find that the answer is "
        'yes more often than not, and that T\\"ulu does best (see https://example.org/~moss{moss}).',
    ),
    (
        "Can Stones Plan?",
        "We ask whether stones can plan and find that they cannot. The finding holds for granite, slate and for "
        "marble, at every temperature that we could afford. It does not hold for sand, which plans a little, and we "
        "discuss at some length what this means for beaches and for those who walk on them in the evening.",
    ),
]
TITLES = [title for title, _ in PAIRS]


def page(pairs=PAIRS, head=HEAD, foot=(), gap="\n\n"):
    return gap.join([*head, *(text for pair in pairs for text in pair), *foot])


def read(text):
    return listings.papers(daily_papers, text, path="daily.txt")


def titles(text):
    papers, errors = read(text)
    return [paper.title for paper in papers], errors


def test_a_page():
    papers, errors = read(page())
    assert [paper.title for paper in papers] == TITLES
    assert papers[0].abstract == PAIRS[0][1]
    assert papers[1].abstract.endswith("and that Tülu does best (see https://example.org/~moss{moss}).")
    assert papers[0].sources == ("daily.txt",)
    assert errors == []


@pytest.mark.parametrize(
    "text",
    [
        page(head=OTHER_HEAD),
        page(head=[]),
        page(
            head=[
                "Hugging Face",
                "Models",
                "Log In",
                "Sign Up",
                "Daily Papers",
                "by AK and the research community",
                "Mar 12, 2025",
            ]
        ),
        page(head=["A Thing That Is New", *HEAD]),
        page(foot=["Previous", "Next", "Company", "TOS", "Privacy", "System theme", "© Hugging Face"]),
        page(gap="\n"),
        page(gap="\n\n\n \n"),
        "\ufeff" + page().replace("\n", "\r\n"),
        page() + "\n\n",
        page([(f"{title}\n{abstract}", "") for title, abstract in PAIRS]),
        page([("Submitted by", f"moore\n\n42\n\n{title}\n\n{abstract}\n\n3 authors") for title, abstract in PAIRS]),
    ],
    ids=[
        "other head",
        "no head",
        "menu",
        "unknown head",
        "foot",
        "no blanks",
        "more blanks",
        "CRLF",
        "end",
        "pairs",
        "votes",
    ],
)
def test_pages_that_say_the_same(text):
    assert titles(text) == (TITLES, [])
    assert daily_papers.sniff(text)


@pytest.mark.parametrize("width", [60, 80])
def test_wrapped_abstracts(width):
    wrapped = [(title, "\n".join(textwrap.wrap(text, width, break_on_hyphens=False))) for title, text in PAIRS]
    papers, errors = read(page(wrapped))
    assert [(paper.title, paper.abstract) for paper in papers] == [(p.title, p.abstract) for p in read(page())[0]]
    assert errors == []


def test_abstracts_of_several_paragraphs():
    papers, errors = read(page([(title, text.replace(". We ", ".\n\nWe ", 1)) for title, text in PAIRS]))
    assert [(paper.title, paper.abstract) for paper in papers] == [(p.title, p.abstract) for p in read(page())[0]]
    assert errors == []


def test_a_page_that_is_cut_in_an_abstract_keeps_the_paper_and_says_so():
    papers, errors = read(page().removesuffix(" of them in the evening.")[:-60])
    assert [paper.title for paper in papers] == TITLES
    assert PAIRS[2][1].startswith(papers[2].abstract)
    assert errors == [
        "daily.txt:21: the page ends in the middle of an abstract, which is kept as far as it goes; save the whole page"
    ]


def test_the_least_that_is_left_of_an_abstract():
    papers, errors = read(page([*PAIRS, ("Fog: A Model of What Nobody Sees", "In recent years, fog has")]))
    assert (papers[3].title, papers[3].abstract) == ("Fog: A Model of What Nobody Sees", "In recent years, fog has")
    assert errors[0].startswith("daily.txt:25: the page ends in the middle")


def test_a_page_that_is_cut_after_a_title():
    assert titles(page(foot=["Fog: A Model of What Nobody Sees"])) == (
        TITLES,
        ["daily.txt:23: a title without an abstract is skipped; is the page cut here?"],
    )


def test_a_title_without_abstract_among_others():
    pairs = [PAIRS[0], ("Fog: A Model of What Nobody Sees", PAIRS[1][0]), (PAIRS[1][1], PAIRS[2][0])]
    found, errors = titles(page(pairs, foot=[PAIRS[2][1]]))
    assert found == TITLES
    assert errors == ["daily.txt:15: a title without an abstract is skipped; is the page cut here?"]


def test_a_page_without_its_top():
    assert titles(page([(PAIRS[0][1], PAIRS[1][0]), (PAIRS[1][1], PAIRS[2][0])], head=[], foot=[PAIRS[2][1]])) == (
        TITLES[1:],
        ["daily.txt:1: text without a title before it is skipped; is a part of the page missing?"],
    )


def test_a_notice_is_no_paper():
    found, errors = titles(
        page(foot=["Your choice", "This site keeps what you do, and you can change that at any time you like."])
    )
    assert found == TITLES
    assert errors == ["daily.txt:23: this is too short for a title and an abstract; skipped"]


def test_a_title_of_nothing_is_no_title():
    found, errors = titles(page([("\x01\\,", PAIRS[0][1]), *PAIRS[1:]]))
    assert found == TITLES[1:]
    assert errors == ["daily.txt:13: a title or an abstract with no letters in it is skipped"]


def test_an_abstract_that_hides_another_title_is_doubted():
    papers, errors = read(page([(PAIRS[0][0], PAIRS[0][1] * 9)]))
    assert len(papers) == 1
    assert errors == ["daily.txt:13: an abstract this long may hold another title; put blank lines around titles"]


@pytest.mark.parametrize(
    "text",
    [
        "# Fern\n\nFern is an adapter.\n\n## Use\n\n" + PAIRS[0][1],
        PAIRS[0][1] + "\n\n" + PAIRS[1][1],
        "Copyright 2020 Fern Authors of the World\n\n" + "\n\n".join(text for _, text in PAIRS),
        "Name: fern\nVersion: 1\n\n" + PAIRS[0][1],
        "import fern\n\nfern.grow()\n",
        "",
    ],
)
def test_other_texts_are_no_pages(text):
    assert not daily_papers.sniff(text)
