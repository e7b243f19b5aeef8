"""Builds that are wrong in one way each, with the rule that finds it; `other way` after a name tells it apart."""

from factory import literature, quads

from kg.rdf.terms import decimal, integer, literal, term, typed

BASE = "https://x.org/"
FERN = "<https://x.org/paper/arxiv-2401.00001>"
LORA = "<https://x.org/method/lora>"
MOSS = "<https://x.org/model/moss>"
STACK = "<https://x.org/dataset/paperstack>"
SENTENCE = "<https://x.org/sentence/arxiv-2401.00001-1>"
OTHER = "<https://x.org/sentence/acl-2023.moss-1-1>"
CODE = "<https://github.com/example/fernweh>"
PAGE = "<https://example.org/stack>"
SUMMARIZATION = "<https://x.org/task/summarization>"
OLD = "<https://x.org/method/low-rank-adaptation>"
WHOLE, NOWHERE = "<https://x.org/about/kg>", "<https://x.org/nowhere>"
PREFIX, QUERY = "<https://x.org/about/prefix-kg>", "<https://x.org/about/query-ask>"
ALPHA, ENTITIES, META = (f"<https://x.org/graph/{name}>" for name in ("alpha", "entities", "meta"))


def clean():
    """Return the rows of a build in which nothing is wrong."""
    return quads(literature(), BASE)


def claim(subject, predicate):
    """Return a claim of a build in which nothing is wrong."""
    found = clean()
    of = {row[0] for row in found if row[1:3] == (term("rdf:subject"), subject)}
    return min(row[0] for row in found if row[0] in of and row[1:3] == (term("rdf:predicate"), term(predicate)))


def without(rows, subject, path, object=""):
    kept = [row for row in rows if row[:2] != (subject, term(path)) or (object and row[2] != object)]
    assert len(kept) < len(rows), (subject, path)
    return kept


def plus(rows, subject, path, object, graph=ALPHA):
    return [*rows, (subject, term(path), object, graph)]


def instead(rows, subject, path, object, graph=ALPHA):
    return plus(without(rows, subject, path), subject, path, object, graph)


INTRODUCES, USES, VARIANT = (
    claim(FERN, "introduces"),
    claim(FERN, "uses"),
    claim("<https://x.org/method/fernweh>", "variantOf"),
)

AGENT = next(row[0] for row in clean() if row[1:3] == (term("rdf:type"), term("Extractor")))
RUN = "<https://x.org/run/alpha>"
RESULT = next(row[0] for row in clean() if row[1:3] == (term("rdf:type"), term("ClaimedResult")))


def renamed(rows, node, name):
    """Return rows with another node in the place of one."""
    return [tuple(name if part == node else part for part in row) for row in rows]


