// The article as paragraphs of plain text nodes, with places in it by the service's offsets.
import { count, language, node } from "./dom.js";
import { Offsets } from "./offsets.js";
import { caret, paint, wipe } from "./painter.js";

const FAR = 3000; // pixels that are jumped over, not scrolled through
const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");

// Spans are {start, end} in code points, half-open, as the service gives them.
export class Article {
  // `document` is the summary's, with its text.
  constructor(text, { language: code, sections = [] } = {}) {
    this.offsets = new Offsets(text);
    this.length = text.length;
    this.blocks = [];
    this.byNode = new WeakMap();
    const titles = new Map(sections.map(({ start, title }) => [this.offsets.units(start), title]));
    let title = ""; // what is left of a section's title: its headings are joined in it
    const parts = [];
    for (const { 0: line, index } of text.matchAll(/[^\n]+/g)) {
      const words = document.createTextNode(line);
      title = titles.get(index) ?? title;
      const said = line.trim();
      const heading = said !== "" && title.startsWith(said);
      title = heading ? title.slice(said.length).replace(/^ — /, "") : "";
      const element = node("div", { class: "block" }, node(heading ? "h2" : "p", { dir: "auto" }, words));
      this.byNode.set(words, this.blocks.length);
      this.blocks.push({ start: index, end: index + line.length, words, element });
      parts.push(element);
    }
    this.element = node("article", { class: "text", lang: language(code) }, ...parts);
  }

  // The range of a span; null where it holds no text of the article.
  range({ start, end }) {
    const [from, to] = [this.offsets.units(start), this.offsets.units(end)];
    const first = this.blocks[this.#after(from, "end")]; // a place between blocks is the next one's
    const last = this.blocks[this.#after(to - 1, "start") - 1];
    if (to <= from || !first || !last || first.start >= to || last.end <= from) return null;
    const range = document.createRange();
    range.setStart(first.words, Math.max(0, from - first.start));
    range.setEnd(last.words, Math.min(to, last.end) - last.start);
    return range;
  }

  // The number of the first block whose start, or end, lies after a place in units.
  #after(unit, side) {
    let [low, high] = [0, this.blocks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.blocks[middle][side] <= unit) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // Once it is in the page: putting it there may empty ranges that were made before (DOM, "insert", "live ranges").
  paint(name, spans) {
    if (!this.element.isConnected) {
      queueMicrotask(() => this.element.isConnected && this.paint(name, spans));
      return;
    }
    const ranges = spans.map((span) => this.range(span)).filter(Boolean);
    paint(this, name, ranges);
    if (name !== "lit") return;
    for (const block of this.lit ?? []) block.classList.remove("lit");
    this.lit = ranges.map((range) => range.startContainer.parentElement.parentElement);
    for (const block of this.lit) block.classList.add("lit");
  }

  wipe() {
    wipe(this);
  }

  // Brings a span into the middle of its pane, unless all of it can be seen already.
  show(span, pane) {
    const shift = this.#shift(span, pane);
    if (!shift) return;
    const far = STILL.matches || Math.abs(shift) > FAR;
    this.shown = span;
    pane.scrollBy({ top: shift, behavior: far ? "instant" : "smooth" });
    const settle = () => {
      if (this.shown !== span) return; // another one was asked for meanwhile
      const rest = this.#shift(span, pane);
      if (rest) pane.scrollBy({ top: rest, behavior: "instant" });
    };
    if (far) requestAnimationFrame(settle);
    else pane.addEventListener("scrollend", settle, { once: true });
  }

  // How far the pane must scroll; what it passes is laid out only then, and may move the span once more.
  #shift(span, pane) {
    const range = this.range(span);
    if (!range) return 0;
    const block = range.startContainer.parentElement.parentElement;
    block.style.contentVisibility = "visible"; // its place is known only when it is laid out
    const [place, frame] = [range.getBoundingClientRect(), pane.getBoundingClientRect()];
    const [top, bottom] = [Math.max(frame.top, 0), Math.min(frame.bottom, window.innerHeight)];
    if (place.top >= top && place.bottom <= bottom) return 0;
    return place.top - top - Math.max(16, (bottom - top - place.height) / 2);
  }

  // The code point at a point of the window; null where no text of the article is.
  at(x, y) {
    const found = caret(x, y);
    const number = found ? this.byNode.get(found.node) : undefined;
    return number === undefined ? null : this.offsets.point(this.blocks[number].start + found.offset);
  }

  // A button beside each paragraph that statements rest on, with how many: `items` have `spans`.
  note(items, { enter, leave, choose }) {
    const resting = new Map();
    for (const item of items) {
      const [span] = item.spans;
      const block = span && this.blocks[this.#after(this.offsets.units(span.start), "end")];
      if (!block) continue;
      if (!resting.has(block)) resting.set(block, []);
      resting.get(block).push(item);
    }
    for (const [block, here] of resting) {
      const label = `${count(here.length, "statement")} from this paragraph: go to the first`;
      const button = node("button", {
        type: "button",
        class: "note",
        title: label,
        "aria-label": label,
        "data-count": here.length, // not text: a range across paragraphs holds the article's words alone
        onfocus: () => enter(here),
        onblur: () => leave(),
        onpointerenter: () => enter(here),
        onpointerleave: () => leave(),
        onclick: () => choose(here[0]),
      });
      block.element.append(button);
    }
  }
}
