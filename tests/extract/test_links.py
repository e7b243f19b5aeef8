import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.links import find_links, link_kind


def urls(text):
    return [link.url for link in find_links(text)]


def surfaces(text):
    return [text[link.start : link.end] for link in find_links(text)]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://github.com/fern/weh", "https://github.com/fern/weh"),
        ("http://example.org/a", "http://example.org/a"),
        ("Code: github.com/fern/weh", "https://github.com/fern/weh"),
        ("our code is on www.fern.example", None),
        ("See www.fern-lab.org for more.", "https://www.fern-lab.org"),
        ("Visit fern.github.io now", "https://fern.github.io"),
        ("The code is available at fern-lab.org.", "https://fern-lab.org"),
        ("The code is available at fern.sourceforge.net.", "https://fern.sourceforge.net"),
        ("The data can be downloaded from fern-lab.org/data/v1.", "https://fern-lab.org/data/v1"),
        ("HTTPS://GitHub.com/fern/weh", "https://GitHub.com/fern/weh"),
        ("at https://fern.org:8080/x", "https://fern.org:8080/x"),
        ("https://www.cs.fern.edu/~moss/tool/", "https://www.cs.fern.edu/~moss/tool/"),
        ("https://fern.org/?q=a&b=c#d", "https://fern.org/?q=a&b=c#d"),
        ("https://github.com/fern/weh_2.0-beta", "https://github.com/fern/weh_2.0-beta"),
        ("https://fern.org/a%20b+c", "https://fern.org/a%20b+c"),
        ("https://github.com/fern/日本", "https://github.com/fern/日本"),
    ],
)
def test_an_address_is_found(text, url):
    assert urls(text) == ([url] if url else [])


@pytest.mark.parametrize(
    "text",
    [
        "We use Node.js, Vue.js and ASP.NET.",
        "See e.g. this, i.e. that, et al. and Ph.D. in the U.S. of A.",
        "Reviews are from Booking.com data.",
        "We collect code from arXiv.org listings.",
        "Code will be available on github.com under a licence.",
        "Version 1.2.3 and v2.0.1 on 192.168.0.1 and 10.5281.",
        "Write to jane.doe@fern-lab.org or to moss@mail.fern.org for code.",
        "Our code is released.In this work we show it.",
        "The code can be found in supplementary.To this end, we go on.",
        "It ends here.it goes on.",
        "the ratio of and/or is 3/4.5",
        "https://",
        "http://localhost",
        "https:// github",
        "a@b.com/c",
        "",
        ".",
    ],
)
def test_what_is_no_address(text):
    assert urls(text) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "."),
        ("", ","),
        ("", ");"),
        ("(", ")."),
        ("(see ", ") and"),
        ("", "..."),
        ("", "…"),
        ("“", "”"),
        ('"', '".'),
        ("'", "'"),
        ("", "'s code"),
        ("<", ">"),
        ("[", "]"),
        ("\\url{", "}"),
        ("\\url{", "}."),
        ("", "}"),
        ("**", "**"),
        ("`", "`"),
        ("", "?"),
        ("", "!"),
        ("", ":"),
        ("代码见 ", "。我们"),
        ("", "；"),
        ("", "、"),
        ("", ") and more (in brackets)"),
        ("", "\nNext"),
        ("[here](", ")."),
    ],
)
def test_what_surrounds_an_address_is_no_part_of_it(before, after):
    text = f"{before}https://github.com/fern/weh{after}"
    assert urls(text) == ["https://github.com/fern/weh"]
    assert surfaces(text) == ["https://github.com/fern/weh"]


def test_parentheses_within_an_address_stay():
    assert urls("(see https://en.wikipedia.org/wiki/Moss_(plant)).") == ["https://en.wikipedia.org/wiki/Moss_(plant)"]
    assert urls("https://fern.org/a_(b)_c)d") == ["https://fern.org/a_(b)_c"]
    assert urls("https://fern.org/a(b") == ["https://fern.org/a"]


@pytest.mark.parametrize(
    "text",
    [
        "{%}",
        "%}{%",
        "\\href{%}{%}",
        "%}{%}.",
        "%{%}",
        "[%](%)",
        "%](%)",
        "% (%)",
        "% and %",
        "% and %/.",
        "%, HTTPS://GITHUB.COM/fern/weh",
        "% or github.com/fern/weh or www.github.com/fern/weh",
    ],
)
def test_an_address_that_is_written_twice_is_one(text):
    assert urls(text.replace("%", "https://github.com/fern/weh")) == ["https://github.com/fern/weh"]


