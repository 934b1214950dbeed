"""A cross-encoder reads the best passages again: by a fake what its scores do, by a tiny real one that it loads and answers."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from math import inf, nan
from pathlib import Path

import numpy as np
import pytest

from fake_reranker import FakeReranker
from legalqa import engines
from legalqa.assistant import Assistant, open_assistant
from legalqa.cli import main
from legalqa.engines.embedded import unpack_model
from legalqa.errors import EngineError
from legalqa.evaluation.run import answer_all
from legalqa.evaluation.sets import read_set
from legalqa.examiner import RANKED
from legalqa.index import check
from legalqa.models import Hit
from legalqa.rerank import RERANKED, rerank
from legalqa.select import select
from legalqa.settings import Settings, load
from legalqa.split import split
from legalqa.understand import understand
from promises import CORPUS, parse_file

DOCUMENT = parse_file(CORPUS / "ke-hoach-thuc-hien-nghi-quyet-66-nq-tw.txt")
PASSAGES = split(DOCUMENT)
QUESTION = understand("Chi cho xây dựng pháp luật không thấp hơn bao nhiêu phần trăm tổng chi ngân sách?")
ASKED = "Chi cho xây dựng pháp luật tối thiểu bao nhiêu phần trăm ngân sách?"


def read(document: str) -> str:
    return DOCUMENT.source.text


def evidence(number: int = 10):
    hits = [Hit(passage, 0.9, 1.0, 1.0 - n / 10) for n, passage in enumerate(PASSAGES[:number])]
    return select(QUESTION, hits, read, lambda word: 1.0)


def reranked(found, score, depth: int = RANKED):
    return rerank(QUESTION, found, FakeReranker(score), read, depth=depth)


@pytest.fixture
def reranking(corpus_settings: Settings, monkeypatch: pytest.MonkeyPatch):
    """An assistant over the project's corpus with a fake in the cross-encoder's place."""

    def reranking(fake: FakeReranker) -> Assistant:
        monkeypatch.setattr(engines, "_reranker", lambda model, threads: fake)
        return open_assistant(dataclasses.replace(corpus_settings, reranker="fake"))

    return reranking


# What its scores do


def test_its_standard_scores_are_added() -> None:
    found = evidence(2)
    ordered = reranked(found, lambda text: 7.0 if found[1].quote in text else -3.0)
    scores = {item.hit: item.score for item in ordered}
    assert scores[found[0].hit] == pytest.approx(found[0].score - RERANKED)
    assert scores[found[1].hit] == pytest.approx(found[1].score + RERANKED)
    assert {dataclasses.replace(item, score=0.0) for item in ordered} == {
        dataclasses.replace(item, score=0.0) for item in found
    }


def test_only_differences_count_not_the_scale() -> None:
    found = evidence()
    one = reranked(found, lambda text: len(text))
    other = reranked(found, lambda text: 1e-3 * len(text) - 50)
    assert [item.hit for item in one] == [item.hit for item in other]
    assert [item.hit for item in one] != [item.hit for item in found]


def test_equal_scores_keep_the_order() -> None:
    found = evidence()
    assert reranked(found, lambda text: 0.3) == found
    assert reranked([], lambda text: 0.3) == []


def test_what_is_not_read_stays_behind_in_its_order() -> None:
    found = evidence(10)
    fake = FakeReranker(lambda text: float(found[3].quote in text))
    ordered = rerank(QUESTION, found, fake, read, depth=4)
    assert len(fake.asked[0][1]) == 4
    assert {item.hit.passage.id for item in ordered[:4]} == {item.hit.passage.id for item in found[:4]}
    assert [item.hit for item in ordered[4:]] == [item.hit for item in found[4:]]
    assert [item.score for item in ordered] == sorted((item.score for item in ordered), reverse=True)


def test_it_reads_what_would_be_quoted_under_its_headings() -> None:
    found = evidence(3)
    fake = FakeReranker(len)
    rerank(QUESTION, found, fake, read, depth=3)
    [(question, texts)] = fake.asked
    assert question == QUESTION.meaning
    for item, text in zip(found, texts, strict=True):
        assert text.endswith(item.quote) and text.startswith("".join(item.hit.passage.headings)[:50])


@pytest.mark.parametrize("bad", [nan, inf, -inf])
def test_scores_that_are_no_numbers_are_one_clear_line(bad: float) -> None:
    with pytest.raises(EngineError, match=r"10 điểm, 9 dùng được, cho 10 đoạn.*LEGALQA_RERANKER") as raised:
        broken = evidence()[0].quote
        reranked(evidence(), lambda text: bad if broken in text else 1.0)
    assert "\n" not in str(raised.value)


def test_too_few_scores_are_one_clear_line() -> None:
    class Short:
        def scores(self, question: str, texts: list[str]) -> list[float]:
            return [1.0]

    with pytest.raises(EngineError, match="1 điểm, 1 dùng được, cho 10 đoạn"):
        rerank(QUESTION, evidence(), Short(), read, depth=RANKED)


# In answers


def test_another_passage_leads_the_answer(assistant: Assistant, reranking) -> None:
    asked = "Sau khi ban hành, VBQPPL của tỉnh phải được đưa lên hệ thống dữ liệu nào?"
    first, second, *_ = assistant.examine(assistant.understand(asked)).evidence
    assert assistant.ask(asked).citations[0].quote == first.quote
    other = second.quote
    answer = reranking(FakeReranker(lambda text: float(other in text))).ask(asked)
    assert answer.citations[0].quote == other
    assert {citation.n for citation in answer.citations} == set(range(1, len(answer.citations) + 1))


def test_what_is_closest_among_duties_is_ordered_too(assistant: Assistant, reranking) -> None:
    asked = "Sở Tài chính phải làm gì để bố trí kinh phí?"
    question = assistant.understand(asked)
    assert question.duties and question.specific
    fake = FakeReranker(len)
    ranked = reranking(fake).examine(question).evidence
    assert [item.hit.passage.id for item in ranked] != [
        item.hit.passage.id for item in assistant.examine(question).evidence
    ]
    reranking(fake).ask(asked)
    assert fake.asked[0] == fake.asked[1]


def test_a_model_without_an_opinion_changes_no_answer(assistant: Assistant, reranking) -> None:
    same = reranking(FakeReranker(lambda text: 0.0))
    for asked in (ASKED, "Sở Tư pháp phải làm gì?", "Giá vé máy bay đi Paris?", "ai theo doi viec thuc hien Chi thi"):
        assert dataclasses.replace(same.ask(asked), seconds=0) == dataclasses.replace(assistant.ask(asked), seconds=0)


def test_however_many_are_examined_as_many_are_read(reranking) -> None:
    fake = FakeReranker(len)
    examined = reranking(fake).examine(understand(ASKED), limit=100)
    assert len(examined.evidence) > RANKED == len(fake.asked[0][1])


def test_a_run_tells_which_model_ordered_its_passages(
    corpus_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = FakeReranker(len)
    monkeypatch.setattr(engines, "_reranker", lambda model, threads: fake)
    own = read_set(Path(__file__).parents[1] / "eval" / "questions.jsonl")
    cases = [case for case in own.cases if case.kind == "fact"][:1]
    settings = dataclasses.replace(corpus_settings, reranker="a/cross-encoder")
    for chosen, name in ((settings, "a/cross-encoder"), (corpus_settings, None)):
        folder = answer_all(own, cases, chosen, tmp_path / str(name is None), systems=[])
        config = json.loads((folder / "config.json").read_text("utf-8"))
        assert config["reranker"] == name and config["settings"]["reranker"] == (name or "")
    assert len(fake.asked) == 2  # the answer and the ranking


# Setting and loading


def test_without_the_setting_nothing_is_imported(corpus_settings: Settings) -> None:
    program = f"""
