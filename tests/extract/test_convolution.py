import numpy as np
import pytest
from factory import signals

from kg.errors import ModelError
from kg.extract import convolution
from kg.extract.convolution import LABELS, LAYERS, TABLE_ROWS, Network, packed
from kg.extract.tagger import Span

WIDTH = 8


def mark(read, made):
    return convolution.best_spans(made.probabilities(read), read.layout.sentences)


def network(seed=0):
    """Make a network with few random weights."""
    chance = np.random.default_rng(seed)

    def normal(*size):
        return chance.standard_normal(size).astype(np.float32)

    weights = {"project": normal(4, WIDTH), "bias": normal(WIDTH), "gain": normal(WIDTH)}
    for index, (_, repeats) in enumerate(LAYERS):
        weights[f"layer{index}"] = normal((3 + repeats) * WIDTH, 2 * WIDTH)
        weights[f"bias{index}"] = normal(2 * WIDTH)
        weights[f"gain{index}"] = normal(WIDTH)
    weights |= {"output": normal(WIDTH, len(LABELS)), "priors": normal(len(LABELS))}
    words = {"lora": 1, "we": 2}
    return Network(words, packed(normal(3, 4)), packed(normal(TABLE_ROWS, WIDTH)), weights)


def lexical(wanted):
    """Make a network that gives each word one label, whatever stands around it."""
    table = np.zeros((TABLE_ROWS, WIDTH + 8), np.float32)
    for word, label in wanted.items():
        for row in convolution.table_rows(f"w={word}"):
            table[row, LABELS.index(label)] = 1
    size = table.shape[1]
    weights = {"project": np.zeros((4, size)), "bias": np.zeros(size), "gain": np.ones(size)}
    weights["bias"][0] = 0.2
    for index, (_, repeats) in enumerate(LAYERS):
        weights[f"layer{index}"] = np.zeros(((3 + repeats) * size, 2 * size))
        weights[f"bias{index}"] = np.zeros(2 * size)
        weights[f"gain{index}"] = np.zeros(size)
    weights |= {"output": 4 * np.eye(size, len(LABELS)), "priors": np.zeros(len(LABELS))}
    return Network({}, packed(np.zeros((1, 4), np.float32)), packed(table), weights)


def rows(*likely):
    """Make probabilities of labels; what a row leaves over is the probability of `O`."""
    made = np.zeros((len(likely), len(LABELS)), np.float32)
    for row, given in zip(made, likely, strict=True):
        for label, probability in given.items():
            row[LABELS.index(label)] = probability
        row[0] += 1 - row.sum()
    return made


def test_a_network_marks_spans():
    read = signals("A title\nWe tune LoRA for image classification now.")
    made = lexical({"lora": "B-Method", "image": "B-Task", "classification": "I-Task"})
    found = mark(read, made)
    assert [(read.layout.surface(one.start, one.end), one.type) for one in found] == [
        ("LoRA", "Method"),
        ("image classification", "Task"),
    ]
    assert all(0.9 < one.probability <= 1 for one in found)


