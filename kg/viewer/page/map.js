// The map: vis-network draws dots and lines, and a canvas above it what is chosen and all names.

const container = document.getElementById("network");
const overlay = document.getElementById("overlay");
const legend = document.getElementById("legend");
const context = overlay.getContext("2d");
const hidden = { types: new Set(), predicates: new Set() };
const focus = { chosen: null, hovered: null };  // a node or a community
let scale = 1;
let wholeScale = 1;
let boxes = new Boxes();

for (const node of nodes) node.size = Math.min(2.6 + 1.35 * Math.sqrt(factsOf[node.id].length), 17);

function shown(node) {
  return !hidden.types.has(node.type);
}

function shownEdge(edge) {
  return !hidden.predicates.has(edge.p) && shown(nodes[edge.from]) && shown(nodes[edge.to]);
}

// Dots grow more slowly than the map, so that coming closer parts them.
function radiusOf(node) {
  return Math.min(Math.max(node.size * scale ** 0.65, 1.2), 30);
}

function drawNode({ ctx, id, x, y }) {
  if (shown(nodes[id])) paint(ctx, nodes[id], x, y, radiusOf(nodes[id]) / scale, 1 / scale);
  return {};
}

const options = JSON.parse(data.options);
options.nodes.ctxRenderer = drawNode;
const visNodes = new vis.DataSet();
const visEdges = new vis.DataSet();
const network = new vis.Network(container, { nodes: visNodes, edges: visEdges }, options);

function within(edge) {
  return nodes[edge.from].community === nodes[edge.to].community;
}

function visEdge(edge, id) {
  return { id, from: edge.from, to: edge.to, hidden: !shownEdge(edge), color: { color: within(edge) ? ink.line : ink["line-between"] } };
}

// Each step of the beginning asks vis-network to draw: it is told to wait for the last one.
function holdDrawing(hold) {
  network.body.emitter.emit(hold ? "_blockRedraw" : "_allowRedraw");
}

function fillMap() {
  visNodes.add(nodes.map(({ id, x, y }) => ({ id, x, y })));
  visEdges.add(edges.map(visEdge).filter((_, id) => nodes.length <= LARGE || within(edges[id])));
}

function refreshMap() {
  visEdges.update(visEdges.getIds().map((id) => visEdge(edges[id], id)));
  network.redraw();
}

// ---- the hulls of the larger communities

