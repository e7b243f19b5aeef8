// Files that the page gives out.

import { element } from "./text.js";

const KEPT = 60_000;  // milliseconds: a browser may ask where to save it first

export function downloadFile(content, name, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT);
}
