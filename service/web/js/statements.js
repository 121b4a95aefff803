// Statements of an abstract and claims, as elements, with the places that they rest on.
import { node, words } from "./dom.js";

const HOW = {
  exact: "the article's words",
  compressed: "shortened",
  paraphrased: "in other words",
  unaligned: "not aligned",
};

export const speaker = (claim) => claim.attribution.speaker ?? "the article";

// A link to where a statement comes from. What holds it says its direction: `auto` does not look into a part with one.
export function statement(item, lang) {
  return node("a", { class: "statement", href: "#article", lang }, item.text);
}

// The statements as one paragraph, key points as a list; gives the items for the linking too.
export function abstract(statements, lang, type) {
  const items = statements.map((item) => ({ element: statement(item, lang), spans: item.evidence, of: item }));
  if (type === "key-points") {
    const points = items.map(({ element }) => node("li", { dir: "auto" }, element));
    return { items, element: node("ul", { class: "abstract points", lang }, ...points) };
  }
  const parts = items.flatMap(({ element }, index) => (index ? [" ", element] : [element]));
  return { items, element: node("p", { class: `abstract ${type}`, lang, dir: "auto" }, ...parts) };
}

export function claim(item, lang) {
  const element = statement(item, lang);
  const body = node(
    "li",
    { class: "claim" },
    node("p", { class: "who" }, node("b", { dir: "auto" }, speaker(item)), ` · ${item.kind}`),
    node("p", { dir: "auto" }, element),
    where(item, lang),
  );
  return { item: { element, spans: item.evidence, of: item }, body };
}

// Line or page, how the words relate to the article's, and those words.
function where(item, lang) {
  const places = item.evidence.map(({ page, line }) => (page ? `page ${page}` : `line ${line}`));
  const notes = [...new Set(places), HOW[item.alignment] ?? item.alignment, ...item.flags.map(words)];
  return node(
    "details",
    { class: "where" },
    node("summary", {}, notes.join(" · ")),
    ...item.evidence.map(({ exact }) => node("blockquote", { lang, dir: "auto" }, exact)),
    ...(item.swaps ?? []).map(({ source, text }) =>
      node("p", {}, source ? `“${text}” stands for “${source}”.` : `“${text}” was put before it.`),
    ),
    ...(item.drops ?? []).map(({ source, rule }) => node("p", {}, `“${source}” was left out: ${rule}.`)),
    ...(item.dates ?? []).map(({ text, date }) => node("p", {}, `“${text}” is ${date}.`)),
  );
}