function hullOf(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const turn = (a, b, c) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  const half = (row) => {
    const kept = [];
    for (const point of row) {
      while (kept.length > 1 && turn(kept[kept.length - 2], kept[kept.length - 1], point) <= 0) kept.pop();
      kept.push(point);
    }
    return kept.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

function middleOf(members, axis) {
  return members.map((node) => node[axis]).sort((a, b) => a - b)[members.length >> 1];
}

// Its inner three quarters say where a community is; the rest are strays.
function inner(members) {
  const [x, y] = [middleOf(members, "x"), middleOf(members, "y")];
  const far = (node) => (node.x - x) ** 2 + (node.y - y) ** 2;
  return [...members].sort((a, b) => far(a) - far(b)).slice(0, Math.ceil(members.length * 0.75));
}

const named = communities.filter((community) => community.names.length && community.members.length >= Math.max(8, nodes.length / 100)).slice(0, 16);

function shape(community) {
  community.hull = hullOf(inner(community.members));
  community.share = Math.sqrt(community.members.length / named[0].members.length);
  community.x = community.hull.reduce((sum, point) => sum + point.x, 0) / community.hull.length;
  community.top = Math.min(...community.hull.map((point) => point.y)) - 18;
  community.bottom = Math.max(...community.hull.map((point) => point.y)) + 18;
}

function drawHull(target, community) {
  target.beginPath();
  for (const { x, y } of community.hull) target.lineTo(x, y);
  target.closePath();
  target.fillStyle = target.strokeStyle = ink.hull;
  target.lineJoin = "round";
  target.lineWidth = 36;
  target.stroke();
  target.fill();
}

network.on("beforeDrawing", (target) => {
  scale = network.getScale();
  if (!hidden.types.size) for (const community of named) drawHull(target, community);
});
network.on("afterDrawing", drawOverlay);

// ---- the canvas above: names, and what is chosen

let view = { x: 0, y: 0, wide: 0, high: 0 };  // what the canvas shows: the point in its middle, and its size

function placeOf(node) {
  return { x: (node.x - view.x) * scale + view.wide / 2, y: (node.y - view.y) * scale + view.high / 2, radius: node.size ? radiusOf(node) : 0 };
}

function inView({ x, y }) {
  return x > -20 && y > -20 && x < view.wide + 20 && y < view.high + 20;
}

// Names keep clear of what lies on the map.
function reserve(part) {
  boxes.add({ left: part.offsetLeft, right: part.offsetLeft + part.offsetWidth, top: part.offsetTop, bottom: part.offsetTop + part.offsetHeight });
}

function drawOverlay() {
  const ratio = window.devicePixelRatio || 1;
  const [wide, high] = [overlay.clientWidth, overlay.clientHeight];
  view = { ...network.getViewPosition(), wide, high };
  if (overlay.width !== Math.round(wide * ratio) || overlay.height !== Math.round(high * ratio)) {
    overlay.width = Math.round(wide * ratio);
    overlay.height = Math.round(high * ratio);
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, wide, high);
  boxes = new Boxes(wide, high);
  reserve(legend);
  reserve(document.getElementById("zoom"));
  const centre = focus.chosen || focus.hovered;
  if (!centre) return drawNames();
  context.globalAlpha = 0.86;
  context.fillStyle = ink.page;
  context.fillRect(0, 0, wide, high);
  context.globalAlpha = 1;
  drawFocus(centre);
  if (focus.hovered && focus.hovered !== centre && !focus.hovered.members) drawMarked(focus.hovered, 13, 500);
}

function drawNames() {
  const closeness = scale / wholeScale;
  const alpha = Math.min(1.6 - closeness / 2.5, 1);
  if (alpha > 0.3 && !hidden.types.size) {
    const origin = placeOf({ x: 0, y: 0 });
    const most = Math.max(3, (view.wide * view.high) / 30000);
    for (const community of named.slice(0, most)) {
      const place = { x: community.x * scale + origin.x, top: community.top * scale + origin.y, bottom: community.bottom * scale + origin.y };
      writeTitle(context, boxes, community, place, alpha);
    }
  }
  const room = (view.wide * view.high) / 16000;
  let [written, tried] = [0, 0];
  for (const node of byImportance) {
    if (written > room || tried > 8 * room) break;
    if (!shown(node) || (node.type === "Paper" && closeness < 2.5)) continue;
    const place = placeOf(node);
    if (!inView(place)) continue;
    tried += 1;
    const heavy = Math.min(Math.log2(factsOf[node.id].length + 1) / 2, 3);
    written += writeName(context, boxes, node, place, { size: 11 + heavy, weight: heavy > 2 ? 500 : 400, length: node.type === "Paper" ? 36 : 28 });
  }
}

function drawFocus(centre) {
  const isNode = !centre.members;
  const facts = isNode ? factsOf[centre.id].filter(shownEdge) : edges.filter((edge) => within(edge) && nodes[edge.from].community === centre.id && shownEdge(edge));
  const around = isNode ? [...new Set(facts.map((edge) => other(edge, centre)))] : centre.members.filter(shown);
  context.strokeStyle = isNode ? ink["line-strong"] : ink.line;
  for (const edge of facts) {
    const [from, to] = [placeOf(nodes[edge.from]), placeOf(nodes[edge.to])];
    context.lineWidth = isNode ? 0.4 + edge.c / 100 : 0.8;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
  }
  for (const node of around) {
    const { x, y, radius } = placeOf(node);
    paint(context, node, x, y, radius, 1);
  }
  if (isNode) drawMarked(centre, 14, 650);
  const order = around.filter((node) => node !== centre).sort((a, b) => factsOf[b.id].length - factsOf[a.id].length || a.id - b.id);
  for (const node of order.filter((each) => each.type !== "Paper").concat(isNode ? order.filter((each) => each.type === "Paper") : [])) {
    const place = placeOf(node);
    if (boxes.all.length < 60 && inView(place)) writeName(context, boxes, node, place, { size: 12, length: node.type === "Paper" ? 36 : 28 });
  }
}

function drawMarked(node, size, weight) {
  const place = placeOf(node);
  context.beginPath();
  context.arc(place.x, place.y, place.radius + 5, 0, 2 * Math.PI);
  context.lineWidth = 2;
  context.strokeStyle = ink.accent;
  context.stroke();
  paint(context, node, place.x, place.y, place.radius, 1);
  writeName(context, boxes, node, { ...place, radius: place.radius + 6 }, { size, weight, length: 48, must: true });
}

// ---- finding what is under the pointer, and moving there

function pick(x, y, reach) {
  let [best, least] = [null, reach];
  for (const node of nodes) {
    if (!shown(node)) continue;
    const place = placeOf(node);
    const gap = Math.hypot(place.x - x, place.y - y) - place.radius;
    if (gap < least) [best, least] = [node, gap];
  }
  return best || boxes.at(x, y)?.target || null;
}

// What of the map nothing lies upon: the legend is below, or above on a narrow screen; names need a margin.
function room() {
  const bar = Math.min(legend.offsetHeight, overlay.clientHeight / 3);
  const above = legend.offsetTop ? 0 : bar;
  const margin = overlay.clientHeight > 600 ? 76 : 44;
  return { wide: overlay.clientWidth - Math.min(90, overlay.clientWidth / 8), high: overlay.clientHeight - bar - margin, down: bar - 2 * above - 0.3 * margin };
}

function moveTo(box, limit, animate) {
  const { wide, high, down } = room();
  const aim = Math.min(wide / Math.max(box.right - box.left, 1), high / Math.max(box.bottom - box.top, 1), limit);
  const position = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 + down / 2 / aim };
  const animation = animate && !stillness.matches && nodes.length <= LARGE ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  network.moveTo({ position, scale: aim, animation });
  return aim;
}

function boxOf(members) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y } of members) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return members.length ? box : { left: -1, right: 1, top: -1, bottom: 1 };
}

// The map is wider than high: it is stood up where it then gets larger, as on a phone.
function standUp() {
  const box = boxOf(nodes);
  const [wide, high] = [box.right - box.left, box.bottom - box.top];
  const free = room();
  const gain = Math.min(free.wide / high, free.high / wide) / Math.min(free.wide / wide, free.high / high);
  if (gain > 1.05) for (const node of nodes) [node.x, node.y] = [node.y, node.x];
}

function fit(animate) {
  wholeScale = moveTo(boxOf(nodes.filter(shown)), 1.8, animate);
}

function moveToFocus(target, animate) {
  const members = target.members ? inner(target.members) : [target, ...factsOf[target.id].map((edge) => other(edge, target))];
  moveTo(boxOf(members), Math.max(wholeScale * 2.5, 1.2), animate);
}
