// The timeline: the same things at the month of the first paper that names them, in a lane for each type.

import { mapElement, measure, placed, room, setPositions, sizes } from "./camera.js";
import { ownMonth } from "./dated.js";
import { byImportance, edges, nodes, types } from "./graph.js";
import { onChange, state } from "./state.js";
import { element, grouped } from "./text.js";
import { decoration, setAxis } from "./timeline_axis.js";
import { layOut } from "./timeline_layout.js";
import { currentView } from "./views.js";
import { edgeShown, nodeShown } from "./visible.js";

const note = element("p", { id: "timeline-note", hidden: "" });
document.getElementById("tray").append(note);

// The month of each node: its own, or that of the first shown paper that names it; -1 where there is none.
function firstMonths() {
  const month = ownMonth.slice();
  const withoutPapers = state.hiddenTypes.has("Paper");  // then their facts are hidden too, yet tell the month
  for (const { id, from, to } of edges) {
    if (!(edgeShown[id] || withoutPapers) || ownMonth[from] < 0) continue;  // only papers have dates
    if (month[to] < 0 || ownMonth[from] < month[to]) month[to] = ownMonth[from];
  }
  return month;
}

function lanesOf(month, first) {
  const lanes = new Map(["Paper", ...Object.keys(types).filter((type) => type !== "Paper")].map((type) => [type, { type, items: [] }]));
  for (const { id, type } of byImportance) {
    if (nodeShown[id] && month[id] >= 0) lanes.get(type).items.push({ id, month: month[id] - first, size: sizes[id] });
  }
  return [...lanes.values()].filter((lane) => lane.items.length);
}

function spanOf(month) {
  let [first, last] = [Infinity, -Infinity];
  for (let id = 0; id < month.length; id += 1) {
    if (!nodeShown[id] || month[id] < 0) continue;
    first = Math.min(first, month[id]);
    last = Math.max(last, month[id]);
  }
  return { first, last };
}

// Half a dot and a name stand out at each end.
function roomForDots() {
  const { wide, high } = room();
  return { wide: Math.max(wide, 160), high: Math.max(high, 160) };
}

function missingInWords(count) {
  if (!count) return "";
  return count === 1 ? "1 thing has no month and is not drawn." : `${grouped(count)} things have no month and are not drawn.`;
}

function tellMissing(month) {
  const missing = nodes.filter(({ id }) => nodeShown[id] && month[id] < 0).length;
  const nothing = !nodes.some(({ id }) => nodeShown[id] && month[id] >= 0);
  note.classList.toggle("all", nothing);
  if (nothing) note.replaceChildren("Nothing that is shown now has a month, so there is nothing to draw here. Take a filter away, or go to the map.");
  else note.replaceChildren(element("span", { class: "long" }, "Each thing stands at the month of the first paper here that names it. "),
    missingInWords(missing));
}

let plan = null;

function place(animate) {
  measure();
  placed.decoration = decoration;  // it takes some of the room
  const month = firstMonths();
  const { first, last } = spanOf(month);
  const [x, y] = [new Float32Array(nodes.length).fill(NaN), new Float32Array(nodes.length).fill(NaN)];
  const lanes = lanesOf(month, first);
  plan = lanes.length ? { first, ...layOut(lanes, last - first + 1, roomForDots(), x, y) } : null;
  setAxis(plan);
  setPositions(x, y, decoration, animate);
  tellMissing(month);
}

let onTimeline = false;  // whether the map shows months now; other views leave it as it is

function enterOrLeave(view, animate) {
  if (view === "timeline") place(animate);
  else setPositions(null, null, null, animate);
  onTimeline = view === "timeline";
}

onChange((changed, { move }) => {
  const view = currentView();
  note.hidden = view !== "timeline";
  if (!["map", "timeline"].includes(view)) return;
  if ((view === "timeline") !== onTimeline) enterOrLeave(view, !move);  // two movements at once end each other
  else if (onTimeline && [...changed].some((name) => name !== "chosen" && name !== "to")) place(false);
});

let wide = 0;
new ResizeObserver(() => {
  if (onTimeline && wide && mapElement.clientWidth && mapElement.clientWidth !== wide) place(false);
  wide = mapElement.clientWidth || wide;
}).observe(mapElement);
