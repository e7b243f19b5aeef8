"""What a graph looks like from above: its communities, and a map of it. Both are seeded and need numpy."""

from kg.analyse.communities import Community, communities
from kg.analyse.layout import layout
from kg.analyse.maps import Map, drawn, map_of
from kg.analyse.recorded import map_lines, read_map

__all__ = ["Community", "Map", "communities", "drawn", "layout", "map_lines", "map_of", "read_map"]
