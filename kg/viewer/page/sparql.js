// The view for questions in SPARQL: choose or write one, run it, and go from the answer to the map.

import { part } from "./part.js";
import { change, onChange, state } from "./state.js";
import { element, grouped } from "./text.js";
import { askEngine, cancelQuery, engineReady, sparqlSetup } from "./sparql_engine.js";
import { FORMS, formOf, namesGraphs } from "./sparql_tokens.js";
import { engineMistake, mistakeIn } from "./sparql_mistakes.js";
import { makeEditor } from "./sparql_editor.js";
import { makeQuestionList, questionForm } from "./sparql_questions.js";
import { termOfValue, withValues } from "./sparql_terms.js";
import { answerFiles, answerParts, answerWords } from "./sparql_results.js";

const place = document.getElementById("sparql");
const START = "most-used-methods";
const STEPS = { engine: "Starting the query engine…", graph: "Reading the graph…", running: "Running…" };
const SOURCES = "SELECT ?iri ?name { ?iri a kg:Source ; rdfs:label ?name }";
let view = null;
let opening = null;
let chosenQuestion = null;
let sourceIris = null;
let running = 0;

function buildView() {
  const list = makeQuestionList((question) => pick(question));
  const editor = makeEditor({ run: () => run(), edited });
  const form = element("div", { class: "question" });
  const go = element("button", { type: "button", class: "main", click: () => run() }, "Run");
  const stop = element("button", { type: "button", hidden: "", click: cancelQuery }, "Stop");
  const copy = element("button", { type: "button", click: copyQuery }, "Copy query");
  const onMap = element("button", { type: "button", hidden: "", click: () => change({ view: "map" }, { move: Boolean(state.chosen) }) }, "Show on the map");
  const files = element("span", { class: "files" });
  const status = element("p", { class: "status", role: "status" });
  const answer = element("div", { class: "answers" });
  const chooser = element("details", { class: "chooser", open: "" }, element("summary", {}, "Questions"), ...list.parts);
  if (matchMedia("(max-width: 900px)").matches) chooser.open = false;
  const bar = element("div", { class: "deeds" }, go, stop, copy, onMap, files);
  place.replaceChildren(chooser, element("div", { class: "work" }, ...[ofPart()].filter(Boolean), form, ...editor.parts, bar, status, answer));
  view = { list, editor, form, go, stop, copy, onMap, files, status, answer, chooser };
}

// Nobody is to take an answer over a part for one over all.
function ofPart() {
  if (!part) return undefined;
  const name = element("code", {}, "kg query");
  const told = `Answers are of the part that this page holds: ${grouped(part.papers)} of ${grouped(part.of_papers)} papers. `;
  return element("p", { class: "of-part" }, told, name, " asks all.");
}

function tell(step) {
  view.status.textContent = STEPS[step] ?? step;
}

// ---- what is asked

function values() {
  return Object.fromEntries(Array.from(view.form.querySelectorAll("input"), (input) => [input.name, input.value]));
}

function fill() {
  const given = values();
  const terms = {};
  for (const parameter of chosenQuestion.parameters) terms[parameter.name] = termOfValue(given[parameter.name], parameter, sourceIris ?? new Map());
  view.editor.text = withValues(chosenQuestion.text, terms);
}

function refill() {
  try {
    fill();
    view.status.textContent = "";
    return true;
  } catch (error) {
    view.status.textContent = error.message;
    return false;
  }
}

async function readSources() {
  if (sourceIris) return;
  const { rows } = await askText(SOURCES);
  sourceIris = new Map(rows.map(([iri, name]) => [name.value, iri.value]));
}

function show(question, given) {
  chosenQuestion = question;
  view.list.mark(question.name);
  const actions = { changed: refill, run: () => refill() && run() };
  view.form.replaceChildren(...questionForm(question, given, actions));
  view.editor.text = question.text;
  clearAnswer();
}

async function pick(question, given = {}) {
  show(question, given);
  if (matchMedia("(max-width: 900px)").matches) view.chooser.open = false;
  try {
    if (question.parameters.some(({ type }) => type === "Source")) await readSources();
  } catch (error) {
    view.status.textContent = error.message;
    return;
  }
  if (chosenQuestion === question && refill()) await run();
}

function edited() {
  if (!chosenQuestion) return;
  chosenQuestion = null;
  view.list.mark("");
  view.form.replaceChildren(element("h2", {}, "Your own query"));
}

