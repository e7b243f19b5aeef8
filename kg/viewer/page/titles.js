// The names of groups on the map: above their areas, else below or inside.

import { camera, looking, placeAt, placed } from "./camera.js";
import { named, titled, titlePlace } from "./hulls.js";
import { fontOf, halo, width } from "./labels.js";
import { ink } from "./look.js";
import { state } from "./state.js";
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
  const { x, top, bottom, wide, high } = titlePlace(community);
  const [above, below] = [placeAt(x, top), placeAt(x, bottom)];
  return { x: above.x, top: above.y, bottom: below.y, wide: wide * camera.scale, high: high * camera.scale };
}

function titleBox({ target, half, height }, { x, top, bottom }, spot) {
  const y = [top - height, bottom + 2, (top + bottom - height) / 2][spot];
  return { left: x - half, right: x + half, top: y, bottom: y + height, target };
}

// What fills the window needs no name any more, what is still tiny none yet.
function strength(community, place) {
  const near = camera.scale / looking.wholeScale;
  if (near < 1.4 && shadedOnes.has(community)) return 1;
  if (place.wide < LEAST) return 0;
  const filled = Math.max(place.wide / camera.wide, place.high / camera.high);
  return Math.min(Math.max(2.2 - 1.6 * filled, 0), 1);
}

function isNear({ x, top, bottom }) {
  return x > 0 && x < camera.wide && bottom > 0 && top < camera.high;
}

// Finds the titles that there is room for, largest group first.
export function layTitles(context, boxes, earlier) {
  if (placed.decoration || state.hiddenTypes.size) return [];
  const most = Math.max(3, (camera.wide * camera.high) / 30000);
  const near = camera.scale / looking.wholeScale;
  const titles = [];
  for (const community of near < 1.4 ? titled : named.slice(0, 400)) {
    if (titles.length >= most) break;
    const place = placeOfTitle(community);
    if (!isNear(place) || strength(community, place) < 0.25) continue;
    const title = titleFor(context, community, boxes.wide < 600);
    title.spot = earlier.get(community)?.spot || 0;
    for (const spot of [title.spot, 0, 1, 2]) {
      const box = titleBox(title, place, spot);
      if (!boxes.free(box)) continue;
      boxes.add(box);
      title.spot = spot;
      titles.push(title);
      break;
    }
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
    halo(context, line, place.x, box.top + 10 + at * 16, ink.soft);
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
