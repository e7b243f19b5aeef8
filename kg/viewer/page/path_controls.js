// Where one asks how two things are connected: a button, and a field for the other end.

import { singular } from "./graph.js";
import { icon } from "./look.js";
import { startPicking, stopPicking } from "./picking.js";
import { nodesCalled } from "./search_index.js";
import { change, state } from "./state.js";
import { cut, element } from "./text.js";

const MOST = 8;

function connect(node) {
  stopPicking();
  change({ to: node }, { move: true });
  document.querySelector("#panel h2")?.focus({ preventScroll: true });
}

function option(node, at, marker) {
  const item = element("li", { role: "option", id: `end-${at}`, "aria-selected": String(at === marker) }, icon(node.type),
    element("bdi", { class: "label" }, cut(node.label, 120)), element("span", { class: "note" }, node.date ? node.date.slice(0, 4) : singular(node.type)));
  item.addEventListener("pointerdown", (event) => {
    event.preventDefault();  // or the field loses the focus before the click arrives
    connect(node);
  });
  return item;
}

// A field that searches for the other end; `leave` is called when nothing is wanted any more.
function endField(leave) {
  const field = element("input", { type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "ends", "aria-autocomplete": "list",
    "aria-label": "The other end of the connection", placeholder: "Name of the other end", autocomplete: "off", spellcheck: "false", maxlength: "200" });
  const list = element("ul", { id: "ends", role: "listbox", "aria-label": "What was found", hidden: "" });
  let [found, marker] = [[], -1];
  const refresh = () => {
    list.replaceChildren(...found.map((node, at) => option(node, at, marker)));
    if (field.value.trim() && !found.length) list.append(element("li", { class: "empty", role: "option", "aria-disabled": "true" }, "Nothing of that name"));
    list.hidden = !list.children.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    if (marker >= 0) field.setAttribute("aria-activedescendant", `end-${marker}`);
    else field.removeAttribute("aria-activedescendant");
  };
  field.addEventListener("input", () => {
    found = nodesCalled(field.value, 3 * MOST).filter((node) => node !== state.chosen).slice(0, MOST);
    marker = found.length ? 0 : -1;
    refresh();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && found[marker]) connect(found[marker]);
    else if (event.key === "Escape") leave();
    else if (event.key === "ArrowDown" && found.length) marker = Math.min(marker + 1, found.length - 1);
    else if (event.key === "ArrowUp" && found.length) marker = Math.max(marker - 1, 0);
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (field.isConnected) refresh();
  });
  return { field, list };
}

// The field with what belongs to it, in the place of `button`.
export function askForEnd(button) {
  const leave = () => {
    stopPicking();
    asking.replaceWith(button);
    button.focus();
  };
  const { field, list } = endField(leave);
  const pick = () => startPicking("Click the other end on the map. Esc to leave it.", connect);
  const pickOne = element("button", { type: "button", click: pick }, "Pick on the map");
  const cancel = element("button", { type: "button", click: leave }, "Cancel");
  const asking = element("div", { class: "asking" }, element("div", { class: "end-field" }, field, list),
    element("div", { class: "buttons" }, pickOne, cancel));
  button.replaceWith(asking);
  field.focus();
}

// A button that asks how a node is connected to another; the panel shows it.
export function pathControls() {
  const button = element("button", { type: "button", class: "connect", click: () => askForEnd(button) }, "How is this connected to …?");
  return element("div", { class: "path-controls" }, button);
}
