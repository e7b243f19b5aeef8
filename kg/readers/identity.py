"""Identity: the identifiers of a paper in one spelling each, and the id that it gets.

`paper/arxiv-2401.12345`, `paper/doi-10.1038_s41586-021-03819-2`, `paper/acl-N19-1423`, `paper/openreview-…`, or
`paper/sha256-` and 16 hex digits of the folded title. The slash of an arXiv id or a DOI is an underscore in an id.
Where an identifier has more that no id may hold, a hyphen or an underscore takes its place, and `~` and 8 hex digits of
the identifier's SHA-256 keep the id apart from all others.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import unquote

from kg.text import clean, folded_title, printable

ARXIV, DOI, ACL, OPENREVIEW, LOCAL = RANKS = ("arXiv", "doi", "acl", "openreview", "local")
"""The schemes of identifiers, the best one first."""

_ARCHIVE = (
    r"(?:acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs"
    r"|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics"
    r"|plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con)"
)
_ARXIV = re.compile(
    r"(?:^|arxiv:\s?|oai:arxiv\.org:|10\.48550/arxiv\.|(?:arxiv|alphaxiv)\.org/(?:abs|pdf|html|e-print|format)/"
    r"|ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html)/|huggingface\.co/papers/|hf\.co/papers/)"
    rf"(\d\d(?:0[1-9]|1[0-2])\.\d{{4,5}}|{_ARCHIVE}(?:\.[a-z][a-z-]{{1,8}})?/\d{{7}})"
    r"(?:v\d{1,3})?(?:\.pdf)?(?!\w|\.\d)",
    re.IGNORECASE,
)
_SUBJECT_CLASS = re.compile(r"\.[a-z-]{2,9}(?=/)", re.IGNORECASE)
_DOI = re.compile(r"(?:^|^doi:\s?|doi\.org/)(10\.\d{4,9}/[^\s\"<>\\^`{|}%]{1,300})", re.IGNORECASE)
_ACL_OLD, _ACL_NEW = r"[A-Z]\d{2}-\d{4}", r"\d{4}\.[a-z0-9_]{1,30}-[a-z0-9_]{1,30}\.\d{1,5}"
_ACL_NAME = re.compile(rf"^(?:acl:\s?)?({_ACL_OLD}|{_ACL_NEW})$")
_ACL_PLACE = re.compile(
    r"(?:aclanthology\.org/|aclweb\.org/anthology/(?:papers/[A-Z]/[A-Z]\d\d/)?|10\.18653/v1/)"
    rf"({_ACL_OLD}|{_ACL_NEW})(?:v\d)?(?:\.pdf|\.bib)?/?$",
    re.IGNORECASE,
)
_OPENREVIEW = re.compile(
    r"(?:^openreview:\s?|openreview\.net/(?:forum|pdf|attachment)\?(?:[\w=&]{0,60}&)?id=)([\w-]{4,40})", re.ASCII
)
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")
_LONGEST: Final = 120


def identifiers(given: str, url: str = "", *, others: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the identifiers of a record, sorted; versions of a paper have the same ones.

    Args:
        given: the record's own id; kept as `local:…` where it is of no known scheme.
        url: the record's address.
        others: more identifiers, such as a DOI.

    >>> identifiers("2401.12345v2", "https://aclanthology.org/N19-1423.pdf")
    ('acl:N19-1423', 'arXiv:2401.12345')
    >>> identifiers("https://arxiv.org/abs/math.GT/0309136"), identifiers("t0001")
    (('arXiv:math/0309136',), ('local:t0001',))
    """
    own = set(_known(given))
    known = own.union(*map(_known, (url, *others)))
    if not own and (local := clean(given)):
        known.add(f"{LOCAL}:{_safe(LOCAL, local)}")
    return tuple(sorted(known))


def _known(text: str) -> Iterator[str]:
    """Yield the identifiers in a text; a DOI that arXiv or the ACL Anthology made of its own id is that id."""
    text = printable(text).strip()
    if match := _ARXIV.search(text):
        yield f"{ARXIV}:{_SUBJECT_CLASS.sub('', match[1]).lower()}"
        return
    if match := _ACL_NAME.search(text) or _ACL_PLACE.search(text):
        yield f"{ACL}:{match[1].lower() if match[1][0].isdigit() else match[1].upper()}"
        return
    if match := _DOI.search(unquote(text) if "doi.org/" in text else text):
        yield f"{DOI}:{match[1].lower().rstrip('.,;:/')}"
    if match := _OPENREVIEW.search(text):
        yield f"{OPENREVIEW}:{match[1]}"


def strong(known: Iterable[str]) -> list[str]:
    """Return the identifiers that two papers never share, the best one first."""
    return sorted((item for item in known if not item.startswith(f"{LOCAL}:")), key=lambda item: (_rank(item), item))


def best_rank(known: Iterable[str]) -> int:
    """Return the rank of the best of some identifiers, 0 the best; where there is none, one more than the last."""
    return min(map(_rank, known), default=len(RANKS))


def _rank(identifier: str) -> int:
    return RANKS.index(identifier.partition(":")[0])


def paper_id(known: Iterable[str], title: str, abstract: str = "") -> str:
    """Return the id of a paper, from the best of its identifiers or from its title.

    Args:
        known: its identifiers.
        title: its title.
        abstract: given where another paper has the same title, and nothing else tells them apart.

    >>> paper_id(["doi:10.1000/x", "arXiv:2401.12345"], "Any"), paper_id(["doi:10.1000/x"], "Any")
    ('paper/arxiv-2401.12345', 'paper/doi-10.1000_x')
    """
    if best := strong(known):
        scheme, _, value = best[0].partition(":")
        return f"paper/{scheme.lower()}-{_safe(scheme, value)}"
    key = "\n".join(filter(None, (folded_title(title), folded_title(abstract))))
    return f"paper/sha256-{_digest(key, 16)}"


def _safe(scheme: str, value: str) -> str:
    plain = value.replace("/", "_", 1) if scheme in (ARXIV, DOI) else value
    safe = _UNSAFE.sub("-", plain.replace("/", "_"))[:_LONGEST]
    return safe if safe == plain else f"{safe}~{_digest(value, 8)}"


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:length]
