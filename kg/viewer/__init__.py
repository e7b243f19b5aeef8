"""The interactive page: a graph, its map and the sentences behind it in one HTML file that asks nobody for anything.

    looks        what types and relations look like and are called
    picture      what a page shows, as columns
    rows         a graph as such a picture
    columns      the columns as rows again: ends of edges, neighbours, members
    cuts         parts of a picture as pictures
    dense        a picture with columns that pack better
    base91       bytes as text that a page holds
    bundle       the page's scripts as one
    embed        data, scripts and style as safe parts of a page
    trig         RDF as short TriG, for the page's own queries
    sparql       what a page needs to answer SPARQL
    render       the page
    reading      the picture that a page holds
    checks       whether it is such a picture
    svg          a picture as a drawing
    svg_map      where everything is in it
    svg_marks    areas, lines and dots
    svg_labels   names that do not lie over one another
    svg_text     what of a text may be written, and how wide it is

The folder `page` holds the page's template, style and scripts, `oxigraph` the engine that answers its queries.
"""

from kg.viewer.picture import Picture
from kg.viewer.render import render
from kg.viewer.rows import picture_of

__all__ = ["Picture", "picture_of", "render"]
