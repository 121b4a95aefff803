// The service's API: what it answers, or a Problem in words.
import { held, wanted } from "./key.js";
import { inJson } from "./sending.js";
import { events } from "./sse.js";

// An error as the service tells it (RFC 9457).
export class Problem extends Error {
  constructor({ title = "It did not work", detail = "", hint = "", code = "", status = 0 } = {}) {
    super(detail || title);
    Object.assign(this, { title, detail, hint, code, status });
  }
}

const SILENT = new Problem({
  title: "The service does not answer",
  detail: "No answer came from the service.",
  hint: "Is it running? Try again when it is.",
  code: "unreachable",
});

// The response, once the service has a key it accepts. Throws Problem, and what aborted `signal`.
export async function ask(path, { headers = {}, ...options } = {}) {
  for (;;) {
    const key = held();
    const sent = key ? { ...headers, authorization: `Bearer ${key}` } : headers;
    let response;
    try {
      response = await fetch(path, { ...options, headers: sent });
    } catch (error) {
      throw options.signal?.aborted ? error : SILENT;
    }
    if (response.ok) return response;
    if (response.status !== 401) throw await told(response);
    await wanted(key, options.signal);
  }
}

async function told(response) {
  try {
    return new Problem(await response.json());
  } catch {
    return new Problem({ title: `The service answered ${response.status}`, status: response.status });
  }
}

export const json = (body, headers = {}) => ({
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

export const models = async () => (await (await ask("/v1/models")).json()).models;

// {name, data} for each event: progress, claim, statement, and summary at the end. Throws Problem.
// `article` is {text} or {file}, `about` fields such as `published`.
export async function* summarise(article, about, options, signal) {
  const wish = { accept: "text/event-stream" };
  const asked = { ...options, include_text: true };
  const request = article.file
    ? { method: "POST", headers: wish, body: form(article.file, { ...about, ...asked }) }
    : json({ text: article.text, ...about, options: asked }, wish);
  for await (const { name, data } of events(await ask("/v1/summaries", { ...request, signal }))) {
    if (name === "problem") throw new Problem(JSON.parse(data));
    yield { name, data: JSON.parse(data), raw: data };
  }
}

export function form(file, fields) {
  const sent = new FormData();
  sent.append("file", file);
  for (const [name, value] of Object.entries(fields)) sent.append(name, String(value));
  return sent;
}

// Both are {text} or {file}.
export async function check(source, text, signal) {
  const given = (one) => (one.file ? inJson(one.file) : one.text);
  const body = { source: await given(source), text: await given(text), include_text: true };
  return (await ask("/v1/checks", { ...json(body), signal })).json();
}

// JSON Lines, as a Blob; gives the job.
export const batch = async (lines, signal) => {
  const headers = { "content-type": "application/jsonl" };
  return (await ask("/v1/batches", { method: "POST", headers, body: lines, signal })).json();
};

export const job = async (id) => (await ask(`/v1/jobs/${encodeURIComponent(id)}`)).json();

export const cancel = async (id) => (await ask(`/v1/jobs/${encodeURIComponent(id)}`, { method: "DELETE" })).json();

export const forget = (id) => ask(`/v1/jobs/${encodeURIComponent(id)}/results`, { method: "DELETE" });

// A line of the job's results at a time.
export async function* results(id) {
  const response = await ask(`/v1/jobs/${encodeURIComponent(id)}/results`);
  let rest = "";
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + part).split("\n");
    rest = lines.pop();
    for (const line of lines) yield JSON.parse(line);
  }
}

// The text of one of the page's own examples.
export const example = async (name) => (await ask(`/web/examples/${name}.txt`)).text();
