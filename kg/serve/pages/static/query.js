// The editor: Yasgui with the questions of this site, and completion from what the graph says of itself. It asks only this server.
"use strict";
{
const setup = JSON.parse(document.getElementById("setup").textContent);
const endpoint = new URL(setup.endpoint, location.href).href;
const settings = document.getElementById("settings");
const message = document.getElementById("message");
const questionOf = new Map(setup.questions.map((question) => [question.name, question]));
const titled = new Map(setup.questions.map((question) => [question.title, question]));
const START = "most-used-datasets";
const { Yasqe, Tab } = Yasgui;

function say(text) {
  message.textContent = text;
  message.hidden = !text;
}

// Yasgui's own completers ask prefix.cc and Linked Open Vocabularies; these know the terms of this graph.

function termsLike(terms, text) {
  const wanted = text.toLowerCase();
  const whole = terms.filter(({ iri }) => iri.toLowerCase().startsWith(wanted));
  const within = terms.filter(({ iri, label }) => !whole.some((term) => term.iri === iri) && `${label} ${iri}`.toLowerCase().includes(wanted));
  return [...whole, ...within].map(({ iri }) => iri);
}

function shortened(iri, prefixes) {
  for (const [prefix, space] of Object.entries(prefixes)) {
    const local = iri.slice(space.length);
    if (iri.startsWith(space) && /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?$/u.test(local)) return `${prefix}:${local}`;
  }
  return "";
}

function completer(from, terms) {
  const known = new Map(terms.map((term) => [term.iri, term]));
  Yasqe.forkAutocompleter(from, {
    name: from,
    autoShow: true,
    persistenceId: null,
    get: (yasqe, token) => (token ? termsLike(terms, token.autocompletionString || "") : terms.map(({ iri }) => iri)),
    postProcessSuggestion: (yasqe, token, iri) => shortened(iri, yasqe.getPrefixesFromQuery()) || `<${iri}>`,
    postprocessHints: (yasqe, hints) => hints.map((hint) => ({ ...hint, displayText: described(hint.text, known, yasqe) })),
  });
}

function described(text, known, yasqe) {
  const prefixes = yasqe.getPrefixesFromQuery();
  const [prefix, local] = text.startsWith("<") ? ["", ""] : text.split(/:(.*)/s);
  const term = known.get(text.startsWith("<") ? text.slice(1, -1) : `${prefixes[prefix]}${local}`);
  return term ? `${text}  ${term.label}, ${term.count.toLocaleString("en")}` : text;
}

completer("class", setup.classes);
completer("property", setup.properties);
Yasqe.forkAutocompleter("prefixes", {
  name: "prefixes",
  persistenceId: null,
  get: () => Object.entries(setup.prefixes).map(([prefix, space]) => `${prefix}: <${space}>`).sort(),
});

// Links: results lead to pages of this server, and a shared query to this page.

const kinds = new Set(setup.kinds);

function pageOf(iri) {
  if (iri.startsWith(setup.namespace)) return `${setup.root}/ontology#${iri.slice(setup.namespace.length)}`;
  if (!setup.base || !iri.startsWith(setup.base)) return "";
  const path = iri.slice(setup.base.length);
  return kinds.has(path.split("/")[0]) ? `${setup.root}/${path}` : "";
}

function leadHere(link) {
  const iri = link.getAttribute("href") || "";
  const page = pageOf(iri);
  if (!page || link.title) return;
  link.title = iri;
  link.setAttribute("href", page);
  link.removeAttribute("target");
}

Tab.prototype.getShareableLink = function () {
  const address = new URL(location.href);
  address.hash = "";
  address.search = new URLSearchParams({ query: this.getQuery() }).toString();
  return address.href;
};

// Questions: their text in a tab, and a form for what they leave open.

function literal(text) {
  return JSON.stringify(text);
}

function termOf(iri, yasqe) {
  return shortened(iri, yasqe.getPrefixesFromQuery()) || `<${iri}>`;
}

function filled(text, name, term) {
  return text.replace(new RegExp(`VALUES\\s+\\?${name}\\s*\\{[^{}]*\\}`), () => `VALUES ?${name} { ${term} }`);
}

async function namesLike(text, type) {
  const answer = await fetch(`${setup.search}?${new URLSearchParams({ q: text, type, format: "json" })}`);
  return answer.ok ? answer.json() : [];
}

async function valueOf({ name, type }, given, yasqe) {
  const text = given.trim();
  if (type === "text") return literal(given);
  if (type === "number") {
    if (/^-?\d{1,18}$/.test(text)) return text;
    throw new Error(`${name} is a whole number, not “${text}”.`);
  }
  if (/^https?:\/\/[^\s<>"{}|^`\\]+$/.test(text)) return termOf(text, yasqe);
  const [, kind, local] = /^(\w+)[/:]([^\s<>"{}|^`\\]+)$/.exec(text) ?? [];
  if (setup.kinds.includes(kind)) return termOf(`${setup.base}${kind}/${local}`, yasqe);
  const found = await namesLike(text, type);
  const folded = text.toLowerCase();
  const exact = found.filter(({ name: label, form }) => [label, form].some((one) => one.toLowerCase() === folded));
  const named = exact.filter(({ name: label }) => label === text);
  const meant = named.length ? named : exact;
  if (meant.length > 1) throw new Error(`Several are called “${text}”: ${meant.map(({ iri }) => idOf(iri)).join(", ")}; give one of these.`);
  if (meant.length) return termOf(meant[0].iri, yasqe);
  const near = found.slice(0, 5).map(({ name: label }) => `“${label}”`).join(", ");
  throw new Error(`No ${type.toLowerCase()} of this build is called “${text}”${near ? `; ${near} come near` : "; type a part of a name to see what there is"}.`);
}

async function fill(question) {
  const tab = yasgui.getTab();
  const yasqe = tab.getYasqe();
  let text = tab.getQuery();
  for (const parameter of question.parameters) {
    const given = settings.elements[parameter.name].value;
    text = filled(text, parameter.name, await valueOf(parameter, given, yasqe));
  }
  if (text === tab.getQuery()) return;
  tab.setQuery(text);
  yasqe.collapsePrefixes(true);
}

async function runFilled(question) {
  say("");
  try {
    await fill(question);
  } catch (error) {
    say(error.message);
    return;
  }
  run();
}

function run() {
  yasgui.getTab().query().catch(() => {});  // the error stands where the results would
}

// What the build calls method/lora is that, not the whole IRI, in a field.
function idOf(value) {
  const local = setup.base && value.startsWith(setup.base) ? value.slice(setup.base.length) : "";
  return setup.kinds.includes(local.split("/")[0]) ? local : value;
}

function field(parameter, value) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  label.append(`${parameter.name} `, input);
  input.name = parameter.name;
  input.value = idOf(value ?? parameter.default);
  input.type = parameter.type === "number" ? "number" : "search";
  input.required = parameter.type !== "text";
  input.maxLength = 500;
  if (parameter.type !== "text" && parameter.type !== "number") suggest(label, input, parameter);
  return label;
}

function suggest(label, input, { name, type }) {
  const list = document.createElement("datalist");
  list.id = `names-${name}`;
  input.setAttribute("list", list.id);
  label.append(list);
  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const found = input.value.trim().length > 1 ? await namesLike(input.value, type) : [];
      const names = [...new Set(found.map((one) => one.name))].slice(0, 20);
      list.replaceChildren(...names.map((one) => Object.assign(document.createElement("option"), { value: one })));
    }, 150);
  });
}

