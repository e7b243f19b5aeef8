"""Framing: what services put around an abstract and is none of it, the heading before and the copyright after it."""

import re
from typing import Final

_TERMS: Final = (  # what begins with the word as a term
    "Algebra|Argumentation|Art|Cell|Concept|Data|Dialectical|Game|Harmonic|Image|Interpretation|Machine|Meaning|Planning"
    "|Reasoning|Rewriting|Scene|State|Syntax|Text|Thought|Visual|Wiener|Wikipedia"
)
_OPENINGS: Final = "A|Although|An|As|For|From|In|It|Many|Most|Only|Our|Since|The|There|These|This|To|We|While"
_HEADING = re.compile(
    r"\s{0,9}(?:"
    r"(?:Abstract|ABSTRACT)(?:\s?(?::-|[:.—–]|-(?=[\sA-Z]))\s{0,40}"
    rf"|\s{{1,40}}(?=[A-Z\"“(\d])(?!(?:{_TERMS})\b)|(?=[A-Z][a-z]))"
    rf"|(?:Summary|SUMMARY)(?:\s?:\s{{0,9}}|\s?\.\s{{1,9}}(?=[A-Z])|\s{{1,9}}(?=(?:{_OPENINGS})\s))"
    r"|SUMMARY\s{1,9}(?=[A-Z][a-z])"
    r")"
)
_SIGN: Final = (
    r"(?:(?i:(?:crown\s)?copyright)(?:\s{0,2}(?:©|\([cC]\))|,|(?=\s(?:19|20)\d\d))|©(?:\s?Copyright)?|\([cC]\))"
)
_OWNER: Final = r"(?:[^©.]{0,80}?\b(?:19|20)\d\d(?!\d)|(?:The\s|by the\s)?[Aa]uthors?\b|(?i:published under)\b)"
_END: Final = r"(?<=[.!?)\]\"'”’])\s{0,3}"
_NOTICE = re.compile(
    rf"(?:{_END}{_SIGN}[\s,]{{0,3}}{_OWNER}.{{0,450}}"
    rf"|(?<=[,;…])\s{{0,3}}(?:Copyright\s)?(?:©|\(C\))[\s,]{{0,3}}{_OWNER}.{{0,200}}"
    rf"|{_END}(?:[Cc]opyright\s)?©\s?[A-Z][^.©]{{0,90}}(?:\.[A-Z])?\.?(?:\s?All rights reserved\.?)?"
    r"|\s\(PsycI(?:NFO|nfo) Database Record.{0,120}"
    rf"|{_END}This article is protected by copyright.{{0,40}}"
    rf"|{_END}(?:(?:(?:19|20)\d\d|Published by)\s[^.]{{0,60}}(?:\.[A-Z]){{0,2}}\.?,?\s?)?All rights reserved\.?)$",
    re.DOTALL,
)
_FIRST = re.compile(
    rf"{_SIGN}[\s,]{{0,3}}(?:19|20)\d\d(?:[^.]|\.(?=[A-Z]\.)){{0,90}}\.\s?"
    r"(?:Licensee MDPI, Basel, Switzerland\.\s?)?(?:All rights reserved\.\s?)?(?=[A-Z])"
)
_SHOWN_LESS: Final = "△ Less"
"""What stands at the end of abstracts that were copied from a search of arXiv."""


def unframed(text: str) -> str:
    """Return a clean abstract without the heading before it, and without the copyright before or after it.

    >>> unframed("Abstract: We introduce Fern. © 2024 Moss Press Ltd. All rights reserved.")
    'We introduce Fern.'
    >>> unframed("Abstract Meaning Representation is old."), unframed("We study © 2024 marks in pictures.")
    ('Abstract Meaning Representation is old.', 'We study © 2024 marks in pictures.')
    >>> unframed("Fern grew: (a) in 2008. (b) in 2009. (c) 2010.")
    'Fern grew: (a) in 2008. (b) in 2009. (c) 2010.'
    """
    text = without_heading(text).removesuffix(_SHOWN_LESS).rstrip()
    if not _has_sign(text):
        return text
    if first := _FIRST.match(text):
        text = text[first.end() :]
    notice = _NOTICE.search(text)
    is_third = notice and notice[0].lstrip().startswith("(c)") and "(b)" in text
    return text[: notice.start()].rstrip(" ,;") if notice and not is_third else text


def _has_sign(text: str) -> bool:
    """Return whether a text has what each notice has; most have none, and it is faster so than in a loop."""
    return (
        "©" in text
        or "opyright" in text
        or "(c)" in text
        or "(C)" in text
        or "ights reserved" in text
        or "Database Record" in text
    )


def without_heading(text: str) -> str:
    """Return an abstract without the word "Abstract", or "Summary", as its heading."""
    heading = _HEADING.match(text) if text[:20].lstrip()[:3] in ("Abs", "ABS", "Sum", "SUM") else None
    return text[heading.end() :] if heading else text
