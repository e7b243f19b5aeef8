"""One request at a time: what is tried again, what is refused, what is kept. Nobody waits: the clock only counts."""

import threading
import zlib
from dataclasses import replace
from ipaddress import ip_address
from itertools import pairwise

import pytest
from replay import FakeClock, Reply, as_json, head, packed, redirect, replaying, seeded, status

from kg.errors import FetchError
from kg.fetch.web.answers import Answer, Answers
from kg.fetch.web.client import Client
from kg.fetch.web.contents import json_of, xml_of
from kg.fetch.web.pace import Pace
from kg.web import network
from kg.web.limits import Limits

LIMITS = Limits(connect=5.0, read=5.0, total=60.0, body=20_000)
GOOD = as_json({"moss": "green"})


@pytest.fixture(scope="module")
def server():
    with replaying() as running:
        yield running


@pytest.fixture
def clock(server):
    server.clock = FakeClock()
    return server.clock


@pytest.fixture
def words():
    return []


@pytest.fixture
def client(server, clock, words, tmp_path):
    """Make a client that may reach the server and nothing else that is private."""
    return Client(
        agent="kg/0.1.0 (mailto:ada@moss.org)",
        pace=Pace(tmp_path / "pace", clock, longest=LIMITS.longest_wait, on_wait=words.append),
        answers=Answers(tmp_path / "answers"),
        named=frozenset({("127.0.0.1", server.port)}),
        say=words.append,
        clock=clock,
        limits=LIMITS,
        chance=seeded(),
    )


def get(client, url, *, read=json_of, gap=0.0, **headers):
    return client.get(url, read, title="Fern", gap=gap, accept="application/json", headers=headers)


def failure(client, url, **how):
    with pytest.raises(FetchError) as error:
        get(client, url, **how)
    return str(error.value)


def test_a_request_says_who_asks_and_takes_what_it_can_read(server, client):
    server.script(GOOD)
    assert get(client, f"{server.url}/papers?date=2026-11-20") == {"moss": "green"}
    [request] = server.requests
    assert (request.path, request.query) == ("/papers", {"date": "2026-11-20"})
    assert request.headers == {
        "host": f"127.0.0.1:{server.port}",
        "user-agent": "kg/0.1.0 (mailto:ada@moss.org)",
        "accept": "application/json",
        "accept-encoding": "gzip",
        "connection": "close",
    }


@pytest.mark.parametrize("number", [408, 429, 500, 502, 503, 504])
def test_a_status_that_passes_is_tried_again_after_a_wait_that_chance_chooses(server, client, clock, number):
    server.script(status(number), status(number), GOOD)
    assert get(client, server.url) == {"moss": "green"}
    assert len(server.requests) == 3
    chance = seeded()
    assert clock.slept == [2.0 * chance(), 4.0 * chance()]


def test_a_service_that_stays_away_is_given_up_after_six_tries_with_one_line(server, client, clock):
    server.script(status(503))
    assert failure(client, f"{server.url}/papers?q=moss") == (
        f"Fern ({server.url}/papers): answers 503 (Service Unavailable) after 6 tries; try again later"
    )
    assert len(server.requests) == 6
    chance = seeded()
    assert clock.slept == [bound * chance() for bound in (2.0, 4.0, 8.0, 16.0, 32.0)]


def test_a_pause_that_a_service_asks_for_is_kept(server, client, words):
    server.script(status(429, ("Retry-After", "120")), GOOD)
    get(client, server.url)
    first, second = server.requests
    assert 120 <= second.at - first.at <= 122
    assert words == ["Fern answers 429 (Too Many Requests); trying again in 2 min"]


def test_a_pause_may_be_a_date(server, client):
    server.script(status(503, ("Retry-After", "Sat, 21 Nov 2026 00:01:30 GMT")), GOOD)
    get(client, server.url)
    first, second = server.requests
    assert 90 <= second.at - first.at <= 92


