"""What a graph looks like from above: its communities, and a map of it. Both are seeded and need numpy."""

from kg.analyse.communities import Community, communities
from kg.analyse.layout import layout

__all__ = ["Community", "communities", "layout"]
