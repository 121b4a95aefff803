// What is to be translated, from and into which language, by which model.
import { node } from "../dom.js";
import { source } from "../source.js";
import { keptList } from "./kept.js";
import { translators } from "./service.js";

const LANGUAGES = "ar de en es fa fr he hi id it ja ko nl pl pt ru th tr uk vi zh".split(" ");
const OWN = "the service’s own, if any";
const HOW = "plumbline models pull facebook/nllb-200-distilled-600M";

// Gives the element, `focus()`, and `list()` to tell anew what is kept; `start(article, about)`, `load(file)` and
// `goOn(id)` are called with what was chosen, `failed` with errors.
export function opening({ start, load, goOn, failed }) {
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  const menu = (id, first) =>
    node("select", { id }, first, ...LANGUAGES.map((code) => node("option", { value: code }, names.of(code))));
  const from = menu("translate-from", node("option", { value: "" }, "detected"));
  const to = menu("translate-to", null);
  to.value = "en";
  const model = node("select", { id: "translate-model" }, node("option", { value: "" }, OWN));
  const how = node(
    "p",
    { class: "dim", hidden: true },
    "No model is set up that could draft: segments stay open, and terms, names, memory and checks work all the same. Whoever runs the service adds one with ",
    node("code", {}, HOW),
    " and the setting ",
    node("code", {}, "PLUMBLINE_MODELS"),
    "; one in ",
    node("code", {}, "PLUMBLINE_TRANSLATOR"),
    " drafts for every request.",
  );
  translators().then(
    (found) => {
      model.append(...found.map((id) => node("option", { value: id }, id)));
      how.hidden = found.length > 0;
    },
    () => {}, // the first request says what is wrong
  );
  const text = source({ id: "translate-text", label: "Article", rows: 7, examples: true, failed });
  const field = (name, element) => node("div", {}, node("label", { for: element.id }, name), element);
  const form = node(
    "form",
    {
      class: "ask",
      onsubmit: (event) => {
        event.preventDefault();
        const chosen = { from: from.value, to: to.value, model: model.value };
        start(text.value(), Object.fromEntries(Object.entries(chosen).filter(([, value]) => value)));
      },
    },
    text.element,
    node("div", { class: "grid" }, field("From", from), field("Into", to), field("Model", model)),
    how,
    node("p", {}, node("button", { type: "submit", class: "first" }, "Prepare")),
  );
  const picker = node("input", {
    type: "file",
    id: "translate-open",
    accept: ".xlf,.xliff,.html,.htm,.docx,.json",
    onchange: () => {
      const [file] = picker.files;
      picker.value = "";
      if (file) load(file);
    },
  });
  const kept = keptList(goOn);
  const intro = "An article becomes segments, each with its terms, its names and what the memory knows. What is typed is checked against the source.";
  const element = node(
    "div",
    { class: "opening" },
    node("h1", {}, "Translate an article"),
    node("p", { class: "dim" }, intro),
    form,
    node("h2", {}, "Or go on with a translation"),
    kept.element,
    field("XLIFF of any tool; an HTML, DOCX or JSON of Plumbline", picker),
  );
  return { element, list: kept.list, focus: () => text.focus() };
}
