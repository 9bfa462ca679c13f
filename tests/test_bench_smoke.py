"""Every case of the bench, tiny: the servers start, all answers agree, the exact budgets hold. Speed is not judged here."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

import bench
from bench import ack, command, pipeline, report
from bench.load import AnswerDiffersError, Answers
from bench.rounds import OURS, Aim, Figure, Outcome, Size

TINY = Size(rounds=1, seconds=0.05, accounts=(24,), repeats=3, warm_up=False)


@pytest.mark.parametrize("name", command.CASES)
def test_a_case_runs_and_its_answers_agree(name: str) -> None:
    """The bot and every peer that is required were measured, and none answered anything else than the others."""
    (outcome,) = asyncio.run(command.run_cases([name], TINY))
    assert outcome.faults == []
    assert set(outcome.skipped) <= pipeline.NOT_REQUIRED
    assert outcome.checks
    assert any(variant.startswith(OURS) for variant in outcome.samples)
    assert len(outcome.samples) >= 2
    assert all(value >= 0 for rounds in outcome.samples.values() for value in rounds[0].values())
    assert all(outcome.ratio(aim) for aim in outcome.aims if aim.below[0] not in outcome.skipped)


def test_another_answer_is_noticed() -> None:
    """The first answer is compared as JSON, later ones as text; spaces do not matter, words do."""
    answers = Answers({"text": "24 accounts"})
    answers.check('{"payload":{"text":"24 accounts"}}', lambda ack: ack["payload"])
    answers.check('{"payload": {"text": "24 accounts"}}', lambda ack: ack["payload"])
    with pytest.raises(AnswerDiffersError):
        answers.check('{"payload": {"text": "23 accounts"}}', lambda ack: ack["payload"])
    with pytest.raises(AnswerDiffersError):
        answers.check("Internal Server Error", lambda ack: ack["payload"])


def test_a_ratio_is_taken_within_each_round() -> None:
    """A machine that slows down between two rounds changes no ratio; a missing peer gives none."""
    aim = Aim("slow / kaiku", ("slow", "ms"), (OURS, "ms"), at_least=25)
    outcome = Outcome("case", "a case", {"slow": [{"ms": 30.0}, {"ms": 90.0}], OURS: [{"ms": 1.0}, {"ms": 3.0}]}, [aim])
    assert outcome.ratio(aim) == Figure(30.0, 30.0, 30.0)
    assert outcome.ratio(Aim("missing", ("nobody", "ms"), (OURS, "ms"))) is None
    assert "met" in "\n".join(report.lines(outcome))
    assert not outcome.failed()


@pytest.mark.parametrize(
    ("slow", "verdict", "failed"), [(26.0, "met", False), (20.0, "MISSED", False), (12.0, "MISSED", True)]
)
def test_a_case_fails_when_a_ratio_is_worse_than_half_its_aim(slow: float, verdict: str, *, failed: bool) -> None:
    """A missed aim is said; only a miss that no busy machine explains fails the run."""
    aim = Aim("slow / kaiku", ("slow", "ms"), (OURS, "ms"), at_least=25)
    outcome = Outcome("case", "a case", {"slow": [{"ms": slow}], OURS: [{"ms": 1.0}]}, [aim])
    assert verdict in "\n".join(report.lines(outcome))
    assert outcome.failed() is failed


def test_a_miss_that_the_floor_shares_fails_nothing() -> None:
    """On a machine where the floor itself is only 16 times faster, 12 times is a missed aim but no loss; 7 times is one."""
    aim = Aim("slow / kaiku", ("slow", "ms"), (OURS, "ms"), at_least=25, reach=("floor", "ms"))
    samples = {"slow": [{"ms": 16.0}], "floor": [{"ms": 1.0}]}
    assert not Outcome("case", "a case", {**samples, OURS: [{"ms": 1.3}]}, [aim]).failed()
    assert Outcome("case", "a case", {**samples, OURS: [{"ms": 2.3}]}, [aim]).failed()


def test_the_report_names_what_was_skipped_and_what_failed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A peer that is missing stands in the report; a case that failed makes the exit code 1 and is in the JSON."""

    async def broken(_place: object, _size: Size) -> Outcome:
        return Outcome("ack_socket", "a case", faults=["another answer"], skipped={"bolt": "not installed"})

    monkeypatch.setitem(command.CASES, "ack_socket", broken)
    target = tmp_path / "found.json"
    assert bench.run(["--only", "ack_socket", "--quick", "--json", str(target)]) == 1
    assert json.loads(target.read_text(encoding="utf-8"))["cases"][0]["faults"] == ["another answer"]
    said = capsys.readouterr().out
    assert "SKIPPED bolt: not installed" in said
    assert "FAILED: another answer" in said
    assert "load average" in said


def test_an_unknown_case_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the cases there are."""
    with pytest.raises(SystemExit) as ended:
        bench.run(["--only", "everything"])
    assert ended.value.code == 2
    assert "ack_socket" in capsys.readouterr().err


def test_a_peer_that_cannot_be_started_is_skipped_and_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are measured all the same, and the ratio that needs it has no figure."""
    monkeypatch.setattr(ack, "SOCKET_PEERS", (ack.Peer(ack.FLOOR, "not_written"),))
    (outcome,) = asyncio.run(command.run_cases(["ack_socket"], TINY))
    assert "not_written" in outcome.skipped[ack.FLOOR]
    assert list(outcome.samples) == [OURS]
    assert not outcome.failed()
    said = capsys.readouterr().out
    assert "SKIPPED floor" in said
    assert "Kaiku / floor: no figure" in said
