// Files for the disk.
import { node } from "../dom.js";

export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  node("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

// A title as a file's name: letters, digits and hyphens of any script; `empty` where it has none.
export function fileName(title, empty) {
  const plain = title.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return [...plain].slice(0, 60).join("") || empty;
}
