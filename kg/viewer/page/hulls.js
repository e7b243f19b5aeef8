// The areas of the groups: which of them are shaded, and where their names go.

import { boxOf, inner } from "./camera.js";
import { communities, nodes } from "./graph.js";
import { ink } from "./look.js";

const SHADED = 16;  // at most so many areas; more would be a carpet
const LEAST = 8;  // members of a group that has a name on the map
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
export function areaOf(community) {
  community.area ??= boxOf(inner(community.members));
  community.share ??= Math.sqrt(community.members.length / named[0].members.length);
  return community.area;
}

// Points around each point, so that the area has a rim.
function rimmed(points) {
  const turns = Array.from({ length: 8 }, (_, at) => (at * Math.PI) / 4);
  return points.flatMap(({ x, y }) => turns.map((turn) => ({ x: x + PADDING * Math.cos(turn), y: y + PADDING * Math.sin(turn) })));
}

function shape(community) {
  community.hull = rounded(rounded(hullOf(rimmed(hullOf(inner(community.members))))));
}

export function shapeHulls() {
  for (const community of named) community.area = null;
  titled.forEach(shape);
}

// Where a group's name goes: the middle, and both ends of the area with its rim.
export function titlePlace(community) {
  const { left, right, top, bottom } = areaOf(community);
  return { x: (left + right) / 2, top: top - PADDING, bottom: bottom + PADDING, wide: right - left, high: bottom - top };
}

// Draws an area in the coordinates of the map.
export function drawHull(target, community) {
  target.beginPath();
  for (const { x, y } of community.hull) target.lineTo(x, y);
  target.closePath();
  target.fillStyle = ink.hull;
  target.fill();
}
