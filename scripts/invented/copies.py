"""Records of one paper as other sources would have it, and records of other papers that look like it.

A record is a mapping with the names that `kg.readers.fields.record` takes. What a source calls a paper, what it cuts
and what it spells its own way is one entry of `COPIES` each, by the name of the kind; what a careful librarian keeps
apart is one of `LOOKALIKES`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

Row = dict[str, Any]
_GIVEN = ("Ada", "Bo", "Cy", "Dana", "Émile", "Wei", "Søren", "Iris", "José", "Mina", "Noor", "Ötto", "Petra", "Yan")
_FAMILY = (
    "Moore", "Lind", "Poe", "Müller", "García Pérez", "Sørensen", "Zhang", "Łukasik", "Nguyễn", "van den Berg",
    "O'Hara", "Zhao-Fern", "Brønd", "Çelik", "Li", "Wang", "Schäfer", "Kowalski", "Mossberg", "Turfan", "Reed", "Ash",
)  # fmt: skip
_VENUES = (
    ("NeurIPS", "Advances in Neural Information Processing Systems 32"),
    ("ICML 2021", "Proceedings of the 38th International Conference on Machine Learning"),
    ("J. Mach. Learn. Res.", "Journal of Machine Learning Research"),
    ("EMNLP", "Proceedings of the Conference on Empirical Methods in Natural Language Processing"),
    ("Trans. Assoc. Comput. Linguist.", "Transactions of the Association for Computational Linguistics"),
    ("CVPR", "2022 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)"),
    ("ICLR", "International Conference on Learning Representations"),
    ("AAAI", "Proceedings of the AAAI Conference on Artificial Intelligence"),
    ("PMLR", "Artificial Intelligence and Statistics"),
)
"""Places where papers appear, by two of their names."""
_LATEX = {"ü": r'{\"u}', "é": r"{\'e}", "É": r"{\'E}", "í": r"{\'i}", "ø": r"{\o}", "Ł": r"{\L}", "Ö": r'{\"O}',
          "Ç": r"\c{C}", "ä": r'\"{a}'}  # fmt: skip
_LOST = str.maketrans("üéÉíøŁễÖÇä", "ueEioLeOCa")
_DASH = re.compile(r"(?<=\w)-(?=\w)")
_BREAK = re.compile(r"(?<=\w): (?=\w)")
_SENTENCE = re.compile(r"(?<=[a-z]\.) (?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Work:
    """A paper as its authors would describe it."""

    number: int
    title: str
    abstract: str
    year: int
    authors: tuple[str, ...]

    @property
    def venues(self) -> tuple[str, str]:
        """Return two names of the place where it appeared."""
        return _VENUES[self.number % len(_VENUES)]

    @property
    def arxiv(self) -> str:
        """Return its number at arXiv."""
        return f"{self.year % 100:02d}{1 + self.number % 12:02d}.{self.number % 100_000:05d}"

    @property
    def doi(self) -> str:
        """Return the DOI that its journal gave it."""
        return f"10.1234/garden.{self.year}.{self.number}"


def work(number: int, title: str, abstract: str, random: Random) -> Work:
    """Return a paper of some title and abstract, with authors and a year that chance gives it."""
    authors = dict.fromkeys(f"{random.choice(_GIVEN)} {random.choice(_FAMILY)}" for _ in range(random.randrange(1, 6)))
    return Work(number, title, abstract, random.randrange(2015, 2026), tuple(authors))


def original(work: Work, random: Random) -> Row:
    """Return the record of a paper that has all of it; most are at arXiv."""
    known = {"arxiv_id": work.arxiv} if random.random() < 0.6 else {"doi": work.doi}
    return {**_plain(work), **known, "venue": work.venues[0]}


def _plain(work: Work) -> Row:
    return {"title": work.title, "abstract": work.abstract, "authors": list(work.authors), "year": str(work.year)}


def _titled(change: Callable[[str, Random], str]) -> "Maker":
    """Return the maker of a record whose title is another one; where nothing can be changed, it is as it was."""
    return lambda work, random: {**_plain(work), "title": change(work.title, random)}


def _authored(change: Callable[[tuple[str, ...]], object]) -> "Maker":
    return lambda work, _: {**_plain(work), "authors": change(work.authors)}


def _told(change: Callable[[str, Random], str]) -> "Maker":
    return lambda work, random: {**_plain(work), "abstract": change(work.abstract, random), "venue": work.venues[1]}


def _latex_title(title: str, random: Random) -> str:
    words = title.split(" ")
    at = random.randrange(len(words))
    words[at] = random.choice((r"{{{}}}", r"\emph{{{}}}", r"$\textit{{{}}}$", r"\textbf{{{}}}")).format(words[at])
    return " ".join(words)


def _html_title(title: str, random: Random) -> str:
    words = title.replace("&", "&amp;").split(" ")
    at = random.randrange(len(words))
    tag = random.choice(("i", "b", "em", "sub"))
    words[at] = f"<{tag}>{words[at]}</{tag}>"
    return "&nbsp;".join(words[:2]) + "".join(f" {word}" for word in words[2:])


def _cut_title(title: str, _: Random) -> str:
    words = title.split(" ")
    return " ".join(words[: max(3, len(words) * 2 // 3)]) + "…"


def _cut(abstract: str, random: Random) -> str:
    return abstract[: random.randrange(160, 400)].rpartition(" ")[0] + random.choice(("…", " ...", ""))


def _sentences(abstract: str) -> list[str]:
    return _SENTENCE.split(abstract)


def _reworded(abstract: str, _: Random) -> str:
    """Return an abstract as it was before somebody revised it: a third of its sentences are not in it yet."""
    return " ".join(one for at, one in enumerate(_sentences(abstract)) if at % 3 != 1)


def _family_first(names: tuple[str, ...]) -> list[str]:
    return [f"{name.partition(' ')[2]}, {name.partition(' ')[0]}" for name in names]


def _initials(names: tuple[str, ...]) -> list[str]:
    return [f"{name[0]}. {name.partition(' ')[2]}" for name in names]


def _spelt(names: tuple[str, ...]) -> str:
    joined = " and ".join(_family_first(names))
    return "".join(_LATEX.get(one, one) for one in joined)


def _ascii_umlauts(names: tuple[str, ...]) -> list[str]:
    return [name.replace("ü", "ue").replace("ä", "ae").replace("ø", "oe").translate(_LOST) for name in names]


Maker = Callable[[Work, Random], Row]
COPIES: Mapping[str, Maker] = {
    "version of the arXiv id": lambda work, _: {**_plain(work), "url": f"http://arxiv.org/abs/{work.arxiv}v3"},
    "DOI of the preprint": lambda work, _: {**_plain(work), "doi": f"10.48550/arXiv.{work.arxiv}"},
    "DOI of the journal": lambda work, _: {**_plain(work), "doi": work.doi, "venue": work.venues[1]},
    "DOI at a preprint server": lambda work, _: {**_plain(work), "doi": f"10.1101/2024.01.01.{work.number:06d}v2"},
    "no identifier": lambda work, _: _plain(work),
    "title in LaTeX": _titled(_latex_title),
    "title in HTML": _titled(_html_title),
    "title in capitals": _titled(lambda title, _: title.upper()),
    "title with long dashes": _titled(lambda title, _: _BREAK.sub(" — ", _DASH.sub("–", title))),
    "title without hyphens": _titled(lambda title, _: _DASH.sub("", title)),
    "title with a full stop": _titled(lambda title, _: f"{title}."),
    "subtitle dropped": _titled(lambda title, _: _BREAK.split(title)[0]),
    "main title dropped": _titled(lambda title, _: _BREAK.split(title)[-1]),
    "title cut": _titled(_cut_title),
    "extended version": _titled(lambda title, _: f"{title} (Extended Version)"),
    "title and abstract cut": lambda work, random: {
        **_plain(work), "title": _cut_title(work.title, random), "abstract": _cut(work.abstract, random),
    },
    "authors as Family, Given": _authored(_family_first),
    "authors with initials": _authored(_initials),
    "authors with et al.": _authored(lambda names: f"{names[0]} et al."),
    "authors in LaTeX": _authored(_spelt),
    "authors without accents": _authored(lambda names: [name.translate(_LOST) for name in names]),
    "authors with ue for ü": _authored(_ascii_umlauts),
    "authors in another order": _authored(lambda names: [*names[1:], names[0]]),
    "no authors": _authored(lambda _: []),
    "year of the venue": lambda work, _: {**_plain(work), "doi": work.doi, "year": str(work.year + 1)},
    "year of a late journal": lambda work, _: {**_plain(work), "doi": work.doi, "year": str(work.year + 3)},
    "abstract cut": _told(_cut),
    "abstract with copyright": _told(lambda abstract, _: f"{abstract} © 2024 The Authors. Published by Garden Press."),
    "abstract revised": _told(_reworded),
    "no abstract": _told(lambda _, __: ""),
    "no abstract, year of the venue": lambda work, _: {
        **_plain(work), "abstract": "", "doi": work.doi, "year": str(work.year + 1),
    },
    "only title and year": lambda work, _: {"title": work.title, "year": str(work.year)},
    "citation key, title changed": lambda work, random: {
        **_plain(work), "title": _changed(work.title, random), "id": f"key{work.number}",
    },
    "title changed": lambda work, random: {**_plain(work), "title": _changed(work.title, random)},
    "named before it appeared": lambda work, _: {
        **_plain(work), "title": f"Mossy: {work.title}", "abstract": f"Gardens need care. {work.abstract}",
    },
    "version with its reviewers": lambda work, _: {
        **_plain(work), "title": f"{work.title} [version 1; peer review: 2 approved]",
        "doi": f"10.12688/f1000research.{work.number}.1",
    },
    "DOI of a repository": lambda work, _: {**_plain(work), "doi": f"10.5281/zenodo.{work.number}"},
    "British spelling, no abstract": lambda work, _: {
        **_plain(work), "title": work.title.replace("iz", "is").replace("or ", "our "), "abstract": "",
    },
}  # fmt: skip
"""One paper as other sources have it."""


def _changed(title: str, random: Random) -> str:
    words = title.split(" ")
    words[random.randrange(len(words))] = "New"
    return " ".join(words)


def _other(work: Work, other: Work, **more: object) -> Row:
    """Return a record of another paper, but for what is given."""
    return {**_plain(other), "year": str(work.year), **more}


def _next(work: Work, other: Work) -> str:
    """Return the abstract of the next paper of a series: it opens like the one before it."""
    return " ".join([_sentences(work.abstract)[0], *_sentences(other.abstract)[1:]])


def _namesake(work: Work) -> list[str]:
    given, _, family = work.authors[0].partition(" ")
    return [f"{next(name for name in _GIVEN if name[0] != given[0])} {family}", "Uma Other"]


Lookalike = Callable[[Work, Work], Row]
LOOKALIKES: Mapping[str, Lookalike] = {
    "one short title": lambda work, other: _other(work, other, title="Introduction"),
    "title goes on": lambda work, other: _other(work, other, title=f"{work.title} for Ferns"),
    "Part II": lambda work, other: _other(
        work, other, title=f"{work.title}, Part II", authors=list(work.authors), abstract=_next(work, other)
    ),
    "second version of a dataset": lambda work, other: _other(
        work, other, title=f"{work.title} v2", authors=list(work.authors), abstract=_next(work, other)
    ),
    "next year's of a series": lambda work, other: _other(
        work, other, title=work.title, authors=list(work.authors), year=str(work.year + 1), abstract=_next(work, other)
    ),
    "series two years on": lambda work, other: _other(
        work, other, title=work.title, authors=list(work.authors), year=str(work.year + 2), abstract=_next(work, other)
    ),
    "same title, other authors": lambda work, other: _other(work, other, title=work.title, authors=["Uma Other"]),
    "same title, a namesake": lambda work, other: _other(work, other, title=work.title, authors=_namesake(work)),
    "same title, authors unknown": lambda work, other: _other(work, other, title=work.title, authors=[]),
    "correction": lambda work, _: {**_plain(work), "title": f"Correction to: {work.title}", "doi": f"{work.doi}.c"},
    "erratum in brackets": lambda work, _: {**_plain(work), "title": f"{work.title} (Erratum)"},
    "reply": lambda work, other: _other(work, other, title=f'Reply to "{work.title}"', abstract=_next(work, other)),
    "DOI of the volume": lambda work, other: {**_plain(other), "doi": work.doi},
    "one citation key": lambda work, other: _other(
        work, other, title=_half(work.title, other.title), id=f"key{work.number}", authors=[]
    ),
}
"""Other papers that look like one."""


def _half(ours: str, theirs: str) -> str:
    """Return a title with three quarters of the words of one."""
    words = ours.split(" ")
    return " ".join([*words[: -(-len(words) * 3 // 4)], *theirs.split(" ")[-1:]])


def keyed(row: Row, work: Work) -> Row:
    """Return a record with the citation key of a paper beside what it has."""
    return {**row, "id": f"key{work.number}"}
