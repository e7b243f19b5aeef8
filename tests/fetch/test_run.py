"""Fetches from start to end: pages, files, and going on after a fetch that did not end."""

import json
from datetime import date

import pytest
from replay import (
    FakeClock,
    Reply,
    as_json,
    daily,
    entry,
    error_feed,
    feed,
    replaying,
    seeded,
    status,
    work,
    works,
)

from kg.errors import ConfigError, FetchError, OutputError
from kg.fetch.plan import job
from kg.fetch.services import arxiv
from kg.fetch.session import Session


@pytest.fixture(scope="module")
def server():
    with replaying() as running:
        yield running


class Person:
    """Somebody with a contact, a clock that only counts, and a folder."""

    def __init__(self, server, folder):
        self.server = server
        self.folder = folder
        self.words = []
        self.progress = []
        server.clock = FakeClock()

    def session(self, **how):
        how = {"contact": "ada@moss.org", "cached": True, **how}
        return Session(say=self.words.append, clock=self.server.clock, chance=seeded(), **how)

    def fetch(self, service, *, cached=True, contact="ada@moss.org", **words):
        made = job({"service": service, "to": str(self.folder), "url": self.server.url, **words})
        session = self.session(cached=cached, contact=contact)
        query = session.query(made)
        changes = session.merged(made, query, self.folder, lambda *where: self.progress.append(where))
        return [(change.path.name, change.fetched, change.new, change.changed) for change in changes]

    def records(self, name):
        return [json.loads(line) for line in (self.folder / name).read_text().splitlines()]

    def asked(self, name):
        return [request.query.get(name) for request in self.server.requests]


@pytest.fixture
def person(server, tmp_path):
    return Person(server, tmp_path / "papers")


# Daily Papers


def test_a_day_is_one_request_and_one_file_of_records_as_they_came(person):
    person.server.script(as_json([daily("2611.00002"), daily("2611.00001", upvotes=3)]))
    assert person.fetch("daily-papers", date="2026-11-20") == [("daily-papers-2026-11-20.jsonl", 2, 2, 0)]
    [request] = person.server.requests
    assert (request.path, request.query) == ("/api/daily_papers", {"date": "2026-11-20", "limit": "100"})
    assert person.records("daily-papers-2026-11-20.jsonl") == [daily("2611.00001", upvotes=3), daily("2611.00002")]


def test_days_are_requests_and_files_of_their_own_and_a_weekend_is_empty(person):
    days = {"2026-11-20": [daily("2611.00001")], "2026-11-18": [daily("2611.00003"), daily("2611.00002")]}
    person.server.script(lambda request: as_json(days.get(request.query["date"], [])))
    assert person.fetch("daily-papers", since="3d") == [
        ("daily-papers-2026-11-18.jsonl", 2, 2, 0),
        ("daily-papers-2026-11-20.jsonl", 1, 1, 0),
    ]
    assert person.asked("date") == ["2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21"]
    times = [request.at for request in person.server.requests]
    assert times[-1] - times[0] == pytest.approx(1.8)  # 500 in five minutes is one in 0.6 seconds
    assert person.progress == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_day_with_more_papers_than_a_page_has_more_pages(person):
    found = [daily(f"2611.{number:05}") for number in range(130)]
    person.server.script(lambda request: as_json(found[100 * int(request.query.get("p", 0)) :][:100]))
    assert person.fetch("daily-papers", date="2026-11-20") == [("daily-papers-2026-11-20.jsonl", 130, 130, 0)]
    assert person.asked("p") == [None, "1"]


def test_a_page_that_holds_fewer_than_were_asked_for_is_not_the_last_one(person):
    found = [daily(f"2611.{number:05}") for number in range(80)]
    person.server.script(
        as_json(found[:60]), as_json(found[60:]), as_json(found[:60]), as_json({"error": "Invalid p"}, status=400)
    )
    assert person.fetch("daily-papers", date="2026-11-20")[0][1] == 80
    assert person.asked("p") == [None, "1"]
    assert person.fetch("daily-papers", date="2026-11-20")[0][1] == 60


def test_a_day_that_the_service_does_not_know_yet_is_no_error(person):
    person.server.script(as_json({"error": "Invalid date"}, status=400))
    assert person.fetch("daily-papers", date="today") == []
    assert person.words == ["Daily Papers has no 2026-11-21 yet"]


