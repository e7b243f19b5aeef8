"""What of Oxigraph is shipped is what was pinned, cannot reach a network, and has the licences of all that is in it."""

import gzip
import hashlib
import json

import pytest
from npm_packages import pin, tarball
from script_modules import imported

WASM = b"\0asm /cargo/serde-1.0.2/src/de.rs /cargo/i_tree-0.16.0/src/set.rs"
GLUE = """export class Store {
}
async function __wbg_load(module, imports) {
    return fetch(module);
}

function initSync(module) {
}

async function __wbg_init(path) {
    path = new URL('web_bg.wasm', import.meta.url);
}

export { initSync, __wbg_init as default };
"""
LICENCES = {"LICENSE-MIT": b"Copyright (c)\n", "LICENSE-APACHE": b"Apache\n"}


@pytest.fixture(scope="module")
def vendor():
    with imported("vendor_oxigraph") as module:
        yield module


def pins(package):
    return {
        "oxigraph": pin("oxigraph", package) | {"version": "1.2.3"},
        "licences": {name: hashlib.sha256(data).hexdigest() for name, data in LICENCES.items()},
        "crates": {"serde": "MIT OR Apache-2.0", "i_tree": "MIT"},
    }


@pytest.fixture
def package():
    return tarball({"web_bg.wasm": WASM, "web.js": GLUE})


@pytest.fixture
def world(vendor, monkeypatch, tmp_path, package):
    """A registry and a folder with the licences, as the script sees them; returns the folder."""
    folder = tmp_path / "oxigraph"
    folder.mkdir()
    for name, data in LICENCES.items():
        (folder / name).write_bytes(data)
    monkeypatch.setattr(vendor, "fetched", lambda _: package)
    monkeypatch.setattr(vendor, "PINS", tmp_path / "pins.json")
    vendor.PINS.write_text(json.dumps(pins(package)))
    return folder


def test_the_files_are_written_and_then_found_to_be_right(vendor, world, capsys):
    assert vendor.main(["--folder", str(world)]) == 0
    assert gzip.decompress((world / "oxigraph.wasm.gz").read_bytes()) == WASM
    assert (world / "oxigraph.js").read_text() == "class Store {\n}\nfunction initSync(module) {\n}\n"
    assert (world / "CRATES.txt").read_text().splitlines()[-2:] == [
        "i_tree 0.16.0: MIT",
        "serde 1.0.2: MIT OR Apache-2.0",
    ]
    assert hashlib.sha256(WASM).hexdigest() in (world / "README.md").read_text()
    capsys.readouterr()
    assert vendor.main(["--check", "--folder", str(world)]) == 0
    assert capsys.readouterr().out == ""


def test_a_check_tells_what_differs_and_what_is_not_ours_and_writes_nothing(vendor, world, capsys):
    vendor.main(["--folder", str(world)])
    (world / "oxigraph.js").write_text("changed")
    (world / "more.js").write_text("")
    capsys.readouterr()
    assert vendor.main(["--check", "--folder", str(world)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{world / 'oxigraph.js'}: differs",
        f"{world / 'more.js'}: not ours",
    ]
    assert (world / "oxigraph.js").read_text() == "changed"


def test_an_engine_that_was_compressed_by_another_zlib_is_the_same(vendor, world):
    vendor.main(["--folder", str(world)])
    (world / "oxigraph.wasm.gz").write_bytes(gzip.compress(WASM, 1))
    assert vendor.main(["--check", "--folder", str(world)]) == 0


def test_a_package_that_is_not_the_pinned_one_is_refused(vendor, package):
    with pytest.raises(ValueError, match=r"oxigraph 1\.2\.3 is not what was pinned"):
        vendor.files(pins(package), lambda _: package + b"x", LICENCES)


def test_a_licence_with_other_words_is_refused(vendor, package):
    with pytest.raises(ValueError, match="LICENSE-MIT is not the text that was pinned"):
        vendor.files(pins(package), lambda _: package, LICENCES | {"LICENSE-MIT": b"Other"})


def test_a_crate_without_a_known_licence_is_refused(vendor):
    with pytest.raises(ValueError, match="look up the licence of the crate serde"):
        vendor.crates(WASM, {"i_tree": "MIT"})


@pytest.mark.parametrize("call", ["fetch(1)", "import.meta", "new XMLHttpRequest"])
def test_a_script_that_could_reach_a_network_is_refused(vendor, call):
    with pytest.raises(ValueError, match="still says"):
        vendor.glue(f"{GLUE}\nfunction other() {{ {call} }}")


def test_the_package_in_the_repository_is_complete(vendor):
    found = {path.name for path in vendor.FOLDER.iterdir()}
    assert found == {"CRATES.txt", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "oxigraph.js", "oxigraph.wasm.gz"}
    readme = (vendor.FOLDER / "README.md").read_text()
    for path in vendor.FOLDER.iterdir():
        assert (
            path.name == "README.md" or hashlib.sha256(vendor.plain(path.name, path.read_bytes())).hexdigest() in readme
        )
