"""BibTeX for LaTeX and for reference managers: an entry a paper, with what it introduces and uses as keywords."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.config import Config
from kg.exported import MARK
from kg.exporters.citation_keys import citation_keys
from kg.exporters.facts import addresses, named, papers
from kg.records import Paper

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

FILE = "references.bib"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CONFERENCE = re.compile(
    r"\b(?:proceedings|proc|conference|workshops?|symposium|meeting|findings|neurips|nips|icml|iclr|(?:na|e|aa)?acl|"
    r"emnlp|coling|lrec|conll|cvpr|iccv|eccv|wacv|aaai|ijcai|kdd|www|sigir|cikm|icra|iros|corl|interspeech|icassp|"
    r"aistats|uai|colt|colm|icpr|bmvc|miccai|recsys|wsdm|siggraph|chi)\b",
    re.IGNORECASE,
)
_JOURNAL = re.compile(r"\b(?:journal|transactions|letters|magazine|review|annals)\b", re.IGNORECASE)
_PREPRINT = re.compile(r"\b(?:arxiv|corr|preprint)\b", re.IGNORECASE)
_CLASS = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?")
_SPECIAL = {
    "\\": r"{\textbackslash}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
# BibTeX counts braces, also those after a backslash: one that has no partner must not stand in a field.
_BRACES = {"{": r"{\lbrace}", "}": r"{\rbrace}"}
_TO_ESCAPE = re.compile(r"[\\~^&%$#_{}]")
_NO_CHARACTERS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
"""What Unicode has for no character in each plane: Biber reads no file with one."""
_INVISIBLE = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}]+")
_SPELT = re.compile(r"[^\s,;:()\[\]]+")
_GROUP_NAME = re.compile(r"\b(?:team|group|consortium|collaboration|labs?|authors|project|initiative)$", re.IGNORECASE)
_NOT_IN_ADDRESS = re.compile(r"[\s{}\\\"<>^`|]")


def export(graph: "Graph", folder: Path, *, config: Config) -> list[Path]:  # noqa: ARG001  every exporter takes the settings
    """Write the entries and return the path."""
    path = folder / FILE
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(f"% {MARK}\n")
        stream.writelines(f"\n{text}" for text in entries(graph))
    return [path]


def entries(graph: "Graph") -> Iterator[str]:
    """Yield the entry of each paper, in the order of their ids."""
    keys = citation_keys(papers(graph))
    return (entry(paper, keys[paper.id], graph) for paper in papers(graph))


def entry(paper: Paper, key: str, graph: "Graph") -> str:
    """Return the entry of a paper."""
    fields = {name: value for name, value in _fields(paper, graph) if value}
    width = max(map(len, fields))
    lines = [f"  {name:{width}} = {value}," for name, value in fields.items()]
    return "\n".join((f"@{_kind(paper)}{{{key},", *lines, "}", ""))


def _kind(paper: Paper) -> str:
    if any(name.startswith("acl:") for name in paper.identifiers):
        return "inproceedings"
    if not paper.venue or _PREPRINT.search(paper.venue):
        return "misc"
    return "inproceedings" if _CONFERENCE.search(paper.venue) and not _JOURNAL.search(paper.venue) else "article"


def _fields(paper: Paper, graph: "Graph") -> Iterator[tuple[str, str]]:
    """Yield the fields with their values in braces; empty ones are to be left out."""
    known = dict(reversed([name.split(":", 1) for name in paper.identifiers if ":" in name]))
    year, month, day = [*paper.published.split("-"), "", "", ""][:3]
    where = {"inproceedings": "booktitle", "article": "journal"}.get(_kind(paper), "howpublished")
    arxiv = known.get("arXiv", "")
    yield "title", _braced(title(paper.title))
    authors = [written for name in paper.authors if (written := author(" ".join(name.split())).strip())]
    yield "author", _braced(" and ".join(authors))
    # Styles sort and label an entry without authors by its `key`, and BibTeX warns of each that has none.
    yield "key", "" if authors else _braced(title(paper.title))
    yield "year", _braced(year)
    yield "month", _MONTHS[int(month) - 1] if month.isdecimal() and 1 <= int(month) <= len(_MONTHS) else ""
    yield "day", _braced(day.lstrip("0"))
    yield where, _braced(escaped(paper.venue))
    yield "eprint", _braced(verbatim(arxiv))
    yield "archivePrefix", "{arXiv}" if arxiv else ""
    yield "primaryClass", _braced(next(iter(paper.categories), "")) if arxiv and _has_class(paper) else ""
    yield "doi", _braced(verbatim(known.get("doi", "")))
    yield "url", _braced(verbatim(paper.url))
    yield "abstract", _braced(escaped(paper.abstract))
    yield "keywords", _braced(", ".join(_keywords(paper, graph)))
    yield "note", _braced(". ".join(_notes(paper, graph)))


def _has_class(paper: Paper) -> bool:
    return bool(paper.categories and _CLASS.fullmatch(paper.categories[0]))


def _keywords(paper: Paper, graph: "Graph") -> Iterator[str]:
    said = named(graph, paper.id)
    keys = dict.fromkeys(fact.other for role in ("introduces", "uses") for fact in said.get(role, ()))
    return (escaped(re.sub(r"[,;\s]+", " ", graph.nodes[key]["label"]).strip()) for key in keys)


def _notes(paper: Paper, graph: "Graph") -> Iterator[str]:
    if paper.status:
        yield paper.status.capitalize()
    code = [item.url for item in addresses(graph, paper.id) if item.own and item.kind == "code"]
    if code:
        yield f"Code: {', '.join(escaped(verbatim(url)) for url in code)}"


def _braced(value: str) -> str:
    return f"{{{value.strip()}}}" if value.strip() else ""


def escaped(text: str) -> str:
    r"""Return a text as LaTeX that every reader of BibTeX gives back; braces without a partner are spelt out.

    >>> escaped("50 % of R&D_x {a}"), escaped("a}b")
    ('50 \\% of R\\&D\\_x \\{a\\}', 'a{\\rbrace}b')
    """
    text = _INVISIBLE.sub(" ", text)
    special = _SPECIAL | ({"{": r"\{", "}": r"\}"} if _is_balanced(text) else _BRACES)
    return _TO_ESCAPE.sub(lambda match: special[match[0]], text)


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth < 0:
            return False
    return depth == 0


def title(text: str) -> str:
    """Return a title whose names keep their capitals in every style: `{LoRA}`, `{GPT-4}`, but `Attention`.

    >>> title("LoRA for GPT-4 & Friends")
    '{LoRA} for {GPT-4} \\\\& Friends'
    """
    if not _is_balanced(text):
        return escaped(text)
    return "".join(_protected(part) for part in re.split(f"({_SPELT.pattern})", _INVISIBLE.sub(" ", text)))


def _protected(word: str) -> str:
    keeps = any(character.isupper() for character in word[1:]) and _is_balanced(word)
    return f"{{{escaped(word)}}}" if keeps else escaped(word)


def author(name: str) -> str:
    """Return a name as a list of authors holds it; one that BibTeX would take apart stands in braces.

    >>> author("Ada Moore"), author("Gemini Team"), author("Moore and Sons")
    ('Ada Moore', '{Gemini Team}', '{Moore and Sons}')
    """
    whole = "," in name or _GROUP_NAME.search(name) or {"and", "others"} & set(name.lower().split())
    return f"{{{escaped(name)}}}" if whole else escaped(name)


def verbatim(address: str) -> str:
    """Return an address or an identifier as it is but for what would end the field: readers take it as it stands."""
    cleaned = _INVISIBLE.sub("", address)
    return _NOT_IN_ADDRESS.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), cleaned)
