// IRIs and things of the map: which IRI is which node, and what IRIs and values are called.

import { structure } from "./data.js";
import { byImportance, nodeOf, nodes } from "./graph.js";
import { fold } from "./text.js";
import { sparqlSetup } from "./sparql_engine.js";

const NAME = /^(.*[/#])([\p{L}\p{N}_%~](?:[\p{L}\p{N}_.%~-]*[\p{L}\p{N}_%~-])?)$/su;
const PLAIN_NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?$/;
// What kg/rdf/vocabulary.py leaves as it is in an IRI.
const LOCAL = [
  "A-Za-z0-9._~\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u061b\\u061d-\\u167f\\u1681-\\u180d",
  "\\u180f-\\u1fff\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufefe\\uff00-\\uffef",
  "\\u{10000}-\\u{1fffd}\\u{20000}-\\u{2fffd}\\u{30000}-\\u{3fffd}-",
];
const NOT_LOCAL = new RegExp(`[^${LOCAL.join("")}]`, "gu");
const ENTITIES = new Set(["Method", "Model", "Dataset", "Task"]);
let addresses = null;
let shortSpaces = null;

function percent(character) {
  return Array.from(new TextEncoder().encode(character), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

function iriOf(node) {
  const at = node.key.indexOf("/");
  return `${sparqlSetup().base}${node.key.slice(0, at)}/${node.key.slice(at + 1).replace(NOT_LOCAL, percent)}`;
}

function plainly(address) {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function linkAt(iri) {
  addresses ??= new Map(nodes.filter(({ key }) => key.includes("://")).map((node) => [plainly(node.key), node]));
  return addresses.get(plainly(iri)) ?? null;
}

// The node of the map that an IRI names, or null.
export function nodeAt(iri) {
  const { base } = sparqlSetup();
  if (!iri.startsWith(base)) return nodeOf.get(iri) ?? linkAt(iri);
  const key = plainly(iri.slice(base.length));
  return nodeOf.get(Object.hasOwn(structure.redirects, key) ? structure.redirects[key] : key) ?? null;
}

// An IRI as a prefixed name where there is a prefix for it.
export function shortName(iri) {
  shortSpaces ??= new Map(Object.entries(sparqlSetup().prefixes).map(([prefix, space]) => [space, prefix]));
  const [, space, local] = NAME.exec(iri) ?? [];
  const prefix = shortSpaces.get(space);
  return prefix === undefined ? iri : `${prefix}:${local.replace(/~/g, "\\~")}`;
}

function termFor(iri) {
  const name = shortName(iri);
  return name !== iri && PLAIN_NAME.test(name.slice(name.indexOf(":") + 1)) ? name : `<${iri.replace(/[<>"{}|^`\\\s]/g, percent)}>`;
}

// Whether a parameter of a type can be a node.
function fits(node, type) {
  return type === node.type || (type === "Entity" && ENTITIES.has(node.type));
}

// The nodes that a parameter of a type can be, those that matter most first.
export function candidates(type) {
  return byImportance.filter((node) => fits(node, type));
}

function identifiers(node) {
  return (node.links ?? []).flatMap(([, url]) => [url, url.replace(/^https?:\/\/arxiv\.org\/abs\//, "arXiv:")]);
}

// The nodes that a value can mean: by key, by name, by name in any spelling, by other names.
export function meant(value, type) {
  const known = candidates(type);
  const wanted = fold(value);
  const ranks = [
    (node) => node.key === value || node.key === value.replace(":", "/"),
    (node) => node.label === value,
    (node) => identifiers(node).includes(value),
    (node) => fold(node.label) === wanted,
    (node) => (node.names ?? []).some((name) => fold(name) === wanted),
  ];
  for (const rank of ranks) {
    const found = known.filter(rank);
    if (found.length) return found;
  }
  return [];
}

// A value as a term of SPARQL; throws what is wrong with it.
export function termOfValue(value, { name, type }, sources) {
  if (type === "text") return JSON.stringify(value);
  if (type === "number") {
    if (/^-?\d{1,18}$/.test(value.trim())) return value.trim();
    throw new Error(`${name} is a whole number, such as 2021.`);
  }
  if (type === "Source") {
    const iri = sources.get(value.trim());
    if (iri) return termFor(iri);
    throw new Error(`There is no source called “${value}”; choose one from the list.`);
  }
  const found = meant(value.trim(), type);
  if (found.length === 1) return termFor(iriOf(found[0]));
  if (!found.length) throw new Error(`Nothing here is called “${value}”; choose a name from the list.`);
  throw new Error(`Several are called “${value}”: ${found.slice(0, 4).map(({ key }) => key).join(", ")}. Write one of these.`);
}

// A query with the value of a parameter in it: values stand in the VALUES of their variables, as terms.
export function withValues(text, terms) {
  const names = Object.keys(terms);
  if (!names.length) return text;
  return text.replace(new RegExp(`VALUES \\?(${names.join("|")}) \\{[^{}]*\\}`, "g"), (_, name) => `VALUES ?${name} { ${terms[name]} }`);
}
