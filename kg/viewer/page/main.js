// What happens when: the parts are put together, and each is told of what changed.

import { amount, edges, nodes, typeOrder, types } from "./graph.js";
import { structure } from "./data.js";
import { change, choose, lookUp, onChange, readAddress, state } from "./state.js";
import { visibleCounts } from "./visible.js";
import { isDark, readColours, remembered, root, systemDark } from "./look.js";
import { camera, fit, inView, looking, mapElement, measure, placeOf, standUp, zoom } from "./camera.js";
import { shapeHulls } from "./hulls.js";
import { redrawBase } from "./moving.js";
import { focus } from "./focus.js";
import { redrawOverlay } from "./overlay.js";
import { showPanel } from "./panel.js";
import { withEvidence } from "./proof.js";
import { follow, goToChosen } from "./near.js";
import { missingText } from "./part.js";
import { fillLegend } from "./legend.js";
import { cut, grouped, say } from "./text.js";
import "./filters.js";
import "./table_csv.js";
import "./search.js";
import "./sparql.js";
import "./gestures.js";
import "./keys.js";
import "./views.js";
import "./path_panel.js";
import "./timeline.js";
import "./spoken.js";
import "./save.js";

function redraw() {
  if (mapElement.hidden) return;
  redrawBase();
  redrawOverlay();
}

onChange((changed, { move }) => {
  focus.hovered = null;
  say("");
  measure();  // on a phone the panel takes some of the map
  follow(changed, move);
  if (!mapElement.hidden) redrawOverlay();  // moving.js sees for itself whether dots and lines changed
});

function recolour() {
  readColours();
  redraw();
}

document.getElementById("theme").addEventListener("click", () => {
  root.dataset.theme = remembered(isDark() ? "light" : "dark") || (isDark() ? "light" : "dark");
  recolour();
});
systemDark.addEventListener("change", recolour);

// A page about one thing begins with it, and with all that is near.
function beginWithFocus() {
  const chosen = nodes[structure.focus];
  let depth = 0;
  do {
    depth += 1;
    change({ chosen, depth }, { address: false });
  } while (depth < 3 && visibleCounts().nodes < nodes.length);
}

function goToAddress() {
  const missing = readAddress();
  if (structure.focus !== undefined && !location.href.includes("#")) beginWithFocus();  // “#” alone is nothing chosen
  if (missing) say(missingText(missing));
}
window.addEventListener("hashchange", goToAddress);

document.getElementById("closer").addEventListener("click", () => zoom(1.4, undefined, true));
document.getElementById("away").addEventListener("click", () => zoom(1 / 1.4, undefined, true));
document.getElementById("fit").addEventListener("click", () => fit(true));

const about = document.getElementById("about");
document.getElementById("help").addEventListener("click", () => about.showModal());
document.getElementById("close-about").addEventListener("click", () => about.close());

function tell() {
  const kinds = typeOrder.filter((type) => types[type].count).map((type) => amount(types[type].count, type));
  document.getElementById("counts").textContent = [...kinds, `${grouped(edges.length)} facts`].join(" · ");
  const sources = structure.sources.map((source) => cut(source, 80));
  document.getElementById("sources").textContent = sources.length ? `Made from ${sources.join(", ")}.` : "";
}

function resized() {
  if (mapElement.hidden || (camera.wide === mapElement.clientWidth && camera.high === mapElement.clientHeight)) return;
  measure();
  const lost = state.chosen?.key && !inView(placeOf(state.chosen));
  if (looking.at === "whole") fit(false);
  else if (state.chosen && (looking.at === "chosen" || lost)) goToChosen(false);
  else redraw();
}

if (["light", "dark"].includes(remembered())) root.dataset.theme = remembered();
readColours();
tell();
fillLegend();
measure();
standUp();
shapeHulls();
fit(false);
showPanel();
goToAddress();
new ResizeObserver(resized).observe(mapElement);

// For tests, and for whoever wants to steer the page from the browser's console.
window.kg = {
  ready: true,
  choose: (key) => choose(lookUp(key), { move: true }),
  where: (key) => {
    const edge = mapElement.getBoundingClientRect();
    const { x, y } = placeOf(lookUp(key));
    return { x: x + edge.left, y: y + edge.top };
  },
  state: () => ({ ...state, chosen: state.chosen?.key ?? state.chosen?.names?.join(" · ") ?? null, to: state.to?.key ?? null }),
  shown: visibleCounts,
  camera: () => ({ ...camera }),
};
setTimeout(() => withEvidence(() => {}), 400);  // once the map is there: unpacking the sentences takes a while