def test_each_token_has_probabilities_of_all_labels():
    read = signals("A title\nWe tune LoRA and LoRA.")
    found = network().probabilities(read)
    assert found.shape == (8, len(LABELS))
    assert np.allclose(found.sum(axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("text", ["", "\n"])
def test_a_text_without_tokens_has_no_spans(text):
    assert mark(signals(text), network()) == []


@pytest.mark.parametrize("text", ["One", "word " * 3000, "日本語 🙂\né́ ﬁ Ω", " ".join(map(str, range(3000)))])
def test_any_text_is_read(text):
    found = network().probabilities(signals(text))
    assert np.isfinite(found).all()


def test_a_token_is_told_by_its_neighbourhood_and_no_further():
    """The layers reach 1 + 1 + 2 + 4 tokens, unless a word comes again."""
    words = [f"w{index}" for index in range(40)]
    one, other = (network().probabilities(signals(" ".join([first, *words]))) for first in ("x", "y"))
    differ = np.abs(one - other).max(axis=1) > 1e-5
    assert differ[8]
    assert not differ[9:].any()


def test_a_word_is_told_by_its_other_places():
    words = [f"w{index}" for index in range(40)]
    one, other = (network().probabilities(signals(" ".join(["Fern", last, *words, "Fern"]))) for last in ("x", "y"))
    assert np.abs(one[-1] - other[-1]).max() > 1e-5


def test_title_and_marks_are_features():
    read, title = signals("A b\nc d"), signals("A b c\nd")
    assert len(convolution.hashed(read)[1]) == len(convolution.hashed(title)[1]) == 4
    assert not np.array_equal(convolution.hashed(read)[0], convolution.hashed(title)[0])
    colon = convolution.hashed(signals("LoRA: a study\nwe"))[0]
    assert set(convolution.table_rows("own")) <= set(colon)


def test_the_rows_of_a_feature():
    """The weights were trained on these: whoever changes them trains the network anew."""
    assert convolution.table_rows("w=lora") == (28401, 18509)
    assert convolution.table_rows("lex:Dataset:B") == (26358, 27313)


def test_elsewhere_is_the_mean_of_the_other_places():
    hidden = np.array([[1, 2], [5, 6], [3, 4], [9, 0]], np.float32)
    assert convolution.elsewhere(hidden, np.array([0, 1, 0, 0])).tolist() == [[6, 2], [0, 0], [5, 1], [2, 3]]


def test_shifted_rows_leave_zeros():
    hidden = np.array([[1], [2], [3]], np.float32)
    assert convolution.shifted(hidden, -1).ravel().tolist() == [0, 1, 2]
    assert convolution.shifted(hidden, 2).ravel().tolist() == [3, 0, 0]
    assert convolution.shifted(hidden, 4).ravel().tolist() == [0, 0, 0]


def test_the_probability_of_a_span_is_its_least():
    found = convolution.best_spans(rows({"B-Task": 0.9}, {"I-Task": 0.7}, {}, {"B-Model": 0.6}), [(0, 4)])
    assert found == [Span(0, 2, "Task", 0.7), Span(3, 4, "Model", 0.6)]


def test_labels_that_continue_nothing_are_decoded_anew():
    likely = rows({}, {"I-Task": 0.6, "I-Model": 0.3}, {"I-Task": 0.55, "B-Task": 0.45})
    assert [LABELS[label] for label in convolution.decoded(likely, [(0, 3)])] == ["O", "O", "B-Task"]
    likely = rows({"B-Model": 0.6, "B-Task": 0.4}, {"I-Task": 0.9})
    assert [LABELS[label] for label in convolution.decoded(likely, [(0, 2)])] == ["B-Task", "I-Task"]


def test_a_span_ends_with_its_sentence():
    likely = rows({"B-Task": 0.9}, {"I-Task": 0.6, "B-Task": 0.3})
    assert convolution.best_spans(likely, [(0, 1), (1, 2)]) == [Span(0, 1, "Task", 0.9), Span(1, 2, "Task", 0.3)]


def test_less_likely_spans_are_alternatives():
    likely = rows(
        {"B-Method": 0.6, "B-Model": 0.3}, {"I-Method": 0.5, "I-Model": 0.2}, {"B-Task": 0.2}, {"I-Task": 0.15}
    )
    found = convolution.best_spans(likely, [(0, 4)])
    assert found == [Span(0, 2, "Method", 0.5)]
    assert convolution.alternatives(likely, [(0, 4)], found) == [Span(0, 2, "Model", 0.2), Span(2, 4, "Task", 0.15)]


class Fixed:
    """A network that says the same of every text."""

    def __init__(self, *likely):
        self.probabilities = lambda _: rows(*likely)


def test_likely_are_the_likeliest_spans_and_then_the_less_likely():
    read = signals("Fern\nMoss Weh")
    fixed = Fixed({"B-Task": 0.2}, {"B-Method": 0.6, "B-Model": 0.3}, {"I-Method": 0.5, "I-Model": 0.1})
    assert convolution.likely(read, fixed) == [
        Span(1, 3, "Method", 0.5),
        Span(0, 1, "Task", 0.2),
        Span(1, 2, "Model", 0.3),
    ]


def test_likely_spans_end_with_their_sentences():
    read = signals("Fern\nMoss Weh")
    fixed = Fixed({"B-Task": 0.6}, {"I-Task": 0.5, "B-Task": 0.3}, {})
    assert convolution.likely(read, fixed) == [Span(0, 1, "Task", 0.6), Span(1, 2, "Task", 0.3)]


def test_an_alternative_ends_with_its_sentence_and_where_it_is_likelier_to_end():
    likely = rows({"B-Task": 0.4}, {"I-Task": 0.3}, {"I-Task": 0.1}, {"B-Task": 0.3}, {"I-Task": 0.3})
    assert convolution.alternatives(likely, [(0, 4), (4, 5)], []) == [Span(0, 2, "Task", 0.3), Span(3, 4, "Task", 0.3)]


def test_weights_are_read_as_they_were_written(tmp_path):
    path, again = tmp_path / "one.npz", tmp_path / "two.npz"
    convolution.write(network(), path)
    convolution.write(convolution.read(path), again)
    read = signals("A title\nWe tune LoRA.")
    assert path.read_bytes() == again.read_bytes()
    assert np.allclose(convolution.read(path).probabilities(read), network().probabilities(read), atol=0.05)


def test_bytes_are_close_to_the_numbers():
    numbers = np.array([[1, -2, 0.5], [0, 0, 0]], np.float32)
    assert np.allclose(packed(numbers).rows(np.array([1, 0])), numbers[::-1], atol=0.01)


@pytest.mark.parametrize("content", [b"", b"no weights", b"PK\x05\x06" + b"\0" * 18])
def test_weights_of_another_kind_are_one_line(tmp_path, content):
    path = tmp_path / "wrong.npz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"wrong\.npz: the weights of the convolutional tagger cannot be read"):
        convolution.read(path)


def test_missing_weights_are_one_line(tmp_path):
    with pytest.raises(ModelError, match=r"none\.npz: the weights .* reinstall kg"):
        convolution.read(tmp_path / "none.npz")
