"""Papers with Code: its dump of links between papers and repositories, a record a link.

https://huggingface.co/datasets/pwc-archive/links-between-paper-and-code. A record has no abstract; other sources that
know its paper say what it is about.
"""

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.values.typed import text_in

NAME: Final = "papers-with-code-links"
_PAPER: Final = ("paper_title", "paper_arxiv_id", "paper_url_abs", "paper_url")


def recognises(value: Mapping[str, Any]) -> bool:
    """Return whether an object is a link from a paper to a repository."""
    return "repo_url" in value and any(name in value for name in _PAPER)


def described(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of a paper with one repository: its own, or somebody else's."""
    is_own = value.get("is_official") is True or text_in(value.get("is_official")).casefold() in ("true", "1", "t")
    return {
        "id": text_in(value.get("paper_url")).rstrip("/").rpartition("/")[2],
        "arxiv_id": value.get("paper_arxiv_id"),
        "identifiers": [text for name in ("paper_url_abs", "paper_url_pdf") if (text := text_in(value.get(name)))],
        "title": value.get("paper_title"),
        "url": value.get("paper_url_abs") or value.get("paper_url"),
        "code" if is_own else "implementations": value.get("repo_url"),
    }
