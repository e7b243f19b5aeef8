"""Contents of answers: JSON and XML, strictly and within bounds; what a service says of a request that it refuses."""

from typing import TYPE_CHECKING, Any, Final, NoReturn

from kg.fetch.web.answers import Answer
from kg.json_text import from_json
from kg.web.bodies import shortened
from kg.web.failures import PassingError, RefusedError, TurnedDownError

if TYPE_CHECKING:
    from lxml.etree import _Element

_TRIES: Final = 3
_HTML: Final = ("text/html", "application/xhtml+xml")
_JSON: Final = ("application/json", "text/json", "")
_XML: Final = ("application/atom+xml", "application/xml", "text/xml", "")


def json_of(answer: Answer) -> Any:  # noqa: ANN401  JSON is of any type
    """Return the value that an answer is.

    Raises:
        RefusedError: it says that it is something else, such as a web page.
        PassingError: it is no JSON.
    """
    _expect(answer, _JSON, "JSON")
    try:
        return from_json(answer.body.decode("utf-8-sig"), parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:  # a UnicodeDecodeError is a ValueError, and so is a JSONDecodeError
        raise PassingError("answers with something that is no JSON", tries=_TRIES) from error


def xml_of(answer: Answer) -> "_Element":
    """Return the root of the document that an answer is; entities, DTDs and bombs are refused.

    Raises:
        RefusedError: it says that it is something else, such as a web page.
        PassingError: it is no well-formed XML, or more than a service would send.
    """
    from lxml import etree

    _expect(answer, _XML, "XML")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False, remove_comments=True
    )
    try:
        root = etree.fromstring(answer.body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PassingError("answers with something that is no XML", tries=_TRIES) from error
    if root.getroottree().docinfo.doctype:
        raise PassingError("answers with an XML document that defines entities, which is not read", tries=_TRIES)
    return root


def said(value: object) -> str:
    """Return what an error in JSON says, short and on one line; nothing where it says nothing."""
    fields = value if isinstance(value, dict) else {}
    texts = (fields.get(name) for name in ("message", "error", "detail"))
    return shortened(next((text for text in texts if isinstance(text, str) and text), ""))


def refuse(title: str, answer: Answer, message: str, *, advice: str = "change the request") -> NoReturn:
    """Raise what a service says of a request that it refuses.

    Raises:
        TurnedDownError: always.
    """
    reason = f": {message}" if message else ""
    raise TurnedDownError(f"{title} refuses the request ({answer.status}{reason}); {advice}")


def _expect(answer: Answer, types: tuple[str, ...], name: str) -> None:
    if answer.type in _HTML:
        raise RefusedError(
            f"answers with a web page instead of {name}; if the network wants you to log in first, do that in a browser"
        )
    if answer.type not in types and not answer.type.endswith(f"+{name.lower()}"):
        raise RefusedError(f"answers with {shortened(answer.type)} instead of {name}; try again later")


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"{text[:20]} is too large")
    return number
