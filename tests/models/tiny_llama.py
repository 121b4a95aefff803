"""A chat model of a few thousand weights, made on the spot: a byte-level BPE, a chat template, Llama's architecture."""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

TEXTS = [
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parents[2] / "eval" / "references").glob("*.txt"))
]
TEMPLATE = (
    "{% for message in messages %}<|start|>{{ message['role'] }}\n{{ message['content'] | trim }}<|end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|start|>assistant\n{% endif %}"
)
ANSWER = "The council met on Monday."
SPECIAL = ["<|start|>", "<|end|>"]


def tokenizer(size: int = 2_000) -> Tokenizer:
    """Trained on the reference articles; deterministic."""
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=SPECIAL,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    made.train_from_iterator(TEXTS, trainer)
    return made


def save(folder: Path) -> None:
    """The model and its tokenizer as `from_pretrained` reads them; it has learnt to answer anything with ANSWER."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    torch.manual_seed(0)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer(), eos_token="<|end|>", pad_token="<|end|>")
    fast.chat_template = TEMPLATE
    fast.save_pretrained(folder)
    config = LlamaConfig(
        vocab_size=len(fast),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=2,
        max_position_embeddings=8_192,
        eos_token_id=fast.eos_token_id,
        pad_token_id=fast.pad_token_id,
    )
    model = LlamaForCausalLM(config)
    before = fast("<|start|>assistant\n")["input_ids"]
    answer = [*before, *fast(f"{ANSWER}<|end|>")["input_ids"]]
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    for _ in range(80):
        ids = torch.cat([torch.randint(len(fast), (16, 24)), torch.tensor(answer).expand(16, -1)], dim=1)
        labels = ids.clone()
        labels[:, : 24 + len(before)] = -100
        optimizer.zero_grad()
        model(input_ids=ids, labels=labels).loss.backward()
        optimizer.step()
    model.save_pretrained(folder)
