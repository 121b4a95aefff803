// What is known about the segment at hand: like ones of the memory, terms, names.
import { count, language, node, words } from "../dom.js";
import { compared } from "./differences.js";
import { forms, renderings } from "./places.js";

const NARROW = window.matchMedia("(max-width: 56rem)");

// `does` has put(segment, text), insert(segment, number) and go("previous" | "next" | "open").
export function aside({ source_language: from, target_language: to }, does) {
  const head = node("summary", {}, "No segment is chosen");
  const body = node("div", { class: "known", tabindex: "0", role: "region", "aria-label": "What is known of the segment" });
  const go = (name, where) => node("button", { type: "button", onclick: () => does.go(where) }, name);
  const steps = node("div", { class: "row" }, go("Previous", "previous"), go("Next", "next"), go("Next open", "open"));
  const element = node("aside", { class: "beside", "aria-label": "The segment at hand" }, node("details", { open: !NARROW.matches }, head, steps, body));
  const button = (text, act, label) =>
    node("button", { type: "button", class: "put", lang: language(to), dir: "auto", title: label, onclick: act }, text);

  function match(segment, { source, target, percent, penalties }, place) {
    const lost = Object.entries(penalties ?? {}).map(([why, points]) => `${words(why)} −${points}`);
    const insert = node("button", { type: "button", class: "insert", onclick: () => does.insert(segment, place + 1) }, "Put it in", place < 9 ? node("kbd", {}, `Ctrl+${place + 1}`) : null);
    return node(
      "li",
      {},
      node("div", { class: "row" }, node("b", { class: "percent" }, `${percent} %`), node("span", { class: "dim" }, lost.join(", ")), insert),
      node("p", { class: "was", lang: language(from), dir: "auto" }, ...compared(source, segment.source, from)),
      node("p", { lang: language(to), dir: "auto" }, target),
    );
  }

  const term = (segment, found) =>
    node(
      "li",
      {},
      node("span", { class: "what", lang: language(from), dir: "auto" }, found.term.source),
      ...renderings(found).map(({ text, status }) =>
        status === "forbidden" ? node("span", { class: "forbidden" }, "not ", node("s", { dir: "auto" }, text)) : button(text, () => does.put(segment, text), `Put it in (${status})`),
      ),
      found.term.note ? node("span", { class: "dim", dir: "auto" }, found.term.note) : null,
    );

  const name = (segment, found) =>
    node(
      "li",
      {},
      node("span", { class: "what", lang: language(from), dir: "auto" }, found.source),
      ...forms(found).map((form) => node("span", { class: "form" }, button(form.text, () => does.put(segment, form.text), "Put it in"), node("span", { class: "dim" }, ` ${form.from}`))),
    );

  const once = (items, key) => [...new Map(items.map((one) => [key(one), one])).values()];
  const part = (title, items, empty) => [node("h2", {}, title), items.length ? node("ul", {}, ...items) : node("p", { class: "dim" }, empty)];

  return {
    element,
    show(segment) {
      const { matches = [], terms = [], names = [] } = segment;
      const [ownTerms, ownNames] = [once(terms, ({ term: of }) => of.source), once(names, ({ source }) => source)];
      const facts = [matches.length && `${matches.length} of the memory`, ownTerms.length && count(ownTerms.length, "term"), ownNames.length && count(ownNames.length, "name")];
      head.textContent = [`Segment ${segment.number}`, ...facts.filter(Boolean)].join(" · ");
      body.replaceChildren(
        ...part("Memory", matches.map((one, place) => match(segment, one, place)), "Nothing in the memory is like it."),
        ...part("Terms", ownTerms.map((one) => term(segment, one)), "None of the glossaries’ terms."),
        ...part("Names", ownNames.map((one) => name(segment, one)), "No name was found."),
      );
      body.scrollTop = 0;
    },
  };
}
