// Parts that panel, lists and tables are made of.

import { icon } from "./look.js";
import { addressOf, choose } from "./state.js";
import { cut, element, grouped } from "./text.js";

const CHUNK = 200;  // so many are added at a time, or a list of thousands would stop the page

// A link to a place of the map: its address can be copied, and opened in a window of its own.
export function goTo(target, looks, ...content) {
  const click = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(target, { move: true });
  };
  return element("a", { class: looks, href: addressOf(target), click }, ...content);
}

// What became of a paper that was taken back stands wherever its name does.
export function nodeLink(node, note) {
  const told = [node.status, note].filter(Boolean).join(" · ");
  return goTo(node, "to", icon(node.type), element("bdi", {}, cut(node.label, 240)), told ? element("span", { class: "note" }, told) : undefined);
}

export function nameOf(community) {
  return cut(community.names.join(" · "), 120) || "Unnamed";
}

function moreText(left, total) {
  return left > CHUNK ? `Show ${CHUNK} more of ${grouped(total)}` : `Show all ${grouped(total)}`;
}

// A list that shows its first items, and the rest when asked; `all` returns all items where `items` holds the first only.
export function listed(items, first, make, { total = items.length, all = () => items } = {}) {
  const list = element("ul", {}, ...items.slice(0, first).map(make));
  if (total <= first) return [list];
  let rest = null;
  const more = element("button", { type: "button", class: "more", click: () => {
    rest ??= all().slice(first);
    const added = rest.splice(0, CHUNK).map(make);
    list.append(...added);
    if (rest.length) more.textContent = moreText(rest.length, total);
    else more.remove();
    added[0]?.querySelector("a, button")?.focus({ preventScroll: true });  // or the keyboard is where the button was
  } }, moreText(total - first, total));
  return [list, more];
}

export function section(heading, count, ...content) {
  const note = count === undefined ? undefined : element("span", { class: "note" }, typeof count === "number" ? grouped(count) : count);
  return element("section", {}, element("h3", {}, heading, note), ...content);
}
