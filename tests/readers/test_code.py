import ast
from pathlib import Path

import kg
from kg.readers import code

PACKAGE = Path(kg.__file__).parent
WRITING = {"atomic.py", "provenance.py"}
"""What the readers import and no record depends on."""


def modules_of(name):
    """Return the module of a dotted name, or that of the package that it is in; nothing outside of `kg`."""
    path = PACKAGE.joinpath(*name.split(".")[1:])
    while path != PACKAGE:
        for module in (path.with_suffix(".py"), path / "__init__.py"):
            if module.is_file():
                return [module]
        path = path.parent
    return []


def imported(module):
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "kg":
            for alias in node.names:
                yield from modules_of(f"{node.module}.{alias.name}")


def test_whatever_the_readers_import_counts_as_their_code():
    todo, seen = [*(PACKAGE / "readers").rglob("*.py")], set()
    while todo:
        module = todo.pop()
        if module not in seen:
            seen.add(module)
            todo += imported(module)
    parts = {module.relative_to(PACKAGE).parts[0] for module in seen}
    assert parts - WRITING == set(code.PARTS)


def test_the_digest_changes_with_the_code_and_with_the_libraries(tmp_path, monkeypatch):
    for part in code.PARTS:
        path = tmp_path / "kg" / part
        if part.endswith(".py"):
            path.parent.mkdir(exist_ok=True)
            path.write_text("")
        else:
            path.mkdir(parents=True)
    monkeypatch.setattr(code, "__file__", str(tmp_path / "kg" / "readers" / "code.py"))
    digests = [code.digest()]
    (tmp_path / "kg" / "text.py").write_text("# changed")
    digests.append(code.digest())
    (tmp_path / "kg" / "readers" / "new.py").write_text("# new")
    digests.append(code.digest())
    monkeypatch.setattr(code.metadata, "version", lambda _: "99")
    digests.append(code.digest())
    assert len(set(digests)) == 4
    assert code.digest() == digests[-1]
