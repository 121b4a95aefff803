"""How fast chunks go through a seq2seq model: one by one, in our batches, and in CTranslate2's int8.

The model has BART-base's shape and random weights; its end token can never win, so every contender writes exactly the
same number of tokens for every chunk. One thread each; processor seconds, so that what else runs counts little.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
import transformers
from rich.console import Console
from rich.table import Table
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from eval.dataset import load_suite
from service.models.base import Completion, Prompt, Writer
from service.models.ctranslate2 import CTranslate2
from service.models.folder import read
from service.models.transformers import Transformers

VOCABULARY = 50_265
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
CHUNKS, SHORTEST, LONGEST, WRITTEN = 16, 100, 900, 64


def main() -> None:
    console = Console()
    torch.set_num_threads(1)
    text = "\n".join(example.text for example in load_suite("references").examples if example.language == "en")
    with TemporaryDirectory() as scratch:
        folder = read(bart_base(Path(scratch) / "bart", text))
        batched = Transformers("bart", folder, device="cpu", threads=1)
        started = time.perf_counter()
        int8 = CTranslate2("bart", folder, cache=Path(scratch) / "converted", device="cpu", threads=1)
        console.print(f"converted, compared and loaded in {time.perf_counter() - started:.0f} s")
        prompts = [Prompt(chunk) for chunk in chunks(batched, text)]
        inside = timed(batched)
        alone = clock(partial(one_by_one, batched, prompts))
        alone_read = inside.pop("read")
        inside.clear()
        together = clock(partial(write, batched, prompts))
        small = clock(partial(write, int8, prompts))
    console.print(f"{CHUNKS} chunks of {SHORTEST} to {LONGEST} tokens, {WRITTEN} tokens written for each")
    table = Table("processor seconds", "all", "reading", "writing", "tokens/s", "times one by one", "writing alone")
    for name, took, read_in in (
        ("one by one", alone, alone_read),
        ("our batches", together, inside["read"]),
        ("CTranslate2 int8", small, None),
    ):
        split = ("", "", "") if read_in is None else (
            f"{read_in:.1f}", f"{took - read_in:.1f}", f"{(alone - alone_read) / (took - read_in):.2f}"
        )  # fmt: skip
        row = (f"{took:.1f}", *split[:2], f"{CHUNKS * WRITTEN / took:.0f}", f"{alone / took:.2f}", split[2])
        table.add_row(name, *row)
    console.print(table)
    model = inside.total()
    ours = together - model
    console.print(f"around the model: {1_000 * ours / CHUNKS:.1f} ms a chunk, {100 * ours / model:.2f}% of its time")


def one_by_one(writer: Transformers, prompts: list[Prompt]) -> None:
    """What a loop over the library's own calls does."""
    for prompt in prompts:
        ids = writer._tokenizer(prompt.user, return_tensors="pt")
        with torch.inference_mode():
            out = writer._model.generate(**ids, max_new_tokens=WRITTEN, do_sample=False, num_beams=1)
        assert out.shape[1] == WRITTEN + 1
        writer._tokenizer.decode(out[0], skip_special_tokens=True)


def write(writer: Writer, prompts: list[Prompt]) -> None:
    results = [result for _, result in writer.write(prompts, max_tokens=WRITTEN)]
    assert all(isinstance(result, Completion) and result.tokens_written == WRITTEN for result in results)


def clock(run: Callable[[], None]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


def timed(writer: Transformers) -> Counter[str]:
    """Processor seconds of the model from now on: "read" in its encoder, "write" in the rest of `generate`."""
    seconds: Counter[str] = Counter()

    def measured(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def run(**inputs: Any) -> Any:
            read, started = seconds["read"], time.process_time()
            out = call(**inputs)
            seconds[name] += time.process_time() - started - (seconds["read"] - read)  # type: ignore[assignment]
            return out

        return run

    encoder = writer._model.get_encoder()
    encoder.forward = measured("read", encoder.forward)
    writer._model.generate = measured("write", writer._model.generate)
    return seconds


def chunks(writer: Writer, text: str) -> list[str]:
    """Stretches of the references of 100 to 900 tokens, in no order."""
    words, at, found = text.split(), 0, []
    for number in range(CHUNKS):
        wanted = SHORTEST + (LONGEST - SHORTEST) * number // (CHUNKS - 1)
        size = next(n for n in range(1, wanted) if writer.count([" ".join(words[at : at + n + 1])])[0] > wanted)
        found.append(" ".join(words[at : at + size]))
        at += size
    random.Random(7).shuffle(found)
    return found


def bart_base(folder: Path, text: str) -> Path:
    """BART-base's shape. Its vocabulary is learned from `text` and filled up to the published size."""
    backend = Tokenizer(models.BPE())
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=8_000, special_tokens=list(SPECIAL), initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )  # fmt: skip
    backend.train_from_iterator(text.splitlines(), trainer)
    learned = json.loads(backend.to_str())["model"]
    words = learned["vocab"] | {f"filler{number}": number for number in range(len(learned["vocab"]), VOCABULARY)}
    torch.manual_seed(7)
    config = transformers.BartConfig(
        vocab_size=VOCABULARY, d_model=768, encoder_layers=6, decoder_layers=6, encoder_attention_heads=12,
        decoder_attention_heads=12, encoder_ffn_dim=3_072, decoder_ffn_dim=3_072,
    )  # fmt: skip
    model = transformers.BartForConditionalGeneration(config)
    model.final_logits_bias[:, : len(SPECIAL)] = -1e4  # neither the end nor another special token is ever chosen
    transformers.utils.logging.disable_progress_bar()
    model.save_pretrained(folder)
    merges = [tuple(pair) for pair in learned["merges"]]
    transformers.BartTokenizer(vocab=words, merges=merges).save_pretrained(folder)
    return folder


if __name__ == "__main__":
    main()
