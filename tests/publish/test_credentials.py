"""Who asks: from the environment or ~/.netrc, sent to the named host alone, and shown nowhere."""

import hashlib
import re

import pytest
from publish_builds import make, quads

from kg.errors import ConfigError, PublishError
from kg.publish.challenges import answered, fields_of
from kg.publish.credentials import Credentials, credentials
from kg.web.targets import target

HERE = target("http://127.0.0.1:7878/store")
THERE = target("http://kg.example.org/store")
ADA = {"KG_PUBLISH_USER": "ada", "KG_PUBLISH_PASSWORD": "moss:fern"}


def test_a_name_and_a_password_or_a_token_go_into_a_header():
    assert credentials(ADA, HERE, insecure=False).headers() == {"authorization": "Basic YWRhOm1vc3M6ZmVybg=="}
    assert credentials({"KG_PUBLISH_TOKEN": "t0k"}, HERE, insecure=False).headers() == {"authorization": "Bearer t0k"}
    assert not Credentials()
    assert repr(credentials(ADA, HERE, insecure=False)) == "Credentials()"


def test_netrc_is_read_for_the_very_host(tmp_path):
    (tmp_path / "netrc").write_text("machine kg.example.org login ada password fern\ndefault login bea password turf\n")
    known = {"NETRC": str(tmp_path / "netrc")}
    assert credentials(known, THERE, insecure=True) == Credentials("ada", "fern")
    assert credentials(known, HERE, insecure=True) == Credentials()
    assert credentials({**ADA, **known}, THERE, insecure=True) == Credentials("ada", "moss:fern")


def test_a_password_is_not_sent_without_encryption_but_to_this_machine():
    with pytest.raises(ConfigError, match=r"a password is not sent to http://kg.example.org/store, which is not en"):
        credentials(ADA, THERE, insecure=False)
    assert credentials(ADA, target("https://kg.example.org/store"), insecure=False)
    assert credentials(ADA, target("http://[::1]:7878/store"), insecure=False)
    assert not credentials({}, THERE, insecure=False)


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"KG_PUBLISH_PASSWORD": "fern"}, "KG_PUBLISH_PASSWORD is set without KG_PUBLISH_USER; set both, or neither"),
        ({**ADA, "KG_PUBLISH_TOKEN": "t"}, "KG_PUBLISH_USER and KG_PUBLISH_TOKEN are both set; unset one"),
        ({"KG_PUBLISH_TOKEN": "a\r\nb: c"}, "KG_PUBLISH_TOKEN has characters that no token has; copy it again"),
        ({"KG_PUBLISH_USER": "a\nb"}, "KG_PUBLISH_USER has characters that no name has; copy it again"),
    ],
)
def test_credentials_that_are_none_are_refused(environment, reason):
    with pytest.raises(ConfigError) as error:
        credentials({"NETRC": "/none", **environment}, HERE, insecure=False)
    assert str(error.value) == reason


def test_a_netrc_that_cannot_be_read_is_named_and_not_shown(tmp_path):
    (tmp_path / "netrc").write_text("machine a login b password c\nfern moss\n")
    with pytest.raises(ConfigError, match=r"netrc:2: cannot be read; mend it, or set KG_PUBLISH_USER") as error:
        credentials({"NETRC": str(tmp_path / "netrc")}, HERE, insecure=False)
    assert "moss" not in str(error.value)


def test_a_digest_is_that_of_the_standard(monkeypatch):
    """Section 3.9.1 of RFC 7616, with its client's nonce."""
    monkeypatch.setattr("secrets.token_hex", lambda _: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")
    told = (
        'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={}, '
        'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
    )
    who = Credentials("Mufasa", "Circle of Life")
    for algorithm, response in (
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ):
        header = answered(fields_of(told.format(algorithm)), who, method="GET", path="/dir/index.html")
        assert f'response="{response}"' in header["authorization"]
    assert fields_of('Basic realm="moss"') == fields_of(told.format("token")) == {}


class Virtuoso:
    """Wants a digest with a nonce that is good for one request, and tells so only to those who give nothing."""

    def __init__(self):
        self.number = 0
        self.open = set()

    def __call__(self, request):
        given = request.headers.get("authorization", "")
        if not given.startswith("Digest"):
            if given or request.method == "GET":
                return (("X-Moss", "no"),) if given else ()
            self.number += 1
            self.open.add(f"n{self.number}")
        told = dict(re.findall(r'(\w+)="?([^",]*)"?', given))
        if told.get("nonce") in self.open and told["response"] == self._response(request, told):
            self.open.remove(told["nonce"])
            return ()
        self.number += 1
        self.open.add(f"n{self.number}")
        return (("WWW-Authenticate", f'Digest realm="SPARQL", nonce="n{self.number}", qop="auth", algorithm="MD5"'),)

    @staticmethod
    def _response(request, told):
        def md5(*parts):
            return hashlib.md5(":".join(parts).encode()).hexdigest()  # noqa: S324  what the protocol says

        who, what = md5("ada", "SPARQL", "moss:fern"), md5(request.method, f"{request.path}?{request.query}")
        return md5(who, told["nonce"], told["nc"], told["cnonce"], "auth", what)


def test_a_server_that_wants_a_digest_gets_one(server, send, tmp_path):
    make(tmp_path / "outputs", {"kg.nq": quads()})
    server.guard = Virtuoso()
    send(tmp_path / "outputs", environment=ADA, verify=False, triples=2)
    assert server.lines() == sorted(quads())
    make(tmp_path / "more", {"kg.nq": quads(moss=7)})
    with pytest.raises(PublishError, match=r"does not accept the name and the password \(401\); set KG_PUBLISH_USER"):
        send(tmp_path / "more", environment={**ADA, "KG_PUBLISH_PASSWORD": "turf"})


def test_a_server_that_wants_a_password_is_told_one_at_once_and_nothing_else_is(server, send, tmp_path):
    make(tmp_path / "outputs", {"kg.nq": quads()})
    server.guard = lambda request: () if "authorization" in request.headers else (("WWW-Authenticate", "Basic"),)
    with pytest.raises(PublishError, match=r"wants to know who asks \(401\); set KG_PUBLISH_USER"):
        send(tmp_path / "outputs")
    server.asked.clear()
    send(tmp_path / "outputs", environment=ADA)
    assert len(server.writes()) == 3
    (journal,) = (tmp_path / "outputs" / ".published").glob("*.jsonl")
    assert "fern:" not in journal.read_text().replace("/fern", "")
    assert "moss:fern" not in journal.read_text()
