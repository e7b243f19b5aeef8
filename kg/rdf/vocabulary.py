"""The IRIs of things: a pure function of their keys, so that two machines give one thing one IRI.

`{base}{kind}/{local}`; a repository or another web resource is known by its own address. What an IRI may not hold is
percent-encoded, so that no name and no address can end the IRI that it stands in.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg import names, schema
from kg.errors import ConfigError
from kg.records import Result

# Letters and digits that RFC 3987 allows and that Turtle takes in a prefixed name, but none that cannot be seen.
LETTERS = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u061b\u061d-\u167f\u1681-\u180d\u180f-\u1fff"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uffef"
    "\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd"
)
_NOT_LOCAL = re.compile(f"[^A-Za-z0-9._~{LETTERS}\\-]")
_PLAIN = f"A-Za-z0-9._~!$&'()*+,;=:@\\-{LETTERS}"
_NOT_HOST = re.compile(f"%(?![0-9A-Fa-f]{{2}})|[^%{_PLAIN}]")
_NOT_PATH = re.compile(f"%(?![0-9A-Fa-f]{{2}})|[^%/{_PLAIN}]")
_NOT_QUERY = re.compile(f"%(?![0-9A-Fa-f]{{2}})|[^%/?{_PLAIN}]")
_ADDRESS = re.compile(r"(https?://)([^/?#]+)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.IGNORECASE | re.DOTALL)
_AUTHORITY = re.compile(r"(?:[^@:]*(?::[^@]*)?@)?[^@:]+(?::[0-9]{0,5})?")
_BASE = re.compile(r"https?://[A-Za-z0-9._\-]+(?::[0-9]{1,5})?/(?:[A-Za-z0-9._~\-]+/)*")
_RESERVED = ("entities", "meta")
_DIGITS = 10
_SUFFIX = 8


def data_base(base: str = "") -> str:
    """Return the base of the data's IRIs, which is the schema's unless another one is given.

    Raises:
        ConfigError: it is not an address that ends in a slash.
    """
    base = base or schema.load().base
    if not _BASE.fullmatch(base):
        raise ConfigError(f"base: '{base}' must be an http address that ends in '/', such as https://example.org/kg/")
    return base


def encoded(text: str) -> str:
    """Return a text as the last part of an IRI; different texts stay different.

    >>> encoded("gpt-3.5"), encoded("a/b <c>"), encoded("文心一言")
    ('gpt-3.5', 'a%2Fb%20%3Cc%3E', '文心一言')
    """
    return _NOT_LOCAL.sub(_percent, text)


_kind = lru_cache(encoded)  # there are few kinds


def address(url: str) -> str:
    """Return a web address as an IRI, or nothing where it is no http address.

    >>> address("https://example.org/a b?q=[1]#x")
    'https://example.org/a%20b?q=%5B1%5D#x'
    """
    match = _ADDRESS.fullmatch(url)
    if not match:
        return ""
    scheme, host, path, query, fragment = match.groups()
    host = _NOT_HOST.sub(_percent, host)
    if not _AUTHORITY.fullmatch(host):
        host = host.replace("@", "%40").replace(":", "%3A")
    parts = [scheme.lower(), host, _NOT_PATH.sub(_percent, path)]
    parts += [
        sign + _NOT_QUERY.sub(_percent, part) for sign, part in (("?", query), ("#", fragment)) if part is not None
    ]
    return "".join(parts)


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))


def graph_names(sources: Iterable[str]) -> dict[str, str]:
    """Return the last part of each source's IRIs: its slug, with a digest where two sources would share one.

    >>> graph_names(["ACL 2024", "acl 2024!", "NeurIPS"])
    {'ACL 2024': 'acl-2024--23729bf6', 'NeurIPS': 'neurips', 'acl 2024!': 'acl-2024--658c7636'}
    """
    slugs = {name: names.slug(name) for name in sorted(set(sources))}
    taken = [*_RESERVED, *slugs.values()]
    return {
        name: slug if (slug == name and slug not in _RESERVED) or taken.count(slug) == 1 else _marked(slug, name)
        for name, slug in slugs.items()
    }


def _marked(slug: str, name: str) -> str:
    return f"{slug}--{_digest(name, _SUFFIX)}"


def _digest(text: str, digits: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:digits]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The IRIs of one base, each between angle brackets."""

    base: str

    def iri(self, kind: str, local: str) -> str:
        """Return the IRI of a thing of a kind: `iri("graph", "meta")`."""
        return f"<{self.base}{_kind(kind)}/{encoded(local)}>"

    def thing(self, key: str) -> str:
        """Return the IRI of a paper or an entity by its key, such as `method/lora`."""
        kind, _, local = key.partition("/")
        return self.iri(kind, local)

    def web(self, url: str) -> str:
        """Return the IRI of a web resource: its address, or one of ours where it is no http address.

        An address below the base is one of ours too: no paper's link is to pass for a thing of the graph.
        """
        iri = address(url)
        return f"<{iri}>" if iri and not iri.startswith(self.base) else self.iri("link", url)

    def sentence(self, paper: str, index: int) -> str:
        """Return the IRI of a sentence of a paper."""
        return self.iri("sentence", f"{_local(paper)}-{index}")

    def claim(self, paper: str, subject: str, predicate: str, object: str) -> str:
        """Return the IRI of what a paper says; subject and object are IRIs, the base of which does not count."""
        stated = " ".join(part.removeprefix(f"<{self.base}") for part in (subject, predicate, object))
        return self.iri("claim", f"{_local(paper)}-{_digest(stated, _DIGITS)}")

    def result(self, result: Result) -> str:
        """Return the IRI of a result that a paper's abstract claims."""
        told = (result.start, result.end, result.dataset, result.subject, result.metric, result.kind)
        return self.iri("result", f"{_local(result.paper)}-{_digest(' '.join(map(str, told)), _DIGITS)}")


def _local(key: str) -> str:
    return key.partition("/")[2]
