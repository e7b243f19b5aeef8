"""The route of a large build: its outputs in parts, each made of one shard, so that memory is bounded by a shard.

    sightings   shard ──▶ the links that its papers give, and what all papers together say of them
    part        shard ──▶ its graph, as N-Quads, tables, records; runs: what of it counts for the whole
    whole       runs of all shards ──▶ what is about all papers: entities, links, the description

The facts are those of a build that holds everything in memory: both have the same generators of rows.
"""

from kg.parts.part import write_part
from kg.parts.sightings import Sighted, merge_sightings, sight_links
from kg.parts.steps import write_shards
from kg.parts.whole import Settled, Whole, write_whole

__all__ = [
    "Settled",
    "Sighted",
    "Whole",
    "merge_sightings",
    "sight_links",
    "write_part",
    "write_shards",
    "write_whole",
]
