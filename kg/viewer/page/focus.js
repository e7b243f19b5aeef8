// What is chosen or pointed at, with its lines and all that they lead to: above the rest, which is dimmed.

import { camera, placeOf } from "./camera.js";
import { edges, factsOf, importance, isPaper, nodes, other, predicates } from "./graph.js";
import { width } from "./labels.js";
import { ink, paint } from "./look.js";
import { currentPath } from "./path.js";
import { onChange, state } from "./state.js";
import { shown, shownEdge } from "./visible.js";

export const focus = { hovered: null, marked: null };  // marked: the neighbour that keys have stepped to
const FEW = 12;  // lines that have an arrow and, where there is room, a word
const MANY = 1500;  // dots of which the small ones are drawn as squares, which is faster
const DIM = 0.84;
let known = { centre: null, part: null };

onChange(() => {
  known = { centre: null, part: null };
  focus.marked = null;
});

// Where only what is near is shown, all of it counts, as long as it is not too much to stand out.
function allNear() {
  const near = state.depth > 1 ? nodes.filter(shown) : [];
  return near.length <= MANY ? near : [];
}

function ofNode(node) {
  const near = allNear();
  const facts = (near.length ? edges : factsOf(node)).filter(shownEdge);
  const ends = near.length ? near : facts.map((edge) => other(edge, node));
  const around = [...new Set(ends)].filter((each) => each !== node && shown(each));
  const rank = (each) => importance[each.id] - (isPaper(each) ? 1e6 : 0);
  return { marked: [node], facts, around: around.sort((a, b) => rank(b) - rank(a) || a.id - b.id) };
}

function ofCommunity({ id, members }) {
  const inside = (edge) => nodes[edge.from].community === id && nodes[edge.to].community === id && shownEdge(edge);
  const around = members.filter(shown).sort((a, b) => importance[b.id] - importance[a.id] || a.id - b.id);
  return { marked: [], facts: edges.filter(inside), around: [...around.filter((node) => !isPaper(node)), ...around.filter(isPaper)], soft: true };
}

function ofPath(path) {
  return { marked: path.nodes, facts: path.edges, around: [], way: true };
}

// What is to stand out, or null: the way between two, else what is chosen, else what is pointed at.
export function partInFocus() {
  const path = currentPath();
  const centre = path || state.chosen || focus.hovered;
  if (!centre) return null;
  if (known.centre !== centre) known = { centre, part: path ? ofPath(path) : centre.members ? ofCommunity(centre) : ofNode(centre) };
  return known.part;
}

export function dim(context) {
  context.globalAlpha = DIM;
  context.fillStyle = ink.page;
  context.fillRect(0, 0, camera.wide, camera.high);
  context.globalAlpha = 1;
}

function line(context, edge) {
  const [from, to] = [placeOf(nodes[edge.from]), placeOf(nodes[edge.to])];
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
}

function drawLines(context, { facts, soft, way }) {
  const pixel = 1 / (window.devicePixelRatio || 1);
  context.strokeStyle = way ? ink.accent : soft ? ink.line : ink["line-strong"];
  if (facts.length > 300) {  // lines of one pixel are quick to draw, whatever their number
    context.lineWidth = pixel;
    context.beginPath();
    for (const edge of facts) line(context, edge);
    context.stroke();
    return;
  }
  for (const edge of facts) {
    context.lineWidth = way ? 2.5 : soft ? pixel : 0.5 + edge.c / 80;
    context.beginPath();
    line(context, edge);
    context.stroke();
  }
}

// The head of an arrow, where a line meets the dot that it leads to.
function drawHead(context, edge, colour, marked) {
  const [from, to] = [placeOf(nodes[edge.from]), placeOf(nodes[edge.to])];
  const long = Math.hypot(to.x - from.x, to.y - from.y);
  if (long < from.radius + to.radius + 16) return;
  const [right, down] = [(to.x - from.x) / long, (to.y - from.y) / long];
  const gap = to.radius + (marked.includes(nodes[edge.to]) ? 7 : 2);  // what is marked has a ring
  const [x, y] = [to.x - right * gap, to.y - down * gap];
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - 8 * right - 3.5 * down, y - 8 * down + 3.5 * right);
  context.lineTo(x - 8 * right + 3.5 * down, y - 8 * down - 3.5 * right);
  context.closePath();
  context.fill();
}

function drawDots(context, around) {
  const hasMany = around.length > MANY;
  for (let at = around.length - 1; at >= 0; at -= 1) {
    const node = around[at];
    const { x, y, radius } = placeOf(node);
    if (x < -radius || y < -radius || x > camera.wide + radius || y > camera.high + radius) continue;
    if (hasMany && radius < 3) {
      context.fillStyle = ink[node.type];
      context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
    } else paint(context, node, x, y, radius, 1);
  }
}

export function drawRing(context, node, dashes = []) {
  const { x, y, radius } = placeOf(node);
  context.beginPath();
  context.arc(x, y, radius + 5, 0, 2 * Math.PI);
  context.lineWidth = 2;
  context.strokeStyle = ink.accent;
  context.setLineDash(dashes);
  context.stroke();
  context.setLineDash([]);
  paint(context, node, x, y, radius, 1);
}

export function drawFocus(context, part) {
  drawLines(context, part);
  if (part.facts.length <= FEW || part.way) for (const edge of part.facts) drawHead(context, edge, part.way ? ink.accent : ink.soft, part.marked);
  drawDots(context, part.around);
  for (const node of part.marked) drawRing(context, node);
}

function wordBox(context, edge) {
  const [from, to] = [placeOf(nodes[edge.from]), placeOf(nodes[edge.to])];
  const text = predicates[edge.p].label;
  context.font = WORD;
  const half = width(context, text) / 2 + 2;
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  const long = Math.hypot(to.x - from.x, to.y - from.y) - from.radius - to.radius;
  return { text, x, y, long, left: x - half, right: x + half, top: y - 8, bottom: y + 8 };
}

const WORD = "italic 11px system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

// What a line says, on it, where nothing else is written.
export function writeWords(context, boxes, part) {
  if (part.soft || (part.facts.length > FEW && !part.way)) return;
  for (const edge of part.facts) {
    const box = wordBox(context, edge);
    if (box.long < box.right - box.left + 24 || !boxes.free(box)) continue;
    boxes.add(box);
    context.fillStyle = ink.page;
    context.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = ink.soft;
    context.fillText(box.text, box.x, box.y);
  }
}