@pytest.mark.parametrize("asked", ["7200", "Sat, 21 Nov 2026 02:00:00 GMT"])
def test_a_pause_that_is_too_long_is_told_to_the_user_at_once(server, client, clock, asked):
    server.script(status(429, ("Retry-After", asked)))
    assert failure(client, server.url) == (
        f"Fern ({server.url}/): answers 429 (Too Many Requests) and asks for a pause of 2 h; run this again then"
    )
    assert (len(server.requests), clock.slept) == (1, [])


def test_others_keep_the_pause_too(server, client, clock, tmp_path):
    server.script(status(429, ("Retry-After", "40")), GOOD)
    waits = []
    get(replace(client, say=lambda _: waits.append(clock.time)), server.url)
    other = Pace(tmp_path / "pace", clock, longest=300, on_wait=waits.append)
    clock.time = waits[0]
    other.postpone("elsewhere", 10)
    before = clock.time
    with other.turn("elsewhere", 0):
        assert clock.time - before == 10


@pytest.mark.parametrize(
    "raw",
    [
        (head("Content-Type: application/json", length=400), b'{"moss": "gre'),
        (head("Content-Type: application/json", "Transfer-Encoding: chunked"), b"10\r\n", b'{"moss'),
        (b"HTTP/1.1 200 OK\r\nContent-Ty",),
        (b"moss and fern\r\n\r\n",),
    ],
    ids=["half a body", "half a chunk", "half a head", "no HTTP"],
)
def test_an_answer_that_breaks_off_is_asked_for_again(server, client, raw):
    server.script(Reply(raw=raw), GOOD)
    assert get(client, server.url) == {"moss": "green"}
    server.script(Reply(raw=raw))
    assert failure(client, server.url).endswith("breaks off before its answer is whole after 6 tries; try again later")


def test_a_length_that_is_too_short_cuts_the_body_which_is_no_json_then(server, client):
    body = (head("Content-Type: application/json", length=5), b'{"moss": "green"}')
    server.script(Reply(raw=body), GOOD)
    assert get(client, server.url) == {"moss": "green"}


class DrippingClock(FakeClock):
    """A clock that lets a server wait until the client looks at it, which it does before each read."""

    def __init__(self):
        super().__init__()
        self.looks = threading.Semaphore(0)

    def monotonic(self):
        self.looks.release()
        return self.time

    def drip(self):
        self.looks.acquire(timeout=5)
        self.advance(4.0)


@pytest.mark.parametrize(
    ("start", "drop"),
    [
        (head("Content-Type: application/json", length=100), b" "),
        (b"HTTP/1.1 200 OK\r\n", b"X-Moss: 1\r\n"),
        (head("Transfer-Encoding: chunked"), b"1\r\n \r\n"),
    ],
    ids=["body", "head", "chunks"],
)
def test_an_answer_that_drips_is_given_up_when_its_time_is_over(server, client, start, drop):
    clock = DrippingClock()
    server.script(Reply(raw=(start, *[drop, clock.drip] * 90)))
    begin = clock.time
    slow = replace(client, clock=clock, limits=replace(LIMITS, tries=1))
    assert failure(slow, server.url) == f"Fern ({server.url}/): does not answer in time; try again later"
    assert clock.time - begin >= 60  # and the server may have sent more since


def test_what_is_no_json_is_an_error_after_three_tries(server, client):
    server.script(Reply(b"{moss", type="application/json"))
    assert failure(client, server.url) == (
        f"Fern ({server.url}/): answers with something that is no JSON after 3 tries; try again later"
    )


@pytest.mark.parametrize(
    "body",
    [b"[" * 15_000, b'{"a":' * 3_000, b"[NaN]", b"[1e999]", b"\xff\xfe[", b"", b"[" + b"9" * 9_000 + b"]"],
    ids=["deep list", "deep object", "NaN", "infinite", "no UTF-8", "nothing", "digits"],
)
def test_json_that_is_made_to_hurt_is_no_json(server, client, body):
    server.script(Reply(body))
    assert "no JSON" in failure(client, server.url)


