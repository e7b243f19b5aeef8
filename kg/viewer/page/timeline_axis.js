// Lanes and months of the timeline: bands under the dots, and names of lanes and months that stay in sight.

import { camera } from "./camera.js";
import { types } from "./graph.js";
import { fontOf, width } from "./labels.js";
import { ink } from "./look.js";
import { monthName, yearOf } from "./calendar.js";
import { grouped } from "./text.js";

const HIGH = 26;  // of the strip with the months, in pixels
const FAR = 1e6;  // bands go on beyond what there is
const WIDTHS = [[1, 30], [3, 44], [6, 44], [12, 44], [24, 44], [60, 44], [120, 44]];  // months between two names, and the pixels they need
let plan = null;

function tickMonths(pixels) {
  return (WIDTHS.find(([step, least]) => step * pixels >= least) || [240])[0];
}

// Where a month begins, on the map.
function edgeOf(month) {
  return (month - plan.first) * plan.wideMonth;
}

function ticksBetween(first, last, step) {
  const found = [];
  for (let month = Math.ceil(first / step) * step; month <= last; month += step) found.push(month);
  return found;
}

function inSight() {
  const left = camera.x - camera.wide / 2 / camera.scale;
  const right = camera.x + camera.wide / 2 / camera.scale;
  return { first: plan.first + Math.floor(left / plan.wideMonth), last: plan.first + Math.ceil(right / plan.wideMonth) };
}

// Draws, in the coordinates of the map, what is under the dots: every other lane shaded, and a line where a year begins.
function drawLanes(target, scale = camera.scale) {
  if (!plan) return;
  target.fillStyle = ink.hull;
  plan.lanes.forEach((lane, at) => at % 2 || target.fillRect(-FAR, lane.top, 2 * FAR, lane.bottom - lane.top));
  const { first, last } = inSight();
  target.strokeStyle = ink["line-between"];
  target.lineWidth = 1 / scale;
  target.beginPath();
  for (const month of ticksBetween(first, last, Math.max(tickMonths(plan.wideMonth * camera.scale), 12))) {
    target.moveTo(edgeOf(month), 0);
    target.lineTo(edgeOf(month), plan.high);
  }
  target.stroke();
}

function nameOf(month, step) {
  const year = String(yearOf(month));
  return month % 12 === 0 ? year : step < 12 ? monthName(month).slice(0, 3) : "";
}

function onScreen(month) {
  return (edgeOf(month) - camera.x) * camera.scale + camera.wide / 2;
}

// A month's name stands at its beginning, a year's where the year begins.
function drawTick(context, month, step, left, top) {
  const isYear = month % 12 === 0;
  context.fillStyle = ink.soft;
  context.fillRect(left, top, 1, isYear ? 9 : 5);
  context.font = fontOf(12, isYear ? 650 : 400);
  context.fillStyle = isYear ? ink.text : ink.soft;
  context.fillText(nameOf(month, step), left + 4, top + HIGH / 2 + 2);
}

// Where no January is in sight near the left edge, the year stands there. Returns how far it reaches.
function drawFirstYear(context, top, first) {
  if (onScreen(Math.ceil(first / 12) * 12) < 64) return 0;
  const year = String(yearOf(first));
  context.font = fontOf(12, 650);
  context.fillStyle = ink.text;
  context.fillText(year, 6, top + HIGH / 2 + 2);
  return width(context, year) + 12;
}

function drawMonths(context, top) {
  context.fillStyle = ink.page;
  context.fillRect(0, top, camera.wide, HIGH);
  context.fillStyle = ink.soft;
  context.fillRect(0, top, camera.wide, 1);
  context.textAlign = "left";
  context.textBaseline = "middle";
  const step = tickMonths(plan.wideMonth * camera.scale);
  const { first, last } = inSight();
  const taken = step < 12 ? drawFirstYear(context, top, first) : 0;
  for (const month of ticksBetween(first - step, last, step)) {
    const left = onScreen(month);
    if (left + 4 >= taken) drawTick(context, month, step, left, top);
  }
}

// The name of a lane stays in sight while the lane is, below what lies in the corner of the map.
function drawLaneName(context, lane, boxes) {
  const tray = document.getElementById("tray");
  const [from, to] = [lane.top, lane.bottom].map((y) => (y - camera.y) * camera.scale + camera.high / 2);
  const y = Math.max(from + 14, tray.offsetTop + tray.offsetHeight + 14);
  if (y > to - 8 || y > camera.high - HIGH - 10) return;
  const { plural } = types[lane.type];
  const text = `${plural[0].toUpperCase()}${plural.slice(1)}${camera.wide < 600 ? "" : ` · ${grouped(lane.items.length)}`}`;
  context.font = fontOf(13, 650);
  const wide = width(context, text) + 14;
  context.globalAlpha = 0.85;
  context.fillStyle = ink.page;
  context.beginPath();
  context.roundRect(6, y - 10, wide, 20, 6);
  context.fill();
  context.globalAlpha = 1;
  context.fillStyle = ink[lane.type];
  context.fillRect(6, y - 10, 3, 20);
  context.fillStyle = ink.text;
  context.fillText(text, 13, y + 0.5);
  boxes?.add({ left: 6, right: 6 + wide, top: y - 10, bottom: y + 10 });
}

function write(context, boxes) {
  if (!plan) return;
  const top = camera.high - HIGH;
  context.textAlign = "left";
  context.textBaseline = "middle";
  for (const lane of plan.lanes) drawLaneName(context, lane, boxes);
  drawMonths(context, top);
  boxes?.add({ left: 0, right: camera.wide, top, bottom: camera.high });
}

// Lines at rest would cover it all: most things are named again and again, years apart.
export const decoration = { draw: drawLanes, write, lines: false, foot: HIGH };

// Takes what the timeline was laid out as, or null where there is no timeline.
export function setAxis(given) {
  plan = given;
}
