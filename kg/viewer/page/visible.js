// Which nodes and edges are shown, after all filters. The rules, which the filters and the help tell in plain words:
//
// Papers. A filter of dates or sources hides papers: those outside of the dates, those of hidden sources only, and, when
//   dates are asked for, those without a date. A paper that tells only its year counts in each month of it.
// Facts. A fact stays if it is sure enough, its relation is not hidden, and a paper that says it stays. With a least
//   support, a relation between entities stays if as many of those papers say it.
// Entities. With a least support, an entity stays if as many papers name it, among the papers that stay and the facts that
//   are sure enough; which relations are hidden does not matter. Repositories and web addresses are not counted.
// What loses all its facts to these filters is hidden; what never had any stays.
// Types. Hiding a type hides nothing else: what only hangs on papers stays when papers are hidden.
// Focus. Of all that, only what is so many steps from the chosen; steps lead through hidden types.
// What is chosen is always shown.

import { degree, edges, isPaper, nodes, papersBehind, predicates, typeOrder } from "./graph.js";
import { monthsOf } from "./calendar.js";
import { onChange, state } from "./state.js";
import { within } from "./steps.js";

export const nodeShown = new Uint8Array(nodes.length);
export const edgeShown = new Uint8Array(edges.length);

// By node id, whatever types are hidden: how many papers still name it, and how many facts it still has.
export const namedNow = new Int32Array(nodes.length);
export const factsNow = new Int32Array(nodes.length);

// Sums for those who tell them: `types` and `predicates` count what each would show if the legend did not hide it.
export const tally = { nodes: 0, edges: 0, papers: 0, types: Object.create(null), predicates: new Int32Array(predicates.length), revision: 0 };

export function shown(node) {
  return nodeShown[node.id] === 1;
}

export function shownEdge(edge) {
  return edgeShown[edge.id] === 1;
}

export function visibleCounts() {
  return { nodes: tally.nodes, edges: tally.edges };
}

// The same as arrays of numbers: the loops below run at every step of a slider.
const LINKS = ["Repository", "WebResource"];
const paper = Uint8Array.from(nodes, isPaper);
const countable = Uint8Array.from(nodes, (node) => !isPaper(node) && !LINKS.includes(node.type));
const kinds = Uint8Array.from(nodes, ({ type }) => typeOrder.indexOf(type));
const papers = nodes.filter(isPaper);
const months = nodes.map((node) => (isPaper(node) ? monthsOf(node.date) : null));
const [starts, ends, relation, sureness] = ["from", "to", "p", "c"].map((field) => Int32Array.from(edges, (edge) => edge[field]));
const behind = edges.map((edge) => (paper[edge.from] ? null : papersBehind(edge)));

const stays = new Uint8Array(nodes.length);  // by the filters of papers and of support
const said = new Int32Array(edges.length);  // by how many of the papers that stay, where sure enough
const kept = new Uint8Array(edges.length);  // by all filters of facts but the hidden relations
export const passable = new Uint8Array(edges.length);  // by these too, whatever types are hidden
const admitted = new Uint8Array(nodes.length);  // by all but whether any fact is left

export function isDated() {
  return Boolean(state.since || state.until);
}

function inSources({ listings }) {
  return !state.hiddenSources.size || !listings?.length || listings.some((source) => !state.hiddenSources.has(source));
}

function judgePapers() {
  const [first] = monthsOf(state.since) || [-Infinity];
  const [last] = monthsOf(state.until) || [Infinity];
  const dated = isDated();
  tally.papers = 0;
  for (const node of papers) {
    const known = months[node.id];
    const inside = !dated || (known !== null && known[1] >= first && known[0] <= last);
    stays[node.id] = inside && inSources(node) ? 1 : 0;
    tally.papers += stays[node.id];
  }
}

function saidBy(id) {
  let count = behind[id].length ? 0 : 1;  // a fact of which nobody knows who said it
  for (const one of behind[id]) count += stays[one];
  return count;
}

function countSaid(sure) {
  namedNow.fill(0);
  let [from, to] = [-1, -1];  // edges are sorted by their ends: a paper that names something twice counts once
  for (let id = 0; id < said.length; id += 1) {
    const start = starts[id];
    if (sureness[id] < sure) said[id] = 0;
    else if (!paper[start]) said[id] = saidBy(id);
    else if ((said[id] = stays[start]) && (start !== from || ends[id] !== to)) {
      [from, to] = [start, ends[id]];
      namedNow[to] += 1;
    }
  }
}

function judgeFacts(support) {
  const hidden = Uint8Array.from(predicates, (_, number) => state.hiddenPredicates.has(number));
  for (let id = 0; id < nodes.length; id += 1) if (!paper[id]) stays[id] = support > 1 && countable[id] && namedNow[id] < support ? 0 : 1;
  factsNow.fill(0);
  for (let id = 0; id < said.length; id += 1) {
    const from = starts[id];
    const to = ends[id];
    kept[id] = said[id] >= (paper[from] ? 1 : support) && stays[from] && stays[to] ? 1 : 0;
    passable[id] = kept[id] && !hidden[relation[id]] ? 1 : 0;
    if (!passable[id]) continue;
    factsNow[from] += 1;
    if (to !== from) factsNow[to] += 1;
  }
}

function admit(near) {
  const counts = new Int32Array(typeOrder.length);
  const hidden = Uint8Array.from(typeOrder, (type) => state.hiddenTypes.has(type));
  for (let id = 0; id < nodes.length; id += 1) {
    const there = stays[id] && (!near || near.has(id)) ? 1 : 0;
    if (there && (factsNow[id] || !degree[id])) counts[kinds[id]] += 1;
    admitted[id] = there && !hidden[kinds[id]] ? 1 : 0;
  }
  typeOrder.forEach((type, at) => (tally.types[type] = counts[at]));
}

// Tells whether anything is shown that was not, or the other way round.
function showNodes() {
  const picked = [state.chosen, state.to].filter((target) => target?.key).map(({ id }) => id);
  for (const id of picked) admitted[id] = 1;
  let differs = false;
  tally.nodes = 0;
  for (let id = 0; id < nodes.length; id += 1) {
    const there = admitted[id] && (factsNow[id] || !degree[id] || picked.includes(id)) ? 1 : 0;
    differs ||= nodeShown[id] !== there;
    nodeShown[id] = there;
    tally.nodes += there;
  }
  return differs;
}

function showEdges() {
  let differs = false;
  tally.predicates.fill(0);
  tally.edges = 0;
  for (let id = 0; id < kept.length; id += 1) {
    const both = kept[id] && admitted[starts[id]] && admitted[ends[id]];
    if (both) tally.predicates[relation[id]] += 1;
    const there = both && passable[id] ? 1 : 0;
    differs ||= edgeShown[id] !== there;
    edgeShown[id] = there;
    tally.edges += there;
  }
  return differs;
}

function refresh() {
  judgePapers();
  countSaid(state.sure);
  judgeFacts(state.support);
  admit(within(state.chosen, state.depth, passable));
  const differ = [showNodes(), showEdges()];
  if (differ.includes(true)) tally.revision += 1;
}

const WITHOUT_EFFECT = ["view", "query"];

refresh();
onChange((changed) => {
  if ([...changed].some((field) => !WITHOUT_EFFECT.includes(field))) refresh();
});