BOMB = '<!DOCTYPE f [<!ENTITY a "moss"><!ENTITY b "&a;&a;&a;&a;">]><f>&b;</f>'


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<feed", "no XML"),
        ("<a>" * 2_000, "no XML"),
        (BOMB, "defines entities"),
        ('<!DOCTYPE f SYSTEM "file:///etc/passwd"><f/>', "defines entities"),
        ('<!DOCTYPE f [<!ENTITY x SYSTEM "file:///etc/passwd">]><f>&x;</f>', "defines entities"),
    ],
    ids=["cut", "deep", "bomb", "outer DTD", "outer entity"],
)
def test_xml_that_is_made_to_hurt_is_no_xml(server, client, body, said):
    server.script(Reply(body.encode(), type="application/atom+xml"))
    assert said in failure(client, server.url, read=xml_of)


def test_a_page_of_a_network_that_wants_a_login_is_told_at_once(server, client):
    server.script(Reply(b"<html>Log in", type="text/html; charset=utf-8"))
    assert failure(client, server.url) == (
        f"Fern ({server.url}/): answers with a web page instead of JSON; if the network wants you to log in first, do "
        "that in a browser"
    )
    assert len(server.requests) == 1


def test_a_body_in_gzip_is_unpacked(server, client):
    server.script(packed(b'{"moss": "green"}'))
    assert get(client, server.url) == {"moss": "green"}


@pytest.mark.parametrize(
    ("reply", "tries"),
    [
        (packed(b" " * 5_000_000), 1),
        (Reply(b" " * 20_001), 1),
        (Reply(raw=(head("Content-Type: application/json", length=10**12), b"[]")), 1),
        (Reply(raw=(head("Content-Type: application/json"), *[b" " * 4_000] * 6)), 1),
    ],
    ids=["gzip bomb", "large", "a length that is large", "no end"],
)
def test_an_answer_that_is_too_large_is_not_read(server, client, reply, tries):
    server.script(reply)
    assert failure(client, server.url) == (
        f"Fern ({server.url}/): answers with more than 1 MiB, which is not read; ask for less"
    )
    assert len(server.requests) == tries


@pytest.mark.parametrize("cut", [b"moss", zlib.compress(b"moss"), b"\x1f\x8b\x08\x00\x00"])
def test_a_body_that_cannot_be_unpacked_is_asked_for_again(server, client, cut):
    server.script(Reply(cut, headers=(("Content-Encoding", "gzip"),)), GOOD)
    assert get(client, server.url) == {"moss": "green"}


def test_a_packing_that_was_not_asked_for_is_refused(server, client):
    server.script(Reply(b"moss", headers=(("Content-Encoding", "br"),)))
    assert "a packing that was not asked for" in failure(client, server.url)


def test_what_has_not_changed_is_not_sent_again(server, client):
    server.script(as_json([1], headers=(("ETag", '"moss"'), ("Last-Modified", "Fri, 20 Nov 2026 10:00:00 GMT"))))
    assert get(client, server.url) == [1]
    server.script(status(304, ("ETag", 'W/"moss"')))
    assert get(client, server.url) == [1]
    [request] = server.requests
    assert request.headers["if-none-match"] == '"moss"'
    assert request.headers["if-modified-since"] == "Fri, 20 Nov 2026 10:00:00 GMT"


def test_an_answer_that_a_service_does_not_mean_is_dropped(server, client):
    server.script(as_json([1], headers=(("ETag", '"moss"'),)))
    get(client, server.url)
    server.script(status(304, ("ETag", '"fern"')), as_json([2]))
    assert get(client, server.url) == [2]
    assert "if-none-match" not in server.requests[1].headers


def test_nothing_has_changed_where_nothing_was_asked_is_asked_again(server, client):
    server.script(status(304), GOOD)
    assert get(client, server.url) == {"moss": "green"}


def test_garbage_is_not_kept(server, client):
    server.script(Reply(b"{", headers=(("ETag", '"moss"'),)), GOOD)
    get(client, server.url)
    assert "if-none-match" not in server.requests[1].headers