SHAPES = {
    "Paper": lambda rows: plus(rows, "_:b", "rdf:type", term("Paper")),
    "Paper-type": lambda rows: without(rows, FERN, "rdf:type", term("schema:ScholarlyArticle")),
    "Paper-title": lambda rows: without(rows, FERN, "dcterms:title"),
    "Paper-title two": lambda rows: plus(rows, FERN, "dcterms:title", literal("Another")),
    "Paper-title empty": lambda rows: instead(rows, FERN, "dcterms:title", literal("")),
    "Paper-title number": lambda rows: instead(rows, FERN, "dcterms:title", integer(1984)),
    "Paper-title language": lambda rows: instead(rows, FERN, "dcterms:title", '"Fernweh"@en'),
    "Paper-title leads somewhere": lambda rows: instead(rows, FERN, "dcterms:title", NOWHERE),
    "Paper-label": lambda rows: instead(rows, FERN, "rdfs:label", literal("Another")),
    "Paper-label none": lambda rows: without(rows, FERN, "rdfs:label"),
    "Paper-identifier": lambda rows: instead(rows, FERN, "dcterms:identifier", literal("2401.00001")),
    "Paper-identifier spaces": lambda rows: plus(rows, FERN, "dcterms:identifier", literal("doi:10.1/a b")),
    "Paper-source": lambda rows: plus(rows, FERN, "dcterms:source", NOWHERE),
    "Paper-author": lambda rows: plus(rows, FERN, "schema:author", literal("")),
    "Paper-author number": lambda rows: plus(rows, FERN, "schema:author", decimal(2.5)),
    "Paper-datePublished": lambda rows: instead(rows, FERN, "schema:datePublished", literal("2024-01-03")),
    "Paper-datePublished no day": lambda rows: instead(rows, FERN, "schema:datePublished", typed("2023-02-30", "date")),
    "Paper-datePublished no month": lambda rows: instead(
        rows, FERN, "schema:datePublished", typed("2023-13", "gYearMonth")
    ),
    "Paper-datePublished no year": lambda rows: instead(rows, FERN, "schema:datePublished", typed("soon", "gYear")),
    "Paper-datePublished two": lambda rows: plus(rows, FERN, "schema:datePublished", typed("2024", "gYear")),
    "Paper-url": lambda rows: plus(rows, FERN, "schema:url", "<https://x.org/second>"),
    "Paper-url no address": lambda rows: instead(rows, FERN, "schema:url", "<mailto:ada@x.org>"),
    "Paper-url text": lambda rows: instead(rows, FERN, "schema:url", literal("https://x.org/second")),
    "Paper-sameAs": lambda rows: plus(rows, FERN, "owl:sameAs", "<https://x.org/fern>"),
    "Paper-isPartOf": lambda rows: plus(rows, FERN, "schema:isPartOf", literal("")),
    "Paper-isPartOf two": lambda rows: plus(
        plus(rows, FERN, "schema:isPartOf", literal("ACL")), FERN, "schema:isPartOf", literal("EMNLP")
    ),
    "Paper-subject": lambda rows: plus(rows, FERN, "dcterms:subject", literal("")),
    "Paper-votes": lambda rows: plus(rows, FERN, "votes", integer(0)),
    "Paper-votes text": lambda rows: plus(rows, FERN, "votes", literal("7")),
    "Paper-publicationStatus": lambda rows: plus(rows, FERN, "publicationStatus", literal("accepted")),
    "votes-subject": lambda rows: plus(rows, LORA, "votes", integer(7), ENTITIES),
    "Entity-type": lambda rows: without(rows, LORA, "rdf:type", term("skos:Concept")),
    "Entity-prefLabel": lambda rows: plus(rows, LORA, "skos:prefLabel", literal("LORA"), ENTITIES),
    "Entity-prefLabel none": lambda rows: without(rows, LORA, "skos:prefLabel"),
    "Entity-label": lambda rows: instead(rows, LORA, "rdfs:label", literal("LORA"), ENTITIES),
    "Entity-altLabel": lambda rows: plus(rows, LORA, "skos:altLabel", literal("LoRA"), ENTITIES),
    "Entity-inScheme": lambda rows: without(rows, LORA, "skos:inScheme"),
    "Entity-inScheme nowhere": lambda rows: instead(rows, LORA, "skos:inScheme", NOWHERE, ENTITIES),
    "Method-type": lambda rows: plus(rows, LORA, "rdf:type", term("Model"), ENTITIES),
    "Method-type no entity": lambda rows: without(rows, LORA, "rdf:type", term("Entity")),
    "Dataset-type": lambda rows: without(rows, STACK, "rdf:type", term("schema:Dataset")),
    "Model-variantOf": lambda rows: plus(rows, MOSS, "variantOf", LORA, ENTITIES),
    "Sentence-type": lambda rows: without(rows, SENTENCE, "rdf:type", term("nif:Sentence")),
    "Sentence-anchorOf": lambda rows: without(rows, SENTENCE, "nif:anchorOf"),
    "Sentence-sentenceIndex": lambda rows: instead(rows, SENTENCE, "sentenceIndex", integer(-1)),
    "Sentence-sentenceIndex text": lambda rows: instead(rows, SENTENCE, "sentenceIndex", literal("1")),
    "Sentence-beginIndex": lambda rows: instead(rows, SENTENCE, "nif:beginIndex", integer(900)),
    "Sentence-beginIndex half": lambda rows: instead(rows, SENTENCE, "nif:beginIndex", decimal(0.5)),
    "Sentence-endIndex": lambda rows: instead(rows, SENTENCE, "nif:endIndex", literal("102")),
    "Sentence-endIndex two": lambda rows: plus(rows, SENTENCE, "nif:endIndex", integer(999)),
    "Sentence-isPartOf": lambda rows: instead(rows, SENTENCE, "dcterms:isPartOf", LORA),
    "Sentence-isPartOf nowhere": lambda rows: instead(rows, SENTENCE, "dcterms:isPartOf", NOWHERE),
    "Claim": lambda rows: renamed(rows, INTRODUCES, "_:b"),
    "Claim-subject": lambda rows: without(rows, INTRODUCES, "rdf:subject"),
    "Claim-subject nowhere": lambda rows: instead(rows, INTRODUCES, "rdf:subject", NOWHERE),
    "Claim-object": lambda rows: plus(rows, INTRODUCES, "rdf:object", literal("LoRA")),
    "Claim-object nowhere": lambda rows: instead(rows, INTRODUCES, "rdf:object", NOWHERE),
    "Claim-predicate": lambda rows: instead(rows, INTRODUCES, "rdf:predicate", term("rdfs:seeAlso")),
    "Claim-predicate text": lambda rows: instead(rows, INTRODUCES, "rdf:predicate", literal("introduces")),
    "Claim-confidence": lambda rows: instead(rows, INTRODUCES, "confidence", decimal(1.5)),
    "Claim-confidence none": lambda rows: without(rows, INTRODUCES, "confidence"),
    "Claim-confidence zero": lambda rows: instead(rows, INTRODUCES, "confidence", decimal(0)),
    "Claim-confidence text": lambda rows: instead(rows, INTRODUCES, "confidence", literal("0.9")),
    "Claim-confidence double": lambda rows: instead(rows, INTRODUCES, "confidence", typed("0.9", "double")),
    "Claim-confidence two": lambda rows: plus(rows, INTRODUCES, "confidence", decimal(0.25)),
    "Claim-evidence": lambda rows: without(rows, INTRODUCES, "evidence"),
    "Claim-evidence blank": lambda rows: renamed(rows, SENTENCE, "_:b"),
    "Claim-evidence text": lambda rows: plus(rows, INTRODUCES, "evidence", literal("We introduce Fernweh.")),
    "Claim-surface": lambda rows: plus(rows, INTRODUCES, "surface", integer(1)),
    "Claim-foundBy": lambda rows: without(rows, INTRODUCES, "foundBy"),
    "Claim-linkOf": lambda rows: plus(rows, INTRODUCES, "linkOf", literal("mine")),
    "Claim-wasGeneratedBy": lambda rows: instead(rows, INTRODUCES, "prov:wasGeneratedBy", NOWHERE),
    "ClaimedResult-label": lambda rows: without(rows, RESULT, "rdfs:label"),
    "ClaimedResult-claimedIn": lambda rows: instead(rows, RESULT, "claimedIn", LORA),
    "ClaimedResult-onDataset": lambda rows: without(rows, RESULT, "onDataset"),
    "ClaimedResult-resultOf": lambda rows: instead(rows, RESULT, "resultOf", STACK),
    "ClaimedResult-value": lambda rows: instead(rows, RESULT, "value", decimal(-1.5)),
    "ClaimedResult-valueKind": lambda rows: instead(rows, RESULT, "valueKind", literal("best")),
    "ClaimedResult-metric": lambda rows: plus(rows, RESULT, "metric", literal("F1")),
    "ClaimedResult-unit": lambda rows: instead(rows, RESULT, "unit", literal("parsec")),
    "ClaimedResult-qualifier": lambda rows: instead(rows, RESULT, "qualifier", literal("maybe")),
    "ClaimedResult-betterValue": lambda rows: instead(rows, RESULT, "betterValue", literal("none")),
    "ClaimedResult-betterValue no number": lambda rows: instead(rows, RESULT, "betterValue", typed("up", "integer")),
    "ClaimedResult-confidence": lambda rows: without(rows, RESULT, "confidence"),
    "ClaimedResult-evidence": lambda rows: plus(rows, RESULT, "evidence", SENTENCE),
    "ClaimedResult-surface": lambda rows: plus(rows, RESULT, "surface", integer(1)),
    "ClaimedResult-foundBy": lambda rows: without(rows, RESULT, "foundBy"),
    "ClaimedResult-wasGeneratedBy": lambda rows: without(rows, RESULT, "prov:wasGeneratedBy"),
    "Repository-type": lambda rows: without(rows, CODE, "rdf:type", term("schema:SoftwareSourceCode")),
    "Repository-linkKind": lambda rows: instead(rows, CODE, "linkKind", literal("video")),
    "Repository-codeRepository": lambda rows: instead(rows, CODE, "schema:codeRepository", "<ftp://x.org/>"),
    "Repository-address": lambda rows: without(rows, CODE, "schema:codeRepository"),
    "WebResource-label": lambda rows: without(rows, PAGE, "rdfs:label"),
    "WebResource-linkKind": lambda rows: instead(rows, PAGE, "linkKind", literal("code")),
    "Source-label": lambda rows: without(rows, "<https://x.org/source/alpha>", "rdfs:label"),
    "Extractor-type": lambda rows: without(rows, AGENT, "rdf:type", term("prov:SoftwareAgent")),
    "Build-wasAssociatedWith": lambda rows: without(rows, RUN, "prov:wasAssociatedWith"),
    "Build-used": lambda rows: instead(rows, RUN, "prov:used", NOWHERE),
    "Retired-deprecated": lambda rows: instead(rows, OLD, "owl:deprecated", literal("yes"), ENTITIES),
    "Retired-type": lambda rows: plus(rows, LORA, "owl:deprecated", typed("true", "boolean"), ENTITIES),
    "Replaced-deprecated": lambda rows: without(rows, OLD, "owl:deprecated"),
    "Replaced-isReplacedBy": lambda rows: instead(rows, OLD, "dcterms:isReplacedBy", CODE, ENTITIES),
    "Replaced-isReplacedBy two": lambda rows: plus(rows, OLD, "dcterms:isReplacedBy", MOSS, ENTITIES),
    "Scheme-label": lambda rows: without(rows, "<https://x.org/scheme/entities>", "rdfs:label"),
    "Graph-triples": lambda rows: without(rows, ALPHA, "void:triples"),
    "Graph-subset": lambda rows: plus(rows, WHOLE, "void:subset", NOWHERE, META),
    "Graph-title": lambda rows: without(rows, WHOLE, "dcterms:title"),
    "Description-uriSpace": lambda rows: instead(rows, WHOLE, "void:uriSpace", "<https://x.org/>", META),
    "Description-declare": lambda rows: plus(rows, WHOLE, "sh:declare", literal("kg"), META),
    "Graph-classes": lambda rows: instead(rows, WHOLE, "void:classes", literal("14"), META),
    "Graph-wasGeneratedBy": lambda rows: plus(rows, ALPHA, "prov:wasGeneratedBy", NOWHERE, META),
    "Prefix-namespace": lambda rows: instead(rows, PREFIX, "sh:namespace", literal("https://x.org/"), META),
    "Query-ask": lambda rows: plus(rows, QUERY, "sh:ask", literal(""), META),
    "ClassPartition": lambda rows: plus(rows, WHOLE, "void:classPartition", literal("Paper"), META),
    "ClassPartition-class": lambda rows: without(rows, "<https://x.org/about/class-kg-Paper>", "void:class"),
    "ClassPartition-entities": lambda rows: without(rows, "<https://x.org/about/class-kg-Paper>", "void:entities"),
    "PropertyPartition-triples": lambda rows: instead(
        rows, "<https://x.org/about/property-kg-uses>", "void:triples", integer(-1), META
    ),
    "uses-object": lambda rows: plus(rows, FERN, "uses", CODE),
    "uses-object text": lambda rows: plus(rows, FERN, "uses", literal("LoRA")),
    "introduces-subject": lambda rows: plus(rows, STACK, "introduces", LORA, ENTITIES),
    "hasCode-object": lambda rows: plus(rows, FERN, "hasCode", PAGE),
    "linksTo-subject": lambda rows: plus(rows, LORA, "linksTo", PAGE, ENTITIES),
    "evaluatedOn-subject": lambda rows: plus(rows, FERN, "evaluatedOn", STACK),
    "evaluatedOn-object": lambda rows: plus(rows, MOSS, "evaluatedOn", LORA, ENTITIES),
    "trainedOn-subject": lambda rows: plus(rows, STACK, "trainedOn", STACK, ENTITIES),
    "outperforms-subject": lambda rows: plus(rows, STACK, "outperforms", LORA, ENTITIES),
    "basedOn-object": lambda rows: plus(rows, STACK, "basedOn", SUMMARIZATION, ENTITIES),
    "confidence-subject": lambda rows: plus(rows, FERN, "confidence", decimal(0.5)),
    "linkKind-subject": lambda rows: plus(rows, FERN, "linkKind", literal("code")),
}
"""What the shapes find."""

