"""Builds that are wrong in one way each, with the rule that finds it."""

from factory import literature

from kg.rdf import void
from kg.rdf.places import places
from kg.rdf.rows import rows
from kg.rdf.terms import decimal, integer, literal, term, typed
from kg.rdf.vocabulary import Vocabulary

BASE = "https://x.org/"
FERN = "<https://x.org/paper/arxiv-2401.00001>"
LORA = "<https://x.org/method/lora>"
MOSS = "<https://x.org/model/moss>"
STACK = "<https://x.org/dataset/paperstack>"
SENTENCE = "<https://x.org/sentence/arxiv-2401.00001-1>"
OTHER = "<https://x.org/sentence/acl-2023.moss-1-1>"
CODE = "<https://github.com/example/fernweh>"
ALPHA, ENTITIES = "<https://x.org/graph/alpha>", "<https://x.org/graph/entities>"


def clean():
    """Return the rows of a build in which nothing is wrong."""
    where = places(literature(), Vocabulary(BASE))
    data = rows(literature(), where)
    return [*data, *void.described(data, where)]


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

RESULT = next(row[0] for row in clean() if row[1:3] == (term("rdf:type"), term("ClaimedResult")))

SHAPES = {
    "Paper-title": lambda rows: without(rows, FERN, "dcterms:title"),
    "Paper-label": lambda rows: instead(rows, FERN, "rdfs:label", literal("Another")),
    "Paper-identifier": lambda rows: instead(rows, FERN, "dcterms:identifier", literal("2401.00001")),
    "Paper-source": lambda rows: plus(rows, FERN, "dcterms:source", "<https://x.org/source/none>"),
    "Paper-author": lambda rows: plus(rows, FERN, "schema:author", literal("")),
    "Paper-datePublished": lambda rows: instead(rows, FERN, "schema:datePublished", literal("2024-01-03")),
    "Paper-url": lambda rows: plus(rows, FERN, "schema:url", "<https://x.org/second>"),
    "Paper-uses": lambda rows: plus(rows, FERN, "uses", CODE),
    "Paper-hasCode": lambda rows: plus(rows, FERN, "hasCode", "<https://example.org/stack>"),
    "Paper-evaluatedOn": lambda rows: plus(rows, FERN, "evaluatedOn", STACK),
    "Method-type": lambda rows: plus(rows, LORA, "rdf:type", term("Model"), ENTITIES),
    "Method-prefLabel": lambda rows: plus(rows, LORA, "skos:prefLabel", literal("LORA"), ENTITIES),
    "Method-altLabel": lambda rows: plus(rows, LORA, "skos:altLabel", literal("LoRA"), ENTITIES),
    "Method-inScheme": lambda rows: without(rows, LORA, "skos:inScheme"),
    "Method-isReplacedBy": lambda rows: plus(rows, LORA, "dcterms:isReplacedBy", MOSS, ENTITIES),
    "Model-evaluatedOn": lambda rows: plus(rows, MOSS, "evaluatedOn", LORA, ENTITIES),
    "Model-variantOf": lambda rows: plus(rows, MOSS, "variantOf", LORA, ENTITIES),
    "Dataset-trainedOn": lambda rows: plus(rows, STACK, "trainedOn", STACK, ENTITIES),
    "Dataset-outperforms": lambda rows: plus(rows, STACK, "outperforms", LORA, ENTITIES),
    "Dataset-basedOn": lambda rows: plus(rows, STACK, "basedOn", "<https://x.org/task/summarization>", ENTITIES),
    "Task-uses": lambda rows: plus(rows, "<https://x.org/task/summarization>", "uses", LORA, ENTITIES),
    "Sentence-anchorOf": lambda rows: without(rows, SENTENCE, "nif:anchorOf"),
    "Sentence-sentenceIndex": lambda rows: instead(rows, SENTENCE, "sentenceIndex", integer(-1)),
    "Sentence-beginIndex": lambda rows: instead(rows, SENTENCE, "nif:beginIndex", integer(900)),
    "Sentence-endIndex": lambda rows: instead(rows, SENTENCE, "nif:endIndex", literal("102")),
    "Sentence-isPartOf": lambda rows: instead(rows, SENTENCE, "dcterms:isPartOf", LORA),
    "Claim-subject": lambda rows: without(rows, INTRODUCES, "rdf:subject"),
    "Claim-object": lambda rows: plus(rows, INTRODUCES, "rdf:object", literal("LoRA")),
    "Claim-predicate": lambda rows: instead(rows, INTRODUCES, "rdf:predicate", term("rdfs:seeAlso")),
    "Claim-confidence": lambda rows: instead(rows, INTRODUCES, "confidence", decimal(1.5)),
    "Claim-evidence": lambda rows: without(rows, INTRODUCES, "evidence"),
    "Claim-surface": lambda rows: plus(rows, INTRODUCES, "surface", integer(1)),
    "Claim-linkOf": lambda rows: plus(rows, INTRODUCES, "linkOf", literal("mine")),
    "Claim-wasGeneratedBy": lambda rows: instead(rows, INTRODUCES, "prov:wasGeneratedBy", "<https://x.org/run/none>"),
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
    "ClaimedResult-confidence": lambda rows: without(rows, RESULT, "confidence"),
    "ClaimedResult-evidence": lambda rows: plus(rows, RESULT, "evidence", SENTENCE),
    "ClaimedResult-surface": lambda rows: plus(rows, RESULT, "surface", integer(1)),
    "ClaimedResult-foundBy": lambda rows: without(rows, RESULT, "foundBy"),
    "ClaimedResult-wasGeneratedBy": lambda rows: without(rows, RESULT, "prov:wasGeneratedBy"),
    "Repository-linkKind": lambda rows: instead(rows, CODE, "linkKind", literal("video")),
    "Repository-codeRepository": lambda rows: instead(rows, CODE, "schema:codeRepository", "<ftp://x.org/>"),
    "Repository-address": lambda rows: without(rows, CODE, "schema:codeRepository"),
    "WebResource-label": lambda rows: without(rows, "<https://example.org/stack>", "rdfs:label"),
    "Source-label": lambda rows: without(rows, "<https://x.org/source/alpha>", "rdfs:label"),
    "Build-wasAssociatedWith": lambda rows: without(rows, "<https://x.org/run/alpha>", "prov:wasAssociatedWith"),
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
    "redirect-target": lambda rows: plus(
        rows, "<https://x.org/method/nothing>", "dcterms:isReplacedBy", CODE, ENTITIES
    ),
    "redirect-mark": lambda rows: plus(rows, "<https://x.org/method/old>", "dcterms:isReplacedBy", LORA, ENTITIES),
    "redirect-use": lambda rows: plus(rows, LORA, "owl:deprecated", typed("true", "boolean"), ENTITIES),
    "one-graph": lambda rows: plus(rows, LORA, "rdf:type", term("Method"), ALPHA),
    "blank-node": lambda rows: plus(rows, "_:b", "rdfs:label", literal("b")),
    "language-tag": lambda rows: plus(rows, LORA, "skos:altLabel", '"LoRA"@en', ENTITIES),
    "unknown-property": lambda rows: plus(rows, LORA, "isNice", LORA, ENTITIES),
    "unknown-class": lambda rows: plus(rows, LORA, "rdf:type", term("Thing"), ENTITIES),
    "triple-count": lambda rows: rows[:-1],
    "entity-without-paper": lambda rows: (
        without(rows, FERN, "introduces", "<https://x.org/method/fernweh>")
        and [row for row in rows if row[2] != "<https://x.org/method/fernweh>"]
    ),
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
"""What only the checks find."""
