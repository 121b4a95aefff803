"""Every error a user can meet.

PlumblineError
├── InputError (what was sent cannot be used; exit status 2)
│   │  an article, or another text that is read
│   ├── EmptyDocument         422  nothing but white space
│   ├── TooShort              422  no full sentence to work with
│   ├── NothingVerified       422  no statement of the text could be kept
│   ├── NotText               415  bytes that are not text, nor a format that is read
│   ├── TooLarge              413  over a limit that a setting raises
│   ├── DocumentDamaged       422  a file that is not whole, or not what it begins as
│   ├── DocumentLocked        422  a file with a password
│   ├── NoTextInside          422  pages that are pictures, or letters without meaning
│   ├── ReadingTooLong        422  a file that takes longer to read than the limit
│   │  what is asked for
│   ├── InvalidRequest        422  a body or an option of the wrong shape
│   ├── UnknownModel          404  no such model
│   ├── UnknownJob            404  no such job, or another caller's
│   ├── Cancelled             409  the work was given up: its caller asked so, or went away
│   │  who asks, and how often
│   ├── Unauthorized          401  no key, or one that is not known
│   ├── Forbidden             403  a key without the scope that is needed
│   ├── UnknownKey            404  no such key
│   ├── TooManyRequests       429  one caller's share of the queue is full
│   ├── QuotaExceeded         429  a key's tokens or requests are used up
│   ├── SlowUpload            408  a body that stopped arriving
│   ├── KeyReused             422  an Idempotency-Key that came with another request
│   ├── InFlight              409  the first request with this Idempotency-Key has not ended
│   │  files and archives
│   ├── FileUnreadable        422  a file that is missing or cannot be opened
│   ├── OutputUnusable        422  an output that cannot be written, or gone on with
│   ├── MemberUnreadable      422  a part of an archive that is damaged, or not one that is read
│   ├── InvalidRecord         422  a line or row of an archive that holds no article
│   ├── InvalidExchange       422  a file of a translation that is not one, or not in a form that is read
│   ├── InvalidMemory         422  a translation memory, or a TMX file, that is damaged or none
│   ├── InvalidLedger         422  a ledger of names that cannot be read, or a line of one
│   │  the installation and its settings
│   ├── InvalidSetting        422  a setting of the environment that cannot be
│   ├── MissingExtra          422  a part that is not installed
│   ├── Unprotected           422  listening beyond this machine without keys
│   │  the harness
│   ├── InvalidReference      422  annotations that do not fit their article, or a set's record of the wrong shape
│   ├── InvalidPredictions    422  another system's outputs in the wrong form
│   └── InvalidRun            422  a run folder that does not fit what is asked of it
└── ServiceError (our side; exit status 1)
    │  the engine and its queue
    ├── NotReady              503  the model is still loading
    ├── Busy                  503  too many requests are waiting
    ├── EngineDied            503  the engine process ended in mid-work
    ├── EngineTimeout         504  the engine took longer than the limit
    ├── EngineMemory          507  the engine took more memory than the limit
    │  the database
    ├── StoreFailed           503  the database does not answer
    ├── StoreFull             507  no room on the disk
    ├── StoreUnusable         500  a database that cannot be opened, or is not sound
    │  as a client of the service sees it
    ├── ServiceUnreachable    503  a client found no service at its address, or lost it in mid-answer
    ├── JobUnfinished         504  a client gave up waiting for a job that goes on
    │  what is delivered with it
    ├── ModelCorrupt          500  weights that are not the published ones
    ├── InvalidPrompt         500  a prompt file, or values for it, of the wrong shape
    ├── BelowFloor            500  a measured quality under its pinned floor
    └── ModelError (a model that was asked to write did not)
        ├── ModelUnusable     500  a folder that holds no model we can load
        ├── ModelUnreachable  503  no connection to the model's server, or it is overloaded
        ├── ModelTimeout      504  no answer within the limit
        ├── ModelFailed       502  the server or the library reported an error
        ├── BrokenCompletion  502  an answer that is not what was asked for
        ├── EmptyCompletion   502  an answer without a word
        ├── ModelRefused      502  the model declined
        └── PromptTruncated   502  the prompt did not fit, or the model did not read all of it
"""