RULES = {
    "claimed-triple": lambda rows: without(rows, FERN, "introduces"),
    "unclaimed-triple": lambda rows: plus(rows, FERN, "mentions", MOSS),
    "evidence-paper": lambda rows: instead(rows, USES, "evidence", OTHER),
    "evidence-one-paper": lambda rows: plus(rows, VARIANT, "evidence", OTHER),
    "sentence-length": lambda rows: instead(rows, SENTENCE, "nif:endIndex", integer(101)),
    "surface-in-evidence": lambda rows: plus(rows, USES, "surface", literal("BERT")),
    "result-paper": lambda rows: instead(rows, RESULT, "evidence", OTHER),
    "result-dataset": lambda rows: instead(rows, RESULT, "onDataset", "<https://x.org/dataset/turftext>"),
    "retired-use": lambda rows: plus(rows, FERN, "mentions", OLD),
    "related-to-itself": lambda rows: plus(rows, MOSS, "variantOf", MOSS, ENTITIES),
    "entity-without-paper": lambda rows: [row for row in rows if row[2] != "<https://x.org/method/fernweh>"],
    "link-without-paper": lambda rows: without(rows, FERN, "hasCode"),
    "sentence-without-claim": lambda rows: [row for row in rows if row[2] != SENTENCE],
    "same-name": lambda rows: instead(
        instead(rows, LORA, "skos:prefLabel", literal("Fernweh"), ENTITIES),
        LORA,
        "rdfs:label",
        literal("Fernweh"),
        ENTITIES,
    ),
}
"""What only SHACL's extension by SPARQL and the checks find."""

