"""The graph of a build in a form that a page can hold: TriG with short names, a sixth of the size of N-Quads."""

import re
from collections.abc import Iterable, Iterator, Mapping

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_TYPED = '"^^<'


def trig(nquads: Iterable[str], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield the parts of a TriG document that says what sorted N-Quads say; each quad has a named graph.

    Args:
        nquads: the lines.
        prefixes: the namespaces by prefix.
    """
    terms = _Terms(prefixes)
    graphs: dict[str, list[str]] = {}
    last: dict[str, tuple[str, str]] = {}
    for line in nquads:
        told, graph, _ = line.rsplit(" ", 2)
        subject, predicate, object_ = told.split(" ", 2)
        part = graphs.setdefault(graph, [])
        before = last.get(graph, ("", ""))
        if (subject, predicate) == before:
            part.append(f",{terms[object_]}")
        else:
            opening = ";" if subject == before[0] else f"{'.' if part else ''}\n{terms[subject]} "
            part.append(f"{opening}{terms[predicate]} {terms[object_]}")
            last[graph] = (subject, predicate)
    yield "".join(f"@prefix {prefix}: <{prefixes[prefix]}> .\n" for prefix in sorted(prefixes))
    for graph in sorted(graphs):
        yield f"{terms[graph]} {{{''.join(graphs.pop(graph))}\n}}\n"


class _Terms(dict[str, str]):
    """The terms of N-Quads as TriG writes them, each found once."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._prefix = {prefixes[prefix]: prefix for prefix in sorted(prefixes, reverse=True)}

    def __missing__(self, term: str) -> str:
        if term.startswith("<"):
            self[term] = short = self._short(term)
            return short
        text, typed, kind = term.rpartition(_TYPED)  # literals stand once or twice: they are not kept
        return f'{text}"^^{self[f"<{kind}"]}' if typed and term.endswith(">") else term

    def _short(self, term: str) -> str:
        at = max(term.rfind("/"), term.rfind("#")) + 1
        prefix = self._prefix.get(term[1:at])
        local = term[at:-1]
        return f"{prefix}:{local}" if prefix is not None and _LOCAL.fullmatch(local) else term
