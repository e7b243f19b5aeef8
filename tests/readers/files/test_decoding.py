import pytest

from kg.errors import SourceError
from kg.readers.files.decoding import characters


def text_of(data, *, size=7):
    """Decode bytes that come in small blocks; return the text and the lines of stray bytes."""
    stray = []
    blocks = (data[start : start + size] for start in range(0, len(data), size))
    return "".join(characters(blocks, where="a.txt", on_stray=stray.append)), stray


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfFern", "Fern"),
        ("Fern é\n𝔉 grows".encode(), "Fern é\n𝔉 grows"),
        ("Fern é 𝔉".encode("utf-16"), "Fern é 𝔉"),
        ("Fern é 𝔉".encode("utf-32"), "Fern é 𝔉"),
        (b"Fern" * 40 + b"\x00", "Fern" * 40 + "\x00"),
        ('<?xml version="1.0" encoding="ISO-8859-2"?><a>Łódź</a>'.encode("iso-8859-2"),
         '<?xml version="1.0" encoding="ISO-8859-2"?><a>Łódź</a>'),
        ('<html><head><meta charset="shift_jis"><p>論文'.encode("shift_jis"),
         '<html><head><meta charset="shift_jis"><p>論文'),
    ],
)  # fmt: skip
def test_encodings(data, text):
    assert text_of(data) == (text, [])


@pytest.mark.parametrize("name", ["zip", "unicode_escape", "utf-7", "no-such", "undefined", "us-ascii"])
def test_an_encoding_that_a_file_may_not_choose_is_utf_8(name):
    text = f'<?xml version="1.0" encoding="{name}"?><a>é+ACE-\\u0041</a>'
    assert text_of(text.encode()) == (text, [])


def test_other_bytes_are_windows_1252_and_told_once():
    assert text_of(b"one\ntwo\nit\x92s caf\xe9\nthree\xff") == ("one\ntwo\nit’s café\nthreeÿ", [3])


def test_half_a_character_at_the_end_is_told():
    assert text_of("Fern\né".encode()[:-1]) == ("Fern\nÃ", [2])


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf \n\n", b"\n" * 1000, b"\0\0\0"])
def test_what_is_empty_is_refused(data):
    with pytest.raises(SourceError, match=r"^a.txt: is empty; give a file of papers$"):
        text_of(data)


def test_a_megabyte_of_nothing_is_enough():
    read = []

    def blanks():
        while True:
            read.append(1)
            yield b" " * 100_000

    with pytest.raises(SourceError, match="holds nothing in its first megabyte"):
        next(characters(blanks(), where="a.txt", on_stray=read.append))
    assert len(read) < 20


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"PK\x03\x04abc", "is a ZIP archive or an office document; unpack it or save it as text"),
        (b"%PDF-1.7", "is a PDF; give its title and abstract as text or JSON"),
        (b"\x1f\x8b\x08abc", "is compressed twice; unpack it once"),
        (b"paper.txt".ljust(257, b"\0") + b"ustar  ", "is a TAR archive; unpack it first"),
        (bytes(range(256)) * 4, "is binary, not text; give a file of papers"),
    ],
)
def test_what_is_no_text_is_refused(data, complaint):
    with pytest.raises(SourceError) as error:
        text_of(data, size=1000)
    assert str(error.value) == f"a.txt: {complaint}"
