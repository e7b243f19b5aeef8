// The data of the page: the structure at once, the sentences when there is time for them. kg/viewer/dense.py packs them.

import { readBlock } from "./unpack.js";

function sums(differences) {
  let sum = 0;
  return differences.map((difference) => (sum += difference));
}

function endsOf({ count, to }) {
  const ends = new Array(to.length);
  let at = 0;
  count.forEach((many, node) => {
    let end = node;
    for (const stop = at + many; at < stop; at += 1) ends[at] = end += to[at];
  });
  return ends;
}

const { nodes, edges, ...rest } = await readBlock("graph-data");

export const structure = { ...rest, nodes: { ...nodes, x: sums(nodes.x), y: sums(nodes.y) }, edges: { ...edges, to: endsOf(edges) } };

// For each edge its evidence: sentence, percent, start, end, start, end, …
function evidenceOf({ count, sentence, confidence, names, start, length }) {
  const numbers = sums(sentence);
  let [row, span] = [0, 0];
  const next = (most) => {
    const made = [numbers[row], most - confidence[row]];
    for (const stop = span + names[row]; span < stop; span += 1) made.push(start[span], start[span] + length[span]);
    row += 1;
    return made;
  };
  return count.map((many, edge) => Array.from({ length: many }, () => next(structure.edges.confidence[edge])));
}

async function unpackedEvidence() {
  const found = await readBlock("graph-evidence");
  const papers = sums(found.sentences.paper);
  return { sentences: found.sentences.text.map((text, at) => [papers[at], text]), edges: evidenceOf(found.edges), claims: found.claims };
}

let sentencesThere = null;

// The sentences, and which of them stand behind each edge; unpacked when they are first asked for.
export function evidence() {
  sentencesThere ??= unpackedEvidence();
  return sentencesThere;
}
