// Unpacks the style and the scripts of the page and sets them going; the page's policy knows each by its digest.

import { readBlock } from "./unpack.js";

function add(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  document.head.append(made);
}

async function start() {
  const { style, scripts } = await readBlock("page-parts");
  add("style", style);
  document.getElementById("waiting").remove();
  for (const script of scripts) add("script", script);
}

start().catch(() => {
  document.body.textContent = "This browser cannot unpack the map. A current Firefox, Chrome, Edge or Safari can.";
  document.getElementById("waiting")?.remove();
});
