// The worker that holds the SPARQL engine and the graph. `initSync` and `Store` are Oxigraph's, whose script stands before this one.

const MOST_ROWS = 100_000;
const RESULTS = "application/sparql-results+json";
const TRIPLES = "application/n-triples";
const TRIPLE = /^(\S+) (\S+) (.*) \.$/;
const LITERAL = /^"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<(.*)>)?$/s;
const ESCAPED = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gs;
const CONTROL = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
let store = null;

async function inflated(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

async function start({ engine, graph }) {
  const [code, text] = await Promise.all([inflated(engine), inflated(graph)]);
  initSync({ module: new WebAssembly.Module(code) });
  postMessage({ step: "graph" });
  store = new Store();
  store.load(new Uint8Array(text), { format: "application/trig", lenient: true });
  return { ready: true, triples: store.size };
}

function rowsOf(said) {
  const { head, results, boolean } = JSON.parse(said);
  if (boolean !== undefined) return { kind: "ask", truth: boolean };
  const { bindings } = results;
  const rows = bindings.slice(0, MOST_ROWS).map((binding) => head.vars.map((name) => binding[name] ?? null));
  return { kind: "select", variables: head.vars, rows, total: bindings.length };
}

function unescaped(text) {
  return text.replace(ESCAPED, (_, four, eight, one) => (one ? CONTROL[one] ?? one : String.fromCodePoint(Number.parseInt(four ?? eight, 16))));
}

// A term of N-Triples as the JSON of SPARQL results has it.
function termOf(text) {
  if (text.startsWith("<")) return { type: "uri", value: unescaped(text.slice(1, -1)) };
  const literal = LITERAL.exec(text);
  if (!literal) return { type: "bnode", value: text.slice(2) };
  const [, value, language, datatype] = literal;
  return { type: "literal", value: unescaped(value), ...(language && { "xml:lang": language }), ...(datatype && { datatype }) };
}

function triplesOf(said) {
  const lines = [...new Set(said.split("\n").filter(Boolean))].sort();
  const rows = lines.slice(0, MOST_ROWS).map((line) => TRIPLE.exec(line).slice(1).map(termOf));
  return { kind: "graph", variables: ["subject", "predicate", "object"], rows, total: lines.length, text: lines.join("\n") };
}

function answer({ text, form, union }) {
  const isGraph = form === "construct" || form === "describe";
  const started = performance.now();
  const said = store.query(text, { use_default_graph_as_union: union, results_format: isGraph ? TRIPLES : RESULTS });
  const milliseconds = performance.now() - started;
  return { ...(isGraph ? triplesOf(said) : rowsOf(said)), milliseconds };
}

onmessage = async ({ data }) => {
  try {
    postMessage({ id: data.id, ...(data.engine ? await start(data) : answer(data)) });
  } catch (error) {
    // A panic of the engine leaves it in no state to go on.
    postMessage({ id: data.id, error: String(error.message ?? error), broken: error instanceof WebAssembly.RuntimeError || error instanceof RangeError });
  }
};
