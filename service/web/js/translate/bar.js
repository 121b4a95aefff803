// Above the segments: how far the work is, which are shown, what is to be done with all of it.
import { node } from "../dom.js";
import { KEYS } from "./keys.js";

const FILTERS = [
  ["all", "All"],
  ["open", "Open"],
  ["findings", "With findings"],
];
const FORMS = [
  ["XLIFF", "xlf", "application/xliff+xml"],
  ["TMX", "tmx", "application/x-tmx+xml"],
  ["HTML", "html", "text/html"],
  ["DOCX", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["JSON", "json", ""],
];

// `does` has filter(name), save(suffix, type), learn() and close().
export function bar(does) {
  const press = (text, act, attributes = {}) => node("button", { type: "button", onclick: act, ...attributes }, text);
  const meter = node("progress", { "aria-label": "Approved" });
  const line = node("span", { class: "line" });
  const filters = FILTERS.map(([name, text]) => {
    const shown = node("span", { class: "number" });
    const button = press(text, () => choose(name), { class: "chip", "aria-pressed": String(name === "all") });
    button.append(shown);
    return { name, button, shown };
  });
  function choose(name) {
    for (const one of filters) one.button.setAttribute("aria-pressed", String(one.name === name));
    does.filter(name);
  }
  const group = (name, label, ...body) => node("div", { class: name, role: "group", "aria-label": label }, ...body);
  const keys = KEYS.flatMap(([keys_, what]) => [node("dt", {}, node("kbd", {}, keys_)), node("dd", {}, what)]);
  const element = node(
    "div",
    { class: "desk-bar" },
    node("div", { class: "row" }, press("Another article", does.close), meter, line, group("chips", "Show", ...filters.map(({ button }) => button))),
    node(
      "div",
      { class: "row" },
      group("row", "Save", node("span", {}, "Save as"), ...FORMS.map(([name, suffix, type]) => press(name, () => does.save(suffix, type), { "aria-label": `Save as ${name}` }))),
      press("Keep what is final in the memory", does.learn, { class: "learn" }),
      node("details", { class: "keys" }, node("summary", {}, "Keys"), node("dl", { class: "receipt" }, ...keys)),
    ),
  );
  return {
    element,
    tell({ all, final, drafts, untranslated, findings }) {
      [meter.max, meter.value] = [Math.max(1, all), final];
      line.textContent = `${final} of ${all} final, ${drafts} drafted, ${untranslated} without a translation`;
      const numbers = { all, open: all - final, findings };
      for (const { name, shown } of filters) shown.textContent = String(numbers[name]);
    },
  };
}
