// A summary as Markdown (CommonMark): what the article says stays text.
import { kindOf } from "../kinds.js";

export function markdown(summary) {
  const { document: info, coverage, receipt } = summary;
  const parts = [`# ${text(info.title || "Summary")}`];
  const statements = summary.abstract.statements.map((item) => `${text(item.text)} (${places(item)})`);
  const points = kindOf(receipt.options).type === "key-points";
  parts.push(points ? statements.map((one) => `- ${one}`).join("\n") : statements.join(" "));
  if (summary.claims.length) {
    parts.push("## Claims");
    parts.push(summary.claims.map((item) => `- **${text(item.attribution.speaker ?? "The article")}** (${item.kind}): ${text(item.text)} (${places(item)})`).join("\n"));
  }
  if (summary.withheld.length) {
    parts.push("## Withheld");
    parts.push(summary.withheld.map((item) => `- ${text(item.text)} (${text(item.detail)})`).join("\n"));
  }
  parts.push(
    `Read ${coverage.read} of ${coverage.characters} characters. Model ${text(receipt.model.id)}, plumbline ` +
      `${receipt.service_version}, document ${receipt.document_sha256}.`,
  );
  return `${parts.join("\n\n")}\n`;
}

const places = ({ evidence }) =>
  [...new Set(evidence.map(({ page, line }) => (page ? `page ${page}` : `line ${line}`)))].join(", ");

// Every sign that may mean something to Markdown is escaped, and so is what may begin a line with a meaning.
function text(value) {
  return value
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_{}[\]<>#|~&!]/g, "\\$&")
    .replace(/^([-+]|\d+[.)])(?=\s)/, (start) => start.replace(/[-+.)]/, "\\$&"));
}
