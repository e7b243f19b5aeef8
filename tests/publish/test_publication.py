"""A publication: what is sent, what is not sent again, and that in the end the server has what the build has."""

import json
from urllib.parse import parse_qs, unquote

import pytest
from publish_builds import FERN, META, MOSS, make, quads

from kg.errors import ConfigError, OutputError, PublishError
from kg.publish import publication
from kg.publish.publication import Wishes, planned


@pytest.fixture
def folder(tmp_path):
    return make(tmp_path / "outputs", {"kg.nq": quads()})


def test_a_server_gets_each_graph_in_a_request_and_then_holds_the_build(server, send, folder):
    assert send(folder) == {FERN: ("send", 1), META: ("send", 1), MOSS: ("send", 1)}
    assert server.lines() == sorted(quads())
    assert [(method, unquote(query)) for method, query in server.writes()] == [
        ("PUT", f"graph={graph}") for graph in (FERN, META, MOSS)
    ]


def test_the_parts_of_a_large_build_are_sent_as_its_whole_is(server, send, tmp_path):
    lines = quads()
    make(tmp_path / "parts", {"kg/papers-00000.nq.gz": lines[:4], "kg/meta.nq.gz": lines[4:], "tables/x.csv": ["a\n"]})
    assert send(tmp_path / "parts") == {FERN: ("send", 1), META: ("send", 1), MOSS: ("send", 1)}
    assert server.lines() == sorted(lines)


def test_a_graph_that_is_too_large_is_put_and_then_posted(server, send, folder):
    done = []
    assert send(folder, triples=4, progress=lambda *how: done.append(how))[MOSS] == ("send", 2)
    assert [method for method, query in server.writes() if "moss" in query] == ["PUT", "POST"]
    assert server.lines() == sorted(quads())
    assert done == [(3, 10), (4, 10), (8, 10), (10, 10)]


def test_what_the_server_has_is_not_sent_again(server, send, folder):
    send(folder)
    server.asked.clear()
    assert send(folder) == dict.fromkeys((FERN, META, MOSS), ("unchanged", 0))
    make(folder, {"kg.nq": quads(fern=4)})
    assert send(folder) == {FERN: ("send", 1), META: ("unchanged", 0), MOSS: ("unchanged", 0)}
    assert [method for method, _ in server.writes()] == ["PUT"]
    assert server.lines() == sorted(quads(fern=4))


def test_two_servers_are_known_apart(server, send, folder):
    send(folder)
    other = Wishes("http://127.0.0.1:9/store")
    assert {step.action for step in planned(folder, other)} == {"send"}
    assert {step.action for step in planned(folder, Wishes(f"{server.url}/store"))} == {"unchanged"}


def test_what_the_server_lost_is_sent_again(server, send, words, folder):
    send(folder)
    server.store.clear()
    assert send(folder) == {FERN: ("send", 1), META: ("send", 1), MOSS: ("send", 1)}
    assert server.graphs() == {FERN: 3, META: 1, MOSS: 6}
    assert words[0] == f"{FERN}: it was sent before, and the server has not all of it; it is sent again"


def test_a_graph_that_is_gone_is_deleted_only_where_that_is_wanted(server, send, folder):
    send(folder)
    make(folder, {"kg.nq": quads(moss=0)})
    assert send(folder)[MOSS] == ("gone", 0)
    assert send(folder)[MOSS] == ("gone", 0)
    assert server.graphs()[MOSS] == 6
    assert send(folder, delete=True)[MOSS] == ("delete", 1)
    assert server.graphs() == {FERN: 3, META: 1}
    assert MOSS not in send(folder, delete=True)


def test_graphs_that_others_put_there_stay(server, send, folder):
    server.store.update("INSERT DATA { GRAPH <http://b/theirs> { <http://b/s> <http://b/p> 1 } }")
    send(folder, delete=True)
    assert server.graphs()["http://b/theirs"] == 1