def test_an_answer_that_was_damaged_on_the_disk_is_dropped(server, client, tmp_path):
    server.script(as_json([1], headers=(("ETag", '"moss"'),)))
    get(client, server.url)
    [file] = (tmp_path / "answers").iterdir()
    file.write_bytes(file.read_bytes().replace(b"[1]", b"[7]"))
    server.script(as_json([2]))
    assert get(client, server.url) == [2]
    assert "if-none-match" not in server.requests[0].headers
    assert not list((tmp_path / "answers").iterdir())


def test_what_says_that_it_is_not_to_be_stored_is_not(server, client, tmp_path):
    server.script(as_json([1], headers=(("ETag", '"moss"'), ("Cache-Control", "private, no-store"))))
    get(client, server.url)
    assert not (tmp_path / "answers").exists()


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("http://127.0.0.1:9/moss", "it is a loopback address"),
        ("http://169.254.169.254/latest/meta-data/", "it is a link-local address"),
        ("http://[::ffff:10.0.0.1]/", "it is a private address"),
        ("http://[::1]/", "it is a loopback address"),
        ("http://[fd00:ec2::254]/", "it is a private address"),
        ("http://[64:ff9b::a00:1]/", "it is a private address"),
        ("http://2130706433/", "it is a loopback address"),
        ("http://0x7f.1/", "it is a loopback address"),
        ("http://0177.0.0.1/", "it is a loopback address"),
        ("http://0/", "it is an unspecified address"),
        ("http://224.0.0.1/", "it is a multicast address"),
        ("http://100.64.0.1/", "it is a reserved address"),
        ("http://168.63.129.16/", "it is an address of the cloud's own services"),
        ("file:///etc/passwd", "it is no address of the web"),
        ("ftp://127.0.0.1/", "it is no address of the web"),
        ("http://ada:moss@8.8.8.8/", "it holds a name and a password"),
        ("http://[::1/", "Invalid IPv6 URL"),
    ],
)
def test_a_redirect_to_a_place_that_is_not_public_is_refused(server, client, location, said):
    server.script(redirect(location), GOOD)
    message = failure(client, server.url)
    assert "redirects to" in message
    assert message.endswith(said)
    assert "moss@" not in message
    assert len(server.requests) == 1


def test_a_name_that_leads_to_a_private_place_is_refused_at_the_connection(server, client, monkeypatch):
    server.script(redirect("http://fern.example.org/"), GOOD)
    places = {"fern.example.org": "10.1.2.3"}
    real = network.resolve
    monkeypatch.setattr(network, "resolve", lambda host, port: real(places.get(host, host), port))
    assert failure(client, server.url).endswith(
        "fern.example.org leads to 10.1.2.3, a private address, which is not connected to; "
        "name it by --url where it is meant"
    )


def test_a_name_is_resolved_once_and_that_address_is_connected_to(server, client, monkeypatch):
    """A name that leads elsewhere at the second look (DNS rebinding) is not looked at a second time."""
    server.script(GOOD)
    looked = []

    def resolve(host, port):
        looked.append((host, port))
        return [ip_address("127.0.0.1" if len(looked) == 1 else "127.0.0.9")]

    monkeypatch.setattr(network, "resolve", resolve)
    there = replace(client, named=frozenset({("fern.example.org", server.port)}))
    assert get(there, f"http://fern.example.org:{server.port}/") == {"moss": "green"}
    assert looked == [("fern.example.org", server.port)]


def test_a_host_that_nobody_named_is_not_reached_where_it_is_private(server, client):
    server.script(GOOD)
    stranger = replace(client, named=frozenset())
    assert "127.0.0.1 leads to 127.0.0.1, a loopback address" in failure(stranger, server.url)
    assert server.requests == []


