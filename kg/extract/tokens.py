"""Tokens and sentences: what the components of the extractor agree on.

Tokens are runs of letters and digits, decimal numbers, web addresses, and single other characters: names such as
`CIFAR-10`, `BERT-based` and `GPT-3.5` split at their hyphens, so that a component may take a part of them.
"""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extract.words import load as word_list

TOKEN = re.compile(r"https?://\S*[^\s.,;:!?\"')\]}]|\d+(?:\.\d+)+|[^\W_]+|\S")
_ENDS = frozenset(".!?")
_CLOSERS = frozenset("\"')]}”’»")
_OPENERS = frozenset("\"'([{“‘«$\\")
# Words whose full stop does not end a sentence.
_ABBREVIATED = word_list("abbreviated")
# Words that often start a sentence: before them a lost space is likely.
_STARTERS = word_list("not_names")
_MIN_GLUED = 3


class Tokenizer:
    """Split text into tokens; a replacement for spaCy's own, which keeps hyphenated names whole."""

    def __init__(self, vocab: Vocab) -> None:
        """Take the vocabulary that the documents share."""
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the document of a text, with its sentences; what stands before the first line break is the title.

        A document joins its tokens by single spaces, so the text and the places of the tokens in it are kept beside it.
        """
        spans = [match.span() for match in TOKEN.finditer(text)]
        words = [text[start:end] for start, end in spans]
        spaces = [end < len(text) and text[end].isspace() for _, end in spans]
        title_end = text.find("\n")
        first = (
            next((index for index, (start, _) in enumerate(spans) if start > title_end), len(words))
            if title_end >= 0
            else 0
        )
        starts = set(sentence_starts(words, spaces, first))
        doc = Doc(self.vocab, words=words, spaces=spaces, sent_starts=[index in starts for index in range(len(words))])
        doc.user_data |= {"text": text, "offsets": [start for start, _ in spans]}
        return doc


def sentence_starts(words: Sequence[str], spaces: Sequence[bool], first: int = 0) -> Iterator[int]:
    """Yield the indices of the tokens that start a sentence; `first`, where the abstract starts, is always one."""
    if not words:
        return
    yield 0
    if 0 < first < len(words):
        yield first
    for index in range(max(first, 0), len(words) - 1):
        if words[index] not in _ENDS:
            continue
        after = index + 1
        while after < len(words) and not spaces[after - 1] and words[after] in _CLOSERS:
            after += 1
        if after < len(words) and after > first and _is_boundary(words, spaces, index, after):
            yield after


def _is_boundary(words: Sequence[str], spaces: Sequence[bool], stop: int, after: int) -> bool:
    before = words[stop - 1].lower() if stop else ""
    start = words[after]
    if not spaces[after - 1]:
        return after == stop + 1 and _is_glued(words[stop - 1], start)
    if words[stop] == "." and (before in _ABBREVIATED or _is_initial(words, spaces, stop)):
        return before in ("al", "etc") and start[0].isupper()
    return not start[0].islower() or start[0] in _OPENERS


def _is_glued(before: str, start: str) -> bool:
    """Tell whether a space was lost between two sentences: "distribution.The", "GPT-4.We"."""
    if len(start) == 1 or not start[0].isupper() or not start[1:].islower() or not before.isalnum():
        return False
    return start.lower() in _STARTERS or (before.isalpha() and before.islower() and len(before) >= _MIN_GLUED)


def _is_initial(words: Sequence[str], spaces: Sequence[bool], stop: int) -> bool:
    """Tell whether a stop ends the initial of a name, or the last letter of an abbreviation such as "w.r.t."."""
    word = words[stop - 1] if stop else ""
    if len(word) != 1 or not word.isalpha():
        return False
    dotted = stop >= 2 and words[stop - 2] == "." and not spaces[stop - 2]
    return dotted or (word.isupper() and word not in "AI" and (stop < 2 or spaces[stop - 2]))
