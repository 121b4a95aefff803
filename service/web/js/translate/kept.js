// The translations that this browser keeps, to go on with or to forget.
import { count, node } from "../dom.js";
import { all, elsewhere, forget } from "./keeping.js";

// Gives the element, and `list()`, which tells anew what there is; `goOn(id)` is called with what was chosen.
export function keptList(goOn) {
  const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });
  const element = node("ul", { class: "jobs", "aria-label": "Kept in this browser" });

  function row({ work, since }) {
    const { source_language: from, target_language: to, title } = work.about;
    const name = title || work.segments[0].source;
    const { all: many, final } = work.counts();
    const facts = [`${names.of(from)} to ${names.of(to)}`, `${final} of ${count(many, "segment")} final`, new Date(since).toLocaleString()];
    const press = (text, act) => node("button", { type: "button", "aria-label": `${text}: ${name}`, onclick: act }, text);
    const gone = () => {
      forget(work.id);
      list();
    };
    return node(
      "li",
      { "data-id": work.id },
      node("p", { class: "cut" }, node("b", { dir: "auto" }, name)),
      node("p", { class: "dim" }, facts.join(" · ")),
      node("div", { class: "row" }, press("Go on", () => goOn(work.id)), press("Forget", gone)),
    );
  }

  async function tell(rows) {
    const held = await elsewhere(rows.map((one) => one.dataset.id));
    for (const one of rows.filter(({ dataset }) => held.includes(dataset.id))) {
      one.querySelector(".dim").append(" · open in another tab");
    }
  }

  function list() {
    element.replaceChildren(...all().map(row));
    element.hidden = !element.childElementCount;
    tell([...element.children]);
  }
  list();
  return { element, list };
}
