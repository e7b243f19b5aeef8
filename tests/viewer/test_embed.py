import base64
import gzip
import json

from kg.viewer import embed
from kg.viewer.embed import data_block, digest, json_text

HOSTILE = "</script><script>alert(1)</script><!-- & \u2028\u2029 \ud800 \U0001f600 <b>"


def test_no_text_ends_a_script_or_a_line():
    text = json_text({HOSTILE: [HOSTILE]})
    assert not set("<>&\u2028\u2029\ud800") & set(text)
    assert json.loads(text) == {HOSTILE: [HOSTILE]}
    text.encode()


def test_small_data_stay_readable():
    assert data_block({"a": 1}) == '<script type="application/json" id="graph-data">{"a":1}</script>'


def test_large_data_are_packed_the_same_way_each_time(monkeypatch):
    monkeypatch.setattr(embed, "PLAIN_LIMIT", 10)
    block = data_block({"name": HOSTILE})
    start, packed, end = block.partition(">")[0], json.loads(block.partition(">")[2].partition("<")[0]), block[-9:]
    assert (start, end) == ('<script type="application/json" id="graph-data" data-encoding="gzip"', "</script>")
    assert json.loads(gzip.decompress(base64.b64decode(packed))) == {"name": HOSTILE}
    assert data_block({"name": HOSTILE}) == block


def test_digest_is_what_browsers_compute():
    # The example of the Content Security Policy specification, section "Hash usage for script elements".
    assert digest("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
