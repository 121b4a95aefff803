// The kinds of summary and their limits, as service/core/receipt.py has them.

const LENGTHS = ["short", "medium", "long"];
const KINDS = {
  abstract: { name: "abstract", what: "a neutral paragraph" },
  tldr: { name: "TL;DR", what: "the sentences that matter most", unit: "sentence", limits: [1, 3, 5] },
  "key-points": { name: "key points", what: "what matters most, as a list", unit: "point", limits: [3, 5, 7] },
  teaser: { name: "teaser", what: "what somebody said before anything else", unit: "sentence", limits: [1, 3, 5] },
  headline: { name: "headline", what: "one neutral line", unit: "word", limits: [12, 17, 22] },
};

const capital = (text) => text[0].toUpperCase() + text.slice(1);

// [value, label] of each kind.
export const kinds = () => Object.entries(KINDS).map(([type, { name, what }]) => [type, `${capital(name)}: ${what}`]);

// [value, label] of each length of a kind; none of an abstract, which has its words at most.
export const lengths = (type) =>
  (KINDS[type].limits ?? []).map((limit, place) => [LENGTHS[place], `${LENGTHS[place]}: ${limit} ${KINDS[type].unit}${limit === 1 ? "" : "s"} at most`]);

// What a receipt's options say of the kind: defaults are left out of them. `length` is "" where it means nothing.
export function kindOf({ type = "abstract", length = "medium" }) {
  const { name, limits } = KINDS[type];
  return { type, name, title: capital(name), length: limits ? length : "" };
}
