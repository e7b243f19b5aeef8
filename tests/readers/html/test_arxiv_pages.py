from listings import records

from kg.records import Paper

FERN = Paper(
    id="paper/arxiv-2401.00001",
    title="Fern: Sparse Adapters",
    abstract="We introduce Fern, see https://github.com/moss/fern.",
    sources=("list.txt",),
    identifiers=("arXiv:2401.00001",),
    url="https://arxiv.org/abs/2401.00001",
    authors=("Ada Moore", "Bo Lind"),
    categories=("cs.CL", "cs.LG"),
    code=("https://github.com/moss/fern",),
)


def read(body, head=""):
    """Read a page; return its papers, their formats and the complaints."""
    found, errors = records("html", f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>")
    return [record.paper for record in found], {record.format for record in found}, errors


LINK = '<a href="https://github.com/moss/fern" rel="external" class="link-external link-https">this https URL</a>'
ABSTRACT_PAGE = f"""<div id="abs"><h1 class="title mathjax"><span class="descriptor">Title:</span>Fern: Sparse
 Adapters</h1><div class="authors"><span class="descriptor">Authors:</span><a href="/a">Ada Moore</a></div>
<blockquote class="abstract mathjax"><span class="descriptor">Abstract:</span>We introduce Fern,
see {LINK}.</blockquote><table><tr><td class="tablecell comments mathjax">9 pages, {LINK}</td></tr>
<tr><td class="tablecell subjects"><span class="primary-subject">Computation and Language (cs.CL)</span>; Machine
Learning (cs.LG)</td></tr><tr><td class="tablecell jref">Moss Letters 3</td></tr></table></div>"""
ABSTRACT_HEAD = """<meta name="citation_title" content="Fern: Sparse Adapters" />
<meta name="citation_author" content="Moore, Ada" /><meta name="citation_author" content="Lind, Bo" />
<meta name="citation_doi" content="10.1000/Fern" /><meta name="citation_date" content="2024/01/02" />
<meta name="citation_online_date" content="2024/02/03" /><meta name="citation_arxiv_id" content="2401.00001" />"""


def test_the_page_of_a_paper_is_read_with_its_links_restored():
    (paper,), formats, errors = read(ABSTRACT_PAGE, ABSTRACT_HEAD)
    assert (paper.title, paper.abstract, paper.authors, paper.categories, paper.code) == (
        FERN.title,
        FERN.abstract,
        FERN.authors,
        FERN.categories,
        FERN.code,
    )
    assert (paper.identifiers, paper.published, paper.venue, formats, errors) == (
        ("arXiv:2401.00001", "doi:10.1000/fern"),
        "2024-01-02",
        "Moss Letters 3",
        {"arxiv-page"},
        [],
    )


def test_the_abstract_in_the_head_is_as_the_authors_wrote_it():
    head = ABSTRACT_HEAD + '<meta name="citation_abstract" content="We introduce Fern for $n &lt; 9$." />'
    assert read(ABSTRACT_PAGE, head)[0][0].abstract == "We introduce Fern for n < 9."
    head = ABSTRACT_HEAD + '<meta name="citation_abstract" content="We introduce Fern, see this https URL." />'
    assert read(ABSTRACT_PAGE, head)[0][0].abstract == FERN.abstract


def test_formulas_that_a_browser_drew_are_read_as_they_were_written():
    drawn = (
        '<span class="MathJax_Preview">a</span><span class="MathJax" id="m">α<b>2</b></span>'
        '<script type="math/tex" id="n">\\alpha</script>'
    )
    assert read(ABSTRACT_PAGE.replace("We introduce", drawn), ABSTRACT_HEAD)[0][0].abstract.startswith("α Fern, see")


def test_a_listing_is_read():
    listing = f"""<dl id='articles'><h3>New submissions (showing 2 of 2 entries)</h3>
<dt><a name='item1'>[1]</a> <a href ="/abs/2401.00001" title="Abstract" id="2401.00001">arXiv:2401.00001</a>
 [<a href="/pdf/2401.00001" title="Download PDF">pdf</a>]</dt>
<dd><div class='meta'><div class='list-title mathjax'><span class='descriptor'>Title:</span>
 Fern: Sparse Adapters</div><div class='list-authors'><a href="/a">Ada Moore</a>, <a href="/b">Bo Lind</a></div>
<div class='list-comments mathjax'><span class='descriptor'>Comments:</span> 9 pages, {LINK}</div>
<div class='list-subjects'><span class='descriptor'>Subjects:</span>
<span class="primary-subject">Computation and Language (cs.CL)</span>; Machine Learning (cs.LG)</div>
<p class='mathjax'>We introduce Fern, see {LINK}.</p></div></dd>
<dt>[2] <a href="https://arxiv.org/abs/math/0309136v2">arXiv:math/0309136</a> (cross-list from cs.LG)</dt>
<dd><div class="list-title mathjax">Title: Moss</div></dd>
<dd><div class="list-title">Nobody knows this one</div></dd></dl>"""
    found, formats, errors = read(listing)
    assert found[0] == FERN
    assert [(paper.title, paper.identifiers, paper.abstract) for paper in found[1:]] == [
        ("Moss", ("arXiv:math/0309136",), "")
    ]
    assert (formats, errors) == ({"arxiv-page"}, [])


def test_the_results_of_a_search_are_read():
    results = f"""<ol><li class="arxiv-result"><div><p class="list-title is-inline-block">
<a href="https://arxiv.org/abs/2401.00001">arXiv:2401.00001</a></p><div class="tags is-inline-block">
<span class="tag is-small is-link tooltip">cs.CL</span> <span class="tag is-small is-grey">cs.LG</span></div></div>
<p class="title is-5 mathjax"><span class="search-hit mathjax">Fern</span>: Sparse Adapters</p>
<p class="authors"><span>Authors:</span> <a href="/s">Ada Moore</a>, <a href="/s">Bo Lind</a></p>
<p class="abstract mathjax"><span>Abstract</span>: <span class="abstract-short">We …<a>&#9661; More</a></span>
<span class="abstract-full">We introduce Fern, see {LINK}. <a>&#9651; Less</a></span></p>
<p class="is-size-7"><span>Submitted</span> 2 January, 2024; <span>originally announced</span> January 2024.</p>
<p class="comments is-size-7"><span>Comments:</span> <span>9 pages, {LINK}</span></p></li></ol>"""
    (paper,), formats, errors = read(results)
    assert (paper.title, paper.abstract, paper.authors, paper.categories, paper.code, paper.published) == (
        FERN.title,
        FERN.abstract,
        FERN.authors,
        FERN.categories,
        FERN.code,
        "2024-01-02",
    )
    assert (formats, errors) == ({"arxiv-page"}, [])
