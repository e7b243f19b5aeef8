"""The interactive page: a graph, its map and the sentences behind it in one HTML file that asks nobody for anything.

    looks    what types and relations look like and are called
    rows     a graph as the rows that the page reads: nodes, edges, sentences, legend
    embed    data, scripts and style as safe parts of a page
    render   the page, through pyvis and the template of the folder `page`

In the folder `page`, vis-network draws dots and lines; labels, search, panel and all else are our own scripts.
"""

from kg.viewer.render import render

__all__ = ["render"]
