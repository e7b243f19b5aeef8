// What something is to papers, in a sentence; and when.

import { amount, isPaper, nodes, typeOrder } from "./graph.js";

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

// "2024-03-01" → "March 2024", "2024" → "2024".
export function monthInWords(date) {
  const name = MONTHS[Number(date.slice(5, 7)) - 1];
  return name ? `${name} ${date.slice(0, 4)}` : date.slice(0, 4);
}

// "March 2024", "2024", "3 March 2024".
export function dayInWords(date) {
  const day = Number(date.slice(8, 10));
  return day ? `${day} ${monthInWords(date)}` : monthInWords(date);
}

// From the first to the latest month of papers, or nothing.
export function spanInWords(papers) {
  const dates = papers.map(({ date }) => date).filter(Boolean).sort();
  if (!dates.length) return "";
  const [first, latest] = [monthInWords(dates[0]), monthInWords(dates.at(-1))];
  return first === latest ? `in ${first}` : `from ${first} to ${latest}`;
}

// "1 method, 2 tasks and 3 datasets"
export function enumerated(parts) {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

export function amounts(counts, kinds = typeOrder) {
  return enumerated(kinds.filter((type) => counts[type]).map((type) => amount(counts[type], type)));
}

function sentence(text) {
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

// "Introduced by 1 paper and used by 2 papers, from June 2021 to May 2023."
export function roleOfEntity(groups) {
  const told = groups.filter(({ byPapers, found }) => byPapers && found.length);
  if (!told.length) return "";
  const phrases = told.map(({ heading, found }) => `${heading.toLowerCase()} ${amount(found.length, "Paper")}`);
  const when = spanInWords(told.flatMap(({ found }) => found.map((edge) => nodes[edge.from])));
  return sentence(`${enumerated(phrases)}${when ? `, ${when}` : ""}`);
}

// "Introduces 1 method; names 2 tasks besides."
export function roleOfPaper(groups, node) {
  const [introduced, named] = [{}, {}];
  for (const { predicate, found } of groups) {
    for (const edge of found) {
      const end = nodes[edge.to];
      if (edge.from !== node.id || isPaper(end) || ["hasCode", "linksTo"].includes(predicate.name)) continue;
      const counts = predicate.name === "introduces" ? introduced : named;
      counts[end.type] = (counts[end.type] || 0) + 1;
    }
  }
  const parts = [amounts(introduced) && `introduces ${amounts(introduced)}`, amounts(named) && `names ${amounts(named)}`].filter(Boolean);
  return parts.length ? sentence(parts.join("; ") + (parts.length > 1 ? " besides" : "")) : "";
}
