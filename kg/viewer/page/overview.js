// The panel when nothing is chosen, or a group: what the whole is about, and where to begin.

const ENTITIES = Object.keys(types).filter((type) => types[type].shape !== "ring" && !["Repository", "WebResource"].includes(type));

function ranked(members, type) {
  return members.filter((node) => node.type === type).sort((a, b) => papersOf(b) - papersOf(a) || a.id - b.id);
}

function inPapers(node) {
  const count = papersOf(node);
  return count ? amount(count, "Paper") : "";
}

function ranking(members, type, first) {
  const found = ranked(members, type);
  if (!found.length) return undefined;
  const title = types[type].plural[0].toUpperCase() + types[type].plural.slice(1);
  return section(title, found.length, ...listed(found, first, (node) => element("li", {}, nodeLink(node, inPapers(node)))));
}

function papersIn(community) {
  return counted(community.members).Paper || 0;
}

function groupLink(community) {
  const papers = papersIn(community);
  const size = papers ? amount(papers, "Paper") : `${community.members.length} dots`;
  return element("li", {}, goTo(community, "to",
    element("span", { class: "area" }), element("bdi", {}, cut(community.names.join(" · "), 90)), element("span", { class: "note" }, size)));
}

function showHome() {
  const found = communities.filter((community) => community.names.length).sort((a, b) => papersIn(b) - papersIn(a) || a.id - b.id);
  const parts = [element("h2", {}, "Nothing chosen yet"),
    element("p", {}, "Search above, or click a dot on the map: this panel then tells what papers say about it, sentence by sentence.")];
  if (!nodes.length) parts.push(element("p", { class: "empty" }, "The map is empty: the sources held no paper that could be read."));
  else if (!ENTITIES.some((type) => types[type].count)) parts.push(element("p", { class: "empty" }, "No methods, models, datasets or tasks were found in these papers."));
  if (found.length) parts.push(section("What is this about?", undefined, element("p", {}, "The largest groups of papers and of what they name:"), ...listed(found, 6, groupLink)));
  if (nodes.length) parts.push(element("h3", { class: "lead" }, "Named by the most papers"));
  parts.push(...ENTITIES.map((type) => ranking(nodes, type, 4)));
  show(parts);
}

function showCommunity(community) {
  const counts = counted(community.members);
  const size = Object.keys(types).filter((type) => counts[type]).map((type) => amount(counts[type], type)).join(", ");
  const kinds = [...ENTITIES, "Paper", "Repository", "WebResource"];
  show([closing(), element("div", { class: "heading" }, element("p", { class: "type" }, element("span", { class: "area" }), "group"),
    element("h2", { dir: "auto", tabindex: "-1" }, cut(community.names.join(" · ") || "Unnamed", 200))),
    element("p", { class: "names" }, size),
    element("p", { class: "names" }, "A group is a part of the map with many lines inside it. It is called after what sets it apart from the rest."),
    ...kinds.map((type) => ranking(community.members, type, 6))]);
}
