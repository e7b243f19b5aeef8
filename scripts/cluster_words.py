#!/usr/bin/env python3
"""Cluster the words of unlabelled abstracts by how they are used, and write kg/model/clusters.tsv.

    python scripts/cluster_words.py ABSTRACTS.jsonl.gz

ABSTRACTS holds one record a line with a title and an abstract, plain or gzipped. Word vectors (CBOW, T. Mikolov et al.,
"Efficient estimation of word representations in vector space", 2013) are trained with floret, then put into 48, 256 and
1,024 clusters by k-means. 120,000 abstracts take about four CPU minutes.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import floret
import numpy as np
from annotated import opened
from sklearn.cluster import MiniBatchKMeans

from kg.extract.nlp import CLUSTERS_PATH
from kg.extract.tokens import TOKEN

SIZES = (48, 256, 1024)
FREQUENT = 40_000


def main() -> None:
    """Train the vectors, cluster them, write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("abstracts", type=Path)
    parser.add_argument("--output", type=Path, default=CLUSTERS_PATH)
    options = parser.parse_args()
    words, vectors = vectors_of(options.abstracts)
    columns = [clusters(vectors, size) for size in SIZES]
    rows = (
        "\t".join([word, *(str(column[index]) for column in columns)])
        for index, word in enumerate(words)
        if any(c.isalpha() for c in word)
    )
    options.output.write_text("\n".join(rows) + "\n", encoding="utf-8")


def lines(path: Path) -> Iterator[str]:
    """Yield the lower-case tokens of each abstract, between spaces."""
    with opened(path) as stream:
        for line in stream:
            record = json.loads(line)
            yield " ".join(TOKEN.findall(f"{record['title']} . {record['abstract']}")).lower()


def vectors_of(path: Path) -> tuple[list[str], np.ndarray]:
    """Return the words of abstracts, the most frequent first, and their vectors of length one."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as text:
        text.writelines(f"{line}\n" for line in lines(path))
        text.flush()
        model = floret.train_unsupervised(
            text.name, model="cbow", dim=80, ws=4, epoch=4, minCount=5, thread=1, minn=0, maxn=0, neg=8, loss="ns"
        )
    words = list(model.get_words())
    vectors = np.stack([model.get_word_vector(word) for word in words]).astype("float32")
    return words, vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)


def clusters(vectors: np.ndarray, size: int) -> np.ndarray:
    """Return the number of each vector's cluster; the clusters are made from the most frequent words."""
    model = MiniBatchKMeans(size, random_state=0, n_init=3, batch_size=4096, max_iter=60)
    found: np.ndarray = model.fit(vectors[:FREQUENT]).predict(vectors)
    return found


if __name__ == "__main__":
    main()
