import pytest
from factory import signals
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.tokens import TOKEN, sentence_starts

TEXTS = st.text(alphabet=st.sampled_from("aB3.-_/ \n\t:,()é日ß́🙂\u2009 "), max_size=60)


def words(text):
    return signals(text).layout.words


def sentences(abstract):
    read = signals(f"A Title\n{abstract}").layout
    spans = [read.characters_of(*sentence) for sentence in read.sentences]
    assert read.text[slice(*spans[0])] == "A Title"
    return [read.text[start:end] for start, end in spans[1:]]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("CIFAR-10/100", ["CIFAR", "-", "10", "/", "100"]),
        ("GPT-3.5 and BERT-based", ["GPT", "-", "3.5", "and", "BERT", "-", "based"]),
        ("wav2vec 2.0", ["wav2vec", "2.0"]),
        ("v1.2.3", ["v1", ".", "2.3"]),
        ("1.2.3.", ["1.2.3", "."]),
        ("A* and C++", ["A", "*", "and", "C", "+", "+"]),
        ("snake_case", ["snake", "_", "case"]),
        ("(LoRA).", ["(", "LoRA", ")", "."]),
        ("at https://a.org/x_y-z?q=1 now", ["at", "https://a.org/x_y-z?q=1", "now"]),
        ("don't", ["don", "'", "t"]),
        ("β-VAE", ["β", "-", "VAE"]),
        ("Rényi 日本語 🙂!", ["Rényi", "日本語", "🙂", "!"]),
    ],
)
def test_tokens(text, tokens):
    assert words(text) == tokens


@given(TEXTS)
@settings(max_examples=80, deadline=None, derandomize=True)
def test_tokens_cover_the_text_and_stand_where_they_say(text):
    read = signals(text).layout
    assert "".join(read.words) == "".join(text.split())
    assert [text[at : at + len(word)] for at, word in zip(read.offsets, read.words, strict=True)] == read.words
    assert read.offsets == sorted(read.offsets)


@given(TEXTS)
@settings(max_examples=80, deadline=None, derandomize=True)
def test_sentences_part_the_tokens(text):
    read = signals(text).layout
    covered = [index for start, end in read.sentences for index in range(start, end)]
    assert covered == list(range(len(read.words)))
    assert read.sentence_of == [number for number, (start, end) in enumerate(read.sentences) for _ in range(start, end)]


@pytest.mark.parametrize(
    "abstract",
    [
        "One two.",
        "We use e.g. BERT and i.e. a transformer.",
        "Smith et al. show gains of 3.5 points.",
        "J. R. Smith wrote it.",
        "See Fig. 3, Eq. 2 and Sec. 4 vs. Table 5.",
        "There is no full stop",
        "It was good. and then lower case.",
        "Node.js is a name.",
        "GPT-3.5 and v2.Next are names.",
    ],
)
def test_one_sentence(abstract):
    assert sentences(abstract) == [abstract]


@pytest.mark.parametrize(
    ("abstract", "parts"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("It ends here.The next starts.", ["It ends here.", "The next starts."]),
        ("As in Smith et al. We differ.", ["As in Smith et al.", "We differ."]),
        ("Images, text, etc. They differ.", ["Images, text, etc.", "They differ."]),
        ("It gains 3.5. 2.5 is more.", ["It gains 3.5.", "2.5 is more."]),
        ("(It works.) We show “how.” It is.", ["(It works.)", "We show “how.”", "It is."]),
        ("A plan A. We go.", ["A plan A.", "We go."]),
        ("It is fast. (It is small.)", ["It is fast.", "(It is small.)"]),
        ("So what?! Nothing... More.", ["So what?!", "Nothing...", "More."]),
    ],
)
def test_several_sentences(abstract, parts):
    assert sentences(abstract) == parts


def test_a_title_is_one_sentence_whatever_it_holds():
    read = signals("Is it? Yes! A Study.\nIt is. We know.").layout
    spans = [read.characters_of(*sentence) for sentence in read.sentences]
    assert [read.text[slice(*span)] for span in spans] == ["Is it? Yes! A Study.", "It is.", "We know."]
    assert read.words[read.first] == "It"


@pytest.mark.parametrize(("text", "first"), [("One", 1), ("One\n", 1), ("Two words\n", 2), ("", 0), ("\n", 0)])
def test_without_an_abstract_all_is_title(text, first):
    read = signals(text).layout
    assert read.sentences == [(0, first)]
    assert read.first == first


def test_stops_in_a_row_start_no_empty_sentence():
    assert list(sentence_starts(["a", ".", ".", "."], [False] * 4)) == [0]


def test_a_sentence_of_20000_characters_stays_whole():
    abstract = "word " * 4000 + "end"
    assert sentences(abstract) == [abstract]


def test_the_pattern_never_matches_nothing():
    assert all(TOKEN.findall("a  b\n_́"))
