"""What `bench_sparql.py` measures, from files to the time until an answer is there; and what `bench_viewer.py` does.

figures        one line of the table, and the setting that it was measured in
cost           CPU seconds, seconds on the clock and memory of work in a process of its own
builds         the file and the kept store of a build
files          writing a graph, loading it, keeping a store up to date
answers        the named questions; `rdflib_forms` has those that rdflib is to be asked in another form
checks         validation; `seeded_errors` puts errors into a graph
latency        `kg query` as a process, and `kg serve` by HTTP

pages        pages of invented graphs: ours, and pyvis' own
chromium     a browser whose renderers' CPU time is read
visits       what a page costs while somebody uses it
viewing      the figures of pages
sparql_page  what SPARQL inside of a page costs; `asking` has its figures
"""
