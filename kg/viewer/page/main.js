// What happens when: choosing, moving, keys, address, light and dark.

const about = document.getElementById("about");
const message = document.getElementById("message");
let showing = "whole";  // what the map is to show: all of it, what is chosen, or where the reader moved it

function say(text) {
  message.textContent = text;
  message.hidden = !text;
}

function keyOf(target) {
  return target.members ? `group/${fold(target.names.join(" ")).replace(/ /g, "-")}` : target.key;
}

function lookUp(key) {
  return nodeOf.get(redirects[key] || key) || communities.find((community) => community.names.length && keyOf(community) === key);
}

function choose(target, { move = false, address = true } = {}) {
  focus.chosen = target;
  focus.hovered = null;
  say("");
  if (target?.type && hidden.types.delete(target.type)) {
    refreshLegend();
    refreshMap();
  }
  if (!target) showHome();
  else if (target.members) showCommunity(target);
  else showNode(target);
  document.body.classList.toggle("chosen", Boolean(target));
  if (target && move) {
    showing = "chosen";
    if (container.clientHeight !== view.high) network.redraw();  // on a phone the panel takes some of the map: measure first
    moveToFocus(target, true);
  }
  drawOverlay();
  if (address) writeAddress(target);
}

function addressOf(target) {
  try {
    return target ? `#${encodeURI(keyOf(target))}` : "#";
  } catch {
    return "#";  // half a character, which no address can hold: all works, only this place has no permalink
  }
}

function writeAddress(target) {
  const wanted = addressOf(target);
  if ((location.hash || "#") !== wanted) location.hash = wanted;
}

function readAddress() {
  let key = location.hash.slice(1);
  try {
    key = decodeURIComponent(key);
  } catch {
    // not ours: it is looked up as it is
  }
  const target = key ? lookUp(key) : null;
  if (target === focus.chosen || (!key && !focus.chosen)) return;
  choose(target || null, { move: Boolean(target), address: false });
  if (key && !target) say(`“${cut(key, 60)}” is not in this map. It may be in another build: search for its name.`);
}

function zoom(factor) {
  showing = "part";
  network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, wholeScale / 2), 12) });
}

function pan(right, down) {
  const { x, y } = network.getViewPosition();
  showing = "part";
  network.moveTo({ position: { x: x + right / scale, y: y + down / scale } });
}

function whole() {
  showing = "whole";
  fit(true);
}

const KEYS = {
  "/": () => query.focus(),
  "?": () => about.showModal(),
  "+": () => zoom(1.4),
  "=": () => zoom(1.4),
  "-": () => zoom(1 / 1.4),
  0: whole,
  Escape: () => choose(null),
};
const ARROWS = { ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80] };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || about.open || event.target === query) return;
  const onMap = event.target === document.body || container.contains(event.target);
  if (KEYS[event.key]) KEYS[event.key]();
  else if (onMap && ARROWS[event.key]) pan(...ARROWS[event.key]);
  else return;
  event.preventDefault();
});

let waiting = 0;
let pointer = null;

function hover() {
  const target = pointer && pick(pointer.x, pointer.y, 6);
  container.style.cursor = target ? "pointer" : "";
  if (target === focus.hovered) return;
  focus.hovered = target;
  drawOverlay();
}

container.addEventListener("pointermove", (event) => {
  if (event.pointerType !== "mouse" || event.buttons) return;
  const edge = container.getBoundingClientRect();
  pointer = { x: event.clientX - edge.left, y: event.clientY - edge.top };
  clearTimeout(waiting);
  waiting = setTimeout(hover, focus.hovered ? 30 : 90);
});
container.addEventListener("pointerleave", () => {
  clearTimeout(waiting);
  pointer = null;
  hover();
});
network.on("click", ({ pointer: { DOM }, event }) => choose(pick(DOM.x, DOM.y, event.pointerType === "touch" ? 16 : 6)));
network.on("dragStart", () => (showing = "part"));
network.on("zoom", () => {
  showing = "part";
  if (network.getScale() > 12) network.moveTo({ scale: 12 });
  if (network.getScale() < wholeScale / 3) network.moveTo({ scale: wholeScale / 3 });
});
network.on("resize", () => {
  const lost = focus.chosen?.key && !inView(placeOf(focus.chosen));
  if (showing === "whole") fit(false);
  else if (focus.chosen && (showing === "chosen" || lost)) moveToFocus(focus.chosen, false);
  else drawOverlay();
});

document.getElementById("closer").addEventListener("click", () => zoom(1.4));
document.getElementById("away").addEventListener("click", () => zoom(1 / 1.4));
document.getElementById("fit").addEventListener("click", whole);
document.getElementById("help").addEventListener("click", () => about.showModal());
document.getElementById("close-about").addEventListener("click", () => about.close());
document.getElementById("theme").addEventListener("click", () => {
  root.dataset.theme = remembered(isDark() ? "light" : "dark") || (isDark() ? "light" : "dark");
  recolour();
});
systemDark.addEventListener("change", recolour);
window.addEventListener("hashchange", readAddress);

function recolour() {
  readColours();
  refreshMap();
  drawOverlay();
}

if (["light", "dark"].includes(remembered())) root.dataset.theme = remembered();
readColours();
const kinds = Object.entries(types).filter(([, { count }]) => count).map(([type, { count }]) => amount(count, type));
document.getElementById("counts").textContent = [...kinds, `${edges.length.toLocaleString("en")} facts`].join(" · ");
const sources = data.rest.sources.map((source) => cut(source, 80));
document.getElementById("sources").textContent = sources.length ? `Made from ${sources.join(", ")}.` : "";
fillLegend();
standUp();
named.forEach(shape);
holdDrawing(true);
fillMap();
fit(false);
showHome();
readAddress();
holdDrawing(false);
network.redraw();

// For tests, and for whoever wants to steer the page from the browser's console.
window.kg = {
  choose: (key) => choose(lookUp(key) || null, { move: true }),
  lines: () => visEdges.get({ filter: (edge) => !edge.hidden }).length,
  where: (key) => {
    const edge = container.getBoundingClientRect();
    const { x, y } = placeOf(nodeOf.get(key));
    return { x: x + edge.left, y: y + edge.top };
  },
};
