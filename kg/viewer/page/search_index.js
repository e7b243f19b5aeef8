// What search looks through: names, other names and titles, folded; and how well each fits what is typed.

import { communities, importance, isPaper, nodes, papersOf, typeOrder, types } from "./graph.js";
import { fold } from "./text.js";

const LONGEST = 400;  // letters of a name that are looked at
const MANY = 12;
const NEAR = 8;  // so many words may be what a misspelt one was to be
const GROUP = "Group";  // stands for the groups among the types
const [LETTER_DIGIT, DIGIT_LETTER] = [/(\p{L})(?=\p{N})/gu, /(\p{N})(?=\p{L})/gu];
const SIMPLE = /^[a-z0-9 ]*$/;

// As text.js folds it, with letters and digits apart: "ResNet-50" and "resnet50" are the same.
function searchable(text) {
  const low = text.toLowerCase();
  const folded = SIMPLE.test(low) ? low.trim().replace(/ +/g, " ") : fold(text);
  return folded.replace(LETTER_DIGIT, "$1 ").replace(DIGIT_LETTER, "$1 ");
}

// ---- the index: each form between spaces, so that " word" finds the beginnings of words

const targets = [...nodes, ...communities.filter((community) => community.names.length)];
const forms = [];
const owners = [];  // the number of the target of each form
const which = [];  // which of its names: 0 is the first
let indexed = 0;

function kindOf(target) {
  return target.members ? GROUP : target.type;
}

function papersAbout(target) {
  return target.members ? target.members.filter(isPaper).length : papersOf(target);
}

function addTarget(number) {
  const target = targets[number];
  const names = target.members ? [target.names.join(" ")] : [target.label, ...(target.names || [])];
  names.forEach((name, at) => {
    forms.push(` ${searchable(name.slice(0, LONGEST))} `);
    owners.push(number);
    which.push(at);
  });
}

const soon = window.requestIdleCallback || ((callback) => setTimeout(() => callback({ timeRemaining: () => 8 }), 30));

// Makes the index bit by bit, when the browser has nothing else to do.
export function indexSoon() {
  soon((idle) => {
    while (indexed < targets.length && idle.timeRemaining() > 2) for (let some = 0; some < 50 && indexed < targets.length; some += 1) addTarget(indexed++);
    if (indexed < targets.length) indexSoon();
  });
}

function finishIndex() {
  while (indexed < targets.length) addTarget(indexed++);
}

// ---- what is typed: "dataset: glue" is a kind and words

const kinds = new Map([...typeOrder.map((type) => [type, [type.toLowerCase(), types[type].plural.toLowerCase()]]), [GROUP, ["group", "groups"]]]);

function kindNamed(word) {
  const found = [...kinds].find(([, names]) => names.some((name) => name === word || (word.length > 2 && name.startsWith(word))));
  return found ? found[0] : "";
}

// Returns the kind that is asked for, if any, and the rest of the text.
export function parsed(text) {
  const [, word, rest] = /^\s*([\p{L} ]{2,20}?)\s*:(.*)$/u.exec(text) || [];
  const kind = word ? kindNamed(word.toLowerCase()) : "";
  return kind ? { kind, rest: rest.trim() } : { kind: "", rest: text.trim() };
}

// ---- how well a form fits

function scoreOf(form, whole, words) {
  if (form.startsWith(` ${whole}`)) return form.length === whole.length + 2 ? 6 : form.startsWith(`${whole} `, 1) ? 5.5 : 5;
  if (form.includes(` ${whole}`)) return form.includes(` ${whole} `) ? 4.5 : 4;
  return words.every((word) => form.includes(` ${word}`)) ? 3 : 2;
}

function direct(whole) {
  const words = whole.split(" ");
  const [first, ...rest] = [...words].sort((a, b) => b.length - a.length);
  const rare = whole.length > 1 ? first : ` ${first}`;  // one letter is in nearly everything
  return (form) => (form.includes(rare) && rest.every((word) => form.includes(word)) ? scoreOf(form, whole, words) : 0);
}

// ---- what fits nearly: without spaces, or with one letter wrong

const made = { words: null, solid: null };  // when they are first needed

function wordsKnown() {
  made.words ??= [...new Set(forms.flatMap((form) => form.trim().split(" ")))];
  return made.words;
}

function solidForms() {
  made.solid ??= forms.map((form) => form.replaceAll(" ", ""));
  return made.solid;
}

// Whether a word begins as another, but for one letter that is missing, too many, wrong, or changed places with the next.
function nearlyBegins(word, typed, rests) {
  let at = 0;
  while (at < typed.length && word[at] === typed[at]) at += 1;
  return at === typed.length || word.startsWith(rests[at + 1], at + 1) || word.startsWith(rests[at + 1], at) || word.startsWith(rests[at], at + 1)
    || (typed[at] === word[at + 1] && typed[at + 1] === word[at] && word.startsWith(rests[at + 2], at + 2));
}