@pytest.mark.parametrize("joint", ["}{", "]("])
def test_of_an_address_and_its_label_the_first_counts(joint):
    text = f"at {{https://github.com/fern/weh/tree/main{joint}github.com/fern/weh}}"
    assert urls(text) == ["https://github.com/fern/weh/tree/main"]
    apart = "at https://github.com/fern/weh/tree/main}, {github.com/fern/weh}"
    assert urls(apart) == ["https://github.com/fern/weh/tree/main", "https://github.com/fern/weh"]


def test_of_two_spellings_of_an_address_the_longer_counts():
    text = "Code: github.com/fern/weh (https://github.com/fern/weh/tree/main)."
    assert urls(text) == ["https://github.com/fern/weh/tree/main"]


@pytest.mark.parametrize("joint", [" and ", "; ", ";", ",", "", ". Data: ", " (", "\n"])
def test_two_addresses(joint):
    text = f"Code: https://github.com/fern/weh{joint}https://zenodo.org/record/1."
    assert urls(text) == ["https://github.com/fern/weh", "https://zenodo.org/record/1"]
    assert surfaces(text) == ["https://github.com/fern/weh", "https://zenodo.org/record/1"]


def test_an_address_within_an_address_stays():
    archived = "https://web.archive.org/web/2020/https://fern.org/x"
    assert urls(f"at {archived}.") == [archived]
    assert urls("https://fern.org/?to=https://moss.org/a.") == ["https://fern.org/?to=https://moss.org/a"]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https:// github. com/ fern/ weh", "https://github.com/fern/weh"),
        ("https:// github. com/ fern/ weh. We go on.", "https://github.com/fern/weh"),
        ("Code: https://github.com/ fern/weh.", "https://github.com/fern/weh"),
        ("https://github.com/fern/ weh and", "https://github.com/fern/weh"),
        ("https://github.com/fern/ Weh", "https://github.com/fern/Weh"),
        ("https://fern. github. io/ weh", "https://fern.github.io/weh"),
        ("https://fern-lab. github.io/weh_2/", "https://fern-lab.github.io/weh_2/"),
        ("https: //github.com/fern/weh", "https://github.com/fern/weh"),
        ("Code is at github. com/fern/weh.", "https://github.com/fern/weh"),
        ("https://fern.org/a/ b_c.html now", "https://fern.org/a/b_c.html"),
    ],
)
def test_an_address_that_a_wrapped_line_broke(text, url):
    assert urls(text) == [url]
    assert surfaces(text)[0].replace(" ", "") == url.removeprefix("" if "https" in text else "https://")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("It is at https://fern.org. We show it.", "https://fern.org"),
        ("It is at https://fern.github.io. Codes follow.", "https://fern.github.io"),
        ("It is at https://fern.org.\nWe show it.", "https://fern.org"),
        ("It is at https://fern.github.io/weh/ and there.", "https://fern.github.io/weh/"),
        ("It is at https://fern.github.io/weh/ We show it.", "https://fern.github.io/weh/"),
        ("It is at https://github.com/ and there.", "https://github.com/"),
        ("It is at https://fern.org/a/ (for now).", "https://fern.org/a/"),
        ("It is at https://fern.org/a/, and there.", "https://fern.org/a/"),
        ("It is at https://fern.org/ now.", "https://fern.org/"),
        ("It is at https://github.com/fern/weh/ now.", "https://github.com/fern/weh/"),
    ],
)
def test_the_next_word_or_sentence_is_no_part_of_an_address(text, url):
    assert urls(text) == [url]
    assert surfaces(text) == [url]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://github.com/a/b", "code"),
        ("https://www.github.com/a/b", "code"),
        ("https://gist.github.com/a/1", "code"),
        ("https://gitlab.com/a/b", "code"),
        ("https://gitlab.example.org/a/b", "project"),
        ("https://gitee.com/a/b", "code"),
        ("https://bitbucket.org/a/b", "code"),
        ("https://codeberg.org/a/b", "code"),
        ("https://git.io/fern", "code"),
        ("https://anonymous.4open.science/r/a", "code"),
        ("https://huggingface.co/a/b", "model"),
        ("https://hf.co/a/b", "model"),
        ("https://huggingface.co/datasets/a/b", "data"),
        ("https://huggingface.co/spaces/a/b", "demo"),
        ("https://huggingface.co/papers/1", "other"),
        ("https://zenodo.org/record/1", "data"),
        ("https://www.kaggle.com/a", "data"),
        ("https://fern.github.io/weh", "project"),
        ("https://github.io.example.org/", "project"),
        ("https://fern.org", "project"),
        ("https://youtu.be/abc", "video"),
        ("https://www.youtube.com/watch?v=1", "video"),
        ("https://vimeo.com/1", "video"),
        ("https://arxiv.org/abs/1", "other"),
        ("https://doi.org/10.1/x", "other"),
        ("https://notgithub.com/a", "project"),
        ("https://GitHub.com/A/B", "code"),
    ],
)
def test_what_an_address_is(url, kind):
    assert link_kind(url) == kind


