"""The document of the rules: every rule has its place in it."""

import re

from kg import schema
from kg.rdf.validation.checks import every_rule
from kg.rdf.validation.rule_book import rule_book

BOOK = rule_book(schema.load())


def test_every_rule_is_in_it_once_with_its_level_and_its_sentence():
    rows = re.findall(r'^\| <a id="([\w-]+)"></a>([\w-]+) \| (\w+) \| (.*) \| .* \|$', BOOK, re.MULTILINE)
    assert sorted(rows) == sorted((rule.name, rule.name, rule.level, rule.message) for rule in every_rule())


def test_rules_stand_where_they_belong():
    title = {name: section for section in re.split(r"^## ", BOOK, flags=re.MULTILINE)
             for name in re.findall('<a id="(.*?)">', section)}  # fmt: skip
    for name, start in (("digest", "Files"), ("Paper-title", "Shapes"), ("uses-object", "Shapes"),
                        ("claimed-triple", "Beyond"), ("one-graph", "The whole graph")):  # fmt: skip
        assert title[name].startswith(start), name


def test_it_names_the_property_of_a_rule():
    assert (
        '| <a id="Claim-confidence"></a>Claim-confidence | ERROR | '
        "it has exactly one confidence, above 0 and at most 1 | `kg:confidence` |\n"
    ) in BOOK
