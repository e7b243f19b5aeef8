// The names of groups on the map: at the upper or lower end of their areas, or inside, and not in the area of another.

import { camera, looking, placeAt, placed } from "./camera.js";
import { inOthers, isThere, named, titled, titlePlace } from "./hulls.js";
import { fontOf, halo, width } from "./labels.js";
import { ink } from "./look.js";
import { cut } from "./text.js";

const LEAST = 110;  // pixels that a small group has to be wide before it is named
const shadedOnes = new Set(titled);

// As many names as fit, at least one.
function fitting(names, length) {
  const kept = names.map((name) => cut(name, length));
  while (kept.length > 1 && kept.join(" · ").length > length) kept.pop();
  return kept.join(" · ");
}

function titleFor(context, community, narrow) {
  const lines = [cut(community.names[0], 34), narrow ? "" : fitting(community.names.slice(1), 40)].filter(Boolean);
  const fonts = [fontOf(narrow ? 12.5 : 13 + 4 * (community.share || 0), 650), fontOf(12, 500)];
  const half = Math.max(...lines.map((line, at) => ((context.font = fonts[at]), width(context, line)))) / 2 + 4;
  return { target: community, lines, fonts, half, height: lines.length * 16 + 6, spot: 0 };
}

function placeOfTitle(community) {
  const { wide, high, ...ends } = titlePlace(community);
  const [tip, foot, middle] = [ends.tip, ends.foot, ends.middle].map(({ x, y }) => placeAt(x, y));
  return { tip, foot, middle, wide: wide * camera.scale, high: high * camera.scale };
}

// Above the area, below it, in its upper end, and in its middle.
const SPOTS = [0, 1, 2, 3];

function titleBox({ target, half, height }, { tip, foot, middle }, spot) {
  const [x, top] = [[tip.x, tip.y - height + 4], [foot.x, foot.y - 2], [tip.x, tip.y + 6], [middle.x, middle.y - height / 2]][spot];
  const inside = Math.min(Math.max(x, half + 4), Math.max(camera.wide - half - 4, half + 4));
  return { left: inside - half, right: inside + half, top, bottom: top + height, target };
}

// How much of a title would lie in areas of other groups.
function strangeness(box) {
  const across = [box.left, (box.left + box.right) / 2, box.right];
  const onMap = (x, y) => ({ x: (x - camera.wide / 2) / camera.scale + camera.x, y: (y - camera.high / 2) / camera.scale + camera.y });
  return inOthers(box.target, across.flatMap((x) => [onMap(x, box.top), onMap(x, box.bottom)]));
}

// The boxes that a title may have, the best first.
function boxesOf(title, place) {
  const found = SPOTS.map((spot) => ({ spot, box: titleBox(title, place, spot) }));
  for (const each of found) each.cost = strangeness(each.box) + (each.spot === title.spot ? 0 : 0.5);
  return found.sort((a, b) => a.cost - b.cost || a.spot - b.spot);
}

// What fills the window needs no name any more, what is still tiny none yet.
function strength(community, place) {
  const near = camera.scale / looking.wholeScale;
  if (near < 1.4 && shadedOnes.has(community)) return 1;
  if (place.wide < LEAST) return 0;
  const filled = Math.max(place.wide / camera.wide, place.high / camera.high);
  return Math.min(Math.max(2.2 - 1.6 * filled, 0), 1);
}

function isNear({ middle, tip, foot }) {
  return middle.x > 0 && middle.x < camera.wide && foot.y > 0 && tip.y < camera.high;
}

// Finds the titles that there is room for, largest group first.
export function layTitles(context, boxes, earlier) {
  if (placed.decoration) return [];
  const most = Math.max(3, (camera.wide * camera.high) / 30000);
  const near = camera.scale / looking.wholeScale;
  const titles = [];
  for (const community of near < 1.4 ? titled : named.slice(0, 400)) {
    if (titles.length >= most) break;
    const place = placeOfTitle(community);
    if (!isNear(place) || strength(community, place) < 0.25 || !isThere(community)) continue;
    const title = titleFor(context, community, boxes.wide < 600);
    title.spot = earlier.get(community)?.spot || 0;
    const found = boxesOf(title, place).find(({ box }) => boxes.free(box));
    if (!found) continue;
    boxes.add(found.box);
    title.spot = found.spot;
    titles.push(title);
  }
  return titles;
}

export function drawTitle(context, title) {
  const place = placeOfTitle(title.target);
  const alpha = strength(title.target, place);
  if (alpha < 0.2) return;
  const box = titleBox(title, place, title.spot);
  context.globalAlpha = alpha * 0.6;
  context.fillStyle = ink.page;
  context.beginPath();
  context.roundRect(box.left, box.top, 2 * title.half, title.height - 2, 6);
  context.fill();
  context.globalAlpha = alpha;
  context.textAlign = "center";
  context.textBaseline = "middle";
  title.lines.forEach((line, at) => {
    context.font = title.fonts[at];
    halo(context, line, (box.left + box.right) / 2, box.top + 10 + at * 16, ink.soft);
  });
  context.globalAlpha = 1;
}

// While the map moves: the title where it now is, if nothing is there.
export function writeTitle(context, boxes, title) {
  const box = titleBox(title, placeOfTitle(title.target), title.spot);
  if (!boxes.free(box)) return;
  boxes.add(box);
  drawTitle(context, title);
}
