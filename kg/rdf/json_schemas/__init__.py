"""JSON Schemas of the records, of the files of a build, and of what commands print."""
