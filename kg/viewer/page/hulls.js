// The areas of the groups: which of them are shaded, and where their names go.

import { boxOf, inner, placed } from "./camera.js";
import { communities, nodes } from "./graph.js";
import { ink } from "./look.js";
import { shown, tally } from "./visible.js";

const SHADED = 16;  // at most so many areas; more would be a carpet
const LEAST = 8;  // members of a group that has a name on the map
const LEFT = 1 / 3;  // of its members: with less of them shown, an area would tell of what is not there
const PADDING = 18;

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

// Cuts the corners of a closed line. After Chaikin, An algorithm for high-speed curve generation, 1974.
function rounded(points) {
  if (points.length < 3) return points;
  return points.flatMap((point, at) => {
    const next = points[(at + 1) % points.length];
    const between = (share) => ({ x: point.x + (next.x - point.x) * share, y: point.y + (next.y - point.y) * share });
    return [between(0.25), between(0.75)];
  });
}

export const named = communities.filter((community) => community.names.length && community.members.length >= LEAST);
export const titled = named.filter(({ members }) => members.length >= nodes.length / 100).slice(0, SHADED);

// Where a group is: the box of its inner members, and how large it is among the groups.
function areaOf(community) {
  community.area ??= boxOf(inner(community.members));
  community.share ??= Math.sqrt(community.members.length / named[0].members.length);
  return community.area;
}

// Points around each point, so that the area has a rim.
function rimmed(points) {
  const turns = Array.from({ length: 8 }, (_, at) => (at * Math.PI) / 4);
  return points.flatMap(({ x, y }) => turns.map((turn) => ({ x: x + PADDING * Math.cos(turn), y: y + PADDING * Math.sin(turn) })));
}

// The middle of what of an area is nearest to a height.
function endOf(hull, height, reach) {
  const near = hull.filter(({ y }) => Math.abs(y - height) <= reach);
  return { x: near.reduce((sum, { x }) => sum + x, 0) / near.length, y: height };
}

function shape(community) {
  const hull = rounded(rounded(hullOf(rimmed(hullOf(inner(community.members))))));
  const box = boxOf(hull);
  const reach = (box.bottom - box.top) / 12;
  Object.assign(community, { hull, bounds: box, tip: endOf(hull, box.top, reach), foot: endOf(hull, box.bottom, reach) });
}

// Whether enough of a group is shown, after all filters.
export function isThere(community) {
  if (community.countedAt !== tally.revision) {
    community.countedAt = tally.revision;
    community.there = community.members.filter(shown).length >= LEFT * community.members.length;
  }
  return community.there;
}

// The groups whose areas are drawn now.
export function areasNow() {
  return placed.decoration ? [] : titled.filter(isThere);
}

// Whether a place lies in an area. Corners turn one way, so that a place inside lies on the same side of all edges.
function holds({ hull, bounds }, x, y) {
  if (x < bounds.left || x > bounds.right || y < bounds.top || y > bounds.bottom) return false;
  return hull.every((a, at) => {
    const b = hull[(at + 1) % hull.length];
    return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x) >= 0;
  });
}

// How many of some places lie in the areas of other groups.
export function inOthers(community, places) {
  const others = areasNow().filter((other) => other !== community);
  return places.filter(({ x, y }) => others.some((other) => holds(other, x, y))).length;
}

export function shapeHulls() {
  for (const community of named) community.area = null;
  titled.forEach(shape);
}

// Where a group's name goes: the upper and the lower end of its area, or its middle.
export function titlePlace(community) {
  const { left, right, top, bottom } = areaOf(community);
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const { tip = { x: middle.x, y: top - PADDING }, foot = { x: middle.x, y: bottom + PADDING } } = community;
  return { tip, foot, middle, wide: right - left, high: bottom - top };
}

// Draws an area in the coordinates of the map.
export function drawHull(target, community) {
  target.beginPath();
  for (const { x, y } of community.hull) target.lineTo(x, y);
  target.closePath();
  target.fillStyle = ink.hull;
  target.fill();
}
