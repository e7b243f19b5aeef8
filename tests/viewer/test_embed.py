import gzip
import json
import re

import pytest

from kg.viewer import base91, embed
from kg.viewer.embed import data_block, digest, json_text, read_block

HOSTILE = "</script><script>alert(1)</script><!-- & \u2028\u2029 \ud800 \U0001f600 <b>"


def test_no_text_ends_a_script_or_a_line():
    text = json_text({HOSTILE: [HOSTILE]})
    assert not set("<>&\u2028\u2029\ud800") & set(text)
    assert json.loads(text) == {HOSTILE: [HOSTILE]}
    text.encode()


def test_small_data_stay_readable():
    assert data_block("graph-data", {"a": 1}) == '<script type="application/json" id="graph-data">{"a":1}</script>'


def test_large_data_are_packed_the_same_way_each_time(monkeypatch):
    monkeypatch.setattr(embed, "PLAIN_LIMIT", 10)
    block = data_block("graph-data", {"name": HOSTILE})
    start, packed, end = block.partition(">")[0], json.loads(block.partition(">")[2].partition("<")[0]), block[-9:]
    size = int(re.search(r'data-size="(\d+)"$', start)[1])
    assert (start, end) == (
        f'<script type="application/json" id="graph-data" data-encoding="gzip91" data-size="{size}"',
        "</script>",
    )
    assert json.loads(gzip.decompress(base91.decode(packed, size))) == {"name": HOSTILE}
    assert data_block("graph-data", {"name": HOSTILE}) == block


def test_digest_is_what_browsers_compute():
    # The example of the Content Security Policy specification, section "Hash usage for script elements".
    assert digest("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


@pytest.mark.parametrize("limit", [0, 10_000])
def test_a_block_is_read_back(limit):
    page = f"<p>{data_block('other', [1])}{data_block('graph-data', {'name': HOSTILE}, limit=limit)}</p>"
    assert read_block(page, "graph-data") == {"name": HOSTILE}
    with pytest.raises(LookupError, match="it has no data block `graph-evidence`"):
        read_block(page, "graph-evidence")
