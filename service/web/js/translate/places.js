// Places of a segment's text in the elements that show it.
import { node } from "../dom.js";
import { Offsets } from "../offsets.js";

// The range of a span, {start, end} in code points; null where it holds nothing.
export function rangeIn(element, { start, end }) {
  const offsets = new Offsets(element.textContent);
  const [from, to] = [offsets.units(start), offsets.units(end)];
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let [at, begun] = [0, false];
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const { length } = text.data;
    if (!begun && from < at + length) {
      range.setStart(text, from - at);
      begun = true;
    }
    if (begun && to <= at + length) {
      range.setEnd(text, Math.max(0, to - at));
      return range.collapsed ? null : range;
    }
    at += length;
  }
  return null;
}

// How a term is put: its renderings, those first that are preferred.
const ORDER = { preferred: 0, admitted: 1, forbidden: 2 };
export const renderings = ({ term }) => [...term.renderings].sort((a, b) => ORDER[a.status] - ORDER[b.status]);

// [{text, from}]: the ledger's form alone where it has one.
export const forms = ({ chosen, approved, forms: byRule = {} }) =>
  chosen ? [{ text: chosen, from: approved ? "settled" : "suggested" }] : Object.entries(byRule).map(([from, text]) => ({ text, from }));

const ofTerm = (found) => {
  const all = renderings(found);
  const [best] = all;
  const told = all.map(({ text, status }) => (status === "preferred" ? text : `${status}: ${text}`)).join("; ");
  const { note, literal } = found.term;
  return {
    span: found.span,
    kind: "term",
    insert: best && best.status !== "forbidden" ? best.text : "",
    told: [told, literal && `literally: ${literal}`, note].filter(Boolean).join(". "),
  };
};

const ofName = (found) => {
  const all = forms(found);
  return { span: found.span, kind: "name", insert: all[0]?.text ?? "", told: all.map(({ text, from }) => `${text} (${from})`).join("; ") };
};

// The source, its terms and names as marks that tell how they are put, and put it in when they are pressed.
export function marked({ source, terms = [], names = [] }) {
  const offsets = new Offsets(source);
  const found = [...terms.map(ofTerm), ...names.map(ofName)].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const parts = [];
  let done = 0;
  for (const { span, kind, insert, told } of found) {
    const [from, to] = [offsets.units(span.start), offsets.units(span.end)];
    if (from < done || to <= from || !told) continue;
    parts.push(source.slice(done, from));
    const text = source.slice(from, to);
    parts.push(node("span", { class: kind, role: "button", tabindex: "0", "data-insert": insert, "data-told": told, "aria-description": told }, text));
    done = to;
  }
  return [...parts, source.slice(done)].filter(Boolean);
}
