// A translation at work: the service's segments, and what a person made of them.

export const [OPEN, DRAFTED, FINAL] = ["initial", "translated", "final"]; // a segment's `state`

export class Work {
  // `edits` are fields by a segment's number, as `this.edits` had them; `saved` whether a file holds them; `id` is that
  // under which the browser keeps it, if it does.
  constructor(translation, { edits = {}, saved = true, id = null } = {}) {
    this.id = id;
    this.about = translation;
    this.edits = edits;
    this.saved = saved;
    this.segments = translation.segments.map((one) => ({ ...one, ...edits[one.number] }));
    this.byNumber = new Map(this.segments.map((one, place) => [one.number, place]));
    this.heard = () => {}; // called with each segment that changed
  }

  segment(number) {
    return this.segments[this.byNumber.get(Number(number))];
  }

  // The one `step` places on, of those that `shown` lets through; null at the end.
  beside({ number }, step, shown) {
    for (let place = this.byNumber.get(number) + step; place in this.segments; place += step) {
      if (shown(this.segments[place])) return this.segments[place];
    }
    return null;
  }

  // The next that nobody has approved, from the beginning after the end; null where there is none.
  nextOpen({ number }) {
    const from = this.byNumber.get(number) + 1;
    const order = [...this.segments.slice(from), ...this.segments.slice(0, from)];
    return order.find((one) => one.state !== FINAL && one.number !== number) ?? null;
  }

  edit(segment, text, origin = "person") {
    const target = text.trim() ? text : null;
    if (target === (segment.target ?? null) && segment.origin === origin) return;
    const state = target ? DRAFTED : OPEN;
    this.#change(segment, { target, state, origin: target ? origin : null, why_open: null, edited: true });
  }

  // Approves it, and fills what repeats it and nobody has touched. Gives the numbers of those; null without a target.
  confirm(segment) {
    if (!segment.target) return null;
    this.#change(segment, { state: FINAL });
    const first = segment.repeats ?? segment.number;
    const like = this.segments.filter(
      (one) => (one.repeats ?? one.number) === first && one !== segment && !one.edited && one.state !== FINAL && one.target !== segment.target,
    );
    const { target, issues = [] } = segment;
    for (const one of like) this.#change(one, { target, issues, state: DRAFTED, origin: "memory", why_open: null });
    return like.map(({ number }) => number);
  }

  reopen(segment) {
    this.#change(segment, { state: segment.target ? DRAFTED : OPEN });
  }

  // What the checks found in it now.
  found(segment, issues) {
    const { saved } = this;
    this.#change(segment, { issues });
    this.saved = saved;
  }

  counts() {
    const has = (holds) => this.segments.filter(holds).length;
    return {
      all: this.segments.length,
      final: has(({ state }) => state === FINAL),
      drafts: has(({ state }) => state === DRAFTED),
      untranslated: has(({ target }) => !target),
      findings: has(({ issues }) => issues?.length),
    };
  }

  // As the service takes it.
  whole() {
    const segments = this.segments.map(({ edited, ...one }) => one);
    return { ...this.about, segments };
  }

  #change(segment, fields) {
    Object.assign(segment, fields);
    this.edits[segment.number] = { ...this.edits[segment.number], ...fields };
    this.saved = false;
    this.heard(segment);
  }
}
