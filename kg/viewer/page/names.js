// Which names stand on the map: the most important, as many as there is room for, and those of before where that is fair.

import { camera, inView, looking, placeOf } from "./camera.js";
import { byImportance, degree, isPaper } from "./graph.js";
import { fitName, nameFor } from "./labels.js";
import { nodeShown } from "./visible.js";

const PAPERS_FROM = 2.5;  // times nearer than the whole
const FIRST = 16;  // of the most important in the window come before those that stood there already

function styleOf(node) {
  const heavy = Math.min(Math.log2(degree[node.id] + 1) / 2, 3);
  return { size: isPaper(node) ? 11 : 11 + heavy, weight: heavy > 2 && !isPaper(node) ? 500 : 400 };
}

// The most important nodes in the window.
function candidates(most) {
  const papersToo = camera.scale / looking.wholeScale >= PAPERS_FROM;
  const [wide, high] = [camera.wide / 2 / camera.scale, camera.high / 2 / camera.scale];
  const found = [];
  for (const node of byImportance) {
    if (Math.abs(node.x - camera.x) < wide && Math.abs(node.y - camera.y) < high && nodeShown[node.id] && (papersToo || !isPaper(node))) found.push(node);
    if (found.length >= most) break;
  }
  return found;
}

// Lays out names of all that is in the window; `earlier` knows those of before, by what they name.
export function layNames(context, boxes, earlier) {
  const room = (camera.wide * camera.high) / 16000;
  const found = candidates(8 * room);
  const stood = found.slice(FIRST, 3 * room).filter((node) => earlier.has(node));
  const order = new Set([...found.slice(0, FIRST), ...stood, ...found]);
  const names = [];
  for (const node of order) {
    if (names.length >= room) break;
    const name = nameFor(context, node, styleOf(node));
    name.spot = earlier.get(node)?.spot || 0;
    if (fitName(boxes, name, placeOf(node))) names.push(name);
  }
  return names;
}

// Lays out the names of what is in focus: first what it is about, then what is around it.
export function layFocus(context, boxes, part, extra, earlier) {
  const names = [];
  const add = (node, style) => {
    const name = nameFor(context, node, style);
    name.spot = earlier.get(node)?.spot || 0;
    const place = placeOf(node);
    place.radius += style.must ? 6 : 0;
    name.apart = style.must ? 6 : 0;
    if (inView(place) && fitName(boxes, name, place)) names.push(name);
  };
  for (const node of [...new Set(part.marked)]) add(node, { size: 14, weight: 650, length: camera.wide < 600 ? 26 : 48, must: true });
  for (const node of extra) add(node, { size: 13, weight: 500, length: 40, must: true });
  const most = Math.min(60, 12 + (camera.wide * camera.high) / 20000);
  for (const node of part.around.slice(0, 400)) {
    if (names.length >= most) break;
    if (!extra.includes(node)) add(node, { size: 12, length: isPaper(node) ? 36 : 28 });
  }
  return names;
}

export function placeOfName({ target, apart = 0 }) {
  const place = placeOf(target);
  place.radius += apart;
  return place;
}
