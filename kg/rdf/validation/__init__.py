"""What must hold for a build: as shapes for any SHACL validator, and as SPARQL that `kg check` asks."""