def test_a_request_that_is_refused_is_told_in_the_services_words(person):
    person.server.script(as_json({"error": "Invalid \x1b[31m date\n!"}, status=400))
    with pytest.raises(FetchError) as error:
        person.fetch("daily-papers", date="2026-11-02")
    assert str(error.value) == "Daily Papers refuses the request (400: Invalid [31m date !); change the request"


def test_the_same_again_gives_the_same_bytes_and_writes_nothing(person):
    person.server.script(as_json([daily("2611.00001"), daily("2611.00002")], headers=(("ETag", '"a"'),)))
    person.fetch("daily-papers", date="2026-11-20")
    file = person.folder / "daily-papers-2026-11-20.jsonl"
    before, written = file.read_bytes(), file.stat().st_mtime_ns
    person.server.clock.advance(86_400)
    person.server.script(as_json([daily("2611.00002"), daily("2611.00001")]))
    assert person.fetch("daily-papers", date="2026-11-20") == [(file.name, 2, 0, 0)]
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (before, written)


def test_a_second_run_adds_and_updates_and_loses_nothing(person):
    person.server.script(as_json([daily("2611.00001", upvotes=1), daily("2611.00002")]))
    person.fetch("daily-papers", date="2026-11-20")
    file = person.folder / "daily-papers-2026-11-20.jsonl"
    file.write_bytes(file.read_bytes() + b"a line of mine\n" + b'{"title": "Mine"}\n')
    person.server.script(as_json([daily("2611.00001", upvotes=9), daily("2611.00003")]))
    assert person.fetch("daily-papers", date="2026-11-20") == [(file.name, 2, 1, 1)]
    lines = file.read_bytes().splitlines()
    assert [json.loads(line)["paper"]["id"] for line in lines[:3]] == ["2611.00001", "2611.00002", "2611.00003"]
    assert json.loads(lines[0])["paper"]["upvotes"] == 9
    assert sorted(lines[3:]) == [b"a line of mine", b'{"title": "Mine"}']


@pytest.mark.parametrize("body", [b'{"papers": []}', b'["moss"]', b"null", b"3"])
def test_what_is_no_list_of_papers_writes_nothing(person, body):
    person.server.script(as_json([daily("2611.00001")]))
    person.fetch("daily-papers", date="2026-11-20")
    before = (person.folder / "daily-papers-2026-11-20.jsonl").read_bytes()
    person.server.script(Reply(body))
    with pytest.raises(
        FetchError, match="answers with something else than a list of papers after 3 tries; try again later"
    ):
        person.fetch("daily-papers", date="2026-11-20")
    assert (person.folder / "daily-papers-2026-11-20.jsonl").read_bytes() == before


def test_a_lone_surrogate_and_other_odd_text_is_kept(person):
    odd = daily("2611.00001", title="Moss \ud800 \u2028 \x00 模型")
    person.server.script(as_json([odd]))
    person.fetch("daily-papers", date="2026-11-20")
    assert person.records("daily-papers-2026-11-20.jsonl") == [odd]
    assert len((person.folder / "daily-papers-2026-11-20.jsonl").read_bytes().splitlines()) == 1


# arXiv


def test_a_query_is_asked_in_slices_of_the_newest_first(person, monkeypatch):
    monkeypatch.setattr(arxiv, "SLICE", 2)
    found = [entry(f"2611.{number:05}v1") for number in range(5)]
    person.server.script(lambda request: feed(*found[int(request.query["start"]) :][:2], total=5))
    assert person.fetch("arxiv", query="cat:cs.CL AND abs:moss") == [
        ("arxiv-cat-cs.cl-and-abs-moss~9252f4bd.jsonl", 5, 5, 0)
    ]
    assert [request.query for request in person.server.requests] == [
        {
            "search_query": "cat:cs.CL AND abs:moss",
            "start": start,
            "max_results": "2",
            "sortBy": "submittedDate",
            "sortOrder": "descending",
        }
        for start in ("0", "2", "4")
    ]
    times = [request.at for request in person.server.requests]
    assert [later - times[0] for later in times] == [0.0, 3.0, 6.0]
    assert person.server.requests[0].headers["user-agent"] == "kg/0.1.0 (mailto:ada@moss.org)"


