"""Rules: why two records that share a key are one paper, or that they are not."""

from kg.readers.merging.likeness import (
    ALIKE,
    RELATED,
    REVISED,
    SAME,
    are_same,
    go_on_alike,
    of_abstracts,
    same_list,
    same_people,
    tells,
    words,
)
from kg.readers.merging.titles import (
    TELLING_WORDS,
    beside,
    cut,
    differ_by_name,
    differ_by_plus,
    differ_by_word,
    is_cut,
    is_part,
    is_serial,
    marks,
    related,
)
from kg.readers.merging.views import View

IDENTIFIER, TITLE, TITLE_AND_ABSTRACT, ABSTRACT, MADE_UP = (
    "identifier",
    "title",
    "title and abstract",
    "abstract",
    "local id",
)
"""Why a record is one with another."""


def is_telling(title: str) -> bool:
    """Return whether a folded title has words enough to be one paper's alone."""
    return title.count(" ") >= TELLING_WORDS - 1


def of_one_title(ours: View, theirs: View) -> str:
    """Return why two records of one title are one paper.

    How much of the abstracts has to be the same depends on what is known beside them; without them, year and author
    must not tell the records apart, and be known of both where the title is short.
    """
    telling = is_telling(ours.title) or is_telling(theirs.title)
    enough = _enough(ours, theirs)
    if ours.abstract and theirs.abstract:
        if telling and enough < REVISED and ours.start == theirs.start:
            return TITLE
        wanted = enough if telling else max(enough, ALIKE)
        if (wanted == 0 and telling) or _are_alike(ours, theirs, wanted):
            return TITLE if telling and enough < SAME else TITLE_AND_ABSTRACT
        if (tells(ours.abstract) and tells(theirs.abstract)) or not telling:
            return ""
    return TITLE if enough < ALIKE and (telling or _is_known(ours, theirs)) else ""


def of_one_id(ours: View, theirs: View) -> str:
    """Return why two records to which a source gave one id are one paper; in two sources, `7` may be two papers."""
    related = _related(ours, theirs)
    if not (related or _are_one_work(ours, theirs)) or _enough(ours, theirs) >= ALIKE:
        return ""
    if ours.abstract and theirs.abstract:
        alike = of_abstracts(ours.abstract, theirs.abstract)
        if not related:
            return MADE_UP if alike >= ALIKE and not _exchange(ours, theirs) else ""
        return MADE_UP if alike >= ALIKE or (alike >= RELATED and _is_known(ours, theirs)) else ""
    if not related:
        return ""
    return MADE_UP if ours.year == theirs.year and _is_known(ours, theirs) else ""


def of_one_part(ours: View, theirs: View) -> str:
    """Return why two records are one paper of which one title is a part of the other, before or after a colon.

    Authors give a paper a name before it appears, and bibliographies leave out subtitles.
    """
    if not (ours.abstract and theirs.abstract):
        known = _are_one_work(ours, theirs) and ours.year == theirs.year
        return TITLE if known and is_part(ours.title, theirs.title) and _enough(ours, theirs) < REVISED else ""
    if why := of_one_abstract(ours, theirs):
        return TITLE_AND_ABSTRACT if is_part(ours.title, theirs.title) else why
    if not _are_one_work(ours, theirs) or not is_part(ours.title, theirs.title) or _enough(ours, theirs) >= ALIKE:
        return ""
    return TITLE_AND_ABSTRACT if _are_alike(ours, theirs, ALIKE) and not _exchange(ours, theirs) else ""


def of_one_abstract(ours: View, theirs: View) -> str:
    """Return why two records whose abstracts begin alike are one paper, under a title that was cut or changed.

    A group describes its next method, or the same for another thing, in the words of the last one, but for those by
    which the titles differ. Where the abstracts say nothing of that, and all authors are the same, it is a new title.
    """
    if _enough(ours, theirs) >= ALIKE:
        return ""
    is_form = _related(ours, theirs) and (_is_start(ours, theirs) or not differ_by_word(ours.written, theirs.written))
    if is_form:
        same = of_abstracts(ours.abstract, theirs.abstract) >= SAME
    else:
        same = _are_one_work(ours, theirs) and are_same(ours.abstract, theirs.abstract)
    return ABSTRACT if same and not _exchange(ours, theirs) else ""


def _are_alike(ours: View, theirs: View, wanted: float) -> bool:
    """Return whether so much of two abstracts is the same, and of another year not only how they begin."""
    alike = of_abstracts(ours.abstract, theirs.abstract)
    if alike < wanted:
        return False
    return alike >= SAME or wanted < REVISED or go_on_alike(ours.abstract, theirs.abstract)


def _are_one_work(ours: View, theirs: View) -> bool:
    """Return whether two records of other titles are of the same people and years, and no number tells them apart."""
    if not _is_known(ours, theirs) or abs(ours.year - theirs.year) > 1:
        return False
    if marks(ours.title) != marks(theirs.title) or differ_by_plus(ours.written, theirs.written):
        return False
    return same_list(ours.authors, theirs.authors)


def _exchange(ours: View, theirs: View) -> bool:
    """Return whether abstracts differ as their titles do: each has a word of its title that the other one has not."""
    mine, others = beside(ours.written, theirs.written)
    first, second = words(ours.abstract), words(theirs.abstract)
    return not (first - second).isdisjoint(mine) and not (second - first).isdisjoint(others)


def _related(ours: View, theirs: View) -> bool:
    if not (_is_start(ours, theirs) or related(ours.title, theirs.title)):
        return False
    return not (differ_by_plus(ours.written, theirs.written) or differ_by_name(ours.written, theirs.written))


def _is_start(ours: View, theirs: View) -> bool:
    return (is_cut(ours.written) or is_cut(theirs.written)) and cut(ours.title, theirs.title)


def are_strangers(ours: View, theirs: View) -> bool:
    """Return whether two records of one DOI are two papers of the volume that it is of: all that is known differs."""
    if not ours.title or not theirs.title or related(ours.title, theirs.title):
        return False
    differ = bool(ours.authors and theirs.authors) and not same_people(ours.authors, theirs.authors)
    if tells(ours.abstract) and tells(theirs.abstract):
        unlike = of_abstracts(ours.abstract, theirs.abstract) < RELATED
        return unlike and (differ or not _share_words(ours.title, theirs.title))
    return differ and not _share_words(ours.title, theirs.title)


def _share_words(first: str, second: str) -> bool:
    """Return whether one of two titles has a third of the words of the other, or more."""
    ours, theirs = set(first.split()), set(second.split())
    return 3 * len(ours & theirs) >= min(len(ours), len(theirs))


def _enough(ours: View, theirs: View) -> float:
    """Return how much of two abstracts has to be the same for records of one title to be one paper.

    It is nothing where the author is known and the same, all of it where the authors differ, and between them where the
    years do: a preprint and its proceedings may be a year apart, a journal may be late, and a series has one each year.
    """
    years = abs(ours.year - theirs.year) if ours.year and theirs.year else 0
    known = bool(ours.authors and theirs.authors)
    other = differ_by_plus(ours.written, theirs.written)
    serial = is_serial(ours.title) or is_serial(theirs.title)
    if other or (known and not same_people(ours.authors, theirs.authors)) or (years and serial):
        return SAME
    if years:
        return ALIKE if years > 1 else REVISED
    return RELATED if serial or not known else 0.0


def _is_known(ours: View, theirs: View) -> bool:
    return bool(ours.year and theirs.year and ours.authors and theirs.authors)
