// What the panel tells when nothing is chosen, and of a group: what it is about, and where to begin.

import { copying } from "./cite.js";
import { amount, communities, counted, isPaper, nodes, types } from "./graph.js";
import { icon } from "./look.js";
import { goTo, listed, nameOf, nodeLink, section } from "./parts.js";
import { ofAll, part } from "./part.js";
import { state } from "./state.js";
import { amounts, enumerated, monthInWords, spanInWords } from "./summary.js";
import { ENTITIES } from "./together.js";
import { cut, element, grouped } from "./text.js";
import { namedNow, nodeShown, shown } from "./visible.js";

// How many papers name a node, after all filters.
function named(node) {
  return namedNow[node.id];
}

// The first few by a rank that is only worked out for those who ask for all.
function best(members, most, order) {
  const found = [];
  for (const node of members) {
    if (found.length === most && order(node, found[most - 1]) >= 0) continue;
    const at = found.findIndex((each) => order(node, each) < 0);
    found.splice(at < 0 ? found.length : at, 0, node);
    if (found.length > most) found.pop();
  }
  return found;
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}

function ranking(members, type, first) {
  const some = members.filter((node) => node.type === type && nodeShown[node.id]);
  if (!some.length) return undefined;
  const order = (a, b) => named(b) - named(a) || a.id - b.id;
  const item = (node) => element("li", {}, nodeLink(node, named(node) ? ofAll(named(node), node, amount(named(node), "Paper")) : ""));
  return section(capital(types[type].plural), some.length, ...listed(best(some, first, order), first, item,
    { total: some.length, all: () => some.sort(order) }));
}

function newestFirst(a, b) {
  return (b.date || "").localeCompare(a.date || "") || a.id - b.id;
}

// How many papers a group has, after all filters; where no papers are shown at all, how many it had.
function papersIn({ members }) {
  const hidden = state.hiddenTypes.has("Paper");
  return members.reduce((sum, node) => sum + (isPaper(node) && (hidden || nodeShown[node.id]) ? 1 : 0), 0);
}

function anyLeft({ names, members }) {
  return names.length > 0 && members.some(shown);
}

function groupLink({ community, papers }) {
  const size = papers ? amount(papers, "Paper") : `${grouped(community.members.filter(shown).length)} dots`;
  return element("li", {}, goTo(community, "to", element("span", { class: "area" }), element("bdi", {}, nameOf(community)),
    element("span", { class: "note" }, size)));
}

function groups() {
  const found = communities.filter(anyLeft).map((community) => ({ community, papers: papersIn(community) }));
  found.sort((a, b) => b.papers - a.papers || a.community.id - b.community.id);
  return found.length ? section("What is this about?", "the largest groups", ...listed(found, 6, groupLink)) : undefined;
}

// The papers of the latest month: "New: March 2024".
function newest() {
  const papers = nodes.filter((node) => isPaper(node) && node.date && nodeShown[node.id]);
  const month = papers.reduce((latest, { date }) => (date > latest ? date : latest), "").slice(0, 7);
  const found = papers.filter(({ date }) => date.startsWith(month)).sort(newestFirst);
  return found.length ? section(`New: ${monthInWords(month)}`, found.length, ...listed(found, 3, (node) => element("li", {}, nodeLink(node)))) : undefined;
}

function about() {
  const papers = types.Paper.count;
  const kinds = ENTITIES.filter((type) => types[type].count).map((type) => types[type].plural);
  const whole = part && part.of_papers > papers ? ` of ${grouped(part.of_papers)}` : "";
  const who = whole ? `${grouped(papers)}${whole} papers say` : `${amount(papers, "Paper")} ${papers === 1 ? "says" : "say"}`;
  return element("p", { class: "lead" }, `What ${who} about ${enumerated(kinds)}, each fact with the sentence that says it.`);
}

function begin() {
  const examples = ENTITIES.map((type) => best(nodes.filter((node) => node.type === type && nodeShown[node.id]), 1,
    (a, b) => named(b) - named(a) || a.id - b.id)[0])
    .filter(Boolean).sort((a, b) => named(b) - named(a)).slice(0, 3);
  const links = examples.flatMap((node, at) => [at ? (at === examples.length - 1 ? " or " : ", ") : "",
    goTo(node, "example", icon(node.type), element("bdi", {}, cut(node.label, 60)))]);
  return element("p", {}, "Search above, click a dot on the map, or begin with ", ...links, ".");
}

// The parts of the panel when nothing is chosen.
export function homeParts() {
  const title = element("h2", { class: "quiet", tabindex: "-1" }, "Nothing chosen yet");
  if (!nodes.length) return [title, element("p", { class: "empty" }, "The map is empty: the sources held no paper that could be read.")];
  if (!ENTITIES.some((type) => types[type].count)) {
    return [title, element("p", { class: "empty" }, "No methods, models, datasets or tasks were found in these papers."), newest()];
  }
  return [title, about(), begin(), groups(), newest(), element("p", { class: "divider" }, "Named by the most papers"),
    ...ENTITIES.map((type) => ranking(nodes, type, 4))];
}

function papersOfGroup(members) {
  const papers = members.filter((node) => isPaper(node) && nodeShown[node.id]).sort(newestFirst);
  const item = (node) => element("li", {}, nodeLink(node, node.date ? monthInWords(node.date) : ""));
  return papers.length ? section("Papers", papers.some(({ date }) => date) ? `${grouped(papers.length)}, the newest first` : papers.length,
    ...listed(papers, 10, item)) : undefined;
}

// The parts of the panel for a group.
export function groupParts(community, more) {
  const left = community.members.filter(shown);
  const members = left.length ? left : community.members;
  const when = spanInWords(members.filter(isPaper));
  const heading = element("div", { class: "heading" },
    element("p", { class: "type" }, element("span", { class: "area" }), element("b", {}, "group"),
      element("span", { class: "meaning" }, "Dots with many lines among them.")),
    element("h2", { dir: "auto", tabindex: "-1" }, nameOf(community)));
  return [heading, element("p", { class: "summary" }, `${amounts(counted(members))}${when ? `, ${when}` : ""}.`),
    element("p", { class: "names" }, "It is called after what sets it apart from the rest of the map."),
    ...more,
    ...ENTITIES.map((type) => ranking(members, type, 5)), papersOfGroup(members),
    ...["Repository", "WebResource"].filter((type) => types[type]).map((type) => ranking(members, type, 5)),
    element("p", { class: "copies" }, copying("Copy link to this", "Copy link to this", () => location.href))];
}
