"""The SPARQL endpoint and the pages of a build over HTTP; each query runs in a process that may be killed."""
