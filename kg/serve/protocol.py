"""What a request to the endpoint asks: SPARQL 1.1 Protocol, section 2.1, with the method QUERY of the draft of 1.2."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from kg.serve.refusal import Refusal

METHODS = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_MOST_FIELDS = 1000
_ENCODINGS = ("utf-8", "utf8", "us-ascii")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]*")

Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Question:
    """A query, and the graphs that the request asks."""

    text: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    format: str = ""
    """The format that the address names, beside the protocol, for browsers; empty for what `Accept` says."""


def question(method: str, target: str, headers: Mapping[str, str], body: bytes) -> Question | None:
    """Return what a request asks, or nothing where it asks nothing and wants the description of the service.

    Args:
        method: the method of HTTP.
        target: the query string of the address, encoded.
        headers: the headers, their names in lower case.
        body: the body.

    Raises:
        Refusal: the request is none of the protocol, or is an update.
    """
    if method not in METHODS:
        raise Refusal(405, f"{_shown(method)} is no way to ask; use GET, POST or QUERY", allow=", ".join(METHODS))
    fields = _fields(target, "the address")
    if method in ("GET", "HEAD"):
        return _asked(fields) if _names(fields) & {"query", "update"} else None
    if _encoded(headers):
        raise Refusal(415, "a body with a Content-Encoding is not understood; send it as it is")
    media_type = _media_type(headers)
    if media_type == _FORM:
        return _asked([*fields, *_fields(_text(body), "the form")])
    if media_type == _QUERY:
        return _asked([*fields, ("query", _text(body))])
    if media_type == _UPDATE:
        raise _read_only()
    wrong = f"'{_shown(media_type)}' is" if media_type else "a body without a Content-Type is"
    raise Refusal(415, f"{wrong} not understood; send {_QUERY}, or a form as {_FORM}")


def _asked(fields: Fields) -> Question:
    if "update" in _names(fields):
        raise _read_only()
    texts = _values(fields, "query")
    if len(texts) != 1:
        raise Refusal(400, f"the request has {len(texts) or 'no'} queries; send exactly one as 'query'")
    formats = (*_values(fields, "format"), *_values(fields, "output"))
    return Question(
        texts[0],
        _graphs(fields, "default-graph-uri"),
        _graphs(fields, "named-graph-uri"),
        formats[0] if formats else "",
    )


def _read_only() -> Refusal:
    return Refusal(403, "this endpoint is read-only; change the sources of the graph and build it again")


def _graphs(fields: Fields, name: str) -> tuple[str, ...] | None:
    found = _values(fields, name)
    for iri in found:
        if not _IRI.fullmatch(iri):
            raise Refusal(400, f"the {name} '{_shown(iri)}' is no absolute IRI")
    return tuple(dict.fromkeys(found)) or None  # the engine counts a graph twice that is named twice


def _names(fields: Fields) -> set[str]:
    return {name for name, _ in fields}


def _values(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(value for field, value in fields if field == name)


def _fields(text: str, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise Refusal(400, f"{where} is not UTF-8 where its escapes are resolved") from error
    except ValueError as error:
        raise Refusal(400, f"{where} has more than {_MOST_FIELDS} fields") from error


def _encoded(headers: Mapping[str, str]) -> bool:
    return headers.get("content-encoding", "").strip().lower() not in ("", "identity")


def _media_type(headers: Mapping[str, str]) -> str:
    media_type, *parameters = (part.strip() for part in headers.get("content-type", "").split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        encoding = value.strip("\"' ").lower()
        if name.strip().lower() == "charset" and encoding not in _ENCODINGS:
            raise Refusal(415, f"the charset '{_shown(encoding)}' is not understood; send UTF-8")
    return media_type.lower()


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise Refusal(400, f"the body is not UTF-8 (byte {error.start + 1})") from error


def _shown(text: str) -> str:
    """Return a text of the client's on one short line, without what could steer a terminal."""
    return "".join(c if c.isprintable() else "?" for c in text[:100])
