"""Identity: the identifiers of a paper in one spelling each, and the id that it gets.

`paper/arxiv-2401.12345`, `paper/doi-10.1038_s41586-021-03819-2`, `paper/acl-N19-1423`, `paper/openreview-…`, or
`paper/sha256-` and 16 hex digits of the folded title. The slash of an arXiv id or a DOI is an underscore in an id.
Where an identifier has more that no id may hold, a hyphen or an underscore takes its place, and `~` and 8 hex digits of
the identifier's SHA-256 keep the id apart from all others.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote

from kg.arxiv_ids import ARCHIVES
from kg.text import clean, folded_title, printable

ARXIV, DOI, ACL, OPENREVIEW, LOCAL = RANKS = ("arXiv", "doi", "acl", "openreview", "local")
"""The schemes of identifiers, the best one first."""
_MADE_UP: Final = f"{LOCAL}:"
_ADDRESSES: Final = {
    ARXIV: "https://arxiv.org/abs/{}",
    DOI: "https://doi.org/{}",
    ACL: "https://aclanthology.org/{}/",
    OPENREVIEW: "https://openreview.net/forum?id={}",
}

_MONTH = r"(?:0[1-9]|1[0-2])"
# Four digits after the point until December 2014, five since: `2401.1234` is `2401.12340` that a spreadsheet has cut.
_NUMBER = rf"(?:(?:0[7-9]|1[0-4]){_MONTH}\.\d{{4}}|(?:1[5-9]|[2-9]\d){_MONTH}\.\d{{5}})"
_ARXIV = re.compile(
    r"(?:^|arxiv(?:\.org)?\s?[:.\s-]\s{0,2}"
    r"|(?:arxiv|xxx\.lanl|alphaxiv)\.(?:org|gov)/(?:abs|pdf|html|e-print|format|ps|src|overview|tb)/"
    r"|ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html|pdf)/|huggingface\.co/(?:api/)?papers/|hf\.co/papers/"
    r"|semanticscholar\.org/arxiv/)"
    rf"({_NUMBER}|(?:{ARCHIVES})(?:\.[a-z][a-z-]{{1,8}})?[/_]\d\d{_MONTH}\d{{3}})"
    r"(?:v\d{1,3})?(?:\.pdf)?(?!\w|\.\d)",
    re.IGNORECASE,
)
_CORR = re.compile(rf"(?:^|/)corr/abs-(\d\d{_MONTH})-(\d{{4,5}})(?:\.html)?$", re.IGNORECASE)  # what DBLP makes of them
_SUBJECT_CLASS = re.compile(r"\.[a-z-]{2,9}(?=/)", re.IGNORECASE)

# What is cut where LaTeX begins, `10.1007/978-3-030-1{\_}13`, is the name of a whole volume.
_DOI_NAME = r"10\.\d{4,9}(?:\.\d{1,9}){0,4}/[^\s\"\\^`{|}%]{1,300}+(?![\\^{|%])"
_DOI = re.compile(rf"(?:^|^doi\s?[:=]?\s{{0,2}}|doi\.org/|[?&]doi=)({_DOI_NAME})", re.IGNORECASE)
_DOI_PLACE = re.compile(rf"^https?://[^/?#\s]{{1,200}}/(?:[^/?#\s]{{1,60}}/){{0,4}}({_DOI_NAME})", re.IGNORECASE)
_DOI_PAGE = re.compile(
    r"(?:(?:v\d{1,3})?\.(?:full|abstract|short)(?:[.-](?:pdf|text))?|\.pdf|/(?:full|abstract|abs|e?pdf|meta"
    r"|html|summary|references|full-text|fulltext)(?:/html|/pdf)?/?)$",
    re.IGNORECASE,
)
_QUERY = re.compile(r"[?#].{0,300}$")
_DOI_MARKUP = re.compile(r"</?[a-z]{1,9}>|</", re.IGNORECASE)
_DOI_VERSION = re.compile(
    r"(10\.(?:312[0-9]{2}|31[0-9]{3}|35542|37044)/(?:osf\.io/)?\w{4,12}(?=_v)|10\.21203/rs\.[\w.-]{1,40}"
    r"|10\.20944/preprints[\d.]{1,30}(?=\.v)|10\.26434/chemrxiv[\w.-]{1,40}|10\.6084/m9\.figshare\.(?:c\.)?\d{1,12}"
    r"|10\.36227/techrxiv\.[\d.]{1,40}|10\.22541/au\.[\d./]{1,40}|10\.1101/[\d.]{6,20})[._/-]?v\d{1,3}",
    re.IGNORECASE,
)
_OF_PREPRINT = re.compile(
    r"doi:10\.(?:1101/|21203/rs|20944/preprints|26434/chemrxiv|36227/techrxiv|2139/ssrn|22541/au|33774/|32388/"
    r"|7287/peerj\.preprints|3(?:12(?:19|2\d|3[0-7])|3767|5542|7044)/|5194/(?:egusphere|[a-z]{2,5})-20\d\d-\d{1,5}$)"
)
"""Servers of preprints: bioRxiv, Research Square, Preprints.org, ChemRxiv, TechRxiv, SSRN, Authorea, Cambridge Open
Engage, Qeios, PeerJ, those of OSF, and the discussions of Copernicus."""
_DEPOSITED = re.compile(r"doi:10\.(?:5281/zenodo|6084/m9|13140/rg|17605/osf|17632/|5555/|12688/)")
"""Zenodo, figshare, ResearchGate, OSF, Mendeley Data; what the ACM calls papers that it gave no DOI; F1000, of which
each version has a DOI."""
_DOI_KEPT = re.compile(r"^paper/doi-(10\.\d{4,9})_([a-z0-9._-]{1,120})$")

_ACL_OLD, _ACL_NEW = r"[A-Z]\d{2}-\d{4}", r"\d{4}\.[a-z0-9_]{1,30}-[a-z0-9_]{1,30}\.\d{1,5}"
_ACL_NAME = re.compile(rf"^(?:acl:\s?|paper/acl-)?({_ACL_OLD}|{_ACL_NEW})(?:v\d)?$")
_ACL_PLACE = re.compile(
    r"(?:aclanthology\.(?:org|info)/(?:papers/[A-Z]\d\d-\d{4}/)?|anthology\.aclweb\.org/(?:[A-Z]/[A-Z]\d\d/)?"
    r"|aclweb\.org/anthology/(?:papers/[A-Z]/[A-Z]\d\d/|[A-Z]/[A-Z]\d\d/)?|10\.(?:18653|3115)/v1/)"
    rf"({_ACL_OLD}|{_ACL_NEW})(?:v\d)?(?:\.pdf|\.bib)?/?(?:[?#].{{0,300}})?$",
    re.IGNORECASE,
)
_OPENREVIEW = re.compile(
    r"(?:^openreview:\s?|^paper/openreview-|openreview\.net/(?:forum|pdf|attachment)\?(?:[\w=&]{0,60}&)?id="
    r"|openreview\.net/notes\?(?:[\w=&]{0,60}&)?(?:forum|id)=)([\w-]{4,40})(?![\w-])",
    re.ASCII,
)
_OSF = re.compile(r"osf\.io/preprints/([a-z]{3,20})/([a-z0-9]{4,8})(?:_v\d{1,3})?/?(?:[?#].{0,300})?$", re.ASCII)
_OSF_PREFIXES: Final = {
    "osf": "31219", "psyarxiv": "31234", "socarxiv": "31235", "engrxiv": "31224", "edarxiv": "35542",
    "metaarxiv": "31222", "biohackrxiv": "37044", "mediarxiv": "33767", "lawarxiv": "31228",
}  # fmt: skip
_KEPT = re.compile(rf"^{LOCAL}:([A-Za-z0-9._-]{{1,120}}(?:~[0-9a-f]{{8}})?)$")
_NOTED = re.compile(
    r"^[ \t>*-]{0,4}(arxiv(?:[ _]id)?\s?[:=]|doi\s?[:=]|acl:|openreview:|eprint\s?[:=]|https?://)\s{0,2}([^\n]{1,400})",
    re.IGNORECASE | re.MULTILINE,
)
_SCHEME: Final = {"eprint": "arxiv"}
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")
_LONGEST: Final = 120
_LOOKED_AT: Final = 2000
"""No identifier starts later in a text, and no note with one is longer."""


def identifiers(given: str, url: str = "", *, others: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the identifiers of a record, sorted; versions of a paper have the same ones.

    Args:
        given: the record's own id; kept as `local:…` where it is of no known scheme.
        url: the record's address.
        others: more identifiers and addresses, such as a DOI.

    >>> identifiers("2401.12345v2", "https://aclanthology.org/N19-1423.pdf")
    ('acl:N19-1423', 'arXiv:2401.12345')
    >>> identifiers("https://arxiv.org/abs/math.GT/0309136"), identifiers("t0001")
    (('arXiv:math/0309136',), ('local:t0001',))
    """
    own = set(_known(given))
    known = own.union(*map(_known, (url, *others)))
    if not own and (local := clean(given[:_LOOKED_AT])):
        known.add(f"{LOCAL}:{_safe(LOCAL, local)}")
    return tuple(sorted(known))