// The address holds the name of a question with its values, or the text of a query.
function addressed() {
  if (!chosenQuestion) return view.editor.text;
  const given = new URLSearchParams(values()).toString();
  return chosenQuestion.name + (given ? `?${given}` : "");
}

function goToQuery(query) {
  const [name, given] = query.split(/\?(.*)/s);
  const question = sparqlSetup().questions.find((one) => one.name === name);
  if (question) return pick(question, Object.fromEntries(new URLSearchParams(given ?? "")));
  edited();
  view.form.replaceChildren(element("h2", {}, "Your own query"));
  view.editor.text = query;
  clearAnswer();
  view.status.textContent = "This query came with the address. Read it, then press Run.";  // somebody may have written it to fill the memory
  return undefined;
}

// ---- running

function declarations() {
  return `${Object.entries(sparqlSetup().prefixes).map(([prefix, space]) => `PREFIX ${prefix}: <${space}>`).join(" ")}\n`;
}

function askText(text) {
  return askEngine({ text: declarations() + text, form: formOf(text), union: !namesGraphs(text) }, { tell });
}

function clearAnswer() {
  view.answer.replaceChildren();
  view.files.replaceChildren();
  view.onMap.hidden = true;
  view.status.textContent = "";
}

function busy(is) {
  view.go.disabled = is;
  view.stop.hidden = !is;
  view.answer.setAttribute("aria-busy", String(is));
}

function showProblem(text, { message, broken }) {
  view.status.textContent = "";
  const isTooMuch = /unreachable|call stack|memory|string l/i.test(message);
  if (broken) view.status.textContent = isTooMuch ? "The query was too much for this browser. Ask for less." : message;
  else view.editor.showMistake(mistakeIn(text, Object.keys(sparqlSetup().prefixes)) ?? engineMistake(text, message, 1));
}

async function run() {
  const text = view.editor.text;
  const turn = (running += 1);
  clearAnswer();
  if (!FORMS.includes(formOf(text).toUpperCase())) {
    view.editor.showMistake(mistakeIn(text, Object.keys(sparqlSetup().prefixes)));
    return;
  }
  view.editor.text = text;
  busy(true);
  change({ query: addressed() });
  try {
    const found = await askText(text);
    if (turn === running) showAnswer(found);
  } catch (error) {
    if (turn === running) showProblem(text, error);
  } finally {
    if (turn === running) busy(false);
  }
}

function showAnswer(found) {
  view.answer.replaceChildren(...answerParts(found));
  view.files.replaceChildren("Save as ", ...answerFiles(found, chosenQuestion?.name ?? "answer"));
  view.onMap.hidden = !view.answer.querySelector("a.to");
  view.status.textContent = answerWords(found);
}

async function copyQuery() {
  const text = declarationsUsed() + view.editor.text;
  try {
    await navigator.clipboard.writeText(text);
    view.status.textContent = "The query is copied, with its prefixes.";
  } catch {
    view.status.textContent = "This browser does not let the page copy; select the text and press Ctrl+C.";
  }
}

function declarationsUsed() {
  const text = view.editor.text;
  const used = Object.entries(sparqlSetup().prefixes).filter(([prefix]) => new RegExp(`(?:^|[^\\w:?$<])${prefix}:`).test(text)
    && !new RegExp(`PREFIX\\s+${prefix}:`, "i").test(text));
  return used.map(([prefix, space]) => `PREFIX ${prefix}: <${space}>\n`).join("");
}

// ---- opening

async function openSparql() {
  if (!sparqlSetup()) {
    place.replaceChildren(element("p", { class: "empty" },
      "This page was made without SPARQL. `kg build` puts it in where the setting “sparql” is not “none”."));
    return;
  }
  buildView();
  const wanted = state.query;
  if (wanted) {
    await goToQuery(wanted);
    return;
  }
  const first = sparqlSetup().questions.find(({ name }) => name === START) ?? sparqlSetup().questions[0];
  if (first) show(first, {});
  try {
    await engineReady(tell);
    if (!running) view.status.textContent = "Ready.";
  } catch (error) {
    if (!running) view.status.textContent = error.message;
  }
}

onChange((changed) => {
  if (state.view !== "sparql") return;
  if (!view) opening ??= Promise.resolve().then(openSparql);  // when the view is there to be scrolled
  else if (changed.has("query") && state.query && state.query !== addressed()) goToQuery(state.query);
});
