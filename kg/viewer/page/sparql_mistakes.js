// What is wrong with a query, and where: the engine's parser tells only where it gave up, which is often far from the mistake.

import { FORMS, KEYWORDS, UPDATES, afterPrologue, formOf, told, tokensOf } from "./sparql_tokens.js";

const PAIRS = { ")": "(", "}": "{", "]": "[" };
const MEANT = { AND: "write && for and", OR: "write || for or", "=": "write = to compare" };

function mistake({ start, text }, reason) {
  return { start, end: start + Math.max(text.length, 1), reason };
}

// How many letters differ, roughly: enough to tell a slip from another word.
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}

function nearest(word, known) {
  const most = word.length > 3 ? 2 : 1;
  const [best] = known.map((one) => [distance(word, one), one]).filter(([far]) => far <= most).sort((a, b) => a[0] - b[0]);
  return best ? best[1] : "";
}

function refusedForm(words) {
  const first = afterPrologue(words)[0];
  if (!first) return { start: 0, end: 0, reason: "There is no query yet: choose a question, or begin with SELECT." };
  const word = first.text.toUpperCase();
  if (UPDATES.includes(word)) return mistake(first, `${word} would change the graph, and this page only reads it.`);
  if (FORMS.includes(word)) return null;
  const near = nearest(word, [...FORMS, "PREFIX"]);
  return mistake(first, `“${first.text}” begins no query; ${near ? `did you mean ${near}?` : "SELECT, ASK, CONSTRUCT and DESCRIBE do."}`);
}

function brackets(words) {
  const open = [];
  for (const word of words.filter(({ kind }) => kind === "sign")) {
    if ("({[".includes(word.text)) open.push(word);
    if (!PAIRS[word.text]) continue;
    const last = open.pop();
    if (!last) return mistake(word, `“${word.text}” closes nothing.`);
    if (last.text !== PAIRS[word.text]) return mistake(last, `“${last.text}” is never closed.`);
  }
  return open.length ? mistake(open.at(-1), `“${open.at(-1).text}” is never closed.`) : null;
}

function strange(word, prefixes) {
  const { kind, text } = word;
  if (kind === "open") return mistake({ start: word.start, text: /^(["'])\1\1|^./s.exec(text)[0] }, "This string is never closed.");
  if (kind === "sign" && /[“”„‘’«»`]/.test(text)) return mistake(word, `${text} is no quotation mark of SPARQL; write " or '.`);
  if (kind === "word" && text.toUpperCase() === "SERVICE") return mistake(word, "SERVICE would ask another server; this page asks nobody.");
  if (kind === "word" && !KEYWORDS.has(text.toUpperCase())) return mistake(word, unknownWord(text));
  const prefix = text.split(":")[0];
  if (kind !== "name" || prefixes.has(prefix)) return null;
  const near = nearest(prefix, [...prefixes]);
  return mistake(word, `The prefix “${prefix}:” is not known${near ? `; did you mean ${near}:?` : "; declare it with PREFIX."}`);
}

function unknownWord(text) {
  const upper = text.toUpperCase();
  if (MEANT[upper]) return `“${text}” is not expected here; ${MEANT[upper]}.`;
  const near = nearest(upper, [...KEYWORDS].filter((word) => word.length > 2));
  const advice = `a variable begins with a question mark (?${text}), a name has a prefix (kg:${text}).`;
  return `“${text}” is no word of SPARQL; ${near ? `did you mean ${near}?` : advice}`;
}

function declaredPrefixes(words) {
  return words.filter(({ kind }, at) => kind === "name" && words[at - 1]?.text.toUpperCase() === "PREFIX").map(({ text }) => text.slice(0, -1));
}

// What no query can have, found without the engine; `prefixes` are those that need no declaration.
export function mistakeIn(text, prefixes) {
  const words = told(tokensOf(text));
  const known = [...prefixes, ...declaredPrefixes(words)];
  const isOpen = words.some(({ kind }) => kind === "open");  // it may hold the brackets that are missed
  const found = [refusedForm(words), isOpen ? null : brackets(words), firstStrange(words, known)];
  return found.filter(Boolean).sort((a, b) => a.start - b.start)[0] ?? null;
}

// One at a time: to look for what was meant takes a while, and a text may be all mistakes.
function firstStrange(words, prefixes) {
  const known = new Set(prefixes);
  for (const word of words) {
    const found = strange(word, known);
    if (found) return found;
  }
  return null;
}

// The part of the engine's message that is a sentence; the rest of it lists letters that it would have taken.
function sentenceIn(message) {
  const parts = (message.split("expected ")[1] ?? "").replace(/^one of /, "").split(", ");
  return parts.find((part) => part.includes(" ") && /^[A-Z]/.test(part)) ?? "";
}

// What the engine said of a query, as a mistake; `linesBefore` were put before the text.
export function engineMistake(text, message, linesBefore) {
  const place = /^error at (\d+):(\d+)/.exec(message);
  if (!place) return { start: -1, end: -1, reason: message };
  const sentence = sentenceIn(message);
  if (sentence) return { start: -1, end: -1, reason: `${sentence}.` };
  const lines = text.split("\n");
  const line = Math.min(Math.max(Number(place[1]) - linesBefore, 1), lines.length);
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const start = Math.min(before + Number(place[2]) - 1, text.trimEnd().length);
  return { start, end: start + 1, reason: `The ${formOf(text).toUpperCase()} query cannot be read up to here; look at what stands before.` };
}

export function placeIn(text, offset) {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}
