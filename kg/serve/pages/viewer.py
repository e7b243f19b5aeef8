"""The viewer as this server shows it: the file of the build, with links to the pages beside it."""

from pathlib import Path
from typing import TYPE_CHECKING

from kg.exporters.html import BESIDE
from kg.serve.pages.links import links
from kg.serve.site import Site

if TYPE_CHECKING:
    from starlette.responses import Response

_FRAMES = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'"
"""The policy beside the one that the file itself has."""
_TOOLS = b'<div class="tools">'
_PAGES = (("/browse", "Browse"), ("/query", "Query"), ("/about", "About"))


async def viewer(site: Site, page: Path) -> "Response":
    """Return the viewer of a site, whose file is `page`."""
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import HTMLResponse

    content = await run_in_threadpool(page.read_bytes)
    return HTMLResponse(with_links(content, site), headers={"Content-Security-Policy": _FRAMES})


async def beside_viewer(page: Path) -> "Response":
    """Return what the viewer loads for queries, where the build wrote it beside the page.

    Raises:
        OSError: there is none.
    """
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import Response

    content = await run_in_threadpool(page.with_name(BESIDE).read_bytes)
    return Response(content, media_type="text/javascript")


def with_links(content: bytes, site: Site) -> bytes:
    """Return the file with links to the pages of a server, which it cannot know where it is opened from a disk."""
    to = links(site).to
    shown = " ".join(f'<a href="{to(path)}">{name}</a>' for path, name in _PAGES)
    nav = f'<nav aria-label="Site">{shown}</nav>'
    return content.replace(_TOOLS, _TOOLS + b"\n    " + nav.encode(), 1)
