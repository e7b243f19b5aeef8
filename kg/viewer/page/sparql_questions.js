// The questions that come with the page: a list to search, and fields for what a question leaves open.

import { structure } from "./data.js";
import { element, fold, tidy } from "./text.js";
import { sparqlSetup } from "./sparql_engine.js";
import { candidates, meant } from "./sparql_terms.js";

const MOST_NAMES = 2000;  // more make browsers slow to open a list
const GROUPS = [
  ["The whole graph", ({ parameters }) => !parameters.length],
  ["A method, model, dataset or task", ({ parameters }) => parameters.some(({ type }) => ["Entity", "Method", "Model", "Dataset", "Task"].includes(type))],
  ["A paper", ({ parameters }) => parameters.some(({ type }) => type === "Paper")],
  ["A text, a year, a source", () => true],
];
const KINDS = { Entity: "a method, model, dataset or task", Paper: "a paper", Source: "a source", text: "a text", number: "a whole number" };

function grouped(questions) {
  const left = new Set(questions);
  return GROUPS.map(([heading, belongs]) => {
    const members = [...left].filter(belongs).sort((a, b) => a.title.localeCompare(b.title, "en"));
    members.forEach((question) => left.delete(question));
    return [heading, members];
  });
}

function entry(question, choose) {
  const button = element("button", { type: "button", "data-name": question.name, "aria-pressed": "false", click: () => choose(question) },
    element("strong", {}, question.title), element("span", { class: "note" }, question.explanation));
  return element("li", {}, button);
}

// The list of questions; `choose` is called with the one that is clicked.
export function makeQuestionList(choose) {
  const field = element("input", { type: "search", id: "sparql-find", "aria-label": "Search the questions",
    placeholder: "Search the questions", autocomplete: "off", maxlength: "100" });
  const none = element("p", { class: "empty", role: "status", hidden: "" }, "No question has these words. You can write your own query.");
  const groups = grouped(sparqlSetup().questions).filter(([, members]) => members.length).map(([heading, members]) => {
    const items = members.map((question) => ({ item: entry(question, choose), words: fold(`${question.title} ${question.explanation} ${question.name}`) }));
    return { part: element("section", {}, element("h2", {}, heading), element("ul", {}, ...items.map(({ item }) => item))), items };
  });
  field.addEventListener("keydown", (event) => event.stopPropagation());
  field.addEventListener("input", () => {
    const wanted = fold(field.value).split(" ");
    for (const { part, items } of groups) {
      for (const { item, words } of items) item.hidden = !wanted.every((word) => words.includes(word));
      part.hidden = items.every(({ item }) => item.hidden);
    }
    none.hidden = groups.some(({ part }) => !part.hidden);
  });
  const list = element("div", { class: "questions" }, ...groups.map(({ part }) => part), none);
  function mark(name) {
    for (const button of list.querySelectorAll("button")) {
      const taken = button.dataset.name === name;
      button.setAttribute("aria-pressed", String(taken));
      if (taken) button.scrollIntoView({ block: "nearest" });
    }
  }
  return { parts: [field, list], mark };
}

// The value that a field begins with: the question's own where the graph has it, else what matters most in the graph.
function firstValue({ default: usual, type }, not = "") {
  if (type === "text" || type === "number") return usual;
  if (type === "Source") return structure.sources.includes(usual) ? usual : structure.sources[0] ?? usual;
  if (meant(usual, type).length === 1 && usual !== not) return usual;
  const first = candidates(type).find(({ label, key }) => label !== not && key !== not);
  if (!first) return usual;
  return meant(first.label, type).length === 1 ? first.label : first.key;
}

function suggestions(id, type) {
  const names = type === "Source" ? structure.sources : candidates(type).slice(0, MOST_NAMES).map(({ label }) => label);
  return element("datalist", { id }, ...[...new Set(names)].map((name) => element("option", { value: tidy(name) })));
}

function parameterField(parameter, value, { changed, run }) {
  const { name, type } = parameter;
  const hasNames = type !== "text" && type !== "number";
  const list = `sparql-names-${name}`;
  const input = element("input", {
    name, type: type === "number" ? "number" : "text", list: hasNames ? list : undefined,
    autocomplete: "off", maxlength: "500", spellcheck: "false", title: KINDS[type] ?? `a ${type.toLowerCase()}`,
  });
  input.value = value;
  input.addEventListener("input", changed);
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter") run();
  });
  if (hasNames) input.addEventListener("focus", () => input.list ?? input.after(suggestions(list, type)));
  return element("label", {}, element("span", {}, name), input);
}

// Title, explanation and fields of a question; `values` are given ones by parameter.
export function questionForm(question, values, actions) {
  let before = "";
  const fields = question.parameters.map((parameter) => {
    before = values[parameter.name] ?? firstValue(parameter, before);
    return parameterField(parameter, before, actions);
  });
  return [element("h2", {}, question.title), element("p", {}, question.explanation),
    fields.length ? element("div", { class: "fields" }, ...fields) : undefined].filter(Boolean);
}
