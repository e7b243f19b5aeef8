// The SPARQL engine as the page sees it: started when it is first needed, asked one thing at a time, ended when it takes too long.

import { element } from "./text.js";

const LONGEST = 30_000;  // milliseconds
let setup = null;
let parts = null;  // engine and graph, still compressed: a worker that was ended needs them again
let workerAddress = "";
let worker = null;
let readiness = null;
let waiting = null;
let count = 0;  // of messages to the worker
let asked = 0;  // of queries

// Whether the page can answer SPARQL, told without reading what it needs for that.
export function hasSparql() {
  return Boolean(setup ?? document.getElementById("sparql-data"));
}

// Base, prefixes and questions; nothing where the page was made without SPARQL.
export function sparqlSetup() {
  const block = document.getElementById("sparql-data");
  if (setup || !block) return setup;
  setup = JSON.parse(block.textContent);
  block.remove();  // or its text stays in memory
  return setup;
}

// An error that is no fault of a query's words.
function broken(reason) {
  return Object.assign(new Error(reason), { broken: true });
}

function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

function loadBeside({ file, digest }) {
  return new Promise((resolve, reject) => {
    const script = element("script", { src: file });
    script.nonce = digest;
    script.addEventListener("load", () => {
      const held = globalThis.kgSparql;
      delete globalThis.kgSparql;
      script.remove();
      if (held?.digest === digest) resolve(held);
      else reject(broken(`The file ${file} beside this page is of another build; copy both from the same folder.`));
    });
    script.addEventListener("error", () => reject(broken(`SPARQL needs the file ${file} beside this page, and it is not there.`)));
    document.head.append(script);
  });
}

async function unpackedText(bytes) {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

async function readParts() {
  const held = setup.beside ? await loadBeside(setup.beside) : setup;
  parts = { engine: bytesOf(held.engine), graph: bytesOf(held.graph) };
  const script = await unpackedText(bytesOf(held.worker));
  workerAddress = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  for (const name of ["engine", "graph", "worker"]) delete held[name];
}

function settle({ data }) {
  if (data.step || data.id !== waiting?.id) {
    waiting?.tell?.(data.step);
    return;
  }
  const { resolve, reject, timer } = waiting;
  waiting = null;
  clearTimeout(timer);
  if (data.broken) endWorker();
  if (data.error === undefined) resolve(data);
  else reject(data.broken ? broken(data.error) : new Error(data.error));
}

function fail(reason) {
  const lost = waiting;
  waiting = null;
  clearTimeout(lost?.timer);
  endWorker();
  lost?.reject(broken(reason));
}

function send(message, limit, tell) {
  return new Promise((resolve, reject) => {
    count += 1;
    const stopped = `This took more than ${limit / 1000} seconds and was stopped.`;
    const giveUp = () => fail(`${stopped} Ask for less, for example with a LIMIT or with fewer steps.`);
    const timer = limit ? setTimeout(giveUp, limit) : 0;
    waiting = { id: count, resolve, reject, timer, tell, isQuery: Boolean(message.text) };
    worker.postMessage({ id: count, ...message });
  });
}

function endWorker() {
  worker?.terminate();
  worker = null;
  readiness = null;
}

async function startWorker(tell) {
  tell("engine");
  if (!parts) await readParts();
  worker = new Worker(workerAddress);
  worker.onmessage = settle;
  worker.onerror = (event) => {
    event.preventDefault();
    fail("The SPARQL engine does not run in this browser. A current Firefox, Chrome, Edge or Safari can run it.");
  };
  return send({ engine: parts.engine, graph: parts.graph }, 0, tell);
}

// Starts the engine unless it runs; `tell` gets the name of each step.
export function engineReady(tell) {
  readiness ??= startWorker(tell).catch((error) => {
    endWorker();
    throw error;
  });
  return readiness;
}

// Asks a query: its text, its first keyword as `form`, and as `union` whether the default graph is all named graphs together.
export async function askEngine(query, { tell }) {
  if (waiting?.isQuery) cancelQuery();
  asked += 1;
  const turn = asked;
  await engineReady(tell);
  if (turn !== asked) throw broken("Stopped.");
  tell("running");
  return send(query, LONGEST);
}

export function cancelQuery() {
  asked += 1;
  fail("Stopped.");
}
