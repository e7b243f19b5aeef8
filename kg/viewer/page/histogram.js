// The filter of dates: how many papers there are by month or year, and a range of months that can be drawn upon it.

import { monthName, monthText, monthsOf, yearOf } from "./calendar.js";
import { dragEnded, whileDragged } from "./dragged.js";
import { amount, isPaper, nodes } from "./graph.js";
import { change, onChange, state } from "./state.js";
import { element } from "./text.js";

const MOST_MONTHS = 48;  // with more, a bar is a year
const spans = nodes.filter(isPaper).map((node) => monthsOf(node.date));
const dated = spans.filter(Boolean);
const undated = spans.length - dated.length;
const least = dated.reduce((first, span) => Math.min(first, span[0]), Infinity);
const most = dated.reduce((last, span) => Math.max(last, span[1]), -Infinity);
const unit = most - least + 1 > MOST_MONTHS ? 12 : 1;
const first = unit === 12 ? 12 * yearOf(least) : least;
const last = unit === 12 ? 12 * yearOf(most) + 11 : most;
const length = last - first + 1;

// Whether papers have dates between which one could choose.
export const hasDates = dated.length > 0 && most > least;

function clamped(month) {
  return Math.min(Math.max(month, first), last);
}

// The first and the last month that are asked for.
function range() {
  const since = state.since ? clamped(monthsOf(state.since)[0]) : first;
  const until = state.until ? clamped(monthsOf(state.until)[0]) : last;
  return [since, Math.max(since, until)];
}

function asPatch(since, until) {
  const [from, to] = [clamped(Math.min(since, until)), clamped(Math.max(since, until))];
  return { since: from === first ? "" : monthText(from), until: to === last ? "" : monthText(to) };
}

// The range in words: “March 2023 – June 2024”. An address may ask for months of which there are no papers.
export function rangeInWords() {
  const [asked, end] = [state.since, state.until].map((text) => monthsOf(text)?.[0]);
  if (asked > last) return `From ${monthName(asked)}`;
  if (end < first) return `Until ${monthName(end)}`;
  const [since, until] = range();
  return since === until ? monthName(since) : `${monthName(since)} – ${monthName(until)}`;
}

// How many papers each bar stands for: one that tells only its year is a little in each month.
function heights() {
  const counts = new Float64Array(Math.ceil(length / unit));
  for (const [from, to] of dated) {
    for (let month = from; month <= to; month += 1) counts[Math.floor((month - first) / unit)] += 1 / (to - from + 1);
  }
  return counts;
}

function barTitle(at, count) {
  const name = unit === 12 ? String(yearOf(first) + at) : monthName(first + at);
  return `${name}: ${amount(Math.round(count), "Paper")}`;
}

function madeBars() {
  const counts = heights();
  const highest = Math.max(...counts);
  return Array.from(counts, (count, at) => {
    const bar = element("span", { class: "column", title: barTitle(at, count) }, element("span"));
    bar.firstChild.style.height = `${count ? Math.max((100 * count) / highest, 4) : 0}%`;
    return bar;
  });
}

function handle(label, end) {
  const made = element("span", { class: `handle ${end}`, role: "slider", tabindex: "0", "aria-label": label });
  made.addEventListener("keydown", (event) => moveEnd(event, end));
  return made;
}

const KEY_MONTHS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12, Home: -Infinity, End: Infinity };

function moveEnd(event, end) {
  const step = KEY_MONTHS[event.key];
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();  // or the arrows move the map as well
  const [since, until] = range();
  const [low, high] = end === "since" ? [first, until] : [since, last];
  const month = Math.min(Math.max((end === "since" ? since : until) + step, low), high);
  change(end === "since" ? asPatch(month, until) : asPatch(since, month));
}

const bars = hasDates ? madeBars() : [];
const brush = element("span", { class: "brush" });
const [sinceHandle, untilHandle] = [handle("From", "since"), handle("Until", "until")];
const drawing = element("div", { class: "histogram", title: "" }, brush, ...bars, sinceHandle, untilHandle);
const told = element("p", { class: "told" });
const clear = element("button", { type: "button", class: "more", click: () => {
  change({ since: "", until: "" });
  sinceHandle.focus();
} }, "All dates");
const without = element("p", { class: "note" });