CENSUS = {
    "one-graph": lambda rows: plus(rows, LORA, "rdf:type", term("Method"), ALPHA),
    "blank-node": lambda rows: plus(rows, "_:b", "rdfs:label", literal("b")),
    "blank-node object": lambda rows: plus(rows, FERN, "rdfs:seeAlso", "_:b"),
    "language-tag": lambda rows: plus(rows, LORA, "skos:altLabel", '"LoRA"@en', ENTITIES),
    "unknown-property": lambda rows: plus(rows, LORA, "isNice", LORA, ENTITIES),
    "unknown-class": lambda rows: plus(rows, LORA, "rdf:type", term("Thing"), ENTITIES),
    "undescribed-property": lambda rows: plus(rows, LORA, "schema:sameAs", NOWHERE, ENTITIES),
    "undescribed-class": lambda rows: plus(rows, LORA, "rdf:type", term("schema:Thing"), ENTITIES),
    "graph-count": lambda rows: instead(rows, ALPHA, "void:triples", integer(3), META),
    "triple-count": lambda rows: instead(rows, WHOLE, "void:triples", integer(3), META),
    "subject-count": lambda rows: instead(rows, WHOLE, "void:distinctSubjects", integer(3), META),
    "class-count": lambda rows: instead(
        rows, "<https://x.org/about/class-kg-Paper>", "void:entities", integer(4), META
    ),
    "property-count": lambda rows: instead(
        rows, "<https://x.org/about/property-kg-uses>", "void:triples", integer(4), META
    ),
    "class-partition-count": lambda rows: instead(rows, WHOLE, "void:classes", integer(3), META),
    "property-partition-count": lambda rows: instead(rows, WHOLE, "void:properties", integer(3), META),
    "listed-graph": lambda rows: without(rows, WHOLE, "void:subset", ALPHA),
}
"""What only the checks find."""