@pytest.mark.parametrize("fault", [503, 429, 500, 502, "cut", "half", "mute"])
def test_what_goes_wrong_once_is_made_good(server, send, folder, fault):
    server.faults = [fault]
    send(folder, triples=4)
    server.faults = ["", fault]
    make(folder, {"kg.nq": quads(text="y")})
    send(folder, triples=4)
    assert server.lines() == sorted(quads(text="y"))


def test_a_wait_that_the_server_asks_for_is_kept(server, send, clock, words, folder):
    server.faults, server.headers = ["", 503], (("Retry-After", "120"),)
    send(folder)
    assert 120 <= clock.slept[0] < 123
    assert words[0].startswith(f"{server.url}/store answers 503 (Service Unavailable): not now; trying again in 2 min")


def test_a_publication_that_is_stopped_goes_on_from_there(server, send, folder):
    server.faults = ["", "", "", *[503] * 6]
    with pytest.raises(PublishError, match=r"/store: answers 503 .* after 6 tries; try again later: it goes on"):
        send(folder, triples=4)
    assert server.graphs() == {FERN: 3, META: 1, MOSS: 4}
    server.asked.clear()
    assert send(folder, triples=4) == {FERN: ("unchanged", 0), META: ("unchanged", 0), MOSS: ("resume", 1)}
    assert [method for method, _ in server.writes()] == ["POST"]
    assert server.lines() == sorted(quads())


def test_a_graph_that_changed_while_it_was_sent_is_sent_from_its_start(server, send, folder):
    server.faults = ["", "", "", *[503] * 6]
    with pytest.raises(PublishError):
        send(folder, triples=4)
    make(folder, {"kg.nq": quads(moss=7, text="z")})
    assert send(folder, triples=4)[MOSS] == ("send", 2)
    assert server.lines() == sorted(quads(moss=7, text="z"))


def test_a_server_that_says_yes_and_keeps_a_half_is_found_out(server, send, words, folder):
    server.faults = ["", "", "lie"]
    send(folder)
    assert server.lines() == sorted(quads())
    assert words == [f"{MOSS}: not all of it is there; it is sent once more"]
    make(folder, {"kg.nq": quads(moss=8)})
    server.faults = ["lie", "lie"]
    with pytest.raises(PublishError, match=f"{MOSS}: 8 triples were sent and the server counts 4; see whether"):
        send(folder)
    assert send(folder)[MOSS] == ("send", 1)
    assert server.lines() == sorted(quads(moss=8))


def test_nobody_is_asked_to_count_where_that_is_not_wanted(server, send, folder):
    server.faults = ["lie"]
    send(folder, verify=False)
    assert {one.method for one in server.asked} == {"PUT"}


def test_without_an_endpoint_a_graph_is_read_and_its_lines_counted(server, send, words, folder):
    server.answers_queries = False
    send(folder, query_url="")
    assert [one.path for one in server.asked if one.method == "GET"] == ["/query", *["/store"] * 3]
    assert words == [f"{server.url}/query answers no queries; graphs are read to count them"]
    with pytest.raises(PublishError, match=f"{server.url}/query: answers 404"):
        send(folder, query_url=f"{server.url}/query")


def test_a_server_that_takes_no_gzip_gets_plain_triples(server, send, words, folder):
    server.takes_gzip = False
    send(folder)
    assert [one.headers.get("content-encoding") for one in server.asked if one.method == "PUT"] == ["gzip", *[None] * 3]
    assert server.lines() == sorted(quads())
    assert words == []


def test_an_outage_at_the_first_request_does_not_count_as_no_gzip(server, send, folder):
    server.faults = [503]
    send(folder)
    assert {one.headers.get("content-encoding") for one in server.asked if one.method == "PUT"} == {"gzip"}


def test_hostile_names_of_graphs_are_escaped_or_refused(server, send, tmp_path):
    graph = "https://example.org/graph/a&graph=b#c?d=%20ö'); DROP"
    hostile = graph.replace(" ", "%20")
    make(tmp_path / "odd", {"kg.nq": [f'<http://a/1> <http://a/p> "x" <{hostile}> .\n']})
    send(tmp_path / "odd")
    assert server.graphs() == {hostile: 1}
    assert parse_qs(server.asked[0].query) == {"graph": [hostile]}
    make(tmp_path / "worse", {"kg.nq": [r'<http://a/1> <http://a/p> "x" <http://a/g\u003E\u007D> .' + "\n"]})
    with pytest.raises(OutputError, match="the graph 'http://a/g>}' has no IRI that can be sent"):
        send(tmp_path / "worse")


