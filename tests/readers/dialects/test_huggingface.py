import json

from listings import records

DAILY = {
    "paper": {
        "id": "2401.00001",
        "authors": [
            {"_id": "65a0", "name": "Ada Moore", "hidden": False, "user": {"fullname": "A. M."}},
            {"_id": "65a1", "name": "Bo Lind", "hidden": True},
            {"_id": "65a2", "name": "Ada Moore", "hidden": False},
        ],
        "publishedAt": "2024-01-02T18:59:59.000Z",
        "submittedOnDailyAt": "2024-01-04T00:00:00.000Z",
        "title": "Fern: Sparse Adapters",
        "summary": "We introduce Fern,\nan adapter.\n",
        "upvotes": 42,
        "discussionId": "65b0",
        "projectPage": "https://fern-lab.example.org/",
        "githubRepo": "https://github.com/fern-lab/Fern.git",
        "githubStars": 7,
        "ai_summary": "Made up.",
        "ai_keywords": ["adapters"],
        "organization": {"name": "fern-lab", "fullname": "Fern Lab"},
    },
    "publishedAt": "2024-01-03T00:00:00.000Z",
    "title": "Fern: Sparse Adapters",
    "summary": "We introduce Fern,\nan adapter.\n",
    "numComments": 2,
    "submittedBy": {"fullname": "Cy Poe", "name": "cy"},
    "isAuthorParticipating": False,
}


def read(*values):
    found, errors = records("json", json.dumps(values), path="hf.json")
    assert errors == []
    return found


def test_daily_papers():
    (record,) = read(DAILY)
    paper = record.paper
    assert record.format == "huggingface"
    assert (paper.id, paper.title, paper.abstract) == (
        "paper/arxiv-2401.00001",
        "Fern: Sparse Adapters",
        "We introduce Fern, an adapter.",
    )
    assert (paper.published, paper.upvotes, paper.authors) == ("2024-01-02", 42, ("Ada Moore", "Bo Lind"))
    assert (paper.url, paper.code) == (
        "https://huggingface.co/papers/2401.00001",
        ("https://github.com/fern-lab/Fern",),
    )


def test_a_paper_alone_and_a_search_result():
    alone, found = read(DAILY["paper"], {"paper": {**DAILY["paper"], "summary": None}, "summary": "From the listing."})
    assert (alone.format, alone.paper.upvotes, alone.paper.abstract) == (
        "huggingface",
        42,
        "We introduce Fern, an adapter.",
    )
    assert (found.format, found.paper.upvotes, found.paper.abstract) == ("huggingface", 42, "From the listing.")


def test_a_project_page_is_code_only_where_it_is_a_repository():
    page = {**DAILY["paper"], "githubRepo": None, "projectPage": "https://github.com/fern-lab/moss/tree/main"}
    site = {**DAILY["paper"], "githubRepo": "", "projectPage": "https://fern-lab.github.io/"}
    assert [record.paper.code for record in read(page, site)] == [("https://github.com/fern-lab/moss",), ()]


def test_a_blog_post_is_known_by_its_own_id():
    (record,) = read({**DAILY, "paper": {**DAILY["paper"], "id": "moss-post"}})
    assert (record.paper.identifiers, record.paper.url) == (("local:moss-post",), "")
