// Server-sent events of a response (https://html.spec.whatwg.org/multipage/server-sent-events.html): EventSource
// cannot post.

export async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let parts = []; // of a line that has not ended
  let name = "message";
  let data = [];
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const lines = value.split("\n");
      if (lines.length === 1) {
        parts.push(value);
        continue;
      }
      lines[0] = parts.join("") + lines[0];
      parts = [lines.pop()];
      for (const line of lines) {
        const [field, rest] = cut(line.endsWith("\r") ? line.slice(0, -1) : line);
        if (field === "event") name = rest;
        else if (field === "data") data.push(rest);
        else if (field === "" && rest === null) {
          if (data.length) yield { name, data: data.join("\n") };
          [name, data] = ["message", []];
        }
      }
    }
  } finally {
    reader.cancel().catch(() => {}); // who stops listening gives the work up
  }
}

// The field and its value; [“”, null] is the line that ends an event, and one that begins with a colon says nothing.
function cut(line) {
  const colon = line.indexOf(":");
  if (colon < 0) return [line, line ? "" : null];
  const value = line.slice(colon + 1);
  return [line.slice(0, colon), value.startsWith(" ") ? value.slice(1) : value];
}