def noted(text: str) -> list[str]:
    """Return what is given as the identifiers of a paper in a note about it, such as `Extra` in Zotero.

    An identifier in the middle of a sentence is mostly another paper's.

    >>> noted("arXiv:2401.12345 [cs]\\nDOI: 10.1000/x\\nExtends arXiv:2301.00001")
    ['arxiv:2401.12345 [cs]', 'doi:10.1000/x']
    """
    found = []
    for label, value in _NOTED.findall(text[:_LOOKED_AT]):
        scheme = re.split(r"[\s_:=]", label.casefold(), maxsplit=1)[0]
        found.append(label + value if scheme.startswith("http") else f"{_SCHEME.get(scheme, scheme)}:{value.strip()}")
    return found


def _known(text: str) -> Iterator[str]:
    """Yield the identifiers in a text; a DOI that arXiv or the ACL Anthology made of its own id is that id."""
    if not text:
        return
    text = _decoded(text)
    if match := _ARXIV.search(text):
        yield f"{ARXIV}:{_SUBJECT_CLASS.sub('', match[1].replace('_', '/')).lower()}"
    elif match := _CORR.search(text):
        yield f"{ARXIV}:{match[1]}.{match[2]}"
    elif match := _ACL_NAME.search(text) or _ACL_PLACE.search(text):
        yield f"{ACL}:{match[1].lower() if match[1][0].isdigit() else match[1].upper()}"
    elif match := _OPENREVIEW.search(text):
        yield f"{OPENREVIEW}:{match[1]}"
    elif match := _KEPT.search(text):
        yield match[0]
    elif doi := _doi(text):
        yield doi


