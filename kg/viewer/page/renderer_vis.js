// The renderer through pyvis: vis-network draws dots and lines, for our camera. It cannot draw in steps.

import { placed, radiusAt, sizes } from "./camera.js";
import { edges, nodes } from "./graph.js";
import { areasNow, drawHull } from "./hulls.js";
import { ink, paint } from "./look.js";
import { edgeShown, nodeShown } from "./visible.js";

const LARGE = 5000;  // above so many nodes, lines between communities are not drawn
const element = document.createElement("div");
let drawn = { x: 0, y: 0, scale: 1 };
let [network, visEdges] = [null, null];
const toBe = [];  // the edges that vis knows: those that may be drawn

function drawNode({ ctx, id, x, y }) {
  if (nodeShown[id] && Number.isFinite(nodes[id].x)) paint(ctx, nodes[id], x, y, radiusAt(sizes[id], drawn.scale) / drawn.scale, 1 / drawn.scale);
  return {};
}

function within({ from, to }) {
  return nodes[from].community === nodes[to].community;
}

function lookOf(edge) {
  return { id: edge.id, hidden: !edgeShown[edge.id] || placed.decoration?.lines === false, color: { color: within(edge) ? ink.line : ink["line-between"] } };
}

function start() {
  const options = JSON.parse(document.getElementById("vis-options").textContent);
  options.nodes.ctxRenderer = drawNode;
  toBe.push(...edges.filter((edge) => nodes.length <= LARGE || within(edge)));
  const visNodes = new vis.DataSet(nodes.map(({ id, x, y }) => ({ id, x, y })));
  visEdges = new vis.DataSet(toBe.map((edge) => ({ ...lookOf(edge), from: edge.from, to: edge.to })));
  network = new vis.Network(element, { nodes: visNodes, edges: visEdges }, options);
  network.on("beforeDrawing", (target) => {
    if (placed.decoration) placed.decoration.draw?.(target, drawn.scale);
    else for (const community of areasNow()) drawHull(target, community);
  });
}

// Tells vis what has changed since the last picture.
function update() {
  const changed = toBe.map(lookOf).filter(({ id, hidden, color }) => {
    const known = network.body.edges[id].options;
    return known.hidden !== hidden || known.color.color !== color.color;
  });
  if (changed.length) visEdges.update(changed);
  for (const { id, x, y } of nodes) Object.assign(network.body.nodes[id], { x: Number.isFinite(x) ? x : 0, y: Number.isFinite(y) ? y : 0 });
}

function* draw(frame) {
  if (!network) start();
  update();
  yield;
  drawn = frame;
}

// vis draws what it shows: its own moveTo would draw once more in the next frame.
function show(frame) {
  const [wide, high] = [`${frame.wide}px`, `${frame.high}px`];
  if (element.style.width !== wide || element.style.height !== high) {
    [element.style.width, element.style.height] = [wide, high];
    network.setSize(wide, high);
  }
  const { view } = network.body;
  view.scale = frame.scale;
  view.translation = { x: frame.wide / 2 - frame.x * frame.scale, y: frame.high / 2 - frame.y * frame.scale };
  network.redraw();
}

export const renderer = { element, draw, show, picture: () => element.querySelector("canvas") };
