"""What of Yasgui is shipped is what was pinned, with the licences of all that is in it, and nothing else."""

import hashlib
import json
import re

import pytest
from npm_packages import pin, tarball
from script_modules import imported


@pytest.fixture(scope="module")
def vendor():
    with imported("vendor_yasgui") as module:
        yield module


@pytest.fixture
def registry():
    """Return made-up packages, and the pins of them."""
    packages = {
        "yasgui": tarball(
            {
                "package.json": json.dumps({"license": "MIT", "author": {"name": "Yas Gui"}}),
                "build/yasgui.min.js": "run()\n//# sourceMappingURL=yasgui.min.js.map",
                "build/yasgui.min.js.map": "{}",
                "build/yasgui.min.css": "p{}\n/*# sourceMappingURL=yasgui.min.css.map */",
            }
        ),
        "inner": tarball({"package.json": json.dumps({"license": "(BSD)"}), "LICENSE": "Do as you like.\r\n"}),
    }
    pins = {
        "yasgui": pin("yasgui", packages["yasgui"]),
        "bundled": [pin("inner", packages["inner"], licence="LICENSE")],
    }
    return packages, pins


def test_scripts_and_styles_are_shipped_without_their_source_maps_and_with_all_licences(vendor, registry):
    packages, pins = registry
    made = vendor.files(pins, lambda wanted: packages[wanted["name"]])
    assert sorted(made) == ["LICENSES.txt", "README.md", "yasgui.min.css", "yasgui.min.js"]
    assert (made["yasgui.min.js"], made["yasgui.min.css"]) == (b"run()\n", b"p{}\n")
    licences = made["LICENSES.txt"].decode()
    assert "yasgui 1.0.0 (MIT, by Yas Gui)" in licences
    assert "Permission is hereby granted" in licences
    assert licences.endswith("inner 1.0.0 (BSD)\n" + "=" * 80 + "\n\nDo as you like.\n")
    assert made == vendor.files(pins, lambda wanted: packages[wanted["name"]])


def test_a_tarball_that_is_not_the_one_that_was_pinned_is_refused(vendor, registry):
    packages, pins = registry
    packages["inner"] = tarball({"package.json": "{}", "LICENSE": "Pay."})
    with pytest.raises(ValueError, match=r"^inner 1\.0\.0 is not what was pinned: its digest is sha512-"):
        vendor.files(pins, lambda wanted: packages[wanted["name"]])


def test_a_package_without_its_licence_is_refused(vendor, registry):
    packages, pins = registry
    packages["inner"] = tarball({"package.json": "{}"})
    pins["bundled"] = [pin("inner", packages["inner"], licence="LICENSE")]
    with pytest.raises(ValueError, match=r"^inner 1\.0\.0 has no LICENSE$"):
        vendor.files(pins, lambda wanted: packages[wanted["name"]])


def test_check_tells_what_differs_and_writes_nothing(vendor, registry, tmp_path, monkeypatch, capsys):
    packages, pins = registry
    (tmp_path / "pins.json").write_text(json.dumps(pins))
    monkeypatch.setattr(vendor, "PINS", tmp_path / "pins.json")
    monkeypatch.setattr(vendor, "fetched", lambda wanted: packages[wanted["name"]])
    folder = tmp_path / "shipped"
    assert vendor.main(["--folder", str(folder)]) == 0
    assert vendor.main(["--folder", str(folder), "--check"]) == 0
    (folder / "yasgui.min.js").write_text("steal()")
    (folder / "more.js").write_text("")
    capsys.readouterr()
    assert vendor.main(["--folder", str(folder), "--check"]) == 1
    assert capsys.readouterr().out == f"{folder / 'yasgui.min.js'}: differs\n{folder / 'more.js'}: not ours\n"
    assert (folder / "yasgui.min.js").read_text() == "steal()"


def test_what_is_shipped_is_what_was_written(vendor):
    told = dict(re.findall(r"^    ([0-9a-f]{64})  (\S+)$", (vendor.FOLDER / "README.md").read_text(), re.MULTILINE))
    found = {path for path in vendor.FOLDER.iterdir() if path.name != "README.md"}
    assert {name: digest for digest, name in told.items()} == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in found
    }
    pins = json.loads(vendor.PINS.read_text())
    licences = (vendor.FOLDER / "LICENSES.txt").read_text(encoding="utf-8")
    for one in (pins["yasgui"], *pins["bundled"]):
        assert f"\n{one['name']} {one['version']} (" in licences