def test_an_entry_becomes_a_record_of_our_own_field_names(person):
    comment = "12 pages. Code: https://github.com/moss/fern, and http://huggingface.co/moss/fern."
    person.server.script(
        feed(entry("2611.00001v3", comment=comment, doi="10.1000/fern", journal_ref="J. Moss 3 (2026)"))
    )
    person.fetch("arxiv", ids=["2611.00001"])
    assert person.records("arxiv-ids.jsonl") == [
        {
            "id": "2611.00001",
            "version": "3",
            "title": "Moss and Fern",
            "abstract": "We grow Moss and Fern in the shade.",
            "authors": ["Ada Moore", "Bo Lind"],
            "published": "2026-11-18",
            "updated": "2026-11-19",
            "url": "https://arxiv.org/abs/2611.00001",
            "doi": "10.1000/fern",
            "venue": "J. Moss 3 (2026)",
            "comment": comment,
            "categories": ["cs.CL", "cs.LG"],
            "code": ["http://huggingface.co/moss/fern", "https://github.com/moss/fern"],
            "source": "arXiv API",
        }
    ]


def test_a_paper_that_its_authors_withdrew_says_so(person):
    person.server.script(feed(entry(comment="This paper has been withdrawn by the authors")))
    person.fetch("arxiv", ids=["2611.00001"])
    assert person.records("arxiv-ids.jsonl")[0]["status"] == "withdrawn"


def test_entities_in_a_feed_are_text(person):
    person.server.script(feed(entry(title="A &lt; B &amp;amp; &#945;")))
    person.fetch("arxiv", ids=["2611.00001"])
    assert person.records("arxiv-ids.jsonl")[0]["title"] == "A < B &amp; α"


def test_an_empty_page_in_the_middle_is_asked_for_again(person, monkeypatch):
    monkeypatch.setattr(arxiv, "SLICE", 2)
    found = [entry(f"2611.{number:05}v1") for number in range(6)]
    pages = [
        feed(*found[:2], total=6),
        feed(total=0),
        feed(total=6),
        feed(*found[2:4], total=6),
        feed(*found[4:], total=6),
    ]
    person.server.script(*pages)
    assert person.fetch("arxiv", query="moss")[0][1] == 6
    assert person.asked("start") == ["0", "2", "2", "2", "4"]
    assert person.words[0] == "arXiv answers with an empty page at 2 of 6; trying again"


def test_a_page_that_stays_empty_is_an_error_and_the_next_run_goes_on_from_there(person, monkeypatch):
    monkeypatch.setattr(arxiv, "SLICE", 2)
    found = [entry(f"2611.{number:05}v1") for number in range(6)]
    person.server.script(feed(*found[:2], total=6), feed(total=6))
    with pytest.raises(FetchError) as error:
        person.fetch("arxiv", query="moss")
    assert str(error.value) == (
        f"arXiv ({person.server.url}/api/query): answers with an empty page at 2 of 6 after 4 tries; try again later; "
        "the page that came is kept, and the same command goes on from there"
    )
    assert not person.folder.exists()
    person.words.clear()
    person.server.script(feed(*found[2:4], total=6), feed(*found[4:], total=6))
    assert person.fetch("arxiv", query="moss")[0][1] == 6
    assert person.asked("start") == ["2", "4"]
    assert person.words == ["Going on after 1 page that is here from a fetch that did not end"]


def test_a_last_page_that_stays_empty_ends_the_fetch_with_a_remark(person, monkeypatch):
    """arXiv counts papers that it then does not give."""
    monkeypatch.setattr(arxiv, "SLICE", 2)
    found = [entry(f"2611.{number:05}v1") for number in range(2)]
    person.server.script(feed(*found, total=3), feed(total=3))
    assert person.fetch("arxiv", query="moss")[0][1] == 2
    assert person.words[-1] == "arXiv counts 3 papers and gives 2; the rest may come another day"


def test_a_first_page_without_papers_is_asked_for_twice(person):
    person.server.script(feed(total=0), feed(entry()))
    assert person.fetch("arxiv", query="moss")[0][1] == 1
    person.server.script(feed(total=0))
    assert person.fetch("arxiv", query="fern") == []
    assert len(person.server.requests) == 2


def test_a_feed_of_an_error_is_asked_for_again_and_then_told(person):
    person.server.script(error_feed("try later"), feed(entry()))
    assert person.fetch("arxiv", query="moss")[0][1] == 1
    person.server.script(error_feed("incorrect id format for 1"))
    with pytest.raises(FetchError) as error:
        person.fetch("arxiv", query="fern")
    assert str(error.value) == (
        f"arXiv ({person.server.url}/api/query): answers with an error: incorrect id format for 1 after 3 tries; "
        "change the query or the ids"
    )
    person.server.script(error_feed("bad &lt;query&gt;", status=400))
    with pytest.raises(FetchError) as error:
        person.fetch("arxiv", query="moss fern")
    assert str(error.value) == "arXiv refuses the request (400: bad <query>); change the query or the ids"


