// The menu that saves: a picture, a drawing, the table, or a link to what is shown.

import { structure } from "./data.js";
import { downloadFile } from "./download.js";
import { drawing, drawingText } from "./save_svg.js";
import { downloadTable } from "./table_csv.js";
import { element, say } from "./text.js";

const SAVED_FINENESS = 2;  // pixels of a picture for one of the window
const MOST_SAVED_PIXELS = 60_000_000;  // browsers refuse larger canvases

// The name of a file: the title, as every system takes it.
function fileName(ending) {
  const plain = structure.title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60);
  return `${plain || "map"}.${ending}`;
}

async function svgImage(text) {
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function savePicture() {
  const svg = drawing();
  const [wide, high] = ["width", "height"].map((name) => Number(svg.getAttribute(name)));
  const canvas = element("canvas");
  const fineness = Math.min(SAVED_FINENESS, Math.sqrt(MOST_SAVED_PIXELS / (wide * high)));
  [canvas.width, canvas.height] = [Math.round(wide * fineness), Math.round(high * fineness)];
  const context = canvas.getContext("2d");
  context.scale(fineness, fineness);
  context.drawImage(await svgImage(new XMLSerializer().serializeToString(svg)), 0, 0, wide, high);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error("the canvas gave no picture");
  downloadFile(blob, fileName("png"), "image/png");
}

function saveDrawing() {
  downloadFile(drawingText(), fileName("svg"), "image/svg+xml");
}

async function copyAddress() {
  try {
    await navigator.clipboard.writeText(location.href);
    say("The address of this view is copied.");
  } catch {  // some browsers do not let a page from a disk do that
    say(`Copy the address of this view from the browser's address bar: it ends in ${location.hash || "#"}`);
  }
}

const SAVE_ENTRIES = [
  ["Picture (PNG)", savePicture],
  ["Drawing (SVG)", saveDrawing],
  ["Table (CSV)", downloadTable],
  ["Link to this view", copyAddress],
];

const saveElement = document.getElementById("save");
const saveMenu = element("div", { id: "save-menu", role: "group", "aria-label": "Save" });
const saveOpener = element(
  "button",
  { id: "save-open", type: "button", title: "Save or share what is shown", "aria-label": "Save", "aria-expanded": "false",
    "aria-controls": "save-menu", click: () => toggleSave(saveMenu.hidden) },
  element("span", { class: "long" }, "Save"),
  element("span", { class: "short" }, "⤓"),
);

function toggleSave(open) {
  saveMenu.hidden = !open;
  saveOpener.setAttribute("aria-expanded", String(open));
  if (open) saveMenu.firstElementChild.focus();
}

async function chosenEntry(action) {
  toggleSave(false);
  saveOpener.focus();
  try {
    await action();
  } catch (error) {
    say(`This could not be saved: ${error.message || error}`);
  }
}

function moveInSave(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const buttons = [...saveMenu.children];
  if (event.key === "Escape") {
    toggleSave(false);
    saveOpener.focus();
  } else if (step) {
    buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

saveMenu.hidden = true;
saveMenu.append(...SAVE_ENTRIES.map(([label, action]) => element("button", { type: "button", click: () => chosenEntry(action) }, label)));
saveMenu.addEventListener("keydown", moveInSave);
saveElement.addEventListener("focusout", (event) => {
  if (!saveMenu.hidden && !saveElement.contains(event.relatedTarget)) toggleSave(false);
});
saveElement.append(saveOpener, saveMenu);
