// The segments as a table. One listener of each kind for all of them: articles have thousands.
import { node } from "../dom.js";
import { paint, wipe } from "../painter.js";
import { command } from "./keys.js";
import { list, places, refresh, row, typed } from "./row.js";

const HEADS = ["", "Source", "Translation", "State"];

export class Grid {
  // `does` has enter(segment), edit(segment, text), press(command, segment), put(segment, text) and toggle(segment).
  constructor(work, does) {
    this.work = work;
    this.rows = new Map(work.segments.map((one) => [one.number, row(one, work.about)]));
    this.ranges = new Map();
    this.changed = new Set(); // segments whose places are to be found anew
    this.active = null;
    const heads = HEADS.map((name) => node("div", { role: "columnheader" }, name || node("span", { class: "unseen" }, "Number")));
    this.element = node(
      "div",
      { class: "segments", role: "table", "aria-label": "Segments", "data-filter": "all" },
      node("div", { role: "rowgroup" }, node("div", { class: "heads", role: "row" }, ...heads)),
      node("div", { role: "rowgroup" }, ...[...this.rows.values()].map(({ element }) => element)),
    );
    this.#listen(does);
    for (const one of work.segments) if (one.issues?.length) this.#place(one);
  }

  // Whether the filter lets it through.
  shows({ number }) {
    return this.rows.get(number).element.checkVisibility?.() ?? true;
  }

  filter(name) {
    this.element.dataset.filter = name;
  }

  // After a change of the segment.
  refresh(segment) {
    refresh(this.rows.get(segment.number), segment);
  }

  // After the checks.
  check(segment, wrong) {
    list(this.rows.get(segment.number), segment, wrong);
    this.#place(segment);
  }

  focus({ number }) {
    const { target } = this.rows.get(number);
    target.focus({ preventScroll: true });
    target.closest(".row").scrollIntoView({ block: "nearest" });
    const range = document.createRange();
    range.selectNodeContents(target);
    range.collapse(false);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }

  // The text in place of all that is there, or at the caret; the browser can undo it.
  put({ number }, text, all) {
    const { target } = this.rows.get(number);
    if (document.activeElement !== target) this.focus({ number });
    if (all) getSelection().selectAllChildren(target);
    document.execCommand("insertText", false, text);
  }

  leave({ number }) {
    this.rows.get(number).button.focus();
  }

  close() {
    wipe(this);
  }

  #listen(does) {
    const on = (name, act) => this.element.addEventListener(name, act);
    const of = (event) => this.work.segment(event.target.closest(".row[data-number]")?.dataset.number);
    on("focusin", (event) => {
      const segment = of(event);
      if (!segment) return;
      this.active?.classList.remove("active");
      this.active = this.rows.get(segment.number).element;
      this.active.classList.add("active");
      does.enter(segment);
    });
    on("beforeinput", (event) => {
      if (event.inputType === "insertParagraph" || event.inputType === "insertLineBreak") event.preventDefault();
    });
    on("input", (event) => {
      const text = typed(event.target);
      if (!text) event.target.replaceChildren();
      does.edit(of(event), text);
    });
    on("keydown", (event) => {
      const mark = event.target.closest("[data-insert]");
      if (mark && (event.key === "Enter" || event.key === " ")) {
        event.preventDefault();
        mark.click();
        return;
      }
      const [asked, segment] = [command(event), of(event)];
      if (!asked || !segment) return;
      event.preventDefault();
      does.press(asked, segment);
    });
    on("click", (event) => {
      const segment = of(event);
      const mark = event.target.closest("[data-insert]");
      if (mark?.dataset.insert) does.put(segment, mark.dataset.insert);
      else if (event.target.closest("button.confirm")) does.toggle(segment);
    });
  }

  #place(segment) {
    this.changed.add(segment);
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => { // in the page: putting it there may empty ranges that were made before
      for (const one of this.changed) this.ranges.set(one.number, places(this.rows.get(one.number), one));
      this.changed.clear();
      const all = [...this.ranges.values()];
      paint(this, "fault", all.flatMap(({ major }) => major));
      paint(this, "doubt", all.flatMap(({ minor }) => minor));
    });
  }
}
