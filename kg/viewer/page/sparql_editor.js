// The editor of queries: a text field over a coloured copy of its text, with numbers of lines and the place of a mistake.

import { element, tidy } from "./text.js";
import { KEYWORDS, tokensOf } from "./sparql_tokens.js";
import { placeIn } from "./sparql_mistakes.js";

const HELP = "Ctrl+Enter runs the query. Tab indents; to leave the field with the keyboard press Esc, then Tab. Prefixes such as kg: and skos: are known.";

function colour({ kind, text }) {
  if (kind === "open") return "t-string";
  if (kind !== "word") return `t-${kind}`;
  return KEYWORDS.has(text.toUpperCase()) ? "t-keyword" : "t-word";
}

function pieces(text, wrong) {
  const parts = [];
  for (const token of tokensOf(text)) {
    const end = token.start + token.text.length;
    const from = wrong ? Math.max(wrong.start, token.start) : end;
    const to = wrong ? Math.min(wrong.end, end) : end;
    const looks = colour(token);
    const piece = (start, stop, extra = "") => start < stop && parts.push(element("span", { class: looks + extra }, text.slice(start, stop)));
    if (from >= to) piece(token.start, end);
    else {
      piece(token.start, from);
      piece(from, to, " wrong");
      piece(to, end);
    }
  }
  return parts;
}

// What stands in a line before a place, as wide as it is: tabs stay tabs.
function caretLine(line, column) {
  const start = Math.max(0, column - 61);
  const shown = line.slice(start, start + 100);
  const before = shown.slice(0, column - 1 - start).replace(/[^\t]/g, " ");
  return `${shown}\n${before}^`;
}

// Makes the editor; `run` is called on Ctrl+Enter, `edited` on every change by hand.
export function makeEditor({ run, edited }) {
  const field = element("textarea", {
    id: "sparql-text", spellcheck: "false", autocomplete: "off", autocapitalize: "off", wrap: "off",
    "aria-label": "SPARQL query", "aria-describedby": "sparql-help sparql-mistake", maxlength: "65536",
  });
  const numbers = element("pre", { class: "numbers", "aria-hidden": "true" });
  const mirror = element("pre", { class: "mirror", "aria-hidden": "true" });
  const mistake = element("div", { id: "sparql-mistake", class: "mistake", role: "alert", hidden: "" });
  const frame = element("div", { class: "editor" }, numbers, element("div", { class: "paper" }, mirror, field));
  const help = element("p", { id: "sparql-help", class: "note" }, HELP);
  let wrong = null;
  let leaving = false;

  function draw() {
    const count = field.value.split("\n").length;
    numbers.textContent = Array.from({ length: count }, (_, at) => at + 1).join("\n");
    mirror.replaceChildren(...pieces(field.value, wrong), "\n");
  }

  function clear() {
    wrong = null;
    mistake.hidden = true;
    mistake.replaceChildren();
    field.removeAttribute("aria-invalid");
  }

  function typed(text) {
    // The one way to change a field that its undo knows of.
    if (!document.execCommand("insertText", false, text)) field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  }

  function indent() {
    const line = field.value.slice(0, field.selectionStart).split("\n").at(-1);
    typed(`\n${/^ */.exec(line)[0]}`);
  }

  field.addEventListener("input", () => {
    clear();
    draw();
    edited();
  });
  field.addEventListener("blur", () => (leaving = false));
  field.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
    event.stopPropagation();  // the keys of the map are letters here
    const plain = !ctrlKey && !metaKey && !altKey && !event.isComposing;
    if (key === "Enter" && (ctrlKey || metaKey)) run();
    else if (key === "Enter" && plain) indent();
    else if (key === "Tab" && plain && !shiftKey && !leaving) typed("  ");
    else {
      leaving = key === "Escape" || (leaving && key === "Shift");
      return;
    }
    event.preventDefault();
  });

  return {
    parts: [frame, mistake, help],
    get text() {
      return field.value;
    },
    set text(value) {
      field.value = value;
      clear();
      draw();
    },
    showMistake({ start, end, reason }) {
      wrong = start >= 0 && end > start ? { start, end } : null;
      draw();
      field.setAttribute("aria-invalid", "true");
      const { line, column } = placeIn(field.value, Math.max(start, 0));
      const where = start >= 0 && field.value ? `Line ${line}, column ${column}: ` : "";
      mistake.replaceChildren(element("p", {}, tidy(where + reason)));
      if (where) mistake.append(element("pre", { "aria-hidden": "true" }, caretLine(field.value.split("\n")[line - 1], column)));
      mistake.hidden = false;
    },
    focus() {
      field.focus();
    },
  };
}