from __future__ import annotations

from typing import ClassVar


class PlumblineError(Exception):
    """Base of the tree. `code` is stable, `status` is the HTTP status, `hint` says what to do.

    `retry_after` is in seconds, where it is known. `limit` and `actual` are in the unit that the detail names, where a
    limit was passed; `actual` is None when nothing was read beyond it.
    """

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False
    title: ClassVar[str] = "Something went wrong"
    hint: ClassVar[str] = (
        "Try again; if it stays, run `plumbline summarize` on the same text and report what it prints."
    )

    def __init__(
        self, detail: str, *, retry_after: float | None = None, limit: float | None = None, actual: float | None = None
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.retry_after = retry_after
        self.limit = limit
        self.actual = actual


class InputError(PlumblineError):
    """What was sent cannot be used."""

    status = 422


class EmptyDocument(InputError):
    code = "empty_document"
    title = "The document is empty"
    hint = "Send the text of an article."


class TooShort(InputError):
    code = "too_short"
    title = "The document is too short"
    hint = "Send at least one full sentence."


class NothingVerified(InputError):
    code = "nothing_verified"
    title = "No statement could be kept"
    hint = "Check that the text is prose with sentences, or raise max_words, or the length of a headline."


class NotText(InputError):
    code = "not_text"
    status = 415
    title = "The bytes are not text"
    hint = "Send plain text, HTML, PDF, DOCX, ODT, Markdown or a mail (EML)."


class TooLarge(InputError):
    code = "too_large"
    status = 413
    title = "The document is too large"
    hint = "Split the document, or raise the setting; docs/running.md names them all."


class DocumentDamaged(InputError):
    code = "document_damaged"
    title = "The file is damaged"
    hint = "Open it in the program that made it, save it anew, and send that."


class DocumentLocked(InputError):
    code = "document_locked"
    title = "The file has a password"
    hint = "Save it without a password, and send that."


class NoTextInside(InputError):
    code = "no_text_inside"
    title = "The file holds no text that can be read"
    hint = "Run text recognition (OCR) over it first, as with ocrmypdf, and send what that gives."


class ReadingTooLong(InputError):
    code = "reading_too_long"
    title = "The file takes too long to read"
    hint = "Split the file, or raise PLUMBLINE_READING_SECONDS."


class InvalidRequest(InputError):
    code = "invalid_request"
    title = "The request is not valid"
    hint = "See /docs for the fields and their types."


class UnknownModel(InputError):
    code = "unknown_model"
    status = 404
    title = "There is no such model"
    hint = "Leave the model out, or see `plumbline models list` for those there are."


class UnknownJob(InputError):
    code = "unknown_job"
    status = 404
    title = "There is no such job"
    hint = "Check the id; finished jobs expire after PLUMBLINE_JOB_DAYS."


class Cancelled(InputError):
    code = "cancelled"
    status = 409
    title = "The work was given up"
    hint = "Send the request again if the result is wanted after all."


class Unauthorized(InputError):
    code = "unauthorized"
    status = 401
    title = "A key is needed"
    hint = "Send Authorization: Bearer KEY; the operator makes one with `plumbline keys create`."


class Forbidden(InputError):
    code = "forbidden"
    status = 403
    title = "The key does not allow this"
    hint = "Ask the operator for a key that allows it."


class UnknownKey(InputError):
    code = "unknown_key"
    status = 404
    title = "There is no such key"
    hint = "See `plumbline keys list` for the ids."


class TooManyRequests(InputError):
    code = "too_many_requests"
    status = 429
    retryable = True
    title = "Too many of your requests are waiting"
    hint = "Wait for answers before sending more, or send a batch."


class QuotaExceeded(InputError):
    code = "quota_exceeded"
    status = 429
    retryable = True
    title = "The key's quota is used up"
    hint = "Send the request again after the time in Retry-After."


class SlowUpload(InputError):
    code = "slow_upload"
    status = 408
    retryable = True
    title = "The request body stopped arriving"
    hint = "Send the request again, or raise PLUMBLINE_UPLOAD_SECONDS."


class KeyReused(InputError):
    code = "key_reused"
    title = "The Idempotency-Key belongs to another request"
    hint = "Use a new key for a new request."


class InFlight(InputError):
    code = "in_flight"
    status = 409
    retryable = True
    title = "The first request with this Idempotency-Key is still at work"
    hint = "Send the request again later to get its answer."


class FileUnreadable(InputError):
    code = "file_unreadable"
    title = "The file cannot be read"
    hint = "Give the path of a file that can be read."


class OutputUnusable(InputError):
    code = "output_unusable"
    title = "The output cannot be used"
    hint = "Name another output, or put right what is there; nothing of it was changed."


class MemberUnreadable(InputError):
    code = "member_unreadable"
    title = "A part of the archive cannot be read"
    hint = "Repair or unpack the archive, and run again: what was read is not read anew."


class InvalidRecord(InputError):
    code = "invalid_record"
    title = "The record holds no article"
    hint = "Give an object with a text of its own, or the path of one beside its file, and an id that no other has."


class InvalidExchange(InputError):
    code = "invalid_exchange"
    title = "The file of a translation cannot be used"
    hint = "Give XLIFF 1.2 or 2, or a table or JSON as `plumbline translate -o` writes it."


class InvalidMemory(InputError):
    code = "invalid_memory"
    title = "The translation memory cannot be used"
    hint = "Name a memory that Plumbline wrote, or bring another tool's in as TMX 1.4."


class InvalidLedger(InputError):
    code = "invalid_ledger"
    title = "The ledger of names cannot be used"
    hint = "Give CSV with the columns source, language, chosen, approved, kind and note, or a file that a ledger made."


class InvalidSetting(InputError):
    code = "invalid_setting"
    title = "A setting cannot be used"
    hint = "See docs/running.md for the settings."


class MissingExtra(InputError):
    code = "missing_extra"
    title = "A part is not installed"
    hint = "Install it and run the command again."


class Unprotected(InputError):
    code = "unprotected"
    title = "The service would be open to strangers"
    hint = "Make a key with `plumbline keys create NAME`, or set PLUMBLINE_ALLOW_ANONYMOUS=true."


class InvalidReference(InputError):
    code = "invalid_reference"
    title = "The reference is not sound"
    hint = "See eval/references/GUIDE.md for the format, and eval/DATASETS.md for sets of others."


class InvalidPredictions(InputError):
    code = "invalid_predictions"
    title = "The predictions cannot be used"
    hint = 'Give JSON Lines with one {"id": ..., "text": ...} for each article of the suite.'


class InvalidRun(InputError):
    code = "invalid_run"
    title = "The run does not fit"
    hint = "Name a folder that `plumbline eval run` wrote, as RUN or RUN:MODEL."


class ServiceError(PlumblineError):
    """Something failed on our side."""


class NotReady(ServiceError):
    code = "not_ready"
    status = 503
    retryable = True
    title = "The model is still loading"
    hint = "Ask again when /readyz answers 200."


class Busy(ServiceError):
    code = "busy"
    status = 503
    retryable = True
    title = "Too many requests are waiting"
    hint = "Send the request again later, or raise PLUMBLINE_QUEUE."


class EngineDied(ServiceError):
    code = "engine_died"
    status = 503
    retryable = True
    title = "The engine process ended in mid-work"
    hint = "Send the request again; a new engine process is started for it."


class EngineTimeout(ServiceError):
    code = "engine_timeout"
    status = 504
    title = "The engine took longer than the limit"
    hint = "Send a shorter text, or raise PLUMBLINE_TIMEOUT_SECONDS."


class EngineMemory(ServiceError):
    code = "engine_memory"
    status = 507
    title = "The engine took more memory than the limit"
    hint = "Send a shorter text, or raise PLUMBLINE_ENGINE_LIMIT_BYTES."


class StoreFailed(ServiceError):
    code = "store_failed"
    status = 503
    retryable = True
    title = "The database does not answer"
    hint = "Send the request again; nothing that was accepted is lost."


class StoreFull(ServiceError):
    code = "store_full"
    status = 507
    retryable = True
    title = "There is no room on the disk"
    hint = "Free some space there, then do the same again; nothing that was stored is lost."


class StoreUnusable(ServiceError):
    code = "store_unusable"
    title = "The database cannot be used"
    hint = "Check PLUMBLINE_DATA_DIR and PLUMBLINE_DATABASE; restore a file that is not sound, or move it away."


class ServiceUnreachable(ServiceError):
    code = "service_unreachable"
    status = 503
    retryable = True
    title = "The service cannot be reached"
    hint = "Check the address, and that `plumbline serve` runs there; then send the request again."


class JobUnfinished(ServiceError):
    code = "job_unfinished"
    status = 504
    retryable = True
    title = "The job has not ended in the time given"
    hint = "Wait longer, or ask for the job again later; it goes on."


class ModelCorrupt(ServiceError):
    code = "model_corrupt"
    title = "The model's weights are not the published ones"
    hint = "Install the model's package again: make install."


class InvalidPrompt(ServiceError):
    code = "invalid_prompt"
    title = "The prompt cannot be used"
    hint = "Compare the file with the others in service/prompts; a changed prompt is a new version."


class BelowFloor(ServiceError):
    code = "below_floor"
    title = "The quality is under its floor"
    hint = "Find the change that lowered it; a floor is changed only by hand."


class ModelError(ServiceError):
    """A model that was asked to write did not. One failed chunk leaves the rest standing."""

    code = "model_failed"
    status = 502


class ModelUnusable(ModelError):
    code = "model_unusable"
    status = 500
    title = "The model cannot be loaded"
    hint = "Pull it again, or name another; `plumbline doctor` says what works."


class ModelUnreachable(ModelError):
    code = "model_unreachable"
    status = 503
    retryable = True
    title = "The model's server cannot be reached"
    hint = "Check that the server runs at that address, then send the request again."


class ModelTimeout(ModelError):
    code = "model_timeout"
    status = 504
    retryable = True
    title = "The model did not answer in time"
    hint = "Use a smaller model or more hardware, or raise PLUMBLINE_MODEL_TIMEOUT_SECONDS."


class ModelFailed(ModelError):
    title = "The model reported an error"
    hint = "Look into the log of the model's server."


class BrokenCompletion(ModelError):
    """`answer` is what the model wrote, as far as there is anything to repair."""

    code = "broken_completion"
    title = "The model's answer has the wrong form"
    hint = "Use a model that follows instructions better, or a server that constrains its output to a schema."

    def __init__(self, detail: str, answer: str = "") -> None:
        super().__init__(detail)
        self.answer = answer


class EmptyCompletion(ModelError):
    code = "empty_completion"
    title = "The model wrote nothing"
    hint = "Raise PLUMBLINE_MODEL_MAX_TOKENS when the model thinks at length, or use another model."


class ModelRefused(ModelError):
    code = "model_refused"
    title = "The model declined to answer"
    hint = "Use another model for this article."


class PromptTruncated(ModelError):
    code = "prompt_truncated"
    title = "The model did not read the whole prompt"
    hint = "Raise the server's context (Ollama: num_ctx, llama.cpp: --ctx-size), or lower PLUMBLINE_CHUNK_TOKENS."
