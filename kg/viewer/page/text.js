// Texts of papers are shown, never trusted: they enter the page only as text nodes and as text on the canvas.

// Control characters, and those that nobody sees or that turn the direction of the text around them.
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

const message = document.getElementById("message");

// Tells something for a while above the map; nothing takes it away.
export function say(text) {
  message.textContent = text;
  message.hidden = !text;
}

export function tidy(text) {
  return text.replace(UNSEEN, (character) => (character === "\n" || character === "\t" ? " " : ""));
}

export function cut(text, length) {
  const start = Array.from(tidy(text.slice(0, 4 * length)));
  return start.length > length ? `${start.slice(0, length - 1).join("").trimEnd()}…` : start.join("");
}

// The form under which a text is found: without case, accents and punctuation.
export function fold(text) {
  const plain = tidy(text).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[^\p{L}\p{N}+#*.]+/gu, " ").trim();
}

const thousands = new Intl.NumberFormat("en");  // made once: toLocaleString makes one each time, which takes a while

// A number as people read it: 12,345.
export function grouped(number) {
  return thousands.format(number);
}

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "click") made.addEventListener("click", value);
    else if (value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== ""));
  return made;
}

// A link out of the page; anything but a web address stays a text.
export function link(label, url) {
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    return element("span", {}, tidy(label));
  }
  if (parsed.protocol !== "https:" && parsed.protocol !== "http:") return element("span", {}, tidy(label));
  return element("a", { href: parsed.href, rel: "noopener noreferrer", target: "_blank" }, tidy(label), " ↗");
}