import sys
from pathlib import Path
from legalqa.assistant import open_assistant
from legalqa.settings import Settings
answer = open_assistant(Settings(index=Path({str(corpus_settings.index)!r}))).ask({ASKED!r})
assert answer.status == "answered"
print([name for name in ("sentence_transformers", "transformers", "torch", "legalqa.engines.reranker") if name in sys.modules])
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"
    assert engines.question_reranker(corpus_settings) is None


def test_it_is_set_like_any_setting(tmp_path: Path) -> None:
    file = tmp_path / "legalqa.toml"
    file.write_text('reranker = "a"\n', "utf-8")
    assert load(environment={"LEGALQA_CONFIG": str(tmp_path / "legalqa.toml")}).reranker == "a"
    assert load(file=file, environment={"LEGALQA_RERANKER": "b"}).reranker == "b"
    assert load({"reranker": "c"}, file=file, environment={"LEGALQA_RERANKER": "b"}).reranker == "c"
    assert load(file=file, environment={"LEGALQA_RERANKER": ""}).reranker == "" == Settings().reranker
    assert engines.fingerprint(Settings(reranker="a")) == engines.fingerprint(Settings())


@pytest.fixture(scope="module")
def tokenizer():
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "chi", "cho", "xây", "dựng", "pháp", "luật", "ngân", "sách"]
    made = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=made, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]",
        model_max_length=48,
    )  # fmt: skip


