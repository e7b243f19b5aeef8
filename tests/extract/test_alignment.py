import pytest

from kg.extract.alignment import fit, pieces_of


def pieces(text):
    return tuple(pieces_of(text))


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("MCTS", "Monte Carlo tree search"),
        ("LVR", "learning with verifiable rewards"),
        ("A2A", "agent-to-agent"),
        ("M4H", "moss for health"),
        ("XAI", "extended artificial intelligence"),
        ("MLLM", "multi large language model"),
    ],
)
def test_initials_fit_perfectly(short, long):
    assert fit(short, pieces(long)) == 1.0


@pytest.mark.parametrize(
    ("short", "better", "worse"),
    [
        ("LoRA", "low-rank adaptation", "long branching"),
        ("PPO", "proximal policy optimization", "policy optimization"),
        ("SAM", "segment anything model", "segment anything model family"),
        ("VAE", "variational autoencoder", "very large encoder"),
        ("MM", "moss model", "moss green model"),
    ],
)
def test_more_initials_and_fewer_words_left_out_fit_better(short, better, worse):
    assert fit(short, pieces(better)) > fit(short, pieces(worse))


@pytest.mark.parametrize(
    ("short", "long"), [("AB", "beta alpha"), ("AB", "xab"), ("AB", ""), ("", "alpha"), ("--", "alpha"), ("AB", "a")]
)
def test_letters_that_are_not_there_do_not_fit(short, long):
    assert fit(short, pieces(long)) == float("-inf")


def test_small_words_cost_nothing():
    assert fit("FM", pieces("ferns of the moss")) == 1.0


def test_pieces_are_in_lower_case():
    assert pieces_of("Low-Rank (LoRA) 3D_x") == ["low", "rank", "lora", "3d", "x"]
