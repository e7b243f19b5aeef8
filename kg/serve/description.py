"""What the endpoint says of itself (SPARQL 1.1 Service Description) and of its data (VoID)."""

from kg.query.job import Job
from kg.serve.site import Site

FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)
"""The formats of answers, as https://www.w3.org/ns/formats/ names them."""

_SERVICE = f"""
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX formats: <http://www.w3.org/ns/formats/>
PREFIX here: <#>
CONSTRUCT {{
  <> a sd:Service ;
    sd:endpoint <> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:defaultEntailmentRegime <http://www.w3.org/ns/entailment/Simple> ;
    sd:resultFormat {", ".join(f"formats:{name}" for name in FORMATS)} ;
    sd:defaultDataset here:dataset .
  here:dataset a sd:Dataset ; sd:defaultGraph ?union ; sd:namedGraph ?entry .
  ?union a sd:Graph ; void:triples ?all .
  ?entry a sd:NamedGraph ; sd:name ?graph ; sd:graph ?graph .
  ?graph a sd:Graph ; void:triples ?number .
}} WHERE {{
  OPTIONAL {{ ?described void:uriSpace ?base ; void:triples ?all }}
  BIND(COALESCE(?described, here:union) AS ?union)
  OPTIONAL {{
    ?described void:subset ?graph .
    ?graph void:triples ?number
    BIND(IRI(CONCAT(STR(here:), ENCODE_FOR_URI(STR(?graph)))) AS ?entry)
  }}
}}
"""
_DATA = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def service(address: str, format: str) -> Job:
    """Return the question for the description of the endpoint at an address."""
    return Job(_SERVICE, format, base_iri=address)


def data(site: Site, format: str) -> Job:
    """Return the question for the description of the data."""
    return Job(_DATA, format, default_graphs=(f"{site.base}graph/meta",))
