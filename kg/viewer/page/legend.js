// The legend: what colours, shapes and lines mean, how many there are, and which of them are shown.

function chip(kind, key, parts, title) {
  const button = element("button", { type: "button", "aria-pressed": "true", title, click: () => {
    if (hidden[kind].has(key)) hidden[kind].delete(key);
    else hidden[kind].add(key);
    refreshLegend();
    refreshMap();
  } }, ...parts);
  chips.push({ kind, key, button });
  return button;
}

const chips = [];
const everything = element("button", { type: "button", class: "everything", click: () => {
  hidden.types.clear();
  hidden.predicates.clear();
  refreshLegend();
  refreshMap();
} }, "Show all");

function refreshLegend() {
  for (const { kind, key, button } of chips) button.setAttribute("aria-pressed", String(!hidden[kind].has(key)));
  everything.hidden = !hidden.types.size && !hidden.predicates.size;
}

function fillLegend() {
  const number = (count) => element("span", { class: "note" }, count.toLocaleString("en"));
  const dots = Object.entries(types).filter(([, { count }]) => count).map(([type, look]) =>
    chip("types", type, [icon(type), amount(look.count, type).replace(/^\S+ /, ""), number(look.count)], `${look.comment} Click to hide or show.`));
  const lines = predicates.map((predicate, at) => ({ ...predicate, at })).filter(({ count }) => count).map((predicate) =>
    chip("predicates", predicate.at, [predicate.label, number(predicate.count)], `${predicate.comment} Click to hide or show.`));
  legend.append(element("div", { class: "chips dots" }, ...dots, everything));
  if (!lines.length) return;
  const details = element("details", {}, element("summary", {}, "Lines"), element("div", { class: "chips lines" }, ...lines));
  details.open = window.innerWidth > 1300 && window.innerHeight > 800;
  legend.append(details);
  refreshLegend();
}