function tellEnd(one, month, low, high) {
  one.style.left = `${(100 * (month - first)) / length}%`;
  for (const [name, value] of [["valuemin", low], ["valuemax", high],
    ["valuenow", one === untilHandle ? month - 1 : month]]) one.setAttribute(`aria-${name}`, value);
  one.setAttribute("aria-valuetext", monthName(one === untilHandle ? month - 1 : month));
}

function tellWithout() {
  if (!undated) return "";
  const count = undated === 1 ? "1 paper has no date" : `${amount(undated, "Paper")} have no date`;
  const hidden = undated === 1 ? "is hidden" : "are hidden";
  return state.since || state.until ? `${count} and ${hidden} now.` : `${count} and ${hidden} once dates are chosen.`;
}

function refresh() {
  const [since, until] = range();
  tellEnd(sinceHandle, since, first, until);
  tellEnd(untilHandle, until + 1, since, last);
  brush.style.left = sinceHandle.style.left;
  brush.style.width = `${(100 * (until + 1 - since)) / length}%`;
  bars.forEach((bar, at) => bar.classList.toggle("inside", first + at * unit <= until && first + at * unit + unit > since));
  const [asked, end] = [state.since || monthText(first), state.until || monthText(last)].map((text) => monthsOf(text)[0]);
  const count = dated.filter(([from, to]) => to >= asked && from <= end).length;
  told.textContent = `${rangeInWords()}, ${amount(count, "Paper")}`;
  clear.hidden = !state.since && !state.until;
  without.textContent = tellWithout();
}

// ---- drawing a range

let drag = null;

function monthAt(event) {
  const edge = drawing.getBoundingClientRect();
  return clamped(first + Math.floor((length * (event.clientX - edge.left)) / edge.width));
}

// A month as the bar that it is in: its first or its last month.
function snapped(month, upward) {
  const start = first + Math.floor((month - first) / unit) * unit;
  return upward ? start + unit - 1 : start;
}

// What a press begins: moving an end, moving the range, or a new range.
function begin(event) {
  const [since, until] = range();
  const month = monthAt(event);
  if (event.target === sinceHandle) return { kind: "end", fixed: until };
  if (event.target === untilHandle) return { kind: "end", fixed: since };
  const part = since > first || until < last;
  return part && month >= since && month <= until ? { kind: "move", start: month, since, until, moved: false } : { kind: "new", fixed: month };
}

function dragged(event) {
  const month = monthAt(event);
  if (drag.kind === "move") {
    const step = Math.min(Math.max(Math.round((month - drag.start) / unit) * unit, first - drag.since), last - drag.until);
    drag.moved ||= step !== 0;
    return asPatch(drag.since + step, drag.until + step);
  }
  const upward = month >= drag.fixed;
  if (drag.kind === "end") return asPatch(snapped(month, upward), drag.fixed);
  return asPatch(snapped(month, upward), snapped(drag.fixed, !upward));
}

drawing.addEventListener("pointerdown", (event) => {
  if (event.button) return;
  drag = begin(event);
  drawing.setPointerCapture(event.pointerId);
  (event.target === untilHandle ? untilHandle : sinceHandle).focus({ focusVisible: false });
  event.preventDefault();
  if (drag.kind === "new") whileDragged(dragged(event));
});
drawing.addEventListener("pointermove", (event) => drag && whileDragged(dragged(event)));
drawing.addEventListener("pointerup", (event) => {
  if (!drag) return;
  // A click into the range asks for the bar that is there.
  const alone = drag.kind === "move" && !drag.moved ? asPatch(snapped(drag.start, false), snapped(drag.start, true)) : dragged(event);
  drag = null;
  whileDragged(alone);
  dragEnded();
});
drawing.addEventListener("pointercancel", () => {
  drag = null;
  dragEnded();
});

// The part of the filters that is about dates.
export function dateFilter() {
  const scale = element("p", { class: "scale note", "aria-hidden": "true" },
    ...[first, last].map((month) => element("span", {}, unit === 12 ? String(yearOf(month)) : monthName(month))));
  refresh();
  onChange((changed) => (changed.has("since") || changed.has("until")) && refresh());
  return element("section", { role: "group", "aria-label": "Dates of papers" },
    element("div", { class: "line" }, element("h3", {}, unit === 12 ? "Papers by year" : "Papers by month"), clear), drawing, scale, told, without);
}
