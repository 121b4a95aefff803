// A segment's row: number, source, translation with what the checks found, state.
import { language, node } from "../dom.js";
import { marked, rangeIn } from "./places.js";
import { FINAL, OPEN } from "./work.js";

const NAMES = { [OPEN]: "open", translated: "draft", [FINAL]: "final" };
const FROM = { model: "by the model", memory: "from the memory" };

// `about` has the languages. The element's listeners are the grid's.
export function row(segment, { source_language: from, target_language: to }) {
  const { number } = segment;
  const source = node("div", { class: "words", lang: language(from), dir: "auto" }, ...marked(segment));
  const target = node("div", {
    class: "target",
    contenteditable: "plaintext-only",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": `Translation of segment ${number}`,
    "aria-describedby": `findings-${number}`,
    lang: language(to),
    dir: "auto",
    spellcheck: "true",
    enterkeyhint: "done",
  });
  target.textContent = segment.target ?? "";
  const findings = node("ul", { class: "issues", id: `findings-${number}` });
  const state = node("span", { class: "state" });
  const button = node("button", { type: "button", class: "confirm" });
  const cell = (name, ...body) => node("div", { class: `cell ${name}`, role: "cell" }, ...body);
  const element = node(
    "div",
    { class: segment.heading ? "row heading" : "row", role: "row", "data-number": number },
    cell("number", String(number)),
    cell("source", source),
    cell("translation", target, findings),
    cell("done", state, button),
  );
  const shown = { element, source, target, findings, state, button };
  refresh(shown, segment);
  list(shown, segment);
  return shown;
}

// What is in the field; a browser may leave a line's end behind where all was deleted.
export const typed = (target) => target.textContent.replace(/\n$/, "");

// After a change: the state, and the text unless somebody is typing it.
export function refresh({ element, target, state, button }, segment) {
  element.dataset.state = segment.state;
  const origin = segment.state === FINAL ? null : FROM[segment.origin];
  state.textContent = origin ? `${NAMES[segment.state]}, ${origin}` : NAMES[segment.state];
  const final = segment.state === FINAL;
  button.textContent = final ? "Reopen" : "Confirm";
  button.setAttribute("aria-label", `${button.textContent} segment ${segment.number}`);
  if (document.activeElement !== target && typed(target) !== (segment.target ?? "")) target.textContent = segment.target ?? "";
}

// The findings; `wrong` says why there are none to show. Not while somebody types: the words would jump.
export function list({ element, findings }, { issues = [], why_open: why, target }, wrong = "") {
  element.toggleAttribute("data-issues", issues.length > 0);
  const notes = [wrong && `Not checked: ${wrong}`, !target && why && `No draft was good enough: ${why}`].filter(Boolean);
  findings.replaceChildren(
    ...issues.map(({ severity, message }) => node("li", { class: severity }, node("b", {}, severity), ` ${message}`)),
    ...notes.map((note) => node("li", { class: "note" }, note)),
  );
}

// The ranges of its findings on both sides, by severity.
export function places({ source, target }, { issues = [] }) {
  const found = { major: [], minor: [] };
  for (const { severity, source_span: there, target_span: here } of issues) {
    const ranges = [there && rangeIn(source, there), here && rangeIn(target, here)];
    found[severity]?.push(...ranges.filter(Boolean));
  }
  return found;
}
