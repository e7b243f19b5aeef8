// The panel: what is chosen, what papers say of it, and the sentences that say so.

const panel = document.getElementById("panel");
const FIRST = 10;  // so many facts of a kind are shown before one asks for the rest

// A link to a place of the map: its address can be copied, and opened in a window of its own.
function goTo(target, looks, ...content) {
  const click = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(target, { move: true });
  };
  return element("a", { class: looks, href: addressOf(target), click }, ...content);
}

function nodeLink(node, note) {
  return goTo(node, "to", icon(node.type), element("bdi", {}, cut(node.label, 240)), note ? element("span", { class: "note" }, note) : undefined);
}

function listed(items, first, make) {
  const list = element("ul", {}, ...items.slice(0, first).map(make));
  if (items.length <= first) return [list];
  const more = element("button", { type: "button", class: "more", click: () => {
    list.append(...items.slice(first).map(make));
    more.remove();
  } }, `Show all ${items.length.toLocaleString("en")}`);
  return [list, more];
}

function section(heading, count, ...content) {
  const title = element("h3", {}, heading, count === undefined ? undefined : element("span", { class: "note" }, count.toLocaleString("en")));
  return element("section", {}, title, ...content);
}

function sureness(percent) {
  return element("span", { class: "sure", title: `How sure the program is of this: ${percent} %` }, `${percent} %`);
}

// One piece of evidence: the sentence, and the paper that has it where the fact itself does not tell.
function proof([number, percent, ...spans], told) {
  const [paper, text] = sentences[number];
  const parts = [marked(text, spans)];
  if (!told && nodes[paper]) parts.push(element("span", { class: "source" }, sureness(percent), nodeLink(nodes[paper])));
  return element("div", { class: "proof" }, ...parts);
}

function fact(edge, node) {
  const end = other(edge, node);
  const told = nodes[edge.from].type === "Paper";
  const item = element("li", { class: "fact" }, element("div", { class: "line" }, nodeLink(end, (end.date || "").slice(0, 4)), sureness(edge.c)));
  const [first, ...rest] = edge.e;
  if (first) item.append(proof(first, told));
  if (rest.length) {
    const more = element("button", { type: "button", class: "more", click: () => more.replaceWith(...rest.map((each) => proof(each, told))) },
      rest.length === 1 ? "1 more sentence" : `${rest.length} more sentences`);
    item.append(more);
  }
  return item;
}

// What is known first: code, then facts that papers state, then relations to other entities.
function factGroups(node) {
  const groups = [];
  predicates.forEach((predicate, number) => {
    for (const end of ["from", "to"]) {
      const found = factsOf[node.id].filter((edge) => edge.p === number && nodes[edge[end]] === node);
      if (found.length) groups.push({ predicate, heading: end === "from" ? predicate.heading : predicate.inverse, found });
    }
  });
  const newest = (a, b) => (other(b, node).date || "").localeCompare(other(a, node).date || "") || b.c - a.c || a.from - b.from || a.to - b.to;
  for (const group of groups) group.found.sort(newest);
  return groups.sort((a, b) => (b.predicate.name === "hasCode") - (a.predicate.name === "hasCode"));
}

// The results that abstracts claim: those of a paper, on a dataset, of a method or model.
function claimedResults(node) {
  const found = claims.filter((claim) => [claim.paper, claim.dataset, claim.subject].includes(node.id));
  const item = ({ paper, dataset, subject, text, e }) => {
    const parts = [element("span", { class: "result", dir: "auto" }, cut(text, 160))];
    for (const [word, id] of [["on", dataset], ["by", subject]]) if (id !== undefined && id !== node.id) parts.push(` ${word} `, nodeLink(nodes[id]));
    return element("li", { class: "fact" }, element("div", { class: "line" }, element("span", {}, ...parts), sureness(e[1])), proof(e, paper === node.id));
  };
  return found.length ? section("Claimed in the abstract", found.length, ...listed(found, FIRST, item)) : undefined;
}

function heading(node) {
  const name = element("h2", { dir: "auto", tabindex: "-1" }, cut(node.label, 400));
  return element("div", { class: "heading" }, element("p", { class: "type", title: types[node.type].comment }, icon(node.type), singular(node.type)), name);
}

function otherNames(node) {
  if (!node.names) return undefined;
  const names = node.names.slice(0, 12).map((name) => element("bdi", {}, cut(name, 120)));
  return element("p", { class: "names" }, "Also written ", ...names.flatMap((name, at) => (at ? [", ", name] : [name])),
    node.names.length > names.length ? ` and ${node.names.length - names.length} more` : "");
}

function paperFacts(node) {
  const authors = (node.authors || []).map((name) => cut(name, 60));
  const shortened = authors.length > 4 ? `${authors.slice(0, 3).join(", ")} and ${authors.length - 3} more` : authors.join(", ");
  const parts = [shortened, node.date].filter(Boolean);
  return parts.length ? element("p", { class: "names", dir: "auto" }, parts.join(" · ")) : undefined;
}

// Where to read a paper, and where its code is: for an entity, the code of the papers that introduce it.
function outward(node) {
  const links = (node.links || []).map(([label, url]) => link(label, url));
  const introducing = factsOf[node.id].filter((edge) => edge.to === node.id && predicates[edge.p].name === "introduces").map((edge) => nodes[edge.from]);
  for (const paper of node.type === "Paper" ? [node] : introducing.slice(0, 3)) {
    const code = factsOf[paper.id].filter((edge) => edge.from === paper.id && predicates[edge.p].name === "hasCode").map((edge) => nodes[edge.to]);
    for (const repository of code) for (const [, url] of repository.links || []) links.push(link(`Code: ${cut(repository.label, 60)}`, url));
  }
  return links.length ? element("p", { class: "links" }, ...links) : undefined;
}

function groupOf(node) {
  const community = communities[node.community];
  if (!community || !community.names.length) return undefined;
  return element("p", { class: "names" }, "In the group ", goTo(community, "plain", cut(community.names.join(" · "), 90)));
}

// What an entity is to papers, in one line.
function summary(node, groups) {
  const parts = groups.filter(({ found }) => found.every((edge) => edge.to === node.id && nodes[edge.from].type === "Paper"))
    .map(({ predicate, found }) => `${predicate.inverse.toLowerCase()} ${found.length.toLocaleString("en")}`);
  return parts.length > 1 ? element("p", { class: "summary" }, `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)} papers.`) : undefined;
}

function showNode(node) {
  const groups = factGroups(node);
  const parts = groups.map(({ heading: text, found }) => section(text, found.length, ...listed(found, FIRST, (edge) => fact(edge, node))));
  parts.push(claimedResults(node));
  if (!parts.some(Boolean)) parts.push(element("p", { class: "empty" }, "No fact about this was found: the text names nothing that the program knows how to read."));
  show([closing(), heading(node), otherNames(node), node.type === "Paper" ? paperFacts(node) : undefined, outward(node), groupOf(node), summary(node, groups), ...parts]);
}

function closing() {
  return element("button", { type: "button", class: "close", title: "Choose nothing (Esc)", "aria-label": "Choose nothing", click: () => choose(null) }, "×");
}

function show(parts) {
  panel.replaceChildren(...parts.filter(Boolean));
  panel.scrollTop = 0;
}
