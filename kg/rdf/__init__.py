"""RDF: IRIs, rows, the ontology and its shapes, the description of a build, and the checks of one."""
