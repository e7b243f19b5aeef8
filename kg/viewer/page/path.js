// The shortest way between two nodes, and the others that share nothing with it.

import { degree, edgeIdsOf, edges, nodes } from "./graph.js";
import { onChange, state } from "./state.js";
import { edgeShown } from "./visible.js";

const MOST_WAYS = 3;
const starts = Int32Array.from(edges, ({ from }) => from);
const ends = Int32Array.from(edges, ({ to }) => to);
const walked = [new Int32Array(nodes.length), new Int32Array(nodes.length)];  // steps from either end and one more; 0: not reached
const reached = new Int32Array(nodes.length);  // of what is on a shortest way: steps to the far end and one more
const cost = new Float64Array(nodes.length);
const cameBy = new Int32Array(nodes.length);
const nothingBarred = { nodes: new Set(), direct: false };

function endOf(number, id) {
  return starts[number] === id ? ends[number] : starts[number];
}

function widen(rim, side, steps, allowed, passes) {
  const [following, met] = [[], []];
  for (const id of rim) {
    for (const number of edgeIdsOf(id)) {
      const next = endOf(number, id);
      if (!allowed[number] || walked[side][next] || !passes(id, next)) continue;
      walked[side][next] = steps + 1;
      following.push(next);
      if (walked[1 - side][next]) met.push(next);
    }
  }
  return { following, met };
}

// Walks from both ends, always on the side where there is less to look at, until they meet: a hub is then seldom opened.
function meet(start, end, allowed, passes) {
  for (const side of walked) side.fill(0);
  [walked[0][start], walked[1][end]] = [1, 1];
  const [rims, steps] = [[[start], [end]], [0, 0]];
  while (rims[0].length && rims[1].length) {
    const side = rims[0].length <= rims[1].length ? 0 : 1;
    steps[side] += 1;
    const { following, met } = widen(rims[side], side, steps[side], allowed, passes);
    if (met.length) return { met, steps };
    rims[side] = following;
  }
  return null;
}

// Marks what lies on shortest ways, from where the two walks met back to one of the ends.
function mark(met, side, { steps }, allowed) {
  const whole = steps[0] + steps[1];
  let layer = met;
  for (let left = steps[side]; left >= 0; left -= 1) {
    for (const id of layer) reached[id] = (side ? left : whole - left) + 1;
    const before = new Set();
    for (const id of left ? layer : []) {
      for (const number of edgeIdsOf(id)) if (allowed[number] && walked[side][endOf(number, id)] === left) before.add(endOf(number, id));
    }
    layer = before;
  }
}

// Among equally short ways the surest is the best, and one through what few things share tells more than one through a hub.
function priceOf(edge, next, end) {
  return 2 * (1 - edge.c / 100) + (next === end ? 0 : 0.25 * Math.log2(degree[next] + 1));
}

function cheapest(start, end, steps, allowed, passes) {
  cost.fill(Infinity);
  cost[start] = 0;
  let layer = [start];
  for (let left = steps; left > 0; left -= 1) {
    const following = [];
    for (const id of layer) {
      for (const number of edgeIdsOf(id)) {
        const next = endOf(number, id);
        if (!allowed[number] || reached[next] !== left || !passes(id, next)) continue;
        if (cost[next] === Infinity) following.push(next);
        const price = cost[id] + priceOf(edges[number], next, end);
        if (price < cost[next]) [cost[next], cameBy[next]] = [price, number];
      }
    }
    layer = following;
  }
}

function traced(start, end) {
  const way = { nodes: [nodes[end]], edges: [] };
  for (let id = end; id !== start; id = endOf(cameBy[id], id)) {
    way.edges.unshift(edges[cameBy[id]]);
    way.nodes.unshift(nodes[endOf(cameBy[id], id)]);
  }
  return way;
}

// The best of the shortest ways between two nodes over the edges that are allowed, or null.
function pathBetween(a, b, allowed = edgeShown, barred = nothingBarred) {
  if (a === b) return null;
  const joins = (id, next) => (id === a.id && next === b.id) || (id === b.id && next === a.id);
  const passes = (id, next) => !barred.nodes.has(next) && !(barred.direct && joins(id, next));
  const meeting = meet(a.id, b.id, allowed, passes);
  if (!meeting) return null;
  reached.fill(0);
  for (const side of [0, 1]) mark(meeting.met, side, meeting, allowed);
  cheapest(a.id, b.id, meeting.steps[0] + meeting.steps[1], allowed, passes);
  return traced(a.id, b.id);
}

// Up to three ways that have only their ends in common, the shortest first.
function waysBetween(a, b) {
  const found = [];
  const barred = { nodes: new Set(), direct: false };
  while (found.length < MOST_WAYS) {
    const way = pathBetween(a, b, edgeShown, barred);
    if (!way) break;
    found.push(way);
    barred.direct ||= way.edges.length === 1;
    for (const node of way.nodes.slice(1, -1)) barred.nodes.add(node.id);
  }
  return found;
}

let known = null;  // the ways between the two that are chosen, once somebody asked
let which = 0;

export function currentWays() {
  if (!state.to || !state.chosen?.key) return [];
  known ??= waysBetween(state.chosen, state.to);
  return known;
}

// The way that is shown, or null.
export function currentPath() {
  return currentWays()[which] || null;
}

export function whichWay() {
  return which;
}

export function takeWay(number) {
  which = number;
}

// Whether facts that are hidden now would connect the two.
export function hiddenPath(a, b) {
  return pathBetween(a, b, new Uint8Array(edges.length).fill(1));
}

onChange((changed) => {
  if (!changed.size || (changed.size === 1 && changed.has("view"))) return;
  known = null;
  which = 0;
});
