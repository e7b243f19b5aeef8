// Search: names, other names and titles, as one types.

const query = document.getElementById("query");
const results = document.getElementById("results");
const MOST = 12;
let index = null;  // made when it is first needed, so that the map is there sooner

function folded() {
  return nodes.map((node) => ({ node, forms: [node.label, ...(node.names || [])].map((name) => ` ${fold(name.slice(0, 400))} `) }));
}

let found = [];
let marker = -1;

function scoreOf(form, words, whole) {
  if (!words.every((word) => form.includes(word))) return 0;
  if (form === ` ${whole} `) return 4;
  if (form.startsWith(` ${whole}`)) return 3;
  return form.includes(` ${whole}`) ? 2 : 1;
}

function search(text) {
  const whole = fold(text);
  if (!whole) return [];
  const words = whole.split(" ");
  const hits = [];
  index ??= folded();
  for (const { node, forms } of index) {
    let [best, which] = [0, 0];
    forms.forEach((form, at) => {
      const score = scoreOf(form, words, whole);
      if (score > best) [best, which] = [score, at];
    });
    if (best) hits.push({ node, best, name: which ? node.names[which - 1] : "" });
  }
  return hits.sort((a, b) => b.best - a.best || importance[b.node.id] - importance[a.node.id] || a.node.id - b.node.id);
}

function row({ node, name }, at) {
  const item = element("li", { role: "option", id: `result-${at}`, "aria-selected": String(at === marker) }, icon(node.type),
    element("bdi", { class: "label" }, cut(node.label, 120)), name ? element("bdi", { class: "note" }, cut(name, 40)) : undefined,
    element("span", { class: "note" }, node.date ? node.date.slice(0, 4) : singular(node.type)));
  item.addEventListener("pointerdown", (event) => {
    event.preventDefault();  // or the field loses the focus before the click arrives
    take(at);
  });
  return item;
}

function showResults() {
  const rows = found.slice(0, MOST).map(row);
  if (query.value.trim() && !found.length) rows.push(element("li", { class: "empty", role: "option", "aria-disabled": "true" }, "Nothing of that name. Try fewer letters, or a word of a title."));
  if (found.length > MOST) rows.push(element("li", { class: "empty", role: "option", "aria-disabled": "true" }, `and ${(found.length - MOST).toLocaleString("en")} more: type on to narrow it down`));
  results.replaceChildren(...rows);
  results.hidden = !rows.length;
  query.setAttribute("aria-expanded", String(rows.length > 0));
  if (marker >= 0) query.setAttribute("aria-activedescendant", `result-${marker}`);
  else query.removeAttribute("aria-activedescendant");
}

function closeResults() {
  found = [];
  marker = -1;
  results.hidden = true;
  query.setAttribute("aria-expanded", "false");
}

function take(at) {
  const hit = found[Math.max(at, 0)];
  if (!hit) return;
  query.value = "";
  closeResults();
  query.blur();
  choose(hit.node, { move: true });
  panel.querySelector("h2").focus({ preventScroll: true });
}

query.addEventListener("input", () => {
  found = search(query.value);
  marker = found.length ? 0 : -1;
  showResults();
});

query.addEventListener("keydown", (event) => {
  const last = Math.min(found.length, MOST) - 1;
  if (event.key === "ArrowDown") marker = Math.min(marker + 1, last);
  else if (event.key === "ArrowUp") marker = Math.max(marker - 1, 0);
  else if (event.key === "Enter") take(marker);
  else if (event.key === "Escape") {
    query.value = "";
    closeResults();
    query.blur();
    event.stopPropagation();
  }
  if (!["ArrowDown", "ArrowUp"].includes(event.key) || !found.length) return;
  event.preventDefault();
  showResults();
});

query.addEventListener("blur", closeResults);
