"""Claimed results as rows."""

from factory import assembled, result, said

from kg.rdf.places import places
from kg.rdf.results import results
from kg.rdf.terms import literal, term
from kg.rdf.vocabulary import Vocabulary
from kg.records import Paper

BASE = "https://x.org/"
PAPER = Paper("paper/acl-1", "T", "Moss reaches 61.5 % on Turf.", ("alpha",))
EVIDENCE = said(PAPER, PAPER.abstract, "61.5 %", "Turf", confidence=0.8123, by="claim:on")
ENTITIES = [("dataset/turf", "Turf", "Dataset", ()), ("model/moss", "Moss", "Model", ())]


def rows(*claimed):
    """Return predicate and object of what is said of each result, shortened, and the named graphs."""
    graph = assembled([PAPER], ENTITIES, [], [], results=claimed)
    found = list(results(graph, places(graph, Vocabulary(BASE))))
    things = sorted({row[0] for row in found if row[1:3] == (term("rdf:type"), term("ClaimedResult"))})
    told = [{(short(row[1]), row[2]) for row in found if row[0] == thing} for thing in things]
    return told, {row[3] for row in found}


def short(iri):
    return iri.rpartition("/")[2].rpartition("#")[2].rstrip(">")


def test_a_result_has_all_that_is_said_of_it():
    (told,), homes = rows(
        result(EVIDENCE, "dataset/turf", 61.5, subject="model/moss", metric="accuracy", unit="%", qualifier="at most",
               better="higher")
    )  # fmt: skip
    number = "^^<http://www.w3.org/2001/XMLSchema#decimal>"
    assert told == {
        ("type", term("ClaimedResult")),
        ("label", literal("up to 61.5 % accuracy, claimed in the abstract")),
        ("claimedIn", f"<{BASE}paper/acl-1>"),
        ("onDataset", f"<{BASE}dataset/turf>"),
        ("resultOf", f"<{BASE}model/moss>"),
        ("metric", literal("accuracy")),
        ("value", f'"61.5"{number}'),
        ("unit", literal("%")),
        ("qualifier", literal("at most")),
        ("valueKind", literal("absolute")),
        ("betterValue", literal("higher")),
        ("confidence", f'"0.8123"{number}'),
        ("evidence", f"<{BASE}sentence/acl-1-1>"),
        ("foundBy", literal("claim:on")),
        ("surface", literal("61.5 %")),
        ("surface", literal("Turf")),
        ("wasGeneratedBy", f"<{BASE}run/alpha>"),
    }
    assert homes == {f"<{BASE}graph/alpha>"}


def test_what_is_not_known_is_not_said():
    (told,), _ = rows(result(EVIDENCE, "dataset/turf", 0.00012))
    assert {name for name, _ in told} == {
        "type", "label", "claimedIn", "onDataset", "value", "valueKind", "confidence", "evidence", "foundBy", "surface",
        "wasGeneratedBy",
    }  # fmt: skip
    assert ("value", '"0.00012"^^<http://www.w3.org/2001/XMLSchema#decimal>') in told


def test_results_of_one_sentence_are_told_apart():
    told, _ = rows(*(result(EVIDENCE, "dataset/turf", 61.5, kind=kind) for kind in ("absolute", "gain")))
    assert len(told) == 2


def test_the_texts_of_a_paper_stay_texts():
    (told,), _ = rows(result(EVIDENCE, "dataset/turf", 1.0, metric='> . <x> "'))
    assert ("metric", literal('> . <x> "')) in told
