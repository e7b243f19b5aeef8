"""The addresses of pages on this server, and the IRIs that they stand for."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlencode

from kg import schema
from kg.rdf.vocabulary import Vocabulary
from kg.serve.site import Site

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]*")
_WEB = re.compile(r"https?://[^/]", re.IGNORECASE)
_SAFE = "/%~!$&'()*+,;=:@"
_SAFE_FRAGMENT = "/%~!$&'()*+,;=:@?#"
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses of a site's pages."""

    site: Site
    kinds: Collection[str] = ()
    """The kinds of things whose pages are `/kind/…`."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The prefix of each namespace."""

    def to(self, path: str) -> str:
        """Return the address of a path of this server."""
        return f"{self.site.root_path}{path}"

    def iri(self, kind: str, local: str) -> str:
        """Return the IRI that a path `/kind/local` stands for, or nothing where no thing can have it."""
        if not self.site.base or kind not in self.kinds or not local:
            return ""
        return Vocabulary(self.site.base).iri(kind, local)[1:-1]

    def path(self, iri: str) -> str:
        """Return the address of the page of a thing that the build describes under its own base, or nothing."""
        known = schema.load()
        if iri.startswith(known.namespace):
            return self.to(f"/ontology#{quote(iri.removeprefix(known.namespace), safe='')}")
        kind, slash, local = self._below_base(iri).partition("/")
        return self.to(f"/{quote(f'{kind}/{local}', safe=_SAFE)}") if slash and local and kind in self.kinds else ""

    def page(self, iri: str) -> str:
        """Return the address of the page of any thing, wherever its IRI leads."""
        return self.path(iri) or self.to(f"/resource?{urlencode({'iri': iri})}")

    def viewer(self, iri: str) -> str:
        """Return where the viewer shows a thing, or nothing where it does not."""
        key = unquote(self._below_base(iri)) or iri
        return self.to(f"/#{quote(key, safe=_SAFE_FRAGMENT)}") if self.site.page else ""

    def query(self, text: str) -> str:
        """Return the address of the editor with a query in it."""
        return self.to(f"/query?{urlencode({'query': text})}")

    def named(self, name: str, **settings: str) -> str:
        """Return the address of the editor with one of the questions that come with `kg`."""
        return self.to(f"/query?{urlencode({'name': name, **settings})}")

    def short(self, iri: str) -> str:
        """Return an IRI with a prefix where one fits, for people to read."""
        space = iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
        prefix = self.names.get(space)
        return f"{prefix}:{iri[len(space) :]}" if prefix and len(iri) > len(space) else iri

    def _below_base(self, iri: str) -> str:
        return iri[len(self.site.base) :] if self.site.base and iri.startswith(self.site.base) else ""


def links(site: Site) -> Links:
    """Return the addresses of a site's pages."""
    kinds = {prefix for prefix, space in site.prefixes.items() if space == f"{site.base}{prefix}/"}
    return Links(site, frozenset(kinds), {space: prefix for prefix, space in site.prefixes.items()})


def outside(url: str) -> str:
    """Return a web address that may be followed, and nothing for `javascript:` and the like.

    >>> outside("https://example.org/"), outside("javascript:alert(1)")
    ('https://example.org/', '')
    """
    return url if _WEB.match(url) else ""


def is_iri(text: str) -> bool:
    """Tell whether a text can be bound as an IRI."""
    return len(text) <= _LONGEST and bool(_IRI.fullmatch(text))
