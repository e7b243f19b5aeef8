import pytest

from kg.extract.tagger import Span, faint_spans, features, shape, spans, word_features


@pytest.mark.parametrize(
    ("word", "made"),
    [
        ("BERT", "XX"),
        ("word", "xx"),
        ("A", "X"),
        ("v2", "xd"),
        ("ResNet", "XxxXxx"),
        ("2024", "dd"),
        ("-", "-"),
        ("", ""),
    ],
)
def test_shape(word, made):
    assert shape(word) == made


def test_a_shape_has_at_most_eight_signs():
    assert shape("aBcDeFgHiJkL") == "xXxXxXxX"


def test_features_of_a_word():
    assert word_features("GANs") == ("w=gans", "s=XXx", "p=gan", "e=ans", "e2=ns", "e4=gans", "inner-capital")
    assert word_features("X") == ("w=x", "s=X", "p=x", "e=x", "e2=x", "e4=x", "capital")
    assert word_features("the")[1:] == ("s=xx", "p=the", "e=the", "e2=he", "e4=the")


def rows(*words, section="abstract", clusters=None, marks=None):
    return features(words, clusters=clusters or {}, marks=marks or [[] for _ in words], section=section)


def test_a_token_has_the_words_around_it():
    row = rows("we", "propose", "LoRA", "for", "GPT")[2]
    assert {"-2:w=we", "-1:w=propose", "w=lora", "1:w=for", "2:w=gpt", "3:<>", "-3:<>"} <= set(row)
    assert {"w-1,w=propose lora", "w,w+1=lora for", "e,e+1=ora for", "s-1,s,s+1=xx XxXX xx"} <= set(row)


def test_all_features_of_a_token():
    """The weights were trained on these: whoever changes them trains the tagger anew."""
    row = rows("we", "use", "LoRA", "now", clusters={"lora": ("c0=1", "c1=2", "c2=3")})[1]
    assert row == [
        *("b", "abstract", "w=use", "s=xx", "p=use", "e=use", "e2=se", "e4=use"),
        *("-3:<>", "-2:<>", "-1:w=we", "-1:s=xx", "1:w=lora", "1:s=XxXX", "1:c0=1", "1:c1=2", "2:w=now", "2:s=xx"),
        *("3:<>", "w-1,w=we use", "w,w+1=use lora", "e,e+1=use ora", "s-1,s,s+1=xx xx XxXX"),
    ]


def test_of_the_third_word_away_only_the_word_counts():
    one, *_, last = rows("A", "b", "c", "D", clusters={"a": ("c0=1",), "d": ("c0=4",)})
    assert [feature for feature in one if feature.startswith("3:")] == ["3:w=d"]
    assert [feature for feature in last if feature.startswith("-3:")] == ["-3:w=a"]
    assert "w-1,w=c d" in last
    assert not any(feature.startswith(("w,w+1", "e,e+1", "s-1,s")) for feature in last)


def test_a_lone_token_has_only_edges_around_it():
    assert set(rows("LoRA")[0]) == {
        "b",
        "abstract",
        *word_features("LoRA"),
        *(f"{i}:<>" for i in (-3, -2, -1, 1, 2, 3)),
    }


def test_no_tokens_have_no_features():
    assert rows() == []


def test_a_title_has_shapes_of_its_own():
    assert "title:XxXX" in rows("LoRA", section="title")[0]
    assert not any(feature.startswith("title:") for feature in rows("LoRA")[0])


def test_clusters_and_marks_reach_the_neighbours():
    one, two = rows("new", "LoRA", clusters={"lora": ("c0=1", "c1=7", "c2=9")}, marks=[[], ["short"]])
    assert {"c0=1", "c1=7", "c2=9", "short"} <= set(two)
    assert {"1:c0=1", "1:c1=7", "1:short"} <= set(one)
    assert "1:c2=9" not in one


def test_labels_mark_spans():
    labels = ["O", "B-Method", "I-Method", "B-Method", "O", "B-Task"]
    assert spans(labels, [1.0, 0.9, 0.7, 0.8, 1.0, 0.6]) == [
        Span(1, 3, "Method", 0.7),
        Span(3, 4, "Method", 0.8),
        Span(5, 6, "Task", 0.6),
    ]


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (["I-Task"], [Span(0, 1, "Task", 0.5)]),
        (["B-Model", "I-Task"], [Span(0, 1, "Model", 0.5), Span(1, 2, "Task", 0.5)]),
        (["B-Task", "O", "I-Task"], [Span(0, 1, "Task", 0.5), Span(2, 3, "Task", 0.5)]),
        ([], []),
    ],
)
def test_a_label_that_continues_nothing_starts_a_span(labels, found):
    assert spans(labels, [0.5] * len(labels)) == found


def test_a_span_is_moved_with_its_type():
    assert Span(1, 3, "Task", 0.5).moved(4) == Span(5, 7, "Task", 0.5)


def faint(*tokens, types=("Method", "Task")):
    """Return the faint spans of tokens, where a token has the probabilities of labels; the rest is that of `O`."""
    rows = [{"O": round(1 - sum(row.values()), 6), **row} for row in tokens]
    found = faint_spans(len(rows), lambda label, place: rows[place].get(label, 0.0), types)
    return [(one.start, one.end, one.type, round(one.probability, 6)) for one in found]


def test_what_is_surely_outside_is_not_even_faint():
    assert faint({"B-Task": 0.1}, {}, {"B-Task": 0.05}) == []
    assert faint() == []


def test_a_faint_span_has_the_least_probability_of_its_tokens():
    assert faint({}, {"B-Task": 0.25}, {"I-Task": 0.2}, {}) == [(1, 3, "Task", 0.2)]


def test_the_type_of_a_faint_span_is_the_likeliest_at_its_start():
    assert faint({"B-Task": 0.15, "B-Method": 0.1, "I-Method": 0.1}) == [(0, 1, "Method", 0.35)]


def test_a_faint_span_ends_where_another_rather_starts():
    assert faint({"B-Task": 0.2}, {"B-Method": 0.15, "I-Task": 0.1}, {"I-Method": 0.2}) == [
        (0, 1, "Task", 0.2),
        (1, 3, "Method", 0.2),
    ]


def test_a_less_faint_core_is_a_span_of_its_own():
    assert faint({"B-Task": 0.2}, {"I-Task": 0.4}, {"I-Task": 0.35}, {"I-Task": 0.15}) == [
        (0, 4, "Task", 0.15),
        (1, 3, "Task", 0.35),
    ]


def test_a_span_is_faint_once_however_likely():
    assert faint({"B-Task": 0.9}, {"I-Task": 0.8}) == [(0, 2, "Task", 0.8)]


def test_a_faint_span_reaches_the_last_token():
    assert faint({}, {"B-Task": 0.5}, {"I-Task": 0.5}) == [(1, 3, "Task", 0.5)]
