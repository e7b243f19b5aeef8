"""What the benchmark says of answers, which no clock decides: nothing is lost, and all validators find the same."""

import json
import subprocess
import sys

from script_modules import SCRIPTS


def test_figures_without_a_clock_are_met():
    options = ["--triples", "1000", "--runs", "1", "--only", "load", "validation", "--json"]
    command = [sys.executable, SCRIPTS / "bench_sparql.py", *options]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    figures = {figure["what"]: (figure["value"], figure["met"]) for figure in json.loads(printed)}
    assert figures["export to store and back"] == ("0 lines differ", True)
    assert figures["findings in a whole graph"] == ("0", True)
    assert figures["seeded errors that are found"] == ("50 of 50", True)
    said, met = figures["what both say of the errors"]
    assert (said.partition(", ")[2], met) == ("0 only ours, 0 only pyshacl's", True)
