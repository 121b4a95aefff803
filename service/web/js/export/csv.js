// Claims as a table for spreadsheets: CSV after RFC 4180, in UTF-8 with a byte order mark. From `exact` to `line` it is
// the first place of a claim; the last three columns have all of them.

const COLUMNS = ["speaker", "kind", "claim", "exact", "start", "end", "line", "support", "flags", "places", "lines", "quotes"];

export function csv({ claims }) {
  const rows = claims.map((claim) => {
    const [place = {}] = claim.evidence;
    const { speaker } = claim.attribution;
    const texts = [speaker ?? "", claim.kind, claim.text, place.exact ?? ""];
    const first = [...texts, place.start ?? "", place.end ?? "", place.line ?? "", claim.support, claim.flags.join(" ")];
    const places = claim.evidence.map(({ start, end }) => `${start}-${end}`).join("; ");
    const lines = [...new Set(claim.evidence.map(({ line }) => line))].join("; ");
    return [...first, places, lines, claim.evidence.map(({ exact }) => exact).join(" … ")];
  });
  return `\ufeff${[COLUMNS, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

// A text that begins as a formula does gets an apostrophe before it (OWASP, "CSV Injection").
function cell(value) {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
