"""Certificates are looked at: by the authority that signed them, and by the name that was asked for."""

import shutil
import ssl
import subprocess
from dataclasses import replace
from ipaddress import ip_address

import pytest
from replay import FakeClock, as_json, redirect, replaying

from kg.errors import FetchError
from kg.fetch.web.answers import Answers
from kg.fetch.web.client import Client
from kg.fetch.web.contents import json_of
from kg.fetch.web.pace import Pace
from kg.web import network

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
NAMES = "subjectAltName=IP:127.0.0.1,DNS:fern.example.org"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Make a certificate that nobody else signed."""
    folder = tmp_path_factory.mktemp("tls")
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    command = ["openssl", "req", "-x509", *curve, *files, "-subj", "/CN=fern", "-addext", NAMES]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def server(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    with replaying(context=context) as running:
        yield running


@pytest.fixture
def ask(server, tmp_path, monkeypatch):
    """Ask the server by a host; every name leads to it."""
    server.clock = FakeClock()
    server.script(as_json({"moss": "green"}))
    monkeypatch.setattr(network, "resolve", lambda host, port: [ip_address("127.0.0.1")])  # noqa: ARG005  its signature

    def get(host="fern.example.org", scheme="https"):
        client = Client("kg", Pace(tmp_path, server.clock, longest=1, on_wait=print), Answers(None), clock=server.clock)
        client = replace(client, named=frozenset({(host, server.port)}))
        url = f"{scheme}://{host}:{server.port}/"
        return client.get(url, json_of, title="Fern", gap=0, accept="application/json", headers={})

    return get


def test_a_certificate_that_nobody_signed_is_refused(server, ask):
    with pytest.raises(FetchError) as error:
        ask()
    assert str(error.value) == (
        f"Fern (https://fern.example.org:{server.port}/): shows a certificate that is not valid "
        "(self-signed certificate); check the network"
    )
    assert server.requests == []


def test_an_authority_of_ones_own_is_named_by_the_environment(ask, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    assert ask() == {"moss": "green"}  # by its name, though the connection goes to an address
    assert ask("127.0.0.1") == {"moss": "green"}
    with pytest.raises(FetchError, match=r"not valid \(Hostname mismatch"):
        ask("moss.example.org")


def test_no_redirect_leads_out_of_encryption(server, ask, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    server.script(redirect(f"http://fern.example.org:{server.port}/"))
    with pytest.raises(FetchError) as error:
        ask()
    place = f"http://fern.example.org:{server.port}/"
    assert str(error.value).endswith(f"/): redirects to {place}, which is refused: it is not encrypted")
