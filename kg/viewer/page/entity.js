// What the panel tells of a paper, of what papers name, and of an address that they link to.

import { bibtex, citation, copying } from "./cite.js";
import { claimedResults, factGroups, factSection, hiddenFacts } from "./facts.js";
import { communities, edges, edgeIdsOf, isPaper, nodes, papersOf, predicates, singular, types } from "./graph.js";
import { icon } from "./look.js";
import { namedElsewhere } from "./part.js";
import { goTo, nameOf } from "./parts.js";
import { dayInWords, roleOfEntity, roleOfPaper } from "./summary.js";
import { ENTITIES, alikeSection, togetherSection } from "./together.js";
import { cut, element, fold, grouped, link } from "./text.js";

const MOST_CODE = 4;

function heading(node) {
  const type = element("p", { class: "type", title: types[node.type].comment }, icon(node.type), element("b", {}, singular(node.type)),
    element("span", { class: "meaning" }, types[node.type].comment));
  return element("div", { class: "heading" }, type, element("h2", { dir: "auto", tabindex: "-1" }, cut(node.label, 400)));
}

// Forms that differ in their capitals or hyphens only tell nothing.
function otherNames(node) {
  const forms = new Map((node.names || []).map((name) => [fold(name), name]).reverse());
  forms.delete(fold(node.label));
  const all = [...forms.values()].reverse();
  if (!all.length) return undefined;
  const names = all.slice(0, 6).map((name) => element("bdi", {}, cut(name, 120)));
  return element("p", { class: "names" }, "Also written ", ...names.flatMap((name, at) => (at ? [", ", name] : [name])),
    all.length > names.length ? ` and ${all.length - names.length} more` : "");
}

function paperFacts(node) {
  const authors = (node.authors || []).map((name) => cut(name, 60));
  const shortened = authors.length > 6 ? `${authors.slice(0, 5).join(", ")} and ${authors.length - 5} more` : authors.join(", ");
  const parts = [shortened, node.date ? dayInWords(node.date) : ""].filter(Boolean);
  return parts.length ? element("p", { class: "names", dir: "auto",
    title: authors.length > 6 ? authors.slice(0, 60).join(", ") : undefined }, parts.join(" · ")) : undefined;
}

// Where a paper appeared, what it is filed under, and how many readers of a listing voted for it.
function publication({ venue, categories, votes }) {
  const parts = [venue && cut(venue, 160), categories && cut(categories.join(", "), 120), votes && `${grouped(votes)} ${votes === 1 ? "vote" : "votes"}`];
  return parts.some(Boolean) ? element("p", { class: "names", dir: "auto" }, parts.filter(Boolean).join(" · ")) : undefined;
}

// What must not be missed: that a paper was taken back.
function takenBack({ status }) {
  return status ? element("p", { class: "taken-back" }, `This paper was ${status}.`) : undefined;
}

function ends(id, name, outward) {
  return Array.from(edgeIdsOf(id), (number) => edges[number])
    .filter((edge) => predicates[edge.p].name === name && (outward ? edge.from : edge.to) === id).map((edge) => nodes[outward ? edge.to : edge.from]);
}

function repositoriesOf(papers) {
  return [...new Set(papers.flatMap((paper) => ends(paper.id, "hasCode", true)))];
}

function codeLink(repository) {
  return link(cut(repository.label, 60), repository.links[0][1]);
}

function fewLinks(repositories, most) {
  const row = element("p", { class: "links" }, ...repositories.slice(0, most).map(codeLink));
  if (repositories.length <= most) return row;
  const more = element("button", { type: "button", class: "more", click: () => {
    more.replaceWith(...repositories.slice(most, most + 100).map(codeLink));
    row.children[most].focus({ preventScroll: true });
  } }, `${grouped(repositories.length - most)} more`);
  row.append(more);
  return row;
}

const CODE = [["introduces", "the paper that introduces it", "papers that introduce it", 4], ["uses", "a paper that uses it", "papers that use it", 2]];

// The code of the papers that introduce something, or else of those that use it, that of the newest first.
function codeOf(node) {
  for (const [name, one, many, most] of CODE) {
    const papers = ends(node.id, name, false).filter(isPaper).sort((a, b) => (b.date || "").localeCompare(a.date || "") || a.id - b.id);
    const found = repositoriesOf(papers).filter(({ links }) => links?.length);
    if (found.length) return element("div", { class: "code" },
      element("p", { class: "names" }, `Code of ${found.length > 1 ? many : one}:`), fewLinks(found, most));
  }
  return undefined;
}

// Where to read a paper and where its code is; the address itself of what is one.
function outward(node) {
  const own = (node.links || []).map(([label, url]) => (isPaper(node) ? link(label, url) : link(`Open ${label}`, url)));
  const repositories = isPaper(node) ? repositoriesOf([node]) : [];
  const code = repositories.slice(0, MOST_CODE).flatMap((one) => (one.links || []).map(([, url]) => link(`Code: ${cut(one.label, 60)}`, url)));
  return own.length + code.length ? element("p", { class: "links" }, ...own, ...code) : undefined;
}

function copies(node) {
  const buttons = isPaper(node)
    ? [copying("Copy as citation", "Copy as citation", () => citation(node)), copying("Copy BibTeX", "Copy BibTeX", () => bibtex(node))]
    : [];
  return element("p", { class: "copies" }, ...buttons, copying("Copy link to this", "Copy link to this", () => location.href));
}

// What it is to papers, and where it belongs.
function summary(node, role) {
  const community = communities[node.community];
  const place = community?.names.length ? [role ? " In the group " : "In the group ",
    goTo(community, "plain", element("bdi", {}, nameOf(community))), "."] : [];
  return role || place.length ? element("p", { class: "summary" }, role, ...place) : undefined;
}

// Of how many papers the page shows but some.
function whole(node) {
  const told = isPaper(node) ? "" : namedElsewhere(node, papersOf(node));
  return told ? element("p", { class: "in-all" }, told) : undefined;
}

function nothing(groups) {
  if (groups.length) return undefined;
  return element("p", { class: "empty" }, "No fact about this was found: the text names nothing that the program knows how to read.");
}

// The parts of the panel for a node; `sentences` is null while they are unpacked, `more` what other modules add.
export function nodeParts(node, sentences, more) {
  const groups = factGroups(node);
  const sections = groups.map((group) => factSection(group, node, sentences));
  const entity = ENTITIES.includes(node.type);
  if (entity) {
    // What introduces it first, what it is used with next: that is what people come for.
    const first = groups.filter(({ predicate, byPapers }) => byPapers && predicate.name === "introduces").length;
    sections.splice(first, 0, togetherSection(node));
  }
  const role = isPaper(node) ? roleOfPaper(groups, node) : roleOfEntity(groups);
  return [heading(node), takenBack(node), otherNames(node), isPaper(node) ? paperFacts(node) : undefined, publication(node),
    summary(node, role), whole(node), outward(node), entity ? codeOf(node) : undefined, isPaper(node) ? copies(node) : undefined,
    ...more, hiddenFacts(groups), ...sections, claimedResults(node, sentences),
    isPaper(node) ? alikeSection(node) : copies(node), nothing(groups)];
}
