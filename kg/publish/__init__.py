"""Publish: the graph of a build to a server, by the SPARQL 1.1 Graph Store HTTP Protocol, a named graph a request.

    quads        the lines of a build, from `kg.nq` or from the parts of a large build ──▶ a graph and a triple each
    spool        what is to be sent, apart by graph, on disk; a digest and a count of every graph
    journal      what was sent to which server before: what is the same there is not sent again
    pieces       a graph as the bodies of requests, each a file
    requests     one request, again where it did not go well; `credentials` who asks
    endpoints    where known servers answer queries; `counting` how much a graph holds there
    publication  all of it, in order

docs/loading.md has what to give to which server.
"""
