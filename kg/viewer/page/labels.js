// Names on the map: the most important first, and none over another.

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";
const widths = new Map();

function width(context, text) {
  const key = `${context.font}\n${text}`;
  if (!widths.has(key)) {
    if (widths.size > 20000) widths.clear();
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

// Boxes that are taken, in a grid, so that asking is fast.
class Boxes {
  constructor(wide = Infinity, high = Infinity) {
    [this.wide, this.high] = [wide, high];
    this.cells = new Map();
    this.all = [];
  }

  * around(box) {
    for (let column = Math.floor(box.left / 80); column <= Math.floor(box.right / 80); column += 1) {
      for (let row = Math.floor(box.top / 40); row <= Math.floor(box.bottom / 40); row += 1) yield `${column},${row}`;
    }
  }

  free(box) {
    if (box.left < 0 || box.top < 0 || box.right > this.wide || box.bottom > this.high) return false;
    for (const cell of this.around(box)) {
      for (const taken of this.cells.get(cell) || []) {
        if (box.left < taken.right && box.right > taken.left && box.top < taken.bottom && box.bottom > taken.top) return false;
      }
    }
    return true;
  }

  add(box) {
    this.all.push(box);
    for (const cell of this.around(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }

  at(x, y) {
    return this.all.find((box) => box.target && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
  }
}

function fontOf(size, weight) {
  return `${weight} ${size}px ${FONT}`;
}

function halo(context, text, x, y, colour) {
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = ink.page;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

// Writes a node's name beside, below or above it where there is room, and tells whether there was.
function writeName(context, boxes, node, place, { size, weight = 400, length = 28, must = false }) {
  context.font = fontOf(size, weight);
  const text = cut(node.label, length);
  const half = width(context, text) / 2 + 3;
  const { x, y, radius } = place;
  const spots = [[x + radius + half + 1, y], [x, y + radius + size * 0.75], [x - radius - half - 1, y], [x, y - radius - size * 0.75]];
  for (const [middle, centre] of spots) {
    const box = { left: middle - half, right: middle + half, top: centre - size * 0.7, bottom: centre + size * 0.7, target: node };
    if (!boxes.free(box) && !(must && middle === spots[0][0])) continue;
    boxes.add(box);
    context.textAlign = "center";
    context.textBaseline = "middle";
    halo(context, text, middle, centre, ink.text);
    return true;
  }
  return false;
}

// As many names as fit, at least one.
function fitting(names, length) {
  const kept = names.map((name) => cut(name, length));
  while (kept.length > 1 && kept.join(" · ").length > length) kept.pop();
  return kept.join(" · ");
}

// Writes what a community is called above it, else below it, and tells whether there was room.
function writeTitle(context, boxes, community, place, alpha) {
  const narrow = boxes.wide < 600;
  const lines = [cut(community.names[0], 34), narrow ? "" : fitting(community.names.slice(1), 40)].filter(Boolean);
  const fonts = [fontOf(narrow ? 12.5 : 13 + 4 * community.share, 650), fontOf(12, 500)];
  const half = Math.max(...lines.map((line, at) => ((context.font = fonts[at]), width(context, line)))) / 2 + 4;
  const height = lines.length * 16 + 6;
  for (const top of [place.top - height, place.bottom + 2, (place.top + place.bottom - height) / 2]) {
    const box = { left: place.x - half, right: place.x + half, top, bottom: top + height, target: community };
    if (!boxes.free(box)) continue;
    boxes.add(box);
    context.globalAlpha = alpha * 0.6;
    context.fillStyle = ink.page;
    context.beginPath();
    context.roundRect(box.left, top, 2 * half, height - 2, 6);
    context.fill();
    context.globalAlpha = alpha;
    context.textAlign = "center";
    context.textBaseline = "middle";
    lines.forEach((line, at) => {
      context.font = fonts[at];
      halo(context, line, place.x, top + 10 + at * 16, ink.soft);
    });
    context.globalAlpha = 1;
    return true;
  }
  return false;
}
