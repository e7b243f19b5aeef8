// The month of each paper that tells one: what the timeline is made of.

import { nodes } from "./graph.js";
import { monthsOf } from "./calendar.js";

function monthOf({ date }) {
  const known = monthsOf(date);
  return known && known[0] === known[1] ? known[0] : -1;
}

// By node id: year times twelve and the month from 0, or -1 where there is none.
export const ownMonth = Int32Array.from(nodes, monthOf);
export const monthCount = new Set(ownMonth.filter((month) => month >= 0)).size;
