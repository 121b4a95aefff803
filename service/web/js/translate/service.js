// The service's routes for translators.
import { ask, form, json, models, Problem } from "../api.js";
import { events } from "../sse.js";

// {name, data} for each event: progress, and translation at the end. Throws Problem.
// `article` is {text} or {file}; `about` has `to`, and `from` and `model` where they are chosen.
export async function* translate(article, about, signal) {
  const headers = { accept: "text/event-stream" };
  const request = article.file
    ? { method: "POST", headers, body: form(article.file, about) }
    : json({ text: article.text, ...about }, headers);
  for await (const { name, data } of events(await ask("/v1/translations", { ...request, signal }))) {
    if (name === "problem") throw new Problem(JSON.parse(data));
    yield { name, data: JSON.parse(data) };
  }
}

// A translation that another tool saved.
export const opened = async (file, signal) =>
  (await ask("/v1/translations/import", { method: "POST", body: form(file, {}), signal })).json();

export const write = async (translation, accept) =>
  (await ask("/v1/translations/export", json(translation, { accept }))).blob();

// {segments, names}: what is new in the memory and the ledger.
export const learn = async (translation) => (await ask("/v1/memory", json(translation))).json();

// The checks want a language without its region or script.
const plain = (code) => code.split("-")[0].toLowerCase();

export const check = async ({ source, target }, { source_language: from, target_language: to }, signal) =>
  (await (await ask("/v1/translation-checks", { ...json({ source, target, from: plain(from), to: plain(to) }), signal })).json()).issues;

// Those that may translate: the embedded one only chooses sentences.
export const translators = async () => (await models()).filter(({ backend }) => backend !== "extractive").map(({ id }) => id);
