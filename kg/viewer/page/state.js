// The one state of the page: what is chosen, which part is shown, and how. Its address is a permalink.

import { communities, nodeOf, predicates, typeOrder } from "./graph.js";
import { structure } from "./data.js";
import { fold } from "./text.js";

const VIEWS = ["map", "timeline", "table", "sparql"];

function initial() {
  return {
    chosen: null,  // a node or a group
    to: null,  // the node at the other end of a path
    depth: 0,  // show only what is so many steps from the chosen; 0 shows all
    hiddenTypes: new Set(),
    hiddenPredicates: new Set(),
    sure: 0,  // percent
    support: 1,  // papers
    since: "",  // year and month
    until: "",
    hiddenSources: new Set(),
    view: "map",
    query: "",  // SPARQL, or the name of a question
  };
}

export const state = initial();
const FILTERS = ["hiddenTypes", "hiddenPredicates", "sure", "support", "since", "until", "hiddenSources", "query"];
const listeners = [];

// Calls back with the names of the fields that changed, in the order in which listeners came.
export function onChange(listener) {
  listeners.push(listener);
}

function same(a, b) {
  return a === b || (a instanceof Set && b instanceof Set && a.size === b.size && [...a].every((each) => b.has(each)));
}

// Sets fields. `move` asks the map to go to what is chosen; `replace` makes no new entry of the history.
export function change(patch, { move = false, replace = false, address = true } = {}) {
  const changed = new Set(Object.keys(patch).filter((name) => !same(state[name], patch[name])));
  if (!changed.size && !move) return;
  Object.assign(state, patch);
  if (address) writeAddress(replace || [...changed].every((name) => FILTERS.includes(name)));
  for (const listener of listeners) listener(changed, { move });
}

export function choose(target, options) {
  change({ chosen: target, to: null, ...(target ? {} : { depth: 0 }) }, options);
}

// Writes the address of what was changed with `address: false`: while something is dragged, that would be too often.
export function settle() {
  writeAddress(true);
}

// ---- the address

const LONGEST_QUERY = 65_536;  // as the editor has it
const LONGEST_ADDRESS = 3 * LONGEST_QUERY + 20_000;  // a letter of a query may be three of an address
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

function keyOf(target) {
  return target.members ? `group/${fold(target.names.join(" ")).replace(/ /g, "-")}` : target.key;
}

export function lookUp(key) {
  const known = Object.hasOwn(structure.redirects, key) ? structure.redirects[key] : key;
  return nodeOf.get(known) || communities.find((community) => community.names.length && keyOf(community) === key) || null;
}

function encoded(text) {
  try {
    return encodeURI(text).replace(/[?#&=]/g, encodeURIComponent);
  } catch {
    return "";  // half a character, which no address can hold: all works, only this place has no permalink
  }
}

// The name of a source as a part of an address, which can hold no half of a character.
function sourceName(source) {
  return encodeURIComponent(source.replace(/\p{Surrogate}/gu, "\ufffd"));
}

// The address of a place of the map, with what is filtered as it is.
export function addressOf(target, { to, depth, hiddenTypes, hiddenPredicates, sure, support, since, until, hiddenSources, view,
  query } = { ...state, to: null }) {
  const settings = [
    ["to", to ? to.key : ""],
    ["depth", depth || ""],
    ["hide", [...hiddenTypes].join(",")],
    ["without", [...hiddenPredicates].map((number) => predicates[number].name).join(",")],
    ["sure", sure || ""],
    ["support", support > 1 ? support : ""],
    ["since", since],
    ["until", until],
    ["not", [...hiddenSources].map((number) => sourceName(structure.sources[number])).join(",")],
    ["view", view === "map" ? "" : view],
    ["q", query],
  ];
  const told = settings.filter(([, value]) => value !== "").map(([name, value]) => `${name}=${encoded(String(value))}`).join("&");
  return `#${target ? encoded(keyOf(target)) : ""}${told ? `?${told}` : ""}`;
}

function writeAddress(replace) {
  const wanted = addressOf(state.chosen, state);
  if ((location.hash || "#") === wanted) return;
  if (replace) history.replaceState(null, "", wanted);
  else location.hash = wanted;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;  // not ours: it is looked up as it is
  }
}

function numbered(text, known) {
  const found = text.split(",").map((name) => known.indexOf(name)).filter((at) => at >= 0);
  return new Set(found);
}

function whole(text, most) {
  const number = Number.parseInt(text, 10);
  return number >= 0 ? Math.min(number, most) : 0;
}

function read(hash) {
  const [place, ...rest] = hash.replace(/^#/, "").slice(0, LONGEST_ADDRESS).split("?");
  const told = new Map(rest.join("?").split("&").map((pair) => [pair.split("=")[0], decoded(pair.split("=").slice(1).join("="))]));
  const value = (name) => told.get(name) || "";
  const key = decoded(place);
  const found = {
    ...initial(),
    chosen: key ? lookUp(key) : null,
    depth: whole(value("depth"), 3),
    hiddenTypes: new Set([...numbered(value("hide"), typeOrder)].map((at) => typeOrder[at])),
    hiddenPredicates: numbered(value("without"), predicates.map(({ name }) => name)),
    sure: whole(value("sure"), 99),
    support: Math.max(whole(value("support"), 10_000), 1),
    since: MONTH.test(value("since")) ? value("since") : "",
    until: MONTH.test(value("until")) ? value("until") : "",
    hiddenSources: numbered(value("not"), structure.sources.map(sourceName)),
    view: VIEWS.includes(value("view")) ? value("view") : "map",
    query: value("q").slice(0, LONGEST_QUERY),
  };
  const end = value("to") ? lookUp(value("to")) : null;
  if (found.chosen && !found.chosen.members && end && !end.members) found.to = end;
  return { key, found };
}

// Goes where the address says; returns the key of a place that there is not.
export function readAddress() {
  const { key, found } = read(location.hash);
  change(found, { move: Boolean(found.chosen && found.chosen !== state.chosen), address: false });
  return key && !found.chosen ? key : "";
}
