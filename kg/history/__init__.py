"""History: what each build of a folder said, so that the news since any of them can be told.

    facts    a graph as sorted lines
    past     the states that a folder remembers: the present one, and deltas that undo one build each
    keeping  what a build adds to them, and which of them it forgets
    moments  `last`, `3`, `7d`, `2026-03-11`: which build is meant
    streams  sorted lines that are never all in memory
    state    the facts of one build, to be asked
    narrowed of two builds, the facts that differ and what is needed to tell of them
    changes  what differs between two of them; merges tells which names became one or came apart

The history is no output: no manifest lists its digests, and the outputs are the same bytes whatever it holds.
"""
