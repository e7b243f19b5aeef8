"""What every page is made with."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.serve.pages import documents
from kg.serve.pages.links import Links, links
from kg.serve.site import Ask, Site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment
    from starlette.responses import Response


@dataclass(frozen=True, slots=True)
class Context:
    """A site, how its graph is asked, and the templates of its pages."""

    site: Site
    ask: Ask
    links: Links
    templates: "Environment"

    def page(
        self,
        template: str,
        *,
        status: int = 200,
        headers: "Mapping[str, str] | None" = None,
        policy: str = documents.POLICY,
        **values: Any,  # noqa: ANN401  what the template shows
    ) -> "Response":
        """Return a page; see `documents.respond`."""
        return documents.respond(self.templates, template, status=status, headers=headers, policy=policy, **values)


def context(site: Site, ask: Ask, assets: "Mapping[str, str]") -> Context:
    """Return what the pages of a site are made with.

    Args:
        site: the build.
        ask: evaluates questions.
        assets: the addresses of style sheets and scripts by name.
    """
    found = links(site)
    return Context(site, ask, found, documents.environment(found, assets))
