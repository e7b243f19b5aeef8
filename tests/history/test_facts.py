"""Fact lines: what a graph says, a line for each fact."""

import pytest
from factory import literature

from kg.history import facts


def test_a_graph_is_told_in_sorted_lines():
    lines = facts.lines(literature())
    assert lines == sorted(set(lines))
    assert [line for line in lines if "moss-7b" in line] == [
        '["alias","model/moss-7b","Moss-7B","name",""]',
        '["entity","model/moss-7b","Moss-7B","Model"]',
        '["relation","method/fernweh","basedOn","model/moss-7b","paper/arxiv-2401.00001"]',
        '["relation","model/moss-7b","variantOf","model/moss","paper/arxiv-2401.00001"]',
        '["says","paper/arxiv-2401.00001","uses","model/moss-7b"]',
    ]
    kinds = {line.split('"')[1] for line in lines}
    assert kinds == {"alias", "claim", "entity", "link", "paper", "redirect", "relation", "says"}


def test_papers_links_claims_and_redirects_are_told_whole():
    lines = facts.lines(literature())
    for line in (
        '["paper","paper/acl-2023.moss-1","Moss: A Model Family Trained on TurfText",'
        '"https://aclanthology.org/2023.moss-1","2023-07",""]',
        '["link","paper/acl-2023.moss-1","hasCode","https://github.com/example/moss","code","own"]',
        '["claim","paper/arxiv-2401.00001","dataset/paperstack","method/fernweh","up to 61.5 % accuracy"]',
        '["redirect","method/low-rank-adaptation","method/lora"]',
    ):
        assert line in lines


def test_what_lines_say_is_read_again():
    assert list(facts.parse(['["entity","task/a\\u2028","A \\"b\\"","Task"]'])) == [
        ("entity", "task/a\u2028", 'A "b"', "Task")
    ]


@pytest.mark.parametrize("line", ["", "{}", "[]", '["entity","task/a"]', '["stone","a","b","c"]', '["redirect",1,2]'])
def test_what_is_no_fact_is_refused(line):
    with pytest.raises(ValueError, match=r"line|Expecting"):
        list(facts.parse([line]))