def test_what_a_server_says_is_one_harmless_line(server, send, folder):
    server.words, server.faults = b"<html><b>No\x1b[31m\r\nmore</b>\x00 room" + b"!" * 5000, [400, 400]
    server.headers = (("Content-Type", "text/html"),)
    with pytest.raises(PublishError) as error:
        send(folder)
    assert str(error.value).startswith(f"{server.url}/store: answers 400 (Bad Request): No[31m more room!!!")
    assert "\x1b" not in str(error.value)
    assert len(str(error.value)) < 350


def test_no_redirect_is_followed(server, send, folder):
    server.faults, server.headers = [307], (("Location", "http://127.0.0.1:9/elsewhere"),)
    with pytest.raises(PublishError, match=r"redirects to http://127.0.0.1:9/elsewhere, which is not followed"):
        send(folder)
    assert len(server.asked) == 1


def test_a_body_that_is_too_large_is_said_to_be(server, send, folder):
    server.largest = 60
    with pytest.raises(PublishError, match=r"answers 413 .*; give a smaller --triples"):
        send(folder)
    assert send(folder, triples=1)[MOSS] == ("send", 6)


def test_an_address_that_takes_no_graphs_is_said_to_be_none(send, folder):
    with pytest.raises(PublishError, match=r"/sparql: answers 404 \(Not Found\); give the address that takes graphs"):
        send(folder, path="/sparql")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://a/store", "ftp://a/store: it is no address of the web; give an address such as http://localhost:7878"),
        ("http://a/store?token=fern", "it has a query; give an address such as"),
        ("http://ada:fern@a/store", "http://…@a/store: it holds a name and a password, which do not belong there; set"),
    ],
)
def test_an_address_that_is_none_is_refused_before_anything_is_read(tmp_path, url, reason):
    with pytest.raises(ConfigError) as error:
        planned(tmp_path / "none", Wishes(url))
    assert reason in str(error.value)
    assert "fern@" not in str(error.value)


def test_a_folder_without_quads_is_no_build_to_publish(tmp_path):
    make(tmp_path / "page", {"graph.html": ["<p>\n"]})
    with pytest.raises(OutputError, match=r"page: the build has no kg.nq; build it again with --format rdf"):
        planned(tmp_path / "page", Wishes("http://127.0.0.1:9/store"))


def test_a_build_that_is_replaced_while_it_is_read_is_not_sent(server, send, folder, monkeypatch):
    apart = publication.apart

    def slow(*given, **how):
        make(folder, {"kg.nq": quads(moss=9)})
        return apart(*given, **how)

    monkeypatch.setattr(publication, "apart", slow)
    with pytest.raises(OutputError, match="the build changed while it was read; run this again"):
        send(folder)
    assert server.asked == []


def test_a_journal_that_is_cut_or_of_another_program_costs_only_what_it_held(server, send, folder):
    send(folder)
    (journal,) = (folder / ".published").glob("*.jsonl")
    lines = journal.read_bytes().split(b"\n")
    journal.write_bytes(b"\n".join(lines[:5]) + b'\n{"graph": "htt')
    assert send(folder) == {FERN: ("unchanged", 0), META: ("send", 1), MOSS: ("send", 1)}
    journal.write_bytes(b"\xff\x00not ours")
    assert {action for action, _ in send(folder).values()} == {"send"}
    assert json.loads(journal.read_bytes().split(b"\n")[0]) == {"url": f"{server.url}/store", "version": 1}


def test_nothing_is_left_but_the_journal(server, send, folder):
    before = set(folder.iterdir())
    server.faults = [400, 400]
    with pytest.raises(PublishError):
        send(folder)
    assert set(folder.iterdir()) - before == {folder / ".published"}
    assert {path.suffix for path in (folder / ".published").iterdir()} == {".jsonl", ".lock"}
