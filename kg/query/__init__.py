"""Queries: SPARQL over a build, the questions that come with `kg`, and what answers look like."""