def test_a_redirect_within_the_place_that_was_named_is_followed_without_conditions(server, client):
    server.script(as_json([1], headers=(("ETag", '"moss"'),)))
    get(client, server.url)
    server.script(redirect("/there?moss=1", 308), as_json([2]))
    assert get(client, server.url) == [2]
    first, second = server.requests
    assert (second.path, second.query) == ("/there", {"moss": "1"})
    assert "if-none-match" in first.headers
    assert "if-none-match" not in second.headers


def test_redirects_without_end_are_given_up_after_five(server, client):
    server.script(redirect("/round"))
    assert failure(client, server.url).endswith("redirects more than 5 times; try again later")
    assert len(server.requests) == 6


def test_a_secret_is_not_sent_to_another_host(server, client):
    with replaying() as other:
        other.script(GOOD)
        server.script(redirect(f"{other.url}/"))
        get(client.naming(("127.0.0.1", other.port)), server.url, authorization="Bearer moss")
        assert server.requests[0].headers["authorization"] == "Bearer moss"
        assert "authorization" not in other.requests[0].headers


def test_a_port_where_nobody_listens_is_one_line(client):
    with replaying() as gone:
        port = gone.port
    named = client.naming(("127.0.0.1", port))
    assert failure(named, f"http://127.0.0.1:{port}/") == (
        f"Fern (http://127.0.0.1:{port}/): cannot be reached (Connection refused) after 3 tries; check the network"
    )


def test_a_name_that_is_none_is_one_line(client, monkeypatch):
    def resolve(host, port):
        raise OSError(-2, "Name or service not known", host, port)

    monkeypatch.setattr(network, "resolve", resolve)
    assert failure(client, "http://moss.example.org/") == (
        "Fern (http://moss.example.org/): cannot be found (Name or service not known) after 3 tries; "
        "check the name and the network"
    )


def test_cookies_are_not_kept(server, client):
    server.script(as_json([1], headers=(("Set-Cookie", "moss=1; Path=/"),)), as_json([2]))
    get(client, server.url)
    get(client, server.url)
    assert "cookie" not in server.requests[1].headers


def test_a_proxy_of_the_environment_is_used_and_may_be_private(server, client, monkeypatch):
    server.script(GOOD)
    monkeypatch.setenv("http_proxy", f"http://ada:moss@127.0.0.1:{server.port}")
    stranger = replace(client, named=frozenset())
    assert get(stranger, "http://fern.example.org/papers") == {"moss": "green"}
    [request] = server.requests
    assert request.path == "/papers"
    assert request.headers["host"] == "fern.example.org"
    assert request.headers["proxy-authorization"] == "Basic YWRhOm1vc3M="


def test_through_a_proxy_no_redirect_leads_to_another_host(server, client, monkeypatch):
    server.script(redirect("http://moss.example.org/"), GOOD)
    monkeypatch.setenv("http_proxy", f"127.0.0.1:{server.port}")
    assert failure(client, "http://fern.example.org/").endswith("through a proxy, another host cannot be checked")


def test_this_machine_is_not_asked_through_a_proxy(server, client, monkeypatch):
    server.script(GOOD)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert get(client, server.url) == {"moss": "green"}


def test_answers_take_only_so_much_room(tmp_path):
    answers = Answers(tmp_path, most=3_000)
    for number in range(9):
        answer = json_answer(f"https://moss.org/{number}", b"[]" + b" " * 900)
        answers.keep(answer.url, answer)
    assert len(list(tmp_path.iterdir())) == 2
    assert answers.read("https://moss.org/8").body.startswith(b"[]")
    assert answers.read("https://moss.org/0") is None


def json_answer(url, body):
    return Answer(200, {"etag": '"a"', "content-type": "application/json"}, body, url)


def test_the_pace_holds_between_the_tries_of_one_request(server, client):
    server.script(status(503, ("Retry-After", "0")), status(503, ("Retry-After", "0")), GOOD)
    get(client, server.url, gap=3.0)
    times = [request.at for request in server.requests]
    assert [later - earlier for earlier, later in pairwise(times)] == [3.0, 3.0]
