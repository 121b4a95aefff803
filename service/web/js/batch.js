// Files as a batch: JSON Lines as they are, articles of any other format as a line each.
import { inJson } from "./sending.js";

const LINES = /\.(jsonl|ndjson)$/i;

// A Blob of JSON Lines. Articles ask for their text, so that they can be read here.
export async function batchOf(files) {
  const parts = [];
  const seen = new Set();
  for (const file of files) {
    if (LINES.test(file.name)) {
      parts.push(file, "\n"); // an empty line says nothing
      continue;
    }
    const line = {
      id: unique(file.webkitRelativePath || file.name, seen),
      file: await inJson(file),
      options: { include_text: true },
    };
    parts.push(`${JSON.stringify(line)}\n`);
  }
  return new Blob(parts, { type: "application/jsonl" });
}

function unique(name, seen) {
  let id = name;
  for (let number = 2; seen.has(id); number += 1) id = `${name} (${number})`;
  seen.add(id);
  return id;
}
