"""What `conformance.py` runs: the W3C's tests of SPARQL 1.1.

suite          the tests as their manifests tell them, and the graphs that they ask
protocol       tests of the protocol and of the service description
queries        tests of the query language
result_sets    results and graphs, read by rdflib and compared
misses.toml    what `kg serve` answers otherwise than they ask, and why
"""
