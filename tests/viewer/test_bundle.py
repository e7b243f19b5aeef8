"""The page's scripts as one; what the browser makes of it is tested in `tests/browser`."""

import re
from pathlib import Path

import pytest

import kg.viewer
from kg.viewer.bundle import bundle


def modules(folder, **texts):
    for name, text in texts.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def order(script):
    return re.findall(r'^from\["(.+?)"\] = ', script, re.MULTILINE)


def test_modules_come_after_those_that_they_import_and_once(tmp_path):
    folder = modules(
        tmp_path,
        main='import { a } from "./a.js";\nimport { b } from "./b.js";\na(b);\n',
        a='import { b } from "./b.js";\nexport function a() { return b; }\n',
        b="export const b = 1;\n",
    )
    assert order(bundle(folder, "main.js")) == ["b.js", "a.js", "main.js"]


def test_a_module_keeps_its_names_to_itself_and_hands_out_what_it_exports(tmp_path):
    folder = modules(
        tmp_path,
        main='import { one, Two } from "./a.js";\nconst hidden = one + new Two();\n',
        a="const hidden = 1;\nexport async function one() {}\nexport class Two {}\nexport const three = hidden;\n",
    )
    assert bundle(folder, "main.js") == (
        '"use strict";\n(async () => {\nconst from = Object.create(null);\n'
        'from["a.js"] = await (async () => {\nconst hidden = 1;\nasync function one() {}\nclass Two {}\n'
        "const three = hidden;\nreturn { one, Two, three };\n})();\n"
        'from["main.js"] = await (async () => {\nconst { one, Two } = from["a.js"];\n'
        "const hidden = one + new Two();\nreturn {  };\n})();\n})();\n"
    )


def test_a_module_may_stand_in_for_another(tmp_path):
    folder = modules(
        tmp_path,
        main='import { draw } from "./renderer.js";\nimport "./keys.js";\n',
        canvas="export const draw = 1;\n",
        keys="addEventListener();\n",
    )
    assert order(bundle(folder, "main.js", aliases={"renderer.js": "canvas.js"})) == ["canvas.js", "keys.js", "main.js"]


@pytest.mark.parametrize(
    ("main", "other", "complaint"),
    [
        ('import { gone } from "./other.js";\n', "const gone = 1;\n", "main.js: other.js exports no gone"),
        (
            'import { a } from "./other.js";\n',
            'import { b } from "./main.js";\nexport const a = b;\n',
            "modules import each other: main.js → other.js → main.js",
        ),
        ('import gone from "./other.js";\n', "", "main.js: a form that the bundle does not know: import gone"),
        ("export let changing = 1;\n", "", "main.js: a form that the bundle does not know: export let changing"),
        ("export default 1;\n", "", "main.js: a form that the bundle does not know: export default"),
    ],
)
def test_what_would_not_work_is_refused(tmp_path, main, other, complaint):
    with pytest.raises(ValueError, match=f"^{re.escape(complaint)}"):
        bundle(modules(tmp_path, main=main, other=other), "main.js")


PAGE = Path(kg.viewer.__file__).parent / "page"
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(PAGE.glob("*.js"))}
ENTRIES = ("main.js", "start.js", "sparql_worker.js")
STANDS_IN = {"renderer.js": ("renderer_canvas.js", "renderer_vis.js")}
IMPORT = re.compile(r'^import (?:\{ (?P<names>[^}]+) \} from )?"\./(?P<path>[^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?:async )?(?:function\*?|const|class) ([\w$]+)", re.MULTILINE)
COMMENT = re.compile(r"^ *//.*\n|  //.*$", re.MULTILINE)


def imports(name):
    """Yield each module that a module imports, and the names that it takes from there."""
    for found in IMPORT.finditer(SCRIPTS[name]):
        names = {part.strip() for part in (found["names"] or "").split(",") if part.strip()}
        for path in STANDS_IN.get(found["path"], (found["path"],)):
            yield path, names


def count_of(name, text):
    return len(re.findall(rf"(?<![\w$])(?<!(?<!\.\.)\.){re.escape(name)}(?![\w$])", text))


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_a_module_of_the_page_imports_or_declares_is_used(name):
    code = COMMENT.sub("", IMPORT.sub("", SCRIPTS[name]))
    imported = {each for _, names in imports(name) for each in names}
    assert [each for each in sorted(imported) if not count_of(each, code)] == []
    declared = re.findall(r"^(?:const|let|class|(?:async )?function\*?) ([\w$]+)", code, re.MULTILINE)
    assert [each for each in declared if count_of(each, code) < 2] == []


def test_what_a_module_of_the_page_exports_is_imported_somewhere():
    taken = {(path, each) for name in SCRIPTS for path, names in imports(name) for each in names}
    exported = {(name, each) for name, text in SCRIPTS.items() for each in EXPORT.findall(text)}
    assert sorted(exported - taken) == []


def test_every_module_of_the_page_is_reached_from_where_it_starts():
    reached, waiting = set(), list(ENTRIES)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [path for path, _ in imports(name)]
    assert sorted(SCRIPTS.keys() - reached) == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_module_of_the_page_is_short(name):
    lines = SCRIPTS[name].splitlines()
    assert len(lines) <= 300
    assert [number for number, line in enumerate(lines, 1) if len(line) > 160] == []