def test_a_rate_that_is_exceeded_in_plain_words_is_waited_for(person):
    person.server.script(Reply(b"Rate exceeded.", type="text/plain"), feed(entry()))
    assert person.fetch("arxiv", query="moss")[0][1] == 1


def test_ids_are_asked_for_by_the_hundred_and_those_that_are_missing_are_named(person):
    ids = [f"2611.{number:05}" for number in range(150)]

    def answer(request):
        return feed(*(entry(f"{known}v1") for known in request.query["id_list"].split(",") if known != "2611.00120"))

    person.server.script(answer)
    assert person.fetch("arxiv", ids=ids) == [("arxiv-ids.jsonl", 149, 149, 0)]
    assert [len(asked.split(",")) for asked in person.asked("id_list")] == [100, 50]
    assert person.words == ["arXiv has no 2611.00120"]


@pytest.mark.parametrize("status", [200, 400])
def test_an_id_that_is_taken_for_none_does_not_cost_the_others(person, status):
    def answer(request):
        asked = request.query["id_list"].split(",")
        if "2612.00002" in asked:
            return error_feed("incorrect id format for 2612.00002", status=status)
        return feed(*(entry(f"{known}v1") for known in asked))

    person.server.script(answer)
    assert person.fetch("arxiv", ids=["2611.00001", "2612.00002", "2611.00003"])[0][1] == 2
    assert person.asked("id_list") == ["2611.00001,2612.00002,2611.00003", "2611.00001,2611.00003"]
    assert person.words == ["arXiv takes 2612.00002 for no id; the others are asked for without it"]
    with pytest.raises(FetchError, match=r"incorrect id format for 2612\.00002"):
        person.fetch("arxiv", ids=["2612.00002"])


@pytest.mark.parametrize("place", [0, 100])
def test_an_id_that_is_taken_for_none_does_not_cost_the_others_where_it_is_asked_for_alone(person, place):
    ids = [f"2611.{number:05}" for number in range(100)]
    ids.insert(place, "2612.00002")
    asked_first = ids[:100]

    def answer(request):
        asked = request.query["id_list"].split(",")
        if "2612.00002" in asked:
            return error_feed("incorrect id format for 2612.00002", status=400)
        return feed(*(entry(f"{known}v1") for known in asked))

    person.server.script(answer)
    assert person.fetch("arxiv", ids=ids)[0][1] == 100
    assert person.asked("id_list")[0] == ",".join(asked_first)
    assert person.words == ["arXiv takes 2612.00002 for no id; the others are asked for without it"]


def test_more_papers_than_are_wanted_are_told(person):
    person.server.script(
        lambda request: feed(*[entry(f"2611.{n:05}v1") for n in range(int(request.query["max_results"]))], total=900)
    )
    assert person.fetch("arxiv", query="moss", max=3)[0][1] == 3
    assert person.words == [
        "arXiv has 900 papers for this, of which the newest 3 are taken; --max takes more, up to 30,000"
    ]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ({"query": "graph networks"}, "all:graph AND all:networks"),
        ({"query": '"graph networks" cs.CL'}, 'all:"graph networks" AND cat:cs.CL'),
        ({"query": "au:moore OR ti:fern"}, "au:moore OR ti:fern"),
        (
            {"query": "au:moore OR ti:fern", "since": "7d"},
            "(au:moore OR ti:fern) AND submittedDate:[202611140000 TO 202611212359]",
        ),
        (
            {"query": "moss", "until": "2020-01-31"},
            "(all:moss) AND submittedDate:[199101010000 TO 202001312359]",
        ),
    ],
)  # fmt: skip
def test_words_of_a_query(person, words, asked):
    person.server.script(feed(entry()))
    person.fetch("arxiv", **words)
    assert person.asked("search_query") == [asked]


def test_since_the_last_time_begins_a_week_before_the_newest_paper(person):
    person.server.script(feed(entry()))
    person.fetch("arxiv", query="moss")
    person.fetch("arxiv", query="moss", since="last")
    assert person.asked("search_query")[1] == "(all:moss) AND submittedDate:[202611110000 TO 202611212359]"


# OpenAlex


