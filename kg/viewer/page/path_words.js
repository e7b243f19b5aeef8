// A step of a way in words, read from the first node to the second.

import { nodes, predicates } from "./graph.js";
import { cut } from "./text.js";

// Both directions of the relations whose names are no verbs.
const WORDS = {
  variantOf: ["is a variant of", "has the variant"],
  basedOn: ["is based on", "is the base of"],
  evaluatedOn: ["is evaluated on", "is used to evaluate"],
  trainedOn: ["is trained on", "is used to train"],
  hasCode: ["has the code", "is the code of"],
};

// What an edge says, from the node where a reader comes from.
export function wordsOf(edge, from) {
  const { name, label, inverse } = predicates[edge.p];
  const forward = edge.from === from.id;
  if (WORDS[name]) return WORDS[name][forward ? 0 : 1];
  return forward ? label : `is ${inverse[0].toLowerCase()}${inverse.slice(1)}`;
}

function called(node) {
  return node.type === "Paper" ? `the paper “${cut(node.label, 60)}”` : cut(node.label, 60);
}

// A way as one sentence: “LoRA is introduced by the paper “…”, which uses GLUE”.
export function told(path) {
  return path.edges.map((edge, at) => {
    const words = wordsOf(edge, path.nodes[at]);
    return at ? `which ${words} ${called(path.nodes[at + 1])}` : `${called(path.nodes[0])} ${words} ${called(path.nodes[1])}`;
  }).join(", ");
}

// Whether one of the ends of an edge is the paper that says it.
export function isTold(edge) {
  return nodes[edge.from].type === "Paper";
}
