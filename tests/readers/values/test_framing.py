import pytest

from kg.readers.values.framing import unframed, without_heading


@pytest.mark.parametrize(
    "heading",
    [
        "Abstract: ", "Abstract. ", "ABSTRACT ", "Abstract              ", "Abstract:- ", "Abstract— ", "Abstract",
        "Abstract-", "Summary: ", "SUMMARY ", "Summary. ", "Summary ",
    ],
)  # fmt: skip
def test_headings_go(heading):
    assert without_heading(f"{heading}We introduce Fern.") == "We introduce Fern."


@pytest.mark.parametrize(
    "text",
    [
        "Abstract Meaning Representation is old.",
        "Abstract-syntax trees grow.",
        "Abstract reasoning is hard.",
        "Summary form only given.",
        "Summary Statistics of moss are few.",
        "Summaries of moss are few.",
    ],
)
def test_words_that_only_look_like_headings_stay(text):
    assert without_heading(text) == text


@pytest.mark.parametrize(
    "notice",
    [
        " © 2024 Moss Press Ltd.",
        " © 2024",
        "© 2024, Ada Moore. All rights reserved.",
        " © The Author(s) 2024. This article is under the terms of a licence (https://example.org/licence).",
        " (c) 2024 Moss Press Ltd. All rights reserved.",
        " (C) The Authors. Published by Moss Press under a licence.",
        " Copyright © 2024 Moss & Sons, Ltd.",
        " COPYRIGHT © (2024) BY MOSS PRESS",
        " Copyright, Moss Society, 2024",
        " Crown Copyright (c) 2024 Published by Moss Ltd. All rights reserved.",
        " © Published under licence by Moss Press Ltd.",
        " © Moss Publishing Limited.",
        " 2024 Moss Inc. All rights reserved.",
        " All rights reserved.",
        " This article is protected by copyright. All rights reserved.",
        " (PsycINFO Database Record (c) 2024 APA, all rights reserved)",
    ],
)
def test_notices_after_an_abstract_go(notice):
    assert unframed(f"We introduce Fern, a model.{notice}") == "We introduce Fern, a model."


@pytest.mark.parametrize("notice", ["© 2024 MEEE.", "© 2024 Moss B.V. ", "© 2024 by the authors. "])
def test_notices_before_an_abstract_go(notice):
    assert unframed(f"{notice}We introduce Fern.") == "We introduce Fern."


@pytest.mark.parametrize(
    "text",
    [
        "We study the copyright of pictures. Fern protects what is published by Moss Press in 2024.",
        "We compare (a) moss. (b) ferns. (c) 2024 pictures of both.",
        "Fern© (example.org) uses blocks, since 2024.",
        "We introduce Fern. We say which rights are reserved",
    ],
)
def test_what_is_said_of_rights_stays(text):
    assert unframed(text) == text


def test_a_notice_after_a_comma_takes_the_comma_with_it():
    assert unframed("See Moss Lett 18:2869-2880, (C) 2024 by Moss Press.") == "See Moss Lett 18:2869-2880"


def test_the_button_of_a_search_of_arxiv_goes():
    assert unframed("We introduce Fern. △ Less") == "We introduce Fern."
