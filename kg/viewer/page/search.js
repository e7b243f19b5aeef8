// Search: a field that lists what fits as one types.

import { amount, singular, typeOrder, types } from "./graph.js";
import { icon } from "./look.js";
import { enterPanel } from "./panel.js";
import { ELSEWHERE, ofAll } from "./part.js";
import { indexSoon, parsed, search, spansIn } from "./search_index.js";
import { choose, onChange, state } from "./state.js";
import { nameOf } from "./parts.js";
import { cut, element, grouped } from "./text.js";

export const query = document.getElementById("query");
const field = query.closest(".search");
const box = document.getElementById("found");
const results = document.getElementById("results");
const chips = document.getElementById("kinds");
const note = document.getElementById("found-note");
const told = document.getElementById("found-status");
const JUMP = 5;  // rows of Page Up and Page Down
const RECENT = 6;

let rows = [];  // what the list shows
let marker = -1;
let recent = [];  // what was chosen before, as long as the page is open

// ---- the list

function markedName(text, words) {
  const parts = [];
  let done = 0;
  for (const [start, end] of spansIn(text, words)) {
    if (end <= done) continue;
    const begin = Math.max(start, done);
    parts.push(text.slice(done, begin), element("mark", {}, text.slice(begin, end)));
    done = end;
  }
  return [...parts, text.slice(done)];
}

function noteOf({ target, papers }) {
  const size = papers ? ofAll(papers, target, amount(papers, "Paper")) : "";
  if (target.members) return ["group", size].filter(Boolean).join(" · ");
  return [singular(target.type), target.date ? target.date.slice(0, 4) : size].filter(Boolean).join(" · ");
}

function option(hit, at, words) {
  const { target, name } = hit;
  const label = target.members ? nameOf(target) : cut(target.label, 140);
  const lines = [element("bdi", { class: "label" }, ...markedName(label, words))];
  if (name) lines.push(element("span", { class: "other" }, "also written ", element("bdi", {}, ...markedName(cut(name, 60), words))));
  const item = element("li", { role: "option", id: `result-${at}`, "aria-selected": "false" },
    target.members ? element("span", { class: "area" }) : icon(target.type),
    element("span", { class: "lines" }, ...lines), element("span", { class: "note" }, noteOf(hit)));
  item.addEventListener("pointerdown", (event) => event.preventDefault());  // or the field loses the focus before the click arrives
  item.addEventListener("click", () => take(at));
  return item;
}

function kindName(kind) {
  return types[kind] ? singular(kind) : "group";
}

function kindPlural(kind) {
  return types[kind] ? types[kind].plural : "groups";
}

// A choice of kind is written into the field, where one sees it and can take it away again.
function kindChip(kind, count, taken) {
  const click = () => {
    const { rest } = parsed(query.value);
    query.value = kind ? `${kindName(kind)}: ${rest}` : rest;
    query.focus();
    look();
  };
  const text = kind ? kindPlural(kind) : "all";
  const button = element("button", { type: "button", "aria-pressed": String(taken), click }, text, element("span", { class: "note" }, grouped(count)));
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  return button;
}

function showKinds({ kind, counts }) {
  const found = [...typeOrder, "Group"].filter((each) => counts.has(each));
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  chips.hidden = found.length < 2 && !kind;
  chips.replaceChildren(...(chips.hidden ? [] : [kindChip("", total, !kind), ...found.map((each) => kindChip(each, counts.get(each), each === kind))]));
}

function mark(next) {
  results.children[marker]?.setAttribute("aria-selected", "false");
  marker = next;
  const item = results.children[marker];
  item?.setAttribute("aria-selected", "true");
  item?.scrollIntoView({ block: "nearest" });
  if (item) query.setAttribute("aria-activedescendant", item.id);
  else query.removeAttribute("aria-activedescendant");
}

function open(hits, words, hint, spoken = hint) {
  rows = hits;
  results.replaceChildren(...hits.map((hit, at) => option(hit, at, words)));
  results.hidden = !hits.length;
  results.scrollTop = 0;
  note.textContent = hint;
  told.textContent = spoken;
  box.hidden = !hits.length && !hint;
  query.setAttribute("aria-expanded", String(hits.length > 0));
}

function hintFor({ hits, total, near, kind, counts }, text) {
  if (!hits.length && counts.size) return `No ${kindName(kind)} of that name, but others: see above.`;
  if (!hits.length) return ["Nothing of that name. Try fewer letters, or a word of a title.", ELSEWHERE].filter(Boolean).join(" ");
  const more = total > hits.length ? `${grouped(total - hits.length)} more: type on to narrow it down` : "";
  if (!near) return more && `and ${more}`;
  const close = [`Nothing is called “${cut(text, 40)}”. These come close.`, more].filter(Boolean).join(" And ");
  return [close, ELSEWHERE].filter(Boolean).join(more ? ". " : " ");
}

function showRecent() {
  chips.hidden = true;
  const hits = recent.map((target) => ({ target, name: "", papers: 0 }));
  open(hits, [], hits.length ? "What you chose before" : `Names, other names and words of titles. Begin with “dataset:” for datasets alone.`);
  mark(-1);
}

function look() {
  if (!query.value.trim()) return showRecent();
  const found = search(query.value);
  showKinds(found);
  const hint = hintFor(found, parsed(query.value).rest);
  open(found.hits, found.words, hint, found.hits.length ? `${grouped(found.total)} found` : hint);
  return mark(found.hits.length ? 0 : -1);
}

function close() {
  rows = [];
  box.hidden = true;
  told.textContent = "";
  query.setAttribute("aria-expanded", "false");
  mark(-1);
}

function take(at) {
  const hit = rows[Math.max(at, 0)];
  if (!hit) return;
  query.value = "";
  close();
  choose(hit.target, { move: true });
  enterPanel();
}

// ---- keys and clicks

const MOVES = { ArrowDown: 1, ArrowUp: -1, PageDown: JUMP, PageUp: -JUMP };

function clearOrLeave() {
  if (!query.value) query.blur();
  query.value = "";
  close();
}

query.addEventListener("input", look);
query.addEventListener("focus", () => box.hidden && look());
query.addEventListener("click", () => box.hidden && look());
query.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key in MOVES && box.hidden) look();
  else if (event.key in MOVES && rows.length) mark(Math.min(Math.max(marker + MOVES[event.key], 0), rows.length - 1));
  else if (event.key === "Enter") take(marker);
  else return;
  event.preventDefault();
});
field.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  event.stopPropagation();  // or it would also let go of what is chosen
  event.preventDefault();
  if (event.target !== query) query.focus();
  clearOrLeave();
});
field.addEventListener("focusout", ({ relatedTarget }) => {
  if (!field.contains(relatedTarget)) close();
});

onChange((changed) => {
  if (changed.has("chosen") && state.chosen) recent = [state.chosen, ...recent.filter((each) => each !== state.chosen)].slice(0, RECENT);
});

indexSoon();