def test_the_text_before_says_what_a_page_is():
    assert [link.kind for link in find_links("A demo: https://play.fern.org.")] == ["demo"]
    assert [link.kind for link in find_links("The demo code: https://github.com/a/b.")] == ["code"]
    assert [link.kind for link in find_links("Democracy: https://play.fern.org.")] == ["project"]
    assert [link.kind for link in find_links("A demo. " + "It goes on. " * 9 + "https://fern.org")] == ["project"]


@pytest.mark.parametrize(
    ("before", "of"),
    [
        ("Code is available at", "own"),
        ("Source code can be obtained from", "own"),
        ("The data may be downloaded from", "own"),
        ("A system based on Fern is available at", "own"),
        ("", "own"),
        ("Our implementation is adapted from", "own"),
        ("The images were collected from", "other"),
        ("Experiments are based on", "other"),
        ("The tool is built upon the Fern library at", "other"),
        ("We forked it. The tool is forked from", "other"),
        ("It is based on Fern. Code is at", "own"),
    ],
)
def test_whose_an_address_is(before, of):
    assert [link.of for link in find_links(f"{before} https://github.com/fern/weh.")] == [of]


def test_a_release_is_surer_than_a_bare_address():
    sure = find_links("Our code is available at https://github.com/a/b")[0].confidence
    bare = find_links("https://github.com/a/b")[0].confidence
    other = find_links("collected from https://github.com/a/b")[0].confidence
    assert 1 > sure > bare > other > 0


@given(st.text(alphabet=st.sampled_from("aB1./:-_ ()[]{},;~#?=&%@\n\"'é。"), max_size=80))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_text_is_read(text):
    links = find_links(f"{text} https://{text}github.com/{text}")
    assert all(0 <= link.start < link.end for link in links)
    assert all(link.url.startswith(("https://", "http://")) and not set(link.url) & set(" \n{}") for link in links)


@given(
    st.sampled_from(["We thank all.", "It is 3.5 points better!", "A (very) short one.", "日本語です。", "Why?"]),
    st.sampled_from(["We go on.", "No more; it ends.", "“Quoted.”", "However, it is."]),
)
@settings(max_examples=20, deadline=None, derandomize=True)
def test_other_sentences_change_no_address(before, after):
    text = (
        "Code is at github.com/fern/weh, and the data at https:// zenodo. org/ record/1. The page is https://fern.org."
    )
    found = ["https://github.com/fern/weh", "https://zenodo.org/record/1", "https://fern.org"]
    assert urls(text) == found
    assert urls(f"{before} {text} {after}") == found
    assert [link.start for link in find_links(f"{before} {text} {after}")] == [
        link.start + len(before) + 1 for link in find_links(text)
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a.",
        "https://",
        "https://a.org/",
        "https://a.org/ ",
        "github. com/",
        "(",
        ")",
        "[U](",
        "{}",
        " a/",
        "www.",
        "/ ",
    ],
)
@pytest.mark.parametrize("start", ["", "https://github.com/", "https:// fern.org/ a/"])
def test_hostile_texts_end(start, piece):
    text = start + piece * (50_000 // len(piece))
    assert len(find_links(text)) <= 1 + len(text) // 8
