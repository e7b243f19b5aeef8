// SPARQL as words: for its colours, for the form of a query, and to find what is wrong with it.

const LETTER = String.raw`[\p{L}\p{N}_]`;
const LOCAL = String.raw`(?:[\p{L}\p{N}_:]|%[0-9A-Fa-f]{2}|\\.)(?:(?:[\p{L}\p{N}_:.-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\p{L}\p{N}_:-]|%[0-9A-Fa-f]{2}|\\.))?`;
// Each kind is found in a time that grows with the text and not with its square: what is never closed is one word, and
// prefixes have an end.
const KINDS = [
  ["space", String.raw`\s+`],
  ["comment", String.raw`#[^\r\n]*`],
  ["string", String.raw`"""(?:"{0,2}(?:[^"\\]|\\.))*"""|'''(?:'{0,2}(?:[^'\\]|\\.))*'''|(?!""")"(?:[^"\\\r\n]|\\.)*"|(?!''')'(?:[^'\\\r\n]|\\.)*'`],
  ["open", String.raw`"""[^]*|'''[^]*|"[^\r\n]*|'[^\r\n]*`],
  ["address", String.raw`<[^<>"{}|^${"`"}\\\s]*>`],
  ["variable", String.raw`[?$]${LETTER}+`],
  ["language", String.raw`@[A-Za-z]+(?:-[A-Za-z0-9]+)*`],
  ["blank", String.raw`_:${LETTER}[\p{L}\p{N}_-]*`],
  ["name", String.raw`(?:\p{L}(?:[\p{L}\p{N}_.-]{0,99}[\p{L}\p{N}_-])?)?:(?:${LOCAL})?`],
  ["number", String.raw`(?:\d+(?:\.\d*)?|\.\d+)[eE][+-]?\d+|\d*\.\d+|\d+`],
  ["word", String.raw`[\p{L}_]${LETTER}*`],
  ["sign", String.raw`&&|\|\||!=|<=|>=|\^\^|.`],
];
const TOKEN = new RegExp(KINDS.map(([kind, pattern]) => `(?<${kind}>${pattern})`).join("|"), "gsu");

export const FORMS = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];
export const UPDATES = ["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"];
const CLAUSES = `BASE PREFIX DISTINCT REDUCED FROM NAMED WHERE GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET VALUES UNDEF OPTIONAL UNION MINUS
  GRAPH FILTER BIND AS SERVICE SILENT IN NOT EXISTS TRUE FALSE A SEPARATOR`;
const FUNCTIONS = `STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI CONTAINS STRSTARTS
  STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT
  SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT LATERAL ADJUST`;
export const KEYWORDS = new Set([...FORMS, ...`${CLAUSES} ${FUNCTIONS}`.split(/\s+/)]);

// All words of a text, spaces and comments among them: their texts joined are the text.
export function tokensOf(text) {
  return Array.from(text.matchAll(TOKEN), ({ 0: found, groups, index }) => ({
    kind: Object.keys(groups).find((kind) => groups[kind] !== undefined),
    text: found,
    start: index,
  }));
}

export function told(tokens) {
  return tokens.filter(({ kind }) => kind !== "space" && kind !== "comment");
}

// Skips PREFIX and BASE.
export function afterPrologue(tokens) {
  let at = 0;
  for (;;) {
    const word = tokens[at]?.text.toUpperCase();
    if (word === "PREFIX" && tokens[at + 2]?.kind === "address") at += 3;
    else if (word === "BASE" && tokens[at + 1]?.kind === "address") at += 2;
    else return tokens.slice(at);
  }
}

export function formOf(text) {
  return afterPrologue(told(tokensOf(text)))[0]?.text.toLowerCase() ?? "";
}

// Whether a query says with FROM which graphs it asks.
export function namesGraphs(text) {
  let depth = 0;
  for (const { kind, text: word } of told(tokensOf(text))) {
    if ("({[".includes(word)) depth += 1;
    else if (")}]".includes(word)) depth -= 1;
    else if (depth === 0 && kind === "word" && word.toUpperCase() === "FROM") return true;
  }
  return false;
}
