// The panel while two things are chosen: the way from one to the other, step by step, with the sentences that say so.

import { amount, nodes } from "./graph.js";
import { addToPanel, closing, enterPanel, fillPanel, showPanel } from "./panel.js";
import { goTo, nodeLink } from "./parts.js";
import { currentPath, currentWays, hiddenPath, takeWay, whichWay } from "./path.js";
import { askForEnd, pathControls } from "./path_controls.js";
import { isTold, wordsOf } from "./path_words.js";
import { proof, sureness } from "./proof.js";
import { change, state } from "./state.js";
import { stepControls, stepsInWords } from "./steps.js";
import { cut, element } from "./text.js";

const SHOW_ALL = { hiddenTypes: new Set(), hiddenPredicates: new Set(), sure: 0, support: 1, since: "", until: "", hiddenSources: new Set(), depth: 0 };

function button(text, click, title) {
  return element("button", { type: "button", title, click }, text);
}

function proofs(edge, sentences) {
  const [first, ...rest] = sentences ? sentences.edges[edge.id] : [];
  if (!first) return [];
  if (!rest.length) return [proof(first, isTold(edge))];
  const more = button(rest.length === 1 ? "1 more sentence" : `${rest.length} more sentences`,
    () => more.replaceWith(...rest.map((each) => proof(each, isTold(edge)))));
  more.className = "more";
  return [proof(first, isTold(edge)), more];
}

function step(path, at, sentences) {
  const edge = path.edges[at];
  const line = element("div", { class: "line" }, element("span", { class: "relation" }, wordsOf(edge, path.nodes[at])), sureness(edge.c));
  return element("li", { class: "way-step" }, line, ...proofs(edge, sentences));
}

function stop(node, isEnd) {
  return element("li", { class: isEnd ? "way-stop end" : "way-stop" }, nodeLink(node, (node.date || "").slice(0, 4)));
}

function stops(path, sentences) {
  const items = path.nodes.flatMap((node, at) => [stop(node, at === 0 || at === path.edges.length),
    ...(at < path.edges.length ? [step(path, at, sentences)] : [])]);
  return element("ol", { class: "way", "aria-label": "The way, step by step" }, ...items);
}

function anotherWay(count) {
  if (count < 2) return undefined;
  const next = (whichWay() + 1) % count;
  return button(`Another way (${whichWay() + 1} of ${count})`, () => {
    takeWay(next);
    change({}, { move: true });  // the map draws it
    showPanel();
    enterPanel();
  }, "A way that has nothing but its ends in common with the others");
}

function tools(count) {
  const other = button("Other end", () => askForEnd(other), "Look for the way to something else");
  const swap = button("Swap", () => change({ chosen: state.to, to: state.chosen }, { move: true }), "Read it from the other end");
  const clear = button("Clear", () => change({ to: null }, { move: true }), "Choose the first end only");
  return element("div", { class: "buttons way-tools" }, anotherWay(count), swap, other, clear);
}

function summary(path) {
  const papers = new Set(path.nodes.filter((node) => node.type === "Paper")).size;
  const between = path.nodes.length - 2;
  if (!between) return "1 step: they are connected directly.";
  const among = papers && papers === path.nodes.slice(1, -1).filter((node) => node.type === "Paper").length ? `, through ${amount(papers, "Paper")}` : "";
  return `${stepsInWords(path.edges.length)}${among}. Read it from top to bottom; below each step is a sentence that says so.`;
}

function nothing(a, b) {
  const hidden = hiddenPath(a, b);
  if (!hidden) return [element("p", { class: "empty" }, "Nothing connects them: they are in parts of the map between which no paper names a link.")];
  return [element("p", { class: "empty" }, `Only facts that are hidden now connect them (${stepsInWords(hidden.edges.length)}).`),
    button("Show all facts", () => change(SHOW_ALL, { move: true }))];
}

function heading(a, b) {
  const end = (node) => goTo(node, "plain", element("bdi", {}, cut(node.label, 120)));
  return element("div", { class: "heading" }, element("p", { class: "type" }, "connection"),
    element("h2", { dir: "auto", tabindex: "-1" }, "From ", end(a), " to ", end(b)));
}

function wayParts(sentences) {
  const [a, b] = [state.chosen, state.to];
  const path = currentPath();
  if (a === b) return [closing(), heading(a, b), element("p", { class: "empty" }, "Both ends are the same."), tools(0)];
  if (!path) return [closing(), heading(a, b), ...nothing(a, b), tools(0)];
  return [closing(), heading(a, b), element("p", { class: "names" }, summary(path)), tools(currentWays().length), stops(path, sentences)];
}

fillPanel((sentences) => (state.to && state.chosen && nodes[state.chosen.id] === state.chosen ? wayParts(sentences) : null));
addToPanel((target) => element("div", { class: "ways" }, target.members ? undefined : pathControls(), stepControls()));
