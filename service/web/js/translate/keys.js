// The keys that translators know from their other tools.

export const KEYS = [
  ["Ctrl+Enter", "confirms the segment, and goes to the next open one"],
  ["Ctrl+1 … Ctrl+9", "puts in that match of the memory"],
  ["Ctrl+Down, Ctrl+Up", "goes to the next or previous segment"],
  ["Tab", "goes on to the buttons of the segment; Shift+Tab goes back to its terms and names"],
  ["Enter, on a term or name", "puts it into the translation"],
  ["Escape", "leaves the translation"],
];

// {does, number}: confirm, insert (with the match's place), next, previous or leave; null for other keys.
export function command({ key, code, ctrlKey, metaKey, altKey, isComposing }) {
  if (isComposing || altKey) return null;
  if (key === "Escape") return { does: "leave" };
  if (!ctrlKey && !metaKey) return null;
  if (key === "Enter") return { does: "confirm" };
  if (key === "ArrowDown") return { does: "next" };
  if (key === "ArrowUp") return { does: "previous" };
  const [, digit] = /^(?:Digit|Numpad)([1-9])$/.exec(code) ?? [];
  return digit ? { does: "insert", number: Number(digit) } : null;
}
