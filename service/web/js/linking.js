// Statements and their places in the article light each other, by pointer and by keyboard. The first place of a
// statement is where its words come from; the others, lit more softly, say who a pronoun or a title stands for.

const REST = 160; // milliseconds that a pointer rests before the other side moves

// `items` are {element, spans}: `element` can be focused. `turn(side)` brings a pane to the front where only one fits.
export class Linking {
  constructor(article, items, { articlePane, statementPane, turn = () => {} }) {
    Object.assign(this, { article, items, articlePane, statementPane, turn });
    this.timer = 0;
    this.pinned = [];
    for (const item of items) this.#listen(item);
    this.#listenToArticle();
    article.paint("evidence", items.flatMap((item) => item.spans));
    article.note(items, {
      enter: (here) => this.light(here),
      leave: () => this.rest(),
      choose: (item) => this.#choose(item),
    });
  }

  // Lights statements and their places; `move` scrolls to the first place.
  light(items, { move = false } = {}) {
    for (const item of this.items) item.element.classList.toggle("lit", items.includes(item));
    const spans = items.flatMap((item) => item.spans.slice(0, 1));
    this.article.paint("lit", spans);
    this.article.paint("also", items.flatMap((item) => item.spans.slice(1)));
    if (move && spans.length) this.article.show(spans[0], this.articlePane);
  }

  // Back to what was chosen last.
  rest() {
    clearTimeout(this.timer);
    this.light(this.pinned);
  }

  #listen(item) {
    const { element } = item;
    element.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "touch") return;
      this.light([item]);
      this.#soon(() => this.article.show(item.spans[0] ?? { start: 0, end: 0 }, this.articlePane));
    });
    element.addEventListener("pointerleave", () => this.rest());
    element.addEventListener("focus", () => this.light([item], { move: true }));
    element.addEventListener("blur", () => this.rest());
    element.addEventListener("click", (event) => {
      event.preventDefault();
      this.pinned = [item];
      this.turn("article");
      this.light([item], { move: true });
    });
  }

  #listenToArticle() {
    const { element } = this.article;
    let asked = false;
    element.addEventListener("pointermove", (event) => {
      if (asked || event.pointerType === "touch") return;
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        this.#over(this.#at(event));
      });
    });
    element.addEventListener("pointerleave", () => this.#over([]));
    element.addEventListener("click", (event) => {
      if (event.target.closest("button") || !getSelection().isCollapsed) return;
      const here = this.#at(event);
      if (here.length) this.#choose(here[0]);
    });
  }

  #at(event) {
    const point = event.target.closest?.("p, h2") ? this.article.at(event.clientX, event.clientY) : null;
    if (point === null) return [];
    return this.items.filter((item) => item.spans.some((span) => span.start <= point && point < span.end));
  }

  #over(items) {
    const same = items.length === (this.over?.length ?? 0) && items.every((item, index) => item === this.over[index]);
    if (same) return;
    this.over = items;
    clearTimeout(this.timer);
    this.light(items.length ? items : this.pinned);
    if (items.length) this.#soon(() => items[0].element.scrollIntoView({ block: "nearest", behavior: "smooth" }));
  }

  #choose(item) {
    this.pinned = [item];
    this.turn("statements");
    item.element.scrollIntoView({ block: "center" });
    item.element.focus();
  }

  #soon(act) {
    clearTimeout(this.timer);
    this.timer = setTimeout(act, REST);
  }
}
