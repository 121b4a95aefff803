// The claims of a job's results, found by speaker and by subject.
import { results } from "./api.js";
import { speaker } from "./statements.js";

// Letters without case and accents, so that Ada finds Åda.
const fold = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();

// {claims, articles, failed}: `claims` are {claim, summary, id, date, who, about}, by date, those without one last.
export async function load(job) {
  const [claims, failed] = [[], []];
  let articles = 0;
  for await (const { id, summary, error } of results(job)) {
    if (error) failed.push({ id, error });
    for (const one of summary?.summaries ?? (summary ? [summary] : [])) {
      articles += 1;
      const { published, title } = one.document;
      for (const claim of one.claims) {
        const date = published ?? claim.dates?.[0]?.date.slice(0, 10) ?? "";
        const about = fold(`${title} ${claim.text}`);
        claims.push({ claim, summary: one, id, date, who: fold(speaker(claim)), about });
      }
    }
  }
  claims.sort((a, b) => (a.date || "9999").localeCompare(b.date || "9999"));
  return { claims, articles, failed };
}

// Those whose speaker and subject hold every word that was typed.
export function find(claims, who, about) {
  const [names, subjects] = [fold(who), fold(about)].map((typed) => typed.split(/\s+/).filter(Boolean));
  return claims.filter(
    (entry) => names.every((word) => entry.who.includes(word)) && subjects.every((word) => entry.about.includes(word)),
  );
}

// The speakers, those with most claims first.
export function speakers(claims) {
  const counts = new Map();
  for (const { claim } of claims) counts.set(speaker(claim), (counts.get(speaker(claim)) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}
