import importlib
import subprocess
import sys

import pytest
from factory import ruler

from kg.config import Config
from kg.errors import ModelError
from kg.extract import fingerprint
from kg.extract.origin import find


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Install a package whose code leaves a mark when it runs, and return the function that changes it."""
    place = tmp_path / "site"

    def install(version="1.0", *, meta=True):
        module = place / "en_plants"
        info = place / "en_plants-1.0.dist-info"
        for folder in (module, info):
            folder.mkdir(parents=True, exist_ok=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: en-plants\nVersion: {version}\n")
        (module / "__init__.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()\n")
        if meta:
            (module / "meta.json").write_text("{}")
        importlib.invalidate_caches()

    monkeypatch.syspath_prepend(place)
    return install


def test_a_folder_is_found(tmp_path):
    found = find(str(ruler(tmp_path / "my plants+", METHOD="Fern")))
    assert (found.name, found.by, found.version, found.folder) == (
        "my plants+",
        "model:my-plants-",
        "",
        tmp_path / "my plants+",
    )


@pytest.mark.parametrize("name", ["en_plants", "en-plants"])
def test_a_package_is_found_and_not_run(tmp_path, package, name):
    package("2.5")
    found = find(name)
    assert (found.name, found.by, found.version, found.folder) == ("en_plants", "model:en_plants", "2.5", None)
    assert not (tmp_path / "ran").exists()


def test_a_folder_goes_before_a_package(tmp_path, package, monkeypatch):
    package()
    monkeypatch.chdir(tmp_path)
    assert find("en_plants").folder is None
    ruler(tmp_path / "en_plants", METHOD="Fern")
    assert find("en_plants").folder == tmp_path / "en_plants"


def test_a_package_without_a_pipeline_is_refused_and_not_run(tmp_path, package):
    package(meta=False)
    with pytest.raises(ModelError, match=r"^en_plants: this package is no spaCy pipeline; name one, or a folder that "):
        find("en_plants")
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("en_nowhere", "no such folder, and no package of this name is installed; correct the path, or pip install it"),
        ("./nowhere", "no such folder, and no package of this name is installed; correct the path, or pip install it"),
        (" ", "no such folder, and no package of this name is installed; correct the path, or pip install it"),
        ("file.whl", "this is a file; name a folder that spaCy's nlp.to_disk wrote, or a package"),
        ("empty", "this folder holds no spaCy pipeline (config.cfg is missing); name one that nlp.to_disk wrote"),
        ("half", "this folder holds no spaCy pipeline (meta.json is missing); name one that nlp.to_disk wrote"),
    ],
)
def test_what_is_no_pipeline_is_one_line(tmp_path, monkeypatch, model, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file.whl").write_text("")
    (tmp_path / "empty").mkdir()
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "config.cfg").write_text("")
    with pytest.raises(ModelError) as error:
        find(model)
    assert str(error.value) == f"{model}: {said}"


def test_the_fingerprint_follows_the_pipeline_and_its_labels(tmp_path, package):
    ruler(tmp_path / "one", METHOD="Fern")
    ruler(tmp_path / "elsewhere" / "one", METHOD="Fern")
    ruler(tmp_path / "two", METHOD="Fern")

    def of(model, **labels):
        return fingerprint(config=Config(model=str(model), labels=labels))

    one = of(tmp_path / "one")
    assert one == of(tmp_path / "one") == of(tmp_path / "elsewhere" / "one")
    package("1.0")
    packaged = of("en_plants")
    package("1.1")
    told = [
        fingerprint(config=Config()),
        one,
        of(tmp_path / "two"),
        of(tmp_path / "one", METHOD="Model"),
        of(tmp_path / "one", METHOD=""),
        packaged,
        of("en_plants"),
    ]
    for name in ("meta.json", "config.cfg", "entity_ruler/patterns.jsonl"):
        path = tmp_path / "one" / name
        path.write_bytes(path.read_bytes() + b"\n")
        told.append(of(tmp_path / "one"))
    (tmp_path / "one" / "more").write_text("")
    told.append(of(tmp_path / "one"))
    (tmp_path / "one" / "more").rename(tmp_path / "one" / "mores")
    told.append(of(tmp_path / "one"))
    assert len(set(told)) == len(told)


def test_the_map_of_labels_counts_only_with_a_model():
    assert fingerprint(config=Config(labels={"ORG": ""})) == fingerprint(config=Config())


def test_the_fingerprint_imports_nothing_heavy(tmp_path):
    code = (
        "import sys; from kg.config import Config; from kg.extract import fingerprint;"
        f"fingerprint(config=Config(model={str(ruler(tmp_path / 'one', METHOD='Fern'))!r}));"
        "print(sorted({'spacy', 'numpy', 'thinc', 'yaml', 'pycrfsuite'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
