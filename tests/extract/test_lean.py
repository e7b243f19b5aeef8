"""spaCy without its command line."""

import subprocess
import sys

CODE = """
import sys
from kg.extract import lean
lean.import_spacy()
print("typer" in sys.modules, "requests" in sys.modules)
import spacy
print(spacy.blank("en")("Moss grows.")[0], hasattr(spacy, "cli"))
from spacy.cli.info import info
print(callable(spacy.info), info.__module__, "typer" in sys.modules)
lean.import_spacy()
print(sys.modules["spacy.cli"].app.__class__.__name__)
"""


def test_the_command_line_comes_when_somebody_asks_for_it():
    done = subprocess.run([sys.executable, "-W", "error", "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["False False", "Moss False", "True spacy.cli.info True", "Typer"]
