// Checked statements with what is wrong in them.
import { node, words } from "./dom.js";
import { Offsets } from "./offsets.js";

const NAMES = { supported: "supported", contradicted: "contradicted", not_found: "not found" };

// A statement's element, and as an item for the linking: its spans are the evidence, or where the source says otherwise.
export function verdict(check) {
  const element = node("a", { class: "statement", href: "#article" }, ...withFaults(check));
  const body = node(
    "li",
    { class: `verdict ${check.verdict}` },
    node("p", { class: "who" }, node("b", {}, NAMES[check.verdict]), check.faults.length ? ` · ${kinds(check)}` : ""),
    node("p", { dir: "auto" }, element),
    ...check.faults.map(({ detail }) => node("p", { class: "fault", dir: "auto" }, detail)),
    lines(check),
  );
  return { item: { element, spans: check.evidence, of: check }, body };
}

const kinds = ({ faults }) => [...new Set(faults.map(({ kind }) => words(kind)))].join(", ");

function lines({ evidence }) {
  if (!evidence.length) return null;
  const places = [...new Set(evidence.map(({ page, line }) => (page ? `page ${page}` : `line ${line}`)))];
  return node("p", { class: "dim" }, places.join(", "));
}

// The statement's text, its faults marked; where two overlap the first is.
function withFaults({ text, faults }) {
  const offsets = new Offsets(text);
  const spans = faults.map(({ span }) => span).filter(Boolean).sort((a, b) => a.start - b.start);
  const parts = [];
  let at = 0;
  for (const span of spans) {
    const [start, end] = [offsets.units(span.start), offsets.units(span.end)];
    if (start < at) continue;
    parts.push(text.slice(at, start), node("mark", { class: "fault" }, text.slice(start, end)));
    at = end;
  }
  return [...parts, text.slice(at)];
}
