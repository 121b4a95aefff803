// A translation on the desk: its segments, what is known of the one at hand, and the way out.
import { count, node, say } from "../dom.js";
import { fileName, save } from "../export/files.js";
import { trouble } from "../trouble.js";
import { aside } from "./aside.js";
import { bar } from "./bar.js";
import { checking } from "./checking.js";
import { Grid } from "./grid.js";
import { keeper } from "./keeping.js";
import { elsewhere, unsaved } from "./notices.js";
import { learn, write } from "./service.js";
import { tips } from "./tip.js";
import { FINAL } from "./work.js";

// `closed()` is called when the work is put away, `reopen(id)` when it is to be taken back from another tab. Gives the
// element, and `focus()`.
export function desk(work, { closed, reopen }) {
  let at = work.segments[0];
  let drawing = 0;
  const told = node("div", { class: "said" });
  const tell = (text) => {
    told.replaceChildren(node("p", { class: "notice" }, text));
    say(text);
  };
  const attempt = async (act) => {
    try {
      await act();
    } catch (error) {
      told.replaceChildren(trouble(error));
    }
  };
  const keeping = keeper(work, {
    failed: () => tell("This browser keeps nothing of this article: save it before you leave the page."),
    taken,
  });
  const checks = checking(work.about, (segment, issues, wrong) => {
    work.found(segment, issues);
    grid.check(segment, wrong);
  });

  const grid = new Grid(work, {
    enter(segment) {
      if (segment !== at || !side.shown) side.show(segment);
      side.shown = true;
      at = segment;
    },
    edit(segment, text) {
      work.edit(segment, text);
      checks.soon(segment);
    },
    press({ does, number }, segment) {
      if (does === "confirm") confirm(segment);
      else if (does === "insert") insert(segment, number);
      else if (does === "leave") grid.leave(segment);
      else go(does);
    },
    put: (segment, text) => grid.put(segment, text, false),
    toggle: (segment) => (segment.state === FINAL ? work.reopen(segment) : confirm(segment)),
  });
  const side = aside(work.about, { put: (segment, text) => grid.put(segment, text, false), insert, go });

  function confirm(segment) {
    const filled = work.confirm(segment);
    if (!filled) return tell(`Segment ${segment.number} has no translation yet: there is nothing to confirm.`);
    for (const number of filled) grid.check(work.segment(number));
    const like = filled.length ? ` ${count(filled.length, "segment")} that say the same got it as a draft.` : "";
    const next = work.nextOpen(segment);
    if (next) grid.focus(next);
    else grid.leave(segment);
    return tell(`Segment ${segment.number} is final.${like}${next ? "" : " None is open any more."}`);
  }

  function insert(segment, number) {
    const match = segment.matches?.[number - 1];
    if (!match) return tell(`Segment ${segment.number} has no match ${number}.`);
    grid.put(segment, match.target, true);
    return work.edit(segment, match.target, "memory");
  }

  function go(where) {
    const step = where === "previous" ? -1 : 1;
    const next = where === "open" ? work.nextOpen(at) : work.beside(at, step, (one) => grid.shows(one));
    if (next) grid.focus(next);
    else tell(where === "open" ? "None is open any more." : `There is no ${where} segment.`);
  }

  const does = {
    filter: (name) => grid.filter(name),
    save: (suffix, type) =>
      attempt(async () => {
        const whole = work.whole();
        const blob = type ? await write(whole, type) : new Blob([JSON.stringify(whole)], { type: "application/json" });
        save(blob, `${fileName(whole.title, "translation")}.${suffix}`);
        if (suffix !== "tmx") work.saved = true;
        keeping.note();
        tell(`Saved as ${suffix.toUpperCase()}.`);
      }),
    learn: () =>
      attempt(async () => {
        const { segments, names } = await learn(work.whole());
        tell(`New in the memory: ${count(segments, "segment")}. Names suggested to the ledger: ${names}.`);
      }),
    close() {
      if (work.saved) return close(closed);
      const notice = unsaved(() => told.replaceChildren(), () => close(closed));
      told.replaceChildren(notice.element);
      return notice.focus();
    },
  };
  const top = bar(does);

  function redraw() {
    drawing = 0;
    top.tell(work.counts());
  }
  work.heard = (segment) => {
    grid.refresh(segment);
    keeping.note();
    drawing ||= requestAnimationFrame(redraw);
  };
  const leaving = (event) => {
    if (!work.saved) event.preventDefault();
  };
  function leave() {
    window.removeEventListener("beforeunload", leaving);
    checks.close();
  }
  function taken(id) {
    leave();
    for (const part of [top.element, body]) part.inert = true;
    told.before(elsewhere(() => close(() => reopen(id)), () => close(closed)).element);
  }
  function close(then) {
    leave();
    keeping.close();
    grid.close();
    then();
  }
  window.addEventListener("beforeunload", leaving);
  redraw();
  if (at) side.show(at);
  const heading = node("h1", { class: "unseen" }, work.about.title || "A translation");
  const body = node("div", { class: "desk-body" }, grid.element, side.element);
  const element = node("div", { class: "desk" }, heading, top.element, told, body);
  element.append(tips(element));
  return { element, focus: () => at && grid.focus(work.segments.find(({ state }) => state !== FINAL) ?? at) };
}
