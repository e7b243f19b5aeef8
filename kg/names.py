"""Names as keys: what makes two spellings the same name, and the slug of a name."""

import re
import unicodedata
from functools import lru_cache

_JOINERS = re.compile(r"[\s\-_/‐‑‒–—~]+")
_NOISE = re.compile(r"[^\w+.#*%@]")
_STRAY_DOT = re.compile(r"(?<!\d)\.|\.(?!\d)")
_DIGITS_MEET = re.compile(r"(?<=\d) (?=\d)")
_GREEK = {chr(code): unicodedata.name(chr(code)).split()[-1].lower() for code in range(0x3B1, 0x3CA)}
_SPELT_GREEK = str.maketrans(_GREEK)
_SPELT = _GREEK | {"+": "-plus-", "*": "-star-", "#": "-sharp-", "%": "-percent-", "&": "-and-", "@": "-at-"}
_BRITISH = (
    (re.compile(r"is(?=ations?$)|(?<=[lmnrt])is(?=(?:ing|ers?|ed)$)"), "iz"),
    (re.compile(r"(?<=el)l(?=(?:ing|ers?|ed)$)"), ""),
    (re.compile(r"(behavi|col|fav|neighb|tum)our"), r"\1or"),
)
_MIN_PLURAL = 4
_MAX_ACRONYM = 8
_UNCHANGED = ("ss", "us", "is", "as", "series", "species")
_IRREGULAR = {
    "matrices": "matrix",
    "vertices": "vertex",
    "indices": "index",
    "axes": "axis",
    "corpora": "corpus",
    "caches": "cache",
    "movies": "movie",
    "cookies": "cookie",
}


@lru_cache(maxsize=1 << 20)  # the distinct forms of 100,000 papers: resolving asks for each of them many times
def normal_form(name: str) -> str:
    """Return the key that spellings of one name share: no case, hyphens, spaces or plural.

    Numbers keep apart. The `S` that ends an acronym in capitals is no plural.

    >>> normal_form("Graph Neural Networks") == normal_form("graph neural-network")
    True
    >>> normal_form("GPT-3.5") == normal_form("GPT-35")
    False
    >>> normal_form("Llama-2-7B"), normal_form("Llama 27B")
    ('llama2-7b', 'llama27b')
    >>> normal_form("DARTS"), normal_form("DART"), normal_form("GPUs"), normal_form("β-VAEs")
    ('darts', 'dart', 'gpu', 'betavae')
    """
    composed = unicodedata.normalize("NFKC", name).replace("&", " and ")
    words = [word for word in (_NOISE.sub("", part) for part in _JOINERS.split(composed)) if word.strip(".")]
    parts = [_folded(word) for word in words]
    if parts:
        parts[-1] = _last_part(words, parts[-1])
    joined = _DIGITS_MEET.sub("-", " ".join(parts)).replace(" ", "")
    return joined or composed.casefold().strip()


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    folded = _STRAY_DOT.sub("", _without_accents(word.casefold()).translate(_SPELT_GREEK))
    for british, american in _BRITISH:
        folded = british.sub(american, folded)
    return folded


def _last_part(words: list[str], folded: str) -> str:
    last = words[-1]
    if last.endswith("S") and not _is_shouted(words):
        return folded
    if len(last) >= _MIN_PLURAL - 1 and last.endswith("s") and last[-2].isupper():
        return folded[:-1]
    return singular(folded)


def _is_shouted(words: list[str]) -> bool:
    """Tell whether capitals are the style of the whole text, as in `GRAPH NEURAL NETWORKS`, and no acronym's."""
    *others, last = words
    return last.isupper() and (len(last) > _MAX_ACRONYM or any(w.isupper() and len(w) >= _MIN_PLURAL for w in others))


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def singular(word: str) -> str:
    """Return a folded word without the plural ending.

    >>> [singular(word) for word in ("networks", "boxes", "analyses", "policies", "loss", "bias")]
    ['network', 'box', 'analysis', 'policy', 'loss', 'bias']
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < _MIN_PLURAL or not word.endswith("s") or word.endswith(_UNCHANGED) or word[-2].isdigit():
        return word
    if word.endswith("ies") and len(word) > _MIN_PLURAL:
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses", "iases")):
        return word[:-2]
    return word[:-2] + "is" if word.endswith(("yses", "theses")) else word[:-1]


@lru_cache(maxsize=65536)
def slug(name: str) -> str:
    """Return the local part of a name's id: lower case, single hyphens, dots only between digits.

    >>> slug("3D Gaussian Splatting"), slug("GPT-3.5"), slug("β-VAE"), slug("A*"), slug("C++")
    ('3d-gaussian-splatting', 'gpt-3.5', 'beta-vae', 'a-star', 'c-plus-plus')
    """
    plain = _without_accents(unicodedata.normalize("NFKC", name).casefold())
    text = _STRAY_DOT.sub("-", "".join(_SPELT.get(c, c) for c in plain))
    return re.sub(r"(?:[^\w.]|_)+", "-", text).strip("-.") or "unnamed"
