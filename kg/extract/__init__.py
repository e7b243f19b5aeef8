"""What one abstract says: papers to extractions. spaCy stands behind this package and nowhere else.

Paper ─▶ nlp (signals of each source) ─▶ candidates ─▶ scorer ─▶ mentions ─▶ roles, relations ─▶ Extraction
"""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from kg import schema
from kg.config import Config
from kg.records import Extraction, Paper

# A vocabulary only grows; past this it starts anew. `Language.memory_zone` would do so for each shard, and make the
# lexemes of every few papers again (0.6 s of 6 s in a build of 231 papers).
_MAX_STRINGS = 400_000
_BESIDE = ("lexicon", "names", "schema")
"""The modules of `kg` that the extractor computes with."""


def extract(papers: Iterable[Paper], *, config: Config) -> Iterator[Extraction]:
    """Yield what each paper's text says, in the order of the papers.

    Args:
        papers: the papers; their texts hold single spaces, as the readers clean them.
        config: `threshold` is the least confidence of a mention; `model` and `labels` put another spaCy pipeline in
            the place of the tagger and the scorer.

    Raises:
        ModelError: shipped weights, or the other pipeline, are missing or wrong.
        ConfigError: the labels of the other pipeline stand for no types.
    """
    _import_spacy()
    if config.model:
        from kg.extract.external import extractions

        yield from extractions(papers, config=config)
        return
    from kg.extract import nlp
    from kg.extract.reading import extraction_of

    for paper in papers:
        language = nlp.load()
        yield extraction_of(paper, nlp.signals_of(language(paper.text)), threshold=config.threshold)
        if len(language.vocab.strings) > _MAX_STRINGS:
            nlp.load.cache_clear()


def load(*, config: Config) -> None:
    """Load what reads texts, which `extract` does before the first of them.

    Raises:
        ModelError: shipped weights, or the other pipeline, are missing or wrong.
        ConfigError: the labels of the other pipeline stand for no types.
    """
    _import_spacy()
    if config.model:
        from kg.extract import external

        external.load(*external.configured(config))
    else:
        from kg.extract import nlp

        nlp.load()


def _import_spacy() -> None:
    from kg.extract import lean

    lean.import_spacy()


@cache
def _contents() -> str:
    """Return a digest of the files that decide what a text says: code, word lists, schema, weights and lexicon."""
    here = Path(__file__).resolve().parent
    model = [path for path in (here.parent / "model").rglob("*") if path.is_file() and path.suffix != ".md"]
    code = [*here.glob("*.py"), *here.glob("*.toml"), *(here.parent / f"{name}.py" for name in _BESIDE)]
    digest = hashlib.sha256()
    for path in [*sorted(code), schema.folder() / "kg.yaml", *sorted(model)]:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def fingerprint(*, config: Config) -> str:
    """Return a text that changes when the extractor's code, weights, lexicon or options do; imports nothing heavy.

    Raises:
        ModelError: `config.model` is not there.
    """
    told = f"{_contents()}\0{config.threshold}"
    if config.model:
        from kg.extract import origin

        told += f"\0{origin.fingerprint(config=config)}"
    return hashlib.sha256(told.encode()).hexdigest()