function showSettings(question, given = {}) {
  settings.hidden = !question;
  settings.replaceChildren();
  for (const link of document.querySelectorAll("[data-name]")) link.toggleAttribute("aria-current", link.dataset.name === question?.name);
  if (!question) return;
  const told = document.createElement("p");
  told.textContent = question.explanation;
  const button = Object.assign(document.createElement("button"), { type: "submit", textContent: "Run" });
  settings.append(told, ...question.parameters.map((parameter) => field(parameter, given[parameter.name])), button);
  settings.onsubmit = (event) => {
    event.preventDefault();
    runFilled(question);
  };
}

function open(question, given = {}) {
  const tab = Object.values(yasgui._tabs).find((one) => one.getName() === question.title);
  if (tab) tab.select();
  else yasgui.addTab(true, { name: question.title, yasqe: { value: question.text } });
  yasgui.getTab().setQuery(question.text);
  yasgui.getTab().getYasqe().collapsePrefixes(true);
  say("");
  showSettings(question, given);
}

function openText(text) {
  yasgui.addTab(true, { name: yasgui.createTabName("Query"), yasqe: { value: text } });
  showSettings(null);
}

// Results are shown plainly, without datatypes and numbers of rows, until a reader wants them.

const usual = Tab.getDefaults;
Tab.getDefaults = (gui) => {
  const made = usual(gui);
  made.yasr.settings.pluginsConfig = { table: { compact: true } };
  return made;
};

// Start: the tabs of the last visit, and what the address asks for.

const yasgui = new Yasgui(document.getElementById("editor"), {
  requestConfig: { endpoint, method: "POST" },
  persistenceId: `kg-query${setup.root}`,
  populateFromUrl: false,
  autoAddOnInit: false,
  autofocus: false,
  copyEndpointOnNewTab: false,
  endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [], renderItem: () => {} },
  yasqe: { value: questionOf.get(START)?.text || "", collapsePrefixesOnLoad: true },
  yasr: { prefixes: setup.prefixes },
});
for (const tab of Object.values(yasgui._tabs)) tab.setEndpoint(endpoint);
yasgui.on("tabSelect", () => setTimeout(() => showSettings(titled.get(yasgui.getTab()?.getName()))));

new MutationObserver(() => {
  for (const link of document.querySelectorAll("#editor a.iri")) leadHere(link);
}).observe(document.getElementById("editor"), { childList: true, subtree: true });

for (const link of document.querySelectorAll("[data-name]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (matchMedia("(max-width: 900px)").matches) document.getElementById("questions").open = false;
    const question = questionOf.get(link.dataset.name);
    open(question);
    if (!question.parameters.length) run();
  });
}
if (matchMedia("(max-width: 900px)").matches) document.getElementById("questions").open = false;

const asked = new URLSearchParams(location.search);
const question = questionOf.get(asked.get("name"));
if (asked.has("query")) {
  openText(asked.get("query"));
  run();
} else if (question) {
  const given = Object.fromEntries(question.parameters.filter(({ name }) => asked.has(name)).map(({ name }) => [name, asked.get(name)]));
  open(question, given);
  if (question.parameters.every(({ name }) => name in given)) runFilled(question);
} else if (yasgui.getTab()) {
  showSettings(titled.get(yasgui.getTab().getName()));
} else {
  open(questionOf.get(START));
}
if (asked.has("name") && !question) say(`No question is named “${asked.get("name").slice(0, 60)}”.`);

window.kg = { yasgui, settings };  // for tests, and for whoever wants to steer the editor from the browser's console
}
