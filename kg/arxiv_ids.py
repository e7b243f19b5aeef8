"""arXiv's own names: ids of papers in all spellings, and subjects."""

import re
from typing import Final

ARCHIVES: Final = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga"
    "|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph"
    "|q-alg|q-bio|quant-ph|solv-int|supr-con"
)
"""The archives that named papers by themselves until 2007."""
SUBJECTS: Final = rf"{ARCHIVES}|econ|eess|q-fin|stat"
"""All archives, which subjects such as `cs.CL` are of."""
_LEAD = re.compile(
    r"(?:https?://)?(?:[a-z]{1,10}\.)?(?:(?:arxiv|alphaxiv)\.org/(?:abs|pdf|html|e-print|format)/"
    r"|huggingface\.co/papers/|hf\.co/papers/|doi\.org/10\.48550/arxiv\.)"
    r"|oai:arxiv\.org:|doi:\s?10\.48550/arxiv\.|10\.48550/arxiv\.|arxiv:\s?",
    re.IGNORECASE,
)
_ID = re.compile(
    rf"(?:(\d\d(?:0[1-9]|1[0-2])\.\d{{4,5}})|({ARCHIVES})(?:\.[a-z-]{{2,9}})?(/\d{{7}}))(v[1-9]\d{{0,2}})?(?:\.pdf)?/?",
    re.IGNORECASE,
)
_CATEGORY = re.compile(rf"(?:{SUBJECTS})\.(?:[A-Z]{{2}}|[a-z]{{3,}}(?:-[a-z]{{2,}}){{1,2}})")


def arxiv_id(text: str) -> str:
    """Return an arXiv id in arXiv's own spelling, with its version where one is given; nothing where it is none.

    >>> arxiv_id("https://arxiv.org/pdf/1706.03762v5.pdf"), arxiv_id("arXiv:math.GT/0309136"), arxiv_id("moss")
    ('1706.03762v5', 'math/0309136', '')
    >>> arxiv_id("10.48550/arXiv.2401.12345"), arxiv_id("oai:arXiv.org:hep-th/9901001")
    ('2401.12345', 'hep-th/9901001')
    """
    text = text.strip()
    lead = _LEAD.match(text)
    found = _ID.fullmatch(text[lead.end() :].partition("?")[0].partition("#")[0] if lead else text)
    if not found:
        return ""
    number, archive, rest, version = found.groups(default="")
    return f"{number or archive.lower() + rest}{version.lower()}"


def without_version(known: str) -> str:
    """Return an arXiv id without its version.

    >>> without_version("2401.12345v2"), without_version("hep-th/9901001")
    ('2401.12345', 'hep-th/9901001')
    """
    return re.sub(r"v\d{1,3}$", "", known)


def is_category(word: str) -> bool:
    """Return whether a word is one of arXiv's subjects.

    >>> is_category("cs.CL"), is_category("cond-mat.mes-hall"), is_category("moss.txt")
    (True, True, False)
    """
    return bool(_CATEGORY.fullmatch(word))
