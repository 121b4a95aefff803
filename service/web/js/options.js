// What a caller may ask for.
import { models } from "./api.js";
import { node } from "./dom.js";
import { kinds, lengths } from "./kinds.js";

const POLICIES = [
  ["balanced", "balanced: withhold what is false or not in the article"],
  ["strict", "strict: withhold what is doubtful, too"],
  ["off", "off: withhold nothing, flag everything"],
];

const choices = (named) => named.map(([value, name]) => node("option", { value }, name));

// Gives the element, `options()` as the API takes them, and `about()`, the fields beside them.
export function options(id) {
  const number = (name, value, least, most) =>
    node("input", { id: `${id}-${name}`, type: "number", value, min: least, max: most, required: true });
  const wordsField = number("words", 150, 1, 2000);
  const claimsField = number("claims", 20, 0, 500);
  const model = node("select", { id: `${id}-model` }, node("option", {}, "embedded"));
  const policy = node("select", { id: `${id}-policy` }, ...choices(POLICIES));
  const type = node("select", { id: `${id}-type`, onchange: fit }, ...choices(kinds()));
  const length = node("select", { id: `${id}-length` });
  const cell = ([name, field]) => node("div", {}, node("label", { for: field.id }, name), field);
  const lengthCell = cell(["Length", length]);
  const kind = node("div", { class: "grid" }, cell(["Kind of summary", type]), lengthCell);
  function fit() {
    const chosen = length.value || "medium";
    const offered = lengths(type.value);
    lengthCell.hidden = !offered.length;
    if (!offered.length) return; // what was chosen stays for the next kind
    length.replaceChildren(...choices(offered));
    length.value = chosen;
  }
  fit();
  const published = node("input", { id: `${id}-published`, type: "date" });
  const fields = [
    ["Words at most", wordsField],
    ["Claims at most", claimsField],
    ["Model", model],
    ["What is withheld", policy],
    ["Published on", published],
  ];
  models().then(
    (found) => model.replaceChildren(...found.map((one) => node("option", {}, one.id))),
    () => {}, // the first request says what is wrong
  );
  const more = node("details", { class: "options" }, node("summary", {}, "Options"), node("div", { class: "grid" }, ...fields.map(cell)));
  return {
    element: node("div", {}, kind, more),
    options: () => ({
      type: type.value,
      ...(lengthCell.hidden ? {} : { length: length.value }),
      model: model.value,
      max_words: wordsField.valueAsNumber,
      max_claims: claimsField.valueAsNumber,
      policy: policy.value,
    }),
    about: () => (published.value ? { published: published.value } : {}),
  };
}
