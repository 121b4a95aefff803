"""Plumbline: a neutral abstract and key claims of an article, verified against its source.

The rooms, each of which imports only from those below it:

    cli          puts the commands together, and tells errors
    commands     what each command takes and prints
    client       the HTTP API from Python
    api          the HTTP API, and the page in web/
    jobs         does what was asked for later
    batch        an archive in, a line for each article out
    workers      engine processes behind the API
    engine       the one door: summarise, check, translate
    store        what outlives the process: jobs, keys, answers
    summarising  from a document to its verified summary
    receipts     what it takes to get a summary again
    draft        statements and claims, none of them trusted yet
    verify       judges every one of them
    translate    a translator's workbench: terms, names, numbers, memory
    asking       questions to a chat model whose answers have a form
    prompting    renders prompts/, which are data
    ingest       bytes of any format to a document
    segment      its languages, sentences and chunks
    models       what runs a model, and which there are
    reading      what can be read off a sentence without a model
    cache        results that were computed before
    metrics      for Prometheus
    logs         on standard error, without any article's text
    telemetry    traces
    settings     the only reader of the environment
    core         the vocabulary, and the errors
"""

__version__ = "0.1.0"
