// How much of the article was read, and where the statements come from, as a strip along it.
import { node } from "./dom.js";

export function coverage({ characters, read, chunks }, items) {
  const share = characters ? (100 * read) / characters : 0;
  const label = `Read ${read.toLocaleString("en")} of ${characters.toLocaleString("en")} characters (${Math.floor(share)}%)`;
  const strip = node("div", { class: "strip", role: "img", "aria-label": label, title: label });
  const add = (name, start, end) => {
    const mark = node("span", { class: name });
    mark.style.top = `${(100 * start) / characters}%`;
    mark.style.height = `${(100 * (end - start)) / characters}%`;
    strip.append(mark);
  };
  for (const { start, end, status } of chunks) add(status, start, end);
  for (const { spans } of items) for (const { start, end } of spans.slice(0, 1)) add("place", start, end);
  return { strip, label };
}
