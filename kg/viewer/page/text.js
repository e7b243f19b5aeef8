// Texts of papers are shown, never trusted: they enter the page only as text nodes and as text on the canvas.

// Control characters, and those that nobody sees or that turn the direction of the text around them.
const CONTROLS = String.raw`\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb`;
const INVISIBLE = String.raw`\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\u{e0000}-\u{e007f}`;
const UNSEEN = new RegExp(`[${CONTROLS}${INVISIBLE}]`, "gu");

const message = document.getElementById("message");

// Tells something for a while above the map; nothing takes it away.
export function say(text) {
  message.textContent = text;
  message.hidden = !text;
}

const TOWER = /(\p{M}{4})\p{M}+/gu;  // marks upon marks, which would cover all that is above and below

export function tidy(text) {
  return text.replace(UNSEEN, (character) => (character === "\n" || character === "\t" ? " " : "")).replace(TOWER, "$1");
}

function beginning(text, length) {
  const start = Array.from(tidy(text.slice(0, 4 * length)));
  return start.length <= length && text.length > 4 * length ? Array.from(tidy(text)) : start;  // much of it is not seen
}

export function cut(text, length) {
  const start = beginning(text, length);
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

function webAddress(url) {
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  // A name before the host is there to look like another host: https://arxiv.org@example.org/
  return ["https:", "http:"].includes(parsed.protocol) && !parsed.username && !parsed.password ? parsed : null;
}

// A link out of the page; anything but a web address stays a text. Letters that look like others are told apart.
export function link(label, url) {
  const address = webAddress(url);
  if (!address) return element("span", {}, tidy(label));
  const spelt = /(?:^|\.)xn--/.test(address.hostname) ? ` (${address.hostname})` : "";
  return element("a", { href: address.href, rel: "noopener noreferrer", target: "_blank" }, tidy(label), spelt, " ↗");
}
