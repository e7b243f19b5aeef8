// Lines and dots as pixels of our own: several times as fast as a canvas draws so many, and evenly dense however many lie over each other.

const UNIT = 16;  // coverage of one line at full weight

// How many lines, and how much of each, cover each pixel of a picture.
export class Lines {
  constructor(wide, high) {
    [this.wide, this.high] = [wide, high];
    this.cover = new Uint16Array(wide * high);
    [this.top, this.bottom] = [high, 0];
  }

  clear() {
    this.cover.fill(0);
    [this.top, this.bottom] = [this.high, 0];
  }

  // Adds a line with soft edges; `weight` is up to 16. After Wu, An efficient antialiasing technique, 1991.
  add(x0, y0, x1, y1, weight) {
    const { cover, wide, high } = this;
    if (Math.max(x0, x1) < 0 || Math.max(y0, y1) < 0 || Math.min(x0, x1) >= wide || Math.min(y0, y1) >= high) return;
    this.top = Math.min(this.top, Math.max(0, Math.floor(Math.min(y0, y1))));
    this.bottom = Math.max(this.bottom, Math.min(high, Math.ceil(Math.max(y0, y1)) + 1));
    const steep = Math.abs(y1 - y0) > Math.abs(x1 - x0);
    // Along the longer of both axes, pixel by pixel; across it, the weight is shared by two pixels.
    const [along, across] = steep ? [wide, 1] : [1, wide];
    let [a0, b0, a1, b1] = steep ? [y0, x0, y1, x1] : [x0, y0, x1, y1];
    if (a0 > a1) [a0, b0, a1, b1] = [a1, b1, a0, b0];
    const slope = a1 > a0 ? (b1 - b0) / (a1 - a0) : 0;
    const first = Math.max(0, Math.ceil(a0));
    const last = Math.min(steep ? high - 1 : wide - 1, Math.floor(a1));
    const limit = (steep ? wide : high) - 1;
    let b = b0 + (first - a0) * slope;
    for (let a = first; a <= last; a += 1, b += slope) {
      if (b < 0 || b >= limit) continue;
      const whole = b | 0;
      const rest = ((b - whole) * weight) | 0;
      const at = a * along + whole * across;
      cover[at] += weight - rest;
      cover[at + across] += rest;
    }
  }

  // How many lines lie over each other where there is one, in the mean of a sample.
  density() {
    let [sum, covered] = [0, 0];
    for (let at = this.top * this.wide, end = this.bottom * this.wide; at < end; at += 13) {
      sum += this.cover[at];
      covered += this.cover[at] > 0 ? 1 : 0;
    }
    return covered ? sum / covered / UNIT : 0;
  }

  // Blends what lies in some rows into a picture. However many lines lie there, the ground shines through.
  blend(pixels, colour, alpha, most, from, to) {
    const shares = new Uint8Array(2048);
    for (let count = 0; count < shares.length; count += 1) shares[count] = Math.round(255 * most * (1 - Math.exp((-alpha / most) * (count / UNIT))));
    const [red, green, blue] = colour;
    const end = Math.min(to, this.bottom) * this.wide;
    for (let at = Math.max(from, this.top) * this.wide; at < end; at += 1) {
      const count = this.cover[at];
      if (!count) continue;
      const share = shares[count > 2047 ? 2047 : count];
      const ground = pixels[at];
      const [r, g, b] = [ground & 255, (ground >> 8) & 255, (ground >> 16) & 255];
      pixels[at] = 0xff000000 | ((b + (((blue - b) * share) >> 8)) << 16) | ((g + (((green - g) * share) >> 8)) << 8) | (r + (((red - r) * share) >> 8));
    }
  }
}

// Fills a convex area of pixels, `xs` and `ys` its corners; what it half covers at the ends of a row is half mixed.
export function fillConvex(pixels, wide, high, xs, ys, colour) {
  const lefts = new Float32Array(high).fill(Infinity);
  const rights = new Float32Array(high).fill(-Infinity);
  for (let at = 0, before = xs.length - 1; at < xs.length; before = at, at += 1) {
    const [upper, lower] = ys[before] < ys[at] ? [before, at] : [at, before];
    const slope = (xs[lower] - xs[upper]) / (ys[lower] - ys[upper]);
    const last = Math.min(high - 1, Math.ceil(ys[lower] - 0.5) - 1);
    for (let row = Math.max(0, Math.ceil(ys[upper] - 0.5)); row <= last; row += 1) {
      const x = xs[upper] + (row + 0.5 - ys[upper]) * slope;
      if (x < lefts[row]) lefts[row] = x;
      if (x > rights[row]) rights[row] = x;
    }
  }
  for (let row = 0; row < high; row += 1) fillRow(pixels, row * wide, Math.max(lefts[row], 0), Math.min(rights[row], wide), colour);
}

function fillRow(pixels, start, left, right, colour) {
  if (right <= left) return;
  const [first, end] = [Math.ceil(left), Math.floor(right)];
  pixels.fill(colour, start + first, start + end);
  if (first > left) pixels[start + first - 1] = over(colour, Math.round(255 * (first - left)), pixels[start + first - 1]);
  if (right > end) pixels[start + end] = over(colour, Math.round(255 * (right - end)), pixels[start + end]);
}

// Stamps a sprite onto an opaque picture, its middle at a place.
export function stamp(pixels, wide, high, sprite, x, y) {
  const { half, side } = sprite;
  const source = sprite.pixels;
  const left = Math.round(x - 0.5) - half;
  const top = Math.round(y - 0.5) - half;
  const [first, last] = [Math.max(0, -left), Math.min(side, wide - left)];
  for (let row = Math.max(0, -top), end = Math.min(side, high - top); row < end; row += 1) {
    let at = (top + row) * wide + left + first;
    for (let from = row * side + first, stop = row * side + last; from < stop; from += 1, at += 1) {
      const mark = source[from];
      const share = mark >>> 24;
      if (share === 255) pixels[at] = mark;
      else if (share) pixels[at] = over(mark, share, pixels[at]);
    }
  }
}

function over(mark, share, ground) {
  const keep = 255 - share;
  const red = ((mark & 255) * share + (ground & 255) * keep) / 255;
  const green = (((mark >> 8) & 255) * share + ((ground >> 8) & 255) * keep) / 255;
  const blue = (((mark >> 16) & 255) * share + ((ground >> 16) & 255) * keep) / 255;
  return 0xff000000 | (blue << 16) | (green << 8) | (red & 255);
}

// Red, green, blue and opacity of a colour of CSS.
const sample = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

export function partsOf(colour) {
  sample.fillStyle = "#000";
  sample.fillStyle = colour;
  const found = sample.fillStyle.match(/^rgba\((\d+), (\d+), (\d+), ([\d.]+)\)$/);
  if (found) return found.slice(1).map(Number);
  return [1, 3, 5].map((at) => Number.parseInt(sample.fillStyle.slice(at, at + 2), 16)).concat(1);
}

// A colour of CSS as one opaque pixel.
export function pixelOf(colour) {
  const [red, green, blue] = partsOf(colour);
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
}
