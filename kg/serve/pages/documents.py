"""Templates to pages, with the headers that keep hostile text harmless."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.query.table import printable
from kg.serve.pages.links import Links, outside
from kg.serve.pages.prepared import all_naming, all_papers
from kg.serve.pages.words import looks, word

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup
    from starlette.responses import Response

TEMPLATES = Path(__file__).parent / "templates"
POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; " + (
    "frame-ancestors 'none'"
)
"""What pages may load: our style, nothing else; no script at all."""
_UNSAFE = re.compile("[<>&\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# What no page may hold, or what would change the direction of the text around it (the names stand in <bdi> as well).
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def environment(links: Links, assets: Mapping[str, str]) -> "Environment":
    """Return the templates with what they all use.

    Args:
        links: the addresses of pages.
        assets: the addresses of style sheets and scripts by name.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(links=links, assets=assets, looks=looks(), word=word, outside=outside)
    made.globals.update(all_papers=all_papers, all_naming=all_naming)
    made.filters.update(data=data_block, percent=percent, printable=printable, capital=_capital, count="{:,}".format)
    return made


def respond(
    templates: "Environment",
    name: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    policy: str = POLICY,
    **values: Any,  # noqa: ANN401  what the template shows
) -> "Response":
    """Return a page.

    Args:
        templates: the templates.
        name: the template.
        status: the status of the response.
        headers: headers of this page.
        policy: what the page may load.
        values: what the template shows.
    """
    from starlette.responses import HTMLResponse

    text = templates.get_template(name).render(**values)
    return HTMLResponse(text.encode("utf-8", "replace"), status, {"Content-Security-Policy": policy, **(headers or {})})


def data_block(value: Any) -> "Markup":  # noqa: ANN401  JSON is of any type
    r"""Return JSON that ends no script element, whatever the texts in it say.

    >>> str(data_block("</script>"))
    '"\\u003c/script\\u003e"'
    """
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text))  # noqa: S704  nothing of HTML is left in it


def percent(confidence: float) -> str:
    """Return a confidence in percent, never quite certain.

    >>> percent(0.9999), percent(0.001)
    ('99 %', '1 %')
    """
    return f"{min(max(round(confidence * 100), 1), 99)} %"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _finalized(value: Any) -> Any:  # noqa: ANN401  templates show values of any type
    return _CONTROLS.sub("\ufffd", value) if type(value) is str else value
