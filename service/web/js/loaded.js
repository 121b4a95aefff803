// Loaded wording of the article: underlined by category, its neutral wording on demand.
import { node, words } from "./dom.js";

// What each category does, for each of which there is one line: see css/article.css.
const DOES = {
  honorific: "exalts",
  praise: "exalts",
  slogan: "presses",
  intensifier: "presses",
  pejorative: "belittles",
  scare_quotes: "belittles",
  euphemism: "slants",
  unattributed_evaluation: "slants",
  presupposition: "slants",
};

function meaning({ category, neutral, mild }) {
  const name = words(category).replace(/^./, (first) => first.toUpperCase());
  const instead = neutral === null ? "a person has to reword it" : neutral ? `plainly, “${neutral}”` : "can be left out";
  return `${name}${mild ? " (mild)" : ""}: ${instead}`;
}

// Paints them, and tells what one means where the pointer is.
export function paintLoaded(article, spans) {
  const byName = new Map();
  for (const span of spans) {
    const name = `loaded-${DOES[span.category] ?? "slants"}`;
    byName.set(name, [...(byName.get(name) ?? []), span]);
  }
  for (const [name, held] of byName) article.paint(name, held);
  if (!spans.length) return;
  const tip = node("p", { class: "tip", role: "tooltip", hidden: true });
  article.element.append(tip);
  article.element.addEventListener("pointermove", (event) => {
    const point = article.at(event.clientX, event.clientY);
    const here = point === null ? null : spans.find(({ start, end }) => start <= point && point < end);
    tip.hidden = !here;
    if (!here) return;
    tip.textContent = meaning(here);
    tip.style.left = `${Math.min(event.clientX, window.innerWidth - 240)}px`;
    tip.style.top = `${event.clientY + 18}px`;
  });
  article.element.addEventListener("pointerleave", () => (tip.hidden = true));
}

// The same as a list: for the keyboard, and for who cannot see the underlines.
export function loadedList(article, spans, show) {
  return node(
    "ul",
    { class: "loaded" },
    ...spans.map((span) =>
      node(
        "li",
        {},
        node(
          "button",
          { type: "button", class: "link", dir: "auto", onclick: () => show(span), onfocus: () => show(span) },
          article.range(span)?.toString() ?? "",
        ),
        ` ${meaning(span)}`,
      ),
    ),
  );
}