def _decoded(text: str) -> str:
    """Return a text without what nobody sees and without percent-encoding, however often it was applied."""
    text = printable(text[:_LOOKED_AT]).strip().replace("{\\_}", "_").replace("\\_", "_")
    while "%" in text and (plain := unquote(text)) != text:
        text = plain
    return printable(text).strip()


def _doi(text: str) -> str:
    text = text.lower()
    if match := _OSF.search(text):
        prefix = _OSF_PREFIXES.get(match[1])
        return f"{DOI}:10.{prefix}/osf.io/{match[2]}" if prefix else ""
    if match := _DOI_KEPT.search(text):
        name = f"{match[1]}/{match[2]}"
    elif match := _DOI.search(text):
        name = match[1].partition("&")[0] if match[0][0] in "?&" else match[1]
    elif match := _DOI_PLACE.search(text):
        name = _DOI_PAGE.sub("", _QUERY.sub("", match[1]))
    else:
        return ""
    name = _trimmed(_DOI_MARKUP.split(name, maxsplit=1)[0])
    return f"{DOI}:{name}" if "/" in name else ""


def _trimmed(name: str) -> str:
    """Return a DOI without its version, and without the punctuation of the sentence around it."""
    before = ""
    while name != before:
        before, name = name, name.rstrip(".,;:/'*…")
        for opening, closing in ("()", "[]", "<>"):
            if name.endswith(closing) and name.count(closing) > name.count(opening):
                name = name[:-1]
        if version := _DOI_VERSION.fullmatch(name):
            name = version[1]
    return name


def strong(known: Iterable[str]) -> list[str]:
    """Return the identifiers that two papers never share, the best one first."""
    found = [item for item in known if not item.startswith(_MADE_UP)]
    return sorted(found, key=lambda item: (_rank(item), is_deposited(item), item)) if len(found) > 1 else found


def is_of_preprint(doi: str) -> bool:
    """Return whether a DOI is one that a server of preprints gives; where the paper appears, it gets another one.

    >>> is_of_preprint("doi:10.2139/ssrn.12"), is_of_preprint("doi:10.1000/x")
    (True, False)
    """
    return bool(_OF_PREPRINT.match(doi))


def is_deposited(doi: str) -> bool:
    """Return whether a DOI is one that a copy or a version of a paper gets, of which a paper may have several.

    >>> is_deposited("doi:10.5281/zenodo.12"), is_deposited("doi:10.1000/x")
    (True, False)
    """
    return bool(_DEPOSITED.match(doi))


def address(known: Iterable[str]) -> str:
    """Return the address of the paper that has some identifiers, nothing where all are made up.

    >>> address(["doi:10.1000/x", "arXiv:2401.12345"]), address(["acl:N19-1423"]), address(["local:7"])
    ('https://arxiv.org/abs/2401.12345', 'https://aclanthology.org/N19-1423/', '')
    """
    for best in strong(known)[:1]:
        scheme, _, value = best.partition(":")
        return _ADDRESSES[scheme].format(quote(value, safe="/:;,()~+@"))
    return ""


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
    if abstract:
        key = "\n".join(filter(None, (folded_title(title), folded_title(abstract))))
        return f"paper/sha256-{_digest(key, 16)}"
    return _id_by_title(title)


def id_of_title(folded: str) -> str:
    """Return the id of a paper by its folded title."""
    return f"paper/sha256-{_digest(folded, 16)}"


@lru_cache(maxsize=8)  # a record that is read is named more than once
def _id_by_title(title: str) -> str:
    return id_of_title(title_key(title))


@lru_cache(maxsize=8)
def title_key(title: str) -> str:
    """Return the key by which two titles are the same, as `kg.text.folded_title` does, of the last titles at once."""
    return folded_title(title)


def _safe(scheme: str, value: str) -> str:
    plain = value.replace("/", "_", 1) if scheme in (ARXIV, DOI) else value
    safe = _UNSAFE.sub("-", plain.replace("/", "_"))[:_LONGEST]
    return safe if safe == plain else f"{safe}~{_digest(value, 8)}"


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:length]
