// The graph: what the data block holds, and which facts each node has.

async function unpacked(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

async function readBlock() {
  const block = document.getElementById("graph-data");
  const value = JSON.parse(block.textContent);
  block.textContent = "";  // or the browser keeps it twice
  return block.dataset.encoding === "gzip" ? JSON.parse(await unpacked(value)) : value;
}

const LARGE = 5000;  // above so many nodes, lines between communities are drawn only for what is chosen

let data;
try {
  data = await readBlock();
} catch {
  const message = document.getElementById("message");
  message.textContent = "This browser cannot unpack the map. A current Firefox, Chrome, Edge or Safari can.";
  message.hidden = false;
  return;
}

const { nodes, edges } = data;
const { claims, sentences, types, predicates, redirects } = data.rest;
const nodeOf = new Map(nodes.map((node) => [node.key, node]));
const factsOf = nodes.map(() => []);
for (const edge of edges) {
  factsOf[edge.from].push(edge);
  if (edge.to !== edge.from) factsOf[edge.to].push(edge);
}
// Papers have many facts each, but it is what they share that tells where one is.
const importance = nodes.map((node) => factsOf[node.id].length * (node.type === "Paper" ? 0.25 : 1));
const byImportance = [...nodes].sort((a, b) => importance[b.id] - importance[a.id] || a.id - b.id);

function other(edge, node) {
  return nodes[edge.from === node.id ? edge.to : edge.from];
}

function papersOf(node) {
  return new Set(factsOf[node.id].filter((edge) => edge.to === node.id && nodes[edge.from].type === "Paper").map((edge) => edge.from)).size;
}

const communities = data.rest.communities.map((name, id) => ({ id, names: name ? name.split(" · ") : [], members: [] }));
for (const node of nodes) if (node.community !== undefined) communities[node.community].members.push(node);

function counted(members) {
  const counts = {};
  for (const node of members) counts[node.type] = (counts[node.type] || 0) + 1;
  return counts;
}

function amount(number, type) {
  const noun = number === 1 ? types[type].plural.replace(/ies$/, "y").replace(/s$/, "") : types[type].plural;
  return `${number.toLocaleString("en")} ${noun}`;
}

function singular(type) {
  return amount(1, type).slice(2);
}
