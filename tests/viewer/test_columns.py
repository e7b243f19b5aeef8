"""What the columns of a picture say of its nodes."""

from kg.viewer.columns import degrees, ends, members, neighbours

# 0 → 1, 0 → 1 once more, 1 → 2, 2 → 2; nothing touches 3.
STRUCTURE = {
    "nodes": {"label": ["a", "b", "c", "d"], "community": [1, -1, 1, 0]},
    "edges": {"count": [2, 1, 1, 0], "to": [1, 1, 2, 2]},
    "communities": ["D", "A · C", ""],
}


def test_edges_are_told_by_how_many_begin_at_each_node():
    assert list(ends(STRUCTURE)) == [(0, 1), (0, 1), (1, 2), (2, 2)]


def test_a_loop_touches_its_node_once():
    assert degrees(STRUCTURE) == [2, 3, 2, 0]


def test_neighbours_are_those_in_either_direction_without_the_node_itself():
    assert neighbours(STRUCTURE) == [{1}, {0, 2}, {1}, set()]


def test_each_community_has_its_members_and_some_nodes_have_none():
    assert members(STRUCTURE) == [[3], [0, 2], []]
