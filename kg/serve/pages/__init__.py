"""What a person or a crawler sees of a build: a page for each thing, an overview, a search, and an editor for queries.

    routing       which path shows what
    links         the addresses of pages, and the IRIs that they stand for
    answers       what a question returns, as rows of terms
    words         what classes and properties are called
    documents     templates to pages, with the headers that keep hostile text harmless
    things        any thing: what is said of it, and what names it
    entities      the page of a method, model, dataset or task;  papers  that of a paper
    evidence      sentences, with what they name
    graphs        the RDF of a thing;  dereference  a thing in the format that a client prefers
    structured    papers and datasets in the words of schema.org
    search        names that contain a text or come near it
    overview      what there is most of;  about  the build and its files;  terms  the ontology
    editor        the page that queries are written on
    files         the files of the build and those of the pages
    viewer        the viewer of the build, with links to the pages

Templates are in the folder `templates`, style and scripts in `static`. No page needs JavaScript but the editor.
"""

from kg.serve.pages.routing import routes
from kg.serve.pages.viewer import beside_viewer, viewer

__all__ = ["beside_viewer", "routes", "viewer"]
