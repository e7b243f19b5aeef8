// Where things stand on the timeline: months from left to right, a lane for each type, the important in the middle of its lane.

const COLUMNS = 9;  // places side by side in a month, at most; odd, as one is in the middle
const GAP = 1.5;  // between dots, in pixels
const LANE_GAP = 34;  // between lanes, in pixels: their names stand there
const LEAST_SCALE = 0.03;
const GROWTH = 0.65;  // dots shrink more slowly than the map; camera.js does the same

// A lane as its upper and lower edge over narrow strips of time; whatever is placed pushes one of them outwards.
class Lane {
  constructor(wide, strip) {
    this.strip = strip;
    this.up = new Float64Array(Math.ceil(wide / strip) + 1);
    this.down = new Float64Array(this.up.length);
    this.first = 0;
    this.last = 0;
  }

  cover(x, radius) {
    this.first = Math.max(Math.floor((x - radius) / this.strip), 0);
    this.last = Math.min(Math.floor((x + radius) / this.strip), this.up.length - 1);
  }

  // How far from the middle something would stand if put there; above is negative.
  nearest(x, radius) {
    this.cover(x, radius);
    let up = 0;
    let down = 0;
    for (let at = this.first; at <= this.last; at += 1) {
      if (this.up[at] > up) up = this.up[at];
      if (this.down[at] > down) down = this.down[at];
    }
    if (!up && !down) return 0;
    return down <= up ? down + radius : -up - radius;
  }

  put(x, y, radius) {
    this.cover(x, radius);
    for (let at = this.first; at <= this.last; at += 1) {
      if (radius - y > this.up[at]) this.up[at] = radius - y;
      if (radius + y > this.down[at]) this.down[at] = radius + y;
    }
  }
}

// Puts the things of a lane, the most important first, each as near the middle as there is room in its month.
function fillLane(lane, wideMonth, grow, x, y) {
  const space = new Lane(lane.wide, wideMonth / (2 * COLUMNS));
  for (const { id, month, size } of lane.items) {
    const radius = (size + GAP) * grow;
    const columns = Math.min(2 * Math.floor((wideMonth / (2.2 * radius) - 1) / 2) + 1, COLUMNS);
    let best = Infinity;
    let at = 0;
    for (let column = 0; column < Math.max(columns, 1) && best; column += 1) {
      // From the middle of the month outwards: 0, -1, +1, -2 …
      const place = (month + 0.5) * wideMonth + (column % 2 ? -1 : 1) * Math.ceil(column / 2) * (wideMonth / Math.max(columns, 1));
      const found = space.nearest(place, radius);
      if (Math.abs(found) < Math.abs(best) - 1e-6) {
        best = found;
        at = place;
      }
    }
    space.put(at, best, radius);
    x[id] = at;
    y[id] = best;
  }
  lane.above = space.up.reduce((most, one) => Math.max(most, one), 0);
  lane.below = space.down.reduce((most, one) => Math.max(most, one), 0);
}

function fill(lanes, count, scale, room, x, y) {
  const wideMonth = room.wide / count / scale;
  let high = 0;
  for (const lane of lanes) {
    lane.wide = wideMonth * count;
    fillLane(lane, wideMonth, scale ** (GROWTH - 1), x, y);
    high += lane.above + lane.below + LANE_GAP / scale;
  }
  return { high, wideMonth };
}

// A scale at which all lanes fit into the room, nearly the largest. Far from it, lanes of dots are about as high as s ** 1.3 on the
// screen at a scale s; near it, as s ** 0.7.
function fittingScale(lanes, count, room, x, y) {
  const fixed = lanes.length * LANE_GAP;
  let [scale, best] = [1, 0];
  for (let round = 0; round < 5; round += 1) {
    const high = fill(lanes, count, scale, room, x, y).high * scale;
    const fits = high <= 1.03 * room.high;
    if (fits) best = Math.max(best, scale);
    if (fits && (scale === 1 || high > 0.95 * room.high)) break;
    const factor = Math.max(room.high - fixed, 60) / Math.max(high - fixed, 1);
    scale = Math.min(Math.max(scale * factor ** (round ? 1.4 : 0.77), LEAST_SCALE), 1);
  }
  return best || scale;  // a little too large is no harm: the camera shows all of it anyway
}

/* Lays out `lanes` ([{type, items: [{id, month (from 0), size}], the important first}]) over so many months for a room in pixels;
   writes x and y, and returns the width of a month, the lanes with top and bottom, and the scale at which all of it fits. */
export function layOut(lanes, count, room, x, y) {
  const scale = fittingScale(lanes, count, room, x, y);
  const { high, wideMonth } = fill(lanes, count, scale, room, x, y);
  const spare = Math.max(room.high / scale - high, 0) / Math.max(lanes.length, 1);
  let top = 0;
  for (const lane of lanes) {
    lane.top = top;
    lane.middle = top + LANE_GAP / scale * 0.8 + lane.above + spare / 2;
    lane.bottom = top + LANE_GAP / scale + lane.above + lane.below + spare;
    for (const { id } of lane.items) y[id] += lane.middle;
    top = lane.bottom;
  }
  return { scale, wideMonth, wide: wideMonth * count, high: top, lanes };
}