def test_works_are_asked_for_by_cursor_with_a_key(person, monkeypatch):
    monkeypatch.setenv("OPENALEX_API_KEY", "s3cret")
    person.server.script(works(work(2), work(3), count=3, cursor="next=="), works(work(1), count=3, cursor=None))
    assert person.fetch("openalex", query="moss fern", filter="has_abstract:true", since="2026-11-01") == [
        ("openalex-moss-fern-has-abstract-true~1fff7148.jsonl", 3, 3, 0)
    ]
    first, second = person.server.requests
    assert first.path == "/works"
    assert first.query == {
        "search": "moss fern",
        "filter": "has_abstract:true,from_publication_date:2026-11-01",
        "sort": "publication_date:desc",
        "select": "id,doi,ids,title,display_name,publication_date,publication_year,language,type,primary_location,"
        "locations,authorships,abstract_inverted_index,topics,keywords,is_retracted",
        "per_page": "100",
        "cursor": "*",
        "mailto": "ada@moss.org",
    }
    assert (second.query["cursor"], second.headers["authorization"]) == ("next==", "Bearer s3cret")
    name = "openalex-moss-fern-has-abstract-true~1fff7148.jsonl"
    assert person.records(name) == [work(1), work(2), work(3)]


def test_the_key_is_written_and_shown_nowhere(person, monkeypatch, tmp_path):
    monkeypatch.setenv("OPENALEX_API_KEY", "s3cret")
    person.server.script(
        works(work(1), count=2, cursor="a"), as_json({"message": "the key s3cret is over its limit"}, status=400)
    )
    with pytest.raises(FetchError) as error:
        person.fetch("openalex", query="moss")
    assert str(error.value) == (
        "OpenAlex refuses the request (400: the key … is over its limit); change the query or the filter; "
        "the page that came is kept, and the same command goes on from there"
    )
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"s3cret" in path.read_bytes()]
    assert "s3cret" not in "".join(person.words) + "".join(map(repr, person.server.requests[0].query.values()))


def test_the_key_does_not_leave_the_machine_unencrypted(person, monkeypatch):
    monkeypatch.setenv("OPENALEX_API_KEY", "s3cret")
    with pytest.raises(ConfigError) as error:
        person.fetch("openalex", query="moss", url="http://openalex.example.org")
    assert str(error.value) == (
        "OPENALEX_API_KEY is not sent to http://openalex.example.org/, which is not encrypted; name https, or unset it"
    )


def test_a_key_with_a_line_break_is_refused_without_being_shown(person, monkeypatch):
    monkeypatch.setenv("OPENALEX_API_KEY", "s3cret\r\nX: y")
    with pytest.raises(ConfigError) as error:
        person.fetch("openalex", query="moss")
    assert str(error.value) == "OPENALEX_API_KEY has characters that no key has; copy it again"


def test_works_are_asked_for_by_page_without_a_key(person):
    person.server.script(works(*map(work, range(100)), count=150), works(*map(work, range(100, 150)), count=150))
    assert person.fetch("openalex", query="moss")[0][1] == 150
    assert (person.asked("page"), person.asked("cursor")) == (["1", "2"], [None, None])


def test_a_service_that_wants_a_key_says_where_one_is_had(person):
    person.server.script(as_json({"error": "Unauthorized"}, status=401))
    with pytest.raises(FetchError) as error:
        person.fetch("openalex", query="moss")
    assert str(error.value) == (
        "OpenAlex refuses the request (401: Unauthorized); "
        "set OPENALEX_API_KEY to your key, which is free at openalex.org/settings/api"
    )


def test_a_query_with_a_mistake_is_told_in_the_services_words(person):
    wrong = {"error": "Invalid query parameters error.", "message": "moss is not a valid field."}
    person.server.script(as_json(wrong, status=403))
    with pytest.raises(FetchError) as error:
        person.fetch("openalex", filter="moss:1")
    assert str(error.value) == (
        "OpenAlex refuses the request (403: moss is not a valid field); change the query or the filter"
    )
    assert len(person.server.requests) == 1
    person.server.script(status(403, body=b"Forbidden"))
    with pytest.raises(FetchError, match="too many requests"):
        person.fetch("openalex", filter="moss:1")


