// Unpacking: the data blocks of the page, which kg/viewer/embed.py makes.

const LETTERS = 91;
const FIRST = 33;
const numberOf = new Uint8Array(128);
let number = 0;
for (let code = FIRST; code < 127; code += 1) if (!'<"\\'.includes(String.fromCharCode(code))) numberOf[code] = number++;

// Thirteen bits stand in two letters: see kg/viewer/base91.py.
function bytesOf(text, size) {
  const bytes = new Uint8Array(size);
  let [held, bits, end] = [0, 0, 0];
  for (let at = 0; end < size; at += 2) {
    held = (held << 13) | (numberOf[text.charCodeAt(at)] * LETTERS + numberOf[text.charCodeAt(at + 1)]);
    for (bits += 13; bits >= 8 && end < size; end += 1) bytes[end] = held >> (bits -= 8);
    held &= (1 << bits) - 1;
  }
  return bytes;
}

// The value of a data block; what it was read from is dropped, or the browser keeps it twice.
export async function readBlock(id) {
  const block = document.getElementById(id);
  const value = JSON.parse(block.textContent);
  block.textContent = "";
  if (!block.dataset.encoding) return value;
  const stream = new Blob([bytesOf(value, Number(block.dataset.size))]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}
