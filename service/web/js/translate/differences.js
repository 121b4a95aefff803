// What two texts differ in, word by word: a longest common subsequence (Hunt and McIlroy 1976, by plain tables).
import { node } from "../dom.js";

const MOST = 600; // words of either text; longer ones are shown without marks

const tokens = (text, language) => {
  const cut = new Intl.Segmenter(language || "und", { granularity: "word" });
  return [...cut.segment(text)].map(({ segment }) => segment);
};

// [{kind: "same" | "del" | "ins", text}]: what became of `before` in `after`.
export function differences(before, after, language) {
  const [old, now] = [tokens(before, language), tokens(after, language)];
  if (Math.max(old.length, now.length) > MOST) return [{ kind: "same", text: before }];
  const wide = now.length + 1;
  const common = new Uint16Array((old.length + 1) * wide); // of what is left from [row, column] on
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      common[row * wide + column] =
        old[row] === now[column]
          ? common[(row + 1) * wide + column + 1] + 1
          : Math.max(common[(row + 1) * wide + column], common[row * wide + column + 1]);
    }
  }
  const parts = [];
  const add = (kind, text) => {
    if (parts.at(-1)?.kind === kind) parts.at(-1).text += text;
    else parts.push({ kind, text });
  };
  let [row, column] = [0, 0];
  while (row < old.length || column < now.length) {
    if (row < old.length && column < now.length && old[row] === now[column]) {
      add("same", old[row]);
      row += 1;
      column += 1;
    } else if (column === now.length || (row < old.length && common[(row + 1) * wide + column] >= common[row * wide + column + 1])) {
      add("del", old[row]);
      row += 1;
    } else {
      add("ins", now[column]);
      column += 1;
    }
  }
  return parts;
}

export const compared = (before, after, language) =>
  differences(before, after, language).map(({ kind, text }) => (kind === "same" ? text : node(kind, {}, text)));