function wordsNear(typed) {
  if (typed.length < 4) return [typed];
  const rests = Array.from({ length: typed.length + 2 }, (_, at) => typed.slice(at));
  const near = wordsKnown().filter((word) => nearlyBegins(word, typed, rests));
  if (near.some((word) => word.startsWith(typed))) return [typed];
  near.sort((a, b) => Math.abs(a.length - typed.length) - Math.abs(b.length - typed.length));
  return [...new Set(near.map((word) => word.slice(0, typed.length + 1)))].slice(0, NEAR);
}

function withoutSpaces(whole) {
  const typed = whole.replaceAll(" ", "");
  const solid = solidForms();
  return (_, number) => {
    const at = solid[number].indexOf(typed);
    return at < 0 ? 0 : at ? 0.5 : 1;
  };
}

function misspelt(whole) {
  const words = whole.split(" ").map(wordsNear);
  if (!words.every((near) => near.length)) return () => 0;
  return (form) => (words.every((near) => near.some((word) => form.includes(` ${word}`))) ? 1 : 0);
}

// ---- the search

const best = new Float32Array(targets.length);  // of the target's forms; used again each time, and left empty
const bestForm = new Int32Array(targets.length);

function hitsBy(score) {
  const found = [];
  for (let form = 0; form < forms.length; form += 1) {
    const value = score(forms[form], form);
    const owner = owners[form];
    if (!value || value <= best[owner]) continue;
    if (!best[owner]) found.push(owner);
    best[owner] = value;
    bestForm[owner] = form;
  }
  const hits = found.map((number) => ({ target: targets[number], score: best[number], name: which[bestForm[number]] }));
  for (const number of found) best[number] = 0;
  return hits;
}

function weight(target) {
  return target.members ? -1 : papersOf(target);  // a group after what it is called after
}

function order(a, b) {
  return b.score - a.score || weight(b.target) - weight(a.target) || (importance[b.target.id] || 0) - (importance[a.target.id] || 0)
    || a.target.id - b.target.id;
}

function first(hits, most) {
  const found = [];
  for (const hit of hits) {
    if (found.length === most && order(hit, found[most - 1]) >= 0) continue;
    let at = found.length;
    while (at > 0 && order(hit, found[at - 1]) < 0) at -= 1;
    found.splice(at, 0, hit);
    if (found.length > most) found.pop();
  }
  return found;
}

function toShow({ target, name }) {
  return { target, kind: kindOf(target), name: name ? target.names[name - 1] : "", papers: papersAbout(target) };
}

// Finds what is called so: the best few, how many there are of each kind, and whether they fit only nearly.
export function search(text, most = MANY) {
  finishIndex();
  const { kind, rest } = parsed(text);
  const whole = searchable(rest);
  const empty = { kind, words: [], hits: [], total: 0, counts: new Map(), near: false };
  if (!whole && (!kind || rest)) return empty;
  let hits = whole ? hitsBy(direct(whole)) : targets.filter((target) => kindOf(target) === kind).map((target) => ({ target, score: 1, name: 0 }));
  const near = !hits.length;
  for (const score of near && whole.length > 3 ? [withoutSpaces, misspelt] : []) if (!hits.length) hits = hitsBy(score(whole));
  const counts = new Map();
  for (const { target } of hits) counts.set(kindOf(target), (counts.get(kindOf(target)) || 0) + 1);
  const wanted = kind ? hits.filter(({ target }) => kindOf(target) === kind) : hits;
  return { kind, words: whole ? whole.split(" ") : [], hits: first(wanted, most).map(toShow), total: wanted.length, counts, near: near && hits.length > 0 };
}

// The nodes that are called so, the best first.
export function nodesCalled(text, most) {
  return search(text, most).hits.map(({ target }) => target).filter((target) => !target.members);
}

// ---- which letters to mark

// The folded form of a text, and which letter of the text each of its letters came from.
function traced(text) {
  let folded = " ";
  const from = [0];
  let at = 0;
  for (const character of text) {
    const plain = searchable(character);
    const last = folded.at(-1);
    const parted = plain ? /\p{L}/u.test(last) && /\p{N}/u.test(plain[0]) || /\p{N}/u.test(last) && /\p{L}/u.test(plain[0]) : !/\p{M}/u.test(character);
    const added = (parted && last !== " " ? " " : "") + plain;
    folded += added;
    for (let each = 0; each < added.length; each += 1) from.push(at);
    at += character.length;
  }
  return { folded, from, end: at };
}

// Start and end of what is to be marked in a text: of each word its first place, at the beginning of a word where there is one.
export function spansIn(text, words) {
  const { folded, from, end } = traced(text);
  const spans = words.map((word) => {
    const start = folded.indexOf(` ${word}`) + 1 || folded.indexOf(word);
    return start < 0 ? null : [from[start], from[start + word.length] ?? end];
  });
  return spans.filter(Boolean).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
}