def test_what_is_allowed_in_a_day_is_used_up(person):
    headers = (("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "7200"))
    person.server.script(as_json({"error": "Rate limit exceeded"}, status=429, headers=headers))
    with pytest.raises(FetchError, match=r"asks for a pause of 2 h; run this again then"):
        person.fetch("openalex", query="moss")
    assert len(person.server.requests) == 1


def test_a_cursor_that_is_too_old_starts_the_fetch_again(person, monkeypatch):
    monkeypatch.setenv("OPENALEX_API_KEY", "s3cret")
    person.server.script(works(work(1), count=2, cursor="old"), status(503))
    with pytest.raises(FetchError):
        person.fetch("openalex", query="moss")
    person.server.script(
        as_json({"message": "Cursor is invalid"}, status=400),
        works(work(1), count=2, cursor="new"),
        works(work(2), count=2),
    )
    person.words.clear()
    assert person.fetch("openalex", query="moss")[0][1] == 2
    assert person.asked("cursor") == ["old", "*", "new"]
    assert person.words[1] == "OpenAlex does not go on from there; starting again"


# What all have


def test_without_a_contact_services_that_want_one_are_not_asked(person):
    person.server.script(as_json([]))
    with pytest.raises(ConfigError) as error:
        person.fetch("arxiv", query="moss", contact="")
    assert str(error.value) == (
        "arXiv asks its users for a contact; give --contact you@example.org, set KG_CONTACT, or write "
        'contact = "you@example.org" into kg.toml'
    )
    assert person.server.requests == []
    person.fetch("daily-papers", contact="")
    assert person.words == []


@pytest.mark.parametrize("contact", ["moss", "a@b\r\nX: y", "a b@moss.org", "ada@moss.org)", "ä@moss.org"])
def test_a_contact_that_is_no_address_is_refused(person, contact):
    with pytest.raises(ConfigError, match="is no e-mail address"):
        person.session(contact=contact)


def test_pages_that_are_a_day_old_are_asked_for_again(person, monkeypatch):
    monkeypatch.setattr(arxiv, "SLICE", 1)
    person.server.script(feed(entry("2611.00001v1"), total=2), status(503))
    with pytest.raises(FetchError):
        person.fetch("arxiv", query="moss")
    person.server.clock.advance(25 * 3600)
    person.server.script(lambda request: feed(entry(f"2611.0000{request.query['start']}v1"), total=2))
    assert person.fetch("arxiv", query="moss")[0][1] == 2
    assert person.asked("start") == ["0", "1"]


def test_a_page_that_is_damaged_on_the_disk_is_asked_for_again(person, monkeypatch, tmp_path):
    monkeypatch.setattr(arxiv, "SLICE", 1)
    person.server.script(*(feed(entry(f"2611.0000{n}v1"), total=4) for n in range(3)), status(503))
    with pytest.raises(FetchError):
        person.fetch("arxiv", query="moss")
    pages = sorted((tmp_path / "cache" / "fetching").rglob("*.page"))
    assert len(pages) == 3
    pages[1].write_bytes(pages[1].read_bytes()[:-5])
    person.server.script(lambda request: feed(entry(f"2611.0000{request.query['start']}v1"), total=4))
    assert person.fetch("arxiv", query="moss")[0][1] == 4
    assert person.asked("start") == ["1", "2", "3"]
    assert not list((tmp_path / "cache" / "fetching").rglob("*.page"))


def test_another_query_does_not_go_on_from_there(person, monkeypatch):
    monkeypatch.setattr(arxiv, "SLICE", 1)
    person.server.script(feed(entry(), total=2), status(503))
    with pytest.raises(FetchError):
        person.fetch("arxiv", query="moss")
    person.server.script(feed(entry()))
    person.fetch("arxiv", query="moss", until="2026-11-20")
    assert person.asked("start") == ["0"]


def test_without_a_cache_nothing_is_kept_but_the_pace(person, tmp_path):
    person.server.script(as_json([daily("2611.00001")], headers=(("ETag", '"a"'),)))
    person.fetch("daily-papers", date="2026-11-20", cached=False)
    person.fetch("daily-papers", date="2026-11-20", cached=False)
    assert ["if-none-match" in request.headers for request in person.server.requests] == [False, False]
    assert sorted(path.name for path in (tmp_path / "cache").iterdir()) == ["locks", "pace"]


def test_a_file_where_the_folder_should_be_is_one_line(person):
    person.folder.write_text("moss")
    person.server.script(as_json([daily("2611.00001")]))
    with pytest.raises(OutputError) as error:
        person.fetch("daily-papers", date="2026-11-20")
    assert str(error.value) == f"{person.folder}: is a file; give --output a folder, or - for standard output"


def test_today_is_that_of_utc(person):
    assert person.session().query(job({"service": "daily-papers"})).today == date(2026, 11, 21)
