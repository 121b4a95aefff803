// A summary to take away.
import { node, say } from "../dom.js";
import { kindOf } from "../kinds.js";
import { csv } from "./csv.js";
import { fileName, save } from "./files.js";
import { html } from "./html.js";
import { markdown } from "./markdown.js";

const FORMS = [
  { name: "Markdown", suffix: "md", type: "text/markdown", write: (summary) => markdown(summary) },
  { name: "JSON", suffix: "json", type: "application/json", write: (_, raw) => raw },
  { name: "CSV", suffix: "csv", type: "text/csv", write: (summary) => csv(summary) },
  { name: "HTML", suffix: "html", type: "text/html", write: (summary) => html(summary) },
];

export function toolbar(summary, raw) {
  const buttons = FORMS.map((form) => {
    const give = () => save(new Blob([form.write(summary, raw)], { type: `${form.type};charset=utf-8` }), `${fileName(summary.document.title, "summary")}.${form.suffix}`);
    return node("button", { type: "button", "aria-label": `Save as ${form.name}`, onclick: give }, form.name);
  });
  const { name } = kindOf(summary.receipt.options);
  const copy = async () => {
    await navigator.clipboard.writeText(summary.abstract.text);
    say(`Copied: the ${name}.`);
  };
  return node(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Take away" },
    node("button", { type: "button", onclick: copy }, `Copy the ${name}`),
    ...buttons,
  );
}
