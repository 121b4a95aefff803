// Places in text, painted by the CSS Custom Highlight API: a range costs no element. A browser without it shows none
// of them; whole paragraphs are marked all the same.

const LOADED = 2; // above the evidence, and below what is lit
const PRIORITY = { evidence: 1, also: 3, lit: 4, doubt: 5, fault: 6 };
const owners = new Map(); // by name: the ranges of each owner, for names are the whole page's

export function paint(owner, name, ranges) {
  if (!window.CSS?.highlights) return;
  if (!owners.has(name)) owners.set(name, new Map());
  const held = owners.get(name).set(owner, ranges);
  if (!ranges.length) held.delete(owner);
  const all = [...held.values()].flat();
  CSS.highlights.delete(name); // Firefox would not paint again what the highlight before has too
  if (!all.length) return;
  const highlight = new Highlight(...all);
  highlight.priority = PRIORITY[name] ?? LOADED;
  CSS.highlights.set(name, highlight);
}

// Everything of one owner, when it leaves the page.
export function wipe(owner) {
  for (const name of owners.keys()) paint(owner, name, []);
}

// The text node and offset at a point of the window; null where there is none.
export function caret(x, y) {
  const at = document.caretPositionFromPoint?.(x, y);
  if (at) return { node: at.offsetNode, offset: at.offset };
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
