// Where a text comes from: pasted, dropped, chosen from the disk, or one of the examples.
import { example } from "./api.js";
import { node } from "./dom.js";

const EXAMPLES = [
  { id: "local-planning", name: "A quarry is voted on (English, 3,600 words)" },
  { id: "party-conference", name: "A party meets (English, 1,200 words)" },
  { id: "korean-factory", name: "A factory is visited (Korean)" },
];
const ACCEPT = ".txt,.md,.html,.htm,.pdf,.docx,.odt,.eml,text/plain,text/html,application/pdf";

// A field for a text with a place to drop a file. Gives the element and `value()`: {text} or {file}, or null where there
// is nothing.
export function source({ id, label, rows = 10, examples = false, failed }) {
  let file = null;
  const area = node("textarea", { id, rows: String(rows), dir: "auto", spellcheck: "false", placeholder: "Paste a text, or drop a file here" });
  const picker = node("input", { type: "file", id: `${id}-file`, accept: ACCEPT, onchange: () => take(picker.files[0]) });
  const name = node("span", { dir: "auto" });
  const remove = node("button", { type: "button", class: "link", onclick: () => take(null) }, "Remove the file");
  const chosen = node("p", { class: "chosen", hidden: true }, name, " ", remove);

  function take(given) {
    file = given ?? null;
    chosen.hidden = !file;
    area.hidden = Boolean(file);
    name.textContent = file ? `${file.name}, ${(file.size / 1000).toFixed(0)} kB` : "";
    if (!file) picker.value = "";
  }

  const menu = node("select", { id: `${id}-example` }, node("option", { value: "" }, "none"));
  menu.append(...EXAMPLES.map(({ id: key, name: title }) => node("option", { value: key }, title)));
  menu.addEventListener("change", async () => {
    if (!menu.value) return;
    try {
      area.value = await example(menu.value);
      take(null);
    } catch (error) {
      failed(error);
    }
  });

  const element = node(
    "div",
    {
      class: "source",
      ondragover: (event) => {
        if (!event.dataTransfer.types.includes("Files")) return; // words go where they are dropped
        event.preventDefault();
        element.classList.add("over");
      },
      ondragleave: () => element.classList.remove("over"),
      ondrop: (event) => {
        element.classList.remove("over");
        if (!event.dataTransfer.files.length) return;
        event.preventDefault();
        take(event.dataTransfer.files[0]);
      },
    },
    node("label", { for: id }, label),
    area,
    chosen,
    node(
      "div",
      { class: "grid" },
      node("div", {}, node("label", { for: `${id}-file` }, "Or a file"), picker),
      examples ? node("div", {}, node("label", { for: `${id}-example` }, "Or an example"), menu) : "",
    ),
  );
  const value = () => (file ? { file } : area.value.trim() ? { text: area.value } : null);
  return { element, value, focus: () => (file ? remove : area).focus() };
}
