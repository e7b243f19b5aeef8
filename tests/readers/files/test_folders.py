import os
from pathlib import Path

from kg.readers.files import folders


def found(folder):
    passed_over = []
    files = list(folders.files(folder, on_failure=print, passed_over=passed_over, links=[]))
    return [str(path.relative_to(folder)) for path in files], [str(path.relative_to(folder)) for path in passed_over]


def test_what_holds_no_listing_is_passed_over(tmp_path):
    for name in (
        "a.bib",
        "b.PDF",
        "c.json",
        "README.md",
        "notes.md",
        "g.yaml",
        "d",
        ".hidden",
        ".git/e.json",
        "storage/f.pdf",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    os.mkfifo(tmp_path / "pipe.json")  # reading it would wait for ever
    assert found(tmp_path) == (
        ["a.bib", "c.json", "d", "g.yaml", "notes.md"],
        ["README.md", "b.PDF", "pipe.json", "storage/f.pdf"],
    )


def test_copies_that_editors_keep_beside_a_file_are_as_hidden_ones(tmp_path):
    for name in ("a.bib", "a.bib~", "#a.bib#", "~$list.csv", ".a.bib.swp", "b.crdownload", "#1.bib"):
        (tmp_path / name).write_text("x")
    assert found(tmp_path) == (["#1.bib", "a.bib"], ["b.crdownload"])


def test_what_a_browser_keeps_beside_a_page_is_not_looked_at(tmp_path):
    for name in ("Papers.html", "Papers_files/frame.html", "other_files/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert found(tmp_path) == (["Papers.html", "other_files/a.txt"], [])


def test_files_are_counted_by_their_endings():
    names = ["a.pdf", "b.PDF", "c.png", "LICENSE", "d.css", "e.js", "f.py", "g.py", "h.py"]
    assert folders.endings(map(Path, names)) == "3 .py, 2 .pdf, 1 .css, 3 others"
    assert folders.endings([Path("a.pdf"), Path("README")]) == "1 .pdf, 1 other"


def test_the_first_names_stand_for_all():
    assert folders.names(["b", "a"]) == "a, b"
    assert folders.names("edcba") == "a, b, c and 2 more"
