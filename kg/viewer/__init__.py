"""The interactive page: a graph, its map and the sentences behind it in one HTML file that asks nobody for anything.

    looks      what types and relations look like and are called
    picture    what a page shows, as columns
    rows       a graph as such a picture
    bundle     the page's scripts as one
    embed      data, scripts and style as safe parts of a page
    render     the page

The folder `page` holds the page's template, style and scripts.
"""

from kg.viewer.picture import Picture
from kg.viewer.render import RENDERERS, render
from kg.viewer.rows import picture_of

__all__ = ["RENDERERS", "Picture", "picture_of", "render"]
