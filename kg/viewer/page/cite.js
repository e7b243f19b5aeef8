// What is copied from the page: references to papers, sentences, addresses.

import { element, fold, say, tidy } from "./text.js";

const LATEX = {
  "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
  "&": "\\&", "%": "\\%", "$": "\\$", "#": "\\#", _: "\\_",
};
const TOLD = 2500;  // milliseconds

// ---- the clipboard

// Browsers that keep a page from the clipboard let a field copy what is marked in it.
function copiedByField(text) {
  const before = document.activeElement;
  const field = element("textarea", { class: "hidden-visually", readonly: "", "aria-label": "What is copied" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before?.focus({ preventScroll: true });
  return done;
}

async function written(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByField(text);
  }
}

// Copies a text, and says so.
async function copy(text) {
  const done = await written(text);
  const told = done ? "Copied" : "This browser did not let the page copy.";
  say(told);
  const message = document.getElementById("message");
  if (!message.checkVisibility?.()) document.getElementById("spoken").textContent = told;  // the map is not on the screen
  setTimeout(() => message.textContent === told && say(""), TOLD);
  return done;
}

// A button that copies what `make` returns, and says on itself that it did.
export function copying(label, title, make) {
  const button = element("button", { type: "button", class: "copy", title, "aria-label": label === title ? undefined : title, click: async () => {
    button.textContent = (await copy(make())) ? "Copied" : "Not copied";
    setTimeout(() => { button.textContent = label; }, TOLD);
  } }, label);
  return button;
}

// ---- references

function linked(paper, label) {
  return (paper.links || []).find(([name]) => name === label)?.[1] || "";
}

function after(url, start) {
  if (!url.startsWith(start)) return "";
  try {
    return decodeURIComponent(url.slice(start.length));
  } catch {
    return url.slice(start.length);
  }
}

// What references are made of; an empty text where it is not known.
function reference(paper) {
  const [doi, arxiv] = [after(linked(paper, "DOI"), "https://doi.org/"), after(linked(paper, "arXiv"), "https://arxiv.org/abs/")];
  return {
    title: tidy(paper.label).trim(), authors: (paper.authors || []).map((name) => tidy(name).trim()).filter(Boolean),
    year: /^\d{4}/.exec(paper.date || "")?.[0] ?? "",
    venue: tidy(paper.venue || "").trim(), arxiv, doi, url: linked(paper, "DOI") || paper.links?.[0]?.[1] || "",
  };
}

function together(names) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

// A reference as a line of text.
export function citation(paper) {
  const { title, authors, year, venue, arxiv, url } = reference(paper);
  const place = [venue, arxiv && `arXiv:${arxiv}`, year].filter(Boolean).join(", ");
  const sentences = [together(authors), title, place].filter(Boolean).map((text) => (/[.?!]$/.test(text) ? text : `${text}.`));
  return [...sentences, url].filter(Boolean).join(" ");
}

function latex(text) {
  return text.replace(/[\\{}~^&%$#_]/g, (character) => LATEX[character]);
}

function plain(text) {
  return fold(text).replace(/[^a-z0-9 ]/g, "");
}

function surname(author) {
  return author.includes(",") ? author.split(",")[0] : author.split(" ").at(-1);
}

// What an address may hold, but BibTeX may not.
function raw(text) {
  return text.replace(/[{}\\\s]/g, encodeURIComponent);
}

// An entry for BibTeX.
export function bibtex(paper) {
  const { title, authors, year, venue, arxiv, doi, url } = reference(paper);
  const [first] = plain(title).split(" ").filter((word) => word.length > 3 || /\d/.test(word));
  const key = [plain(surname(authors[0] || "")).replace(/ /g, ""), year, first || ""].join("") || "paper";
  const names = authors.map((name) => (/\sand\s/i.test(name) ? `{${latex(name)}}` : latex(name)));
  const fields = [
    ["title", `{${latex(title)}}`], ["author", names.join(" and ")], ["year", year], ["howpublished", latex(venue)], ["eprint", raw(arxiv)],
    ["archivePrefix", arxiv && "arXiv"], ["doi", raw(doi)], ["url", raw(url)],
  ];
  const lines = fields.filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}},`);
  return [`@misc{${key},`, ...lines, "}"].join("\n");
}

// A sentence with its paper.
export function quoted(text, paper) {
  if (!paper) return `“${tidy(text)}”`;
  const { title, year, url } = reference(paper);
  return `“${tidy(text)}” — ${[year ? `${title} (${year})` : title, url].filter(Boolean).join(", ")}`;
}