@pytest.fixture
def tiny(tokenizer, tmp_path: Path):
    """Write a model of one layer with random weights; gives the settings that name its folder."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertModel

    def tiny(labels: int = 1, *, spoil: bool = False) -> Settings:
        torch.manual_seed(0)
        config = BertConfig(
            vocab_size=12, hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8,
            max_position_embeddings=48, num_labels=labels or 1, initializer_range=1.0,
        )  # fmt: skip
        model = BertForSequenceClassification(config) if labels else BertModel(config)
        if spoil:
            torch.nn.init.constant_(model.classifier.weight, nan)
        folder = tmp_path / f"tiny-{labels}-{spoil}"
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        return Settings(reranker=str(folder))

    return tiny


def test_a_cross_encoder_loads_from_a_folder_without_a_network(tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(self: socket.socket, address: object) -> None:
        raise AssertionError(f"a connection to {address}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    settings = tiny()
    reranker = engines.question_reranker(settings)
    assert reranker is not None and engines.question_reranker(settings) is reranker
    texts = ["xây dựng pháp luật", "ngân sách " * 400, "", "chi"]
    alone = reranker.scores("chi cho pháp luật", texts)
    assert all(type(score) is float for score in alone) and len(set(alone)) == 4
    assert any(not 0 <= score <= 1 for score in alone)  # logits
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: reranker.scores("chi cho pháp luật", texts), range(8))) == [alone] * 8


def test_it_agrees_with_the_library(tiny) -> None:
    from sentence_transformers import CrossEncoder

    settings = tiny()
    pairs = [("chi cho pháp luật", text) for text in ("xây dựng", "ngân sách chi")]
    reranker = engines.question_reranker(settings)
    assert reranker is not None
    logits = np.array(reranker.scores(pairs[0][0], [text for _, text in pairs]))
    probabilities = CrossEncoder(settings.reranker).predict(pairs)
    assert probabilities.tolist() == pytest.approx((1 / (1 + np.exp(-logits))).tolist(), abs=1e-5)


def test_an_answer_with_a_real_cross_encoder(tiny, corpus_settings: Settings) -> None:
    settings = dataclasses.replace(corpus_settings, reranker=tiny().reranker)
    first, second = (open_assistant(settings).ask(ASKED) for _ in range(2))
    assert first.citations or first.near
    assert dataclasses.replace(first, seconds=0) == dataclasses.replace(second, seconds=0)


@pytest.mark.parametrize(("labels", "reason"), [(3, "cho 3 điểm mỗi cặp"), (0, "chưa được huấn luyện")])
def test_a_model_of_another_kind_is_refused(tiny, labels: int, reason: str) -> None:
    with pytest.raises(EngineError, match=rf"{reason}.*LEGALQA_RERANKER"):
        engines.question_reranker(tiny(labels))


def test_an_embedding_model_is_refused(tmp_path: Path) -> None:
    """The library would give it a random head."""
    folder = unpack_model(engines._model_file(), tmp_path)
    with pytest.raises(EngineError, match="chưa được huấn luyện"):
        engines.question_reranker(Settings(reranker=str(folder)))


def test_a_spoilt_model_is_told_when_it_is_asked(tiny, corpus_settings: Settings) -> None:
    settings = dataclasses.replace(corpus_settings, reranker=tiny(spoil=True).reranker)
    with pytest.raises(EngineError, match="0 dùng được"):
        open_assistant(settings).ask(ASKED)


def test_a_model_that_fails_on_a_text_is_one_clear_line(tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    reranker = engines.question_reranker(tiny())

    def fail(*arguments: object, **options: object) -> None:
        raise RuntimeError("index out of range\nin self")

    monkeypatch.setattr(reranker._model, "predict", fail)
    with pytest.raises(EngineError, match=r"\(index out of range\); .*LEGALQA_RERANKER") as raised:
        reranker.scores("a", ["b"])
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("kind", ["none", "empty", "no model"])
def test_a_wrong_folder_is_one_line_and_exit_code_1(
    kind: str, corpus_settings: Settings, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "không có"
    if kind != "none":
        folder.mkdir()
    if kind == "no model":
        (folder / "config.json").write_text("{}")
    folders = ["--corpus", str(corpus_settings.corpus), "--index", str(corpus_settings.index)]
    assert main(["ask", *folders, "--reranker", str(folder), ASKED]) == 1
    out, err = capfd.readouterr()
    assert out == "" and err.count("\n") == 1
    assert (
        err.startswith("legalqa: không nạp được mô hình xếp lại") and str(folder) in err and "LEGALQA_RERANKER" in err
    )


def test_doctor_says_which_is_set_and_whether_it_loads(tiny, corpus_settings: Settings, tmp_path: Path) -> None:
    def told(reranker: str):
        found = check(dataclasses.replace(corpus_settings, reranker=reranker))
        return next(finding for finding in found if "xếp lại" in finding.what)

    assert told("").ok and "không đặt" in told("").what
    good, bad, spoilt = (told(name) for name in (tiny().reranker, str(tmp_path / "none"), tiny(spoil=True).reranker))
    assert good.ok and good.what.startswith(f"mô hình xếp lại {tiny().reranker}")
    assert not bad.ok and str(tmp_path / "none") in bad.what and "LEGALQA_RERANKER" in bad.advice
    assert not spoilt.ok and "LEGALQA_RERANKER" in spoilt.advice
