// The graph: nodes, edges, and which facts each node has.

import { structure } from "./data.js";
import { grouped } from "./text.js";

export const typeOrder = structure.types.map(({ name }) => name);
export const types = Object.assign(Object.create(null), Object.fromEntries(structure.types.map((type) => [type.name, type])));
export const predicates = structure.predicates;

// What most entities of a type and name have as key; kg/viewer/picture.py makes the same.
function usualKey(type, label) {
  return `${type.toLowerCase()}/${label.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "")}`;
}

function madeNodes() {
  const { label, type, x, y, community, key } = structure.nodes;
  return label.map((name, id) => {
    const kind = typeOrder[type[id]];
    return { id, key: key[id] || usualKey(kind, name), type: kind, label: name, x: x[id], y: y[id], community: community[id] };
  });
}

function madeEdges() {
  const { count, to, predicate, confidence, support } = structure.edges;
  const made = new Array(to.length);
  let id = 0;
  count.forEach((many, from) => {
    for (const end = id + many; id < end; id += 1) made[id] = { id, from, to: to[id], p: predicate[id], c: confidence[id], n: support[id] };
  });
  return made;
}

export const nodes = madeNodes();
export const edges = madeEdges();
export const nodeOf = new Map(nodes.map((node) => [node.key, node]));

// What only some nodes have: other names, and the date, authors, links and listings of papers.
for (const [property, column] of [["names", "names"], ["date", "dates"], ["authors", "authors"], ["links", "links"], ["listings", "listings"]]) {
  for (const [id, value] of Object.entries(structure[column])) nodes[id][property] = value;
}

// Where papers appeared, and what became of them; there is no such table where nothing of this is known.
for (const [id, { venue, categories, votes, status }] of Object.entries(structure.publications || {})) {
  Object.assign(nodes[id], { venue, categories, votes, status });
}

// The papers that say what an edge says: where it begins at a paper, that one.
export function papersBehind(edge) {
  return structure.papers[edge.id] || [edge.from];
}

// The edges of all nodes in one array: those of node 0 first, and where each node's begin.
export const degree = new Int32Array(nodes.length);
for (const { from, to } of edges) {
  degree[from] += 1;
  if (to !== from) degree[to] += 1;
}
const starts = new Int32Array(nodes.length + 1);
for (let id = 0; id < nodes.length; id += 1) starts[id + 1] = starts[id] + degree[id];
const touching = new Int32Array(starts[nodes.length]);
const filled = starts.slice();
for (const { id, from, to } of edges) {
  touching[filled[from]++] = id;
  if (to !== from) touching[filled[to]++] = id;
}

// The edges that begin or end at a node.
export function factsOf(node) {
  return Array.from(touching.subarray(starts[node.id], starts[node.id + 1]), (id) => edges[id]);
}

// The same as numbers, for what has to be fast.
export function edgeIdsOf(id) {
  return touching.subarray(starts[id], starts[id + 1]);
}

export function other(edge, node) {
  return nodes[edge.from === node.id ? edge.to : edge.from];
}

export function isPaper(node) {
  return node.type === "Paper";
}

// How many papers name each node.
const namedBy = new Int32Array(nodes.length);
for (const { from, to, id } of edges) {
  // Edges are sorted by their ends: those of one pair follow each other, and count once.
  if (isPaper(nodes[from]) && !(id && edges[id - 1].from === from && edges[id - 1].to === to)) namedBy[to] += 1;
}

export function papersOf(node) {
  return namedBy[node.id];
}

// Papers have many facts each, but it is what they share that tells where one is.
export const importance = Float32Array.from(nodes, (node) => degree[node.id] * (isPaper(node) ? 0.25 : 1));
export const byImportance = [...nodes].sort((a, b) => importance[b.id] - importance[a.id] || a.id - b.id);

export const communities = structure.communities.map((name, id) => ({ id, names: name ? name.split(" · ") : [], members: [] }));
for (const node of nodes) if (node.community >= 0) communities[node.community].members.push(node);

export function counted(members) {
  const counts = {};
  for (const node of members) counts[node.type] = (counts[node.type] || 0) + 1;
  return counts;
}

export function amount(number, type) {
  const noun = number === 1 ? types[type].plural.replace(/ies$/, "y").replace(/s$/, "") : types[type].plural;
  return `${grouped(number)} ${noun}`;
}

export function singular(type) {
  return amount(1, type).slice(2);
}
