"""The page's scripts as one: ES modules in the order of their dependence, each in a function of its own.

A page from a disk cannot import: browsers treat each file as an origin of its own. So the modules are joined here,
without a tool that would have to be installed. They keep to a few forms: imports and exports are named, one line each,
nothing is renamed, what is exported never changes (`export let` is refused), so that whoever imports it may hold a
copy, and no text runs over the end of a line, for comments and indents are left out.
"""

import re
from collections.abc import Mapping
from pathlib import Path

_IMPORT = re.compile(r'^import (?:\{ (?P<names>[\w$, ]+) \} from )?"\./(?P<path>[\w./-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?P<rest>(?:(?:async )?function\*?|const|class) (?P<name>[\w$]+)\b)", re.MULTILINE)
_COMMENT = re.compile(r"^ *//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^ +", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def bundle(folder: Path, entry: str, *, aliases: Mapping[str, str] | None = None) -> str:
    """Return a module and all that it imports as one script.

    Args:
        folder: where the modules are.
        entry: the module that starts it all.
        aliases: modules that stand in for others, such as one renderer for `renderer.js`.

    Raises:
        ValueError: a module imports what another does not export, or modules import each other.
    """
    modules = _Modules(folder, aliases or {})
    modules.add(entry)
    parts = "".join(f'from["{name}"] = await (async () => {{\n{text}}})();\n' for name, text in modules.texts.items())
    code = _INDENT.sub("", _COMMENT.sub("", parts))
    return f'"use strict";\n(async () => {{\nconst from = Object.create(null);\n{code}}})();\n'


class _Modules:
    """The texts of modules by path, each after those that it imports."""

    def __init__(self, folder: Path, aliases: Mapping[str, str]) -> None:
        self.folder = folder
        self.aliases = aliases
        self.texts: dict[str, str] = {}
        self._exports: dict[str, list[str]] = {}
        self._open: list[str] = []

    def add(self, name: str) -> str:
        """Add a module if it is not there yet, and return which one it is."""
        name = self.aliases.get(name, name)
        if name in self._open:
            raise ValueError(f"modules import each other: {' → '.join([*self._open, name])}")
        if name not in self.texts:
            self._open.append(name)
            text = (self.folder / name).read_text(encoding="utf-8")
            scoped = _IMPORT.sub(lambda found: self._imported(name, found), text)
            self._exports[name] = [found["name"] for found in _EXPORT.finditer(text)]
            scoped = _EXPORT.sub(lambda found: found["rest"], scoped)
            if left := _LEFT.search(scoped):
                raise ValueError(f"{name}: a form that the bundle does not know: {left[0]}")
            self.texts[name] = f"{scoped}return {{ {', '.join(self._exports[name])} }};\n"
            self._open.pop()
        return name

    def _imported(self, name: str, found: re.Match[str]) -> str:
        """Return the line that stands for an import."""
        source = self.add(found["path"])
        if not found["names"]:
            return ""
        if missing := sorted({part.strip() for part in found["names"].split(",")} - {*self._exports[source]}):
            raise ValueError(f"{name}: {source} exports no {missing[0]}")
        return f'const {{ {found["names"]} }} = from["{source}"];\n'
