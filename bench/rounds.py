"""Interleaved rounds: every variant once in each round, so that what a busy machine does hits all of them alike."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

Sample = dict[str, float]
"""What one variant gave in one round, by metric; the metric's name ends with its unit."""
OURS = "kaiku"


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    rounds: int
    seconds: float
    """For one variant at one number of requests in flight, in one round."""
    accounts: tuple[int, ...]
    """Sizes of the directory that the `directory` case goes through; the servers hold 200."""
    repeats: int
    """Answers in one measurement of the `directory` case."""
    warm_up: bool = True
    """Whether a first round is run and dropped."""
    people: int = 300
    """Size of the directory of the `people` case."""


FULL = Size(rounds=5, seconds=1.5, accounts=(24, 200, 1_000), repeats=200, people=100_000)
QUICK = Size(rounds=3, seconds=0.4, accounts=(24, 200, 1_000), repeats=50, people=2_000)


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to do the work, ready to be measured."""

    name: str
    measure: Callable[[], Awaitable[Sample]]


@dataclass(frozen=True, slots=True)
class Figure:
    """The median of the rounds with its spread."""

    middle: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Figure:
        """Sum up the values of the rounds."""
        return cls(median(values), min(values), max(values))


@dataclass(frozen=True, slots=True)
class Aim:
    """A ratio of two figures of one round, and where it should lie."""

    text: str
    above: tuple[str, str]
    """Variant and metric over the line."""
    below: tuple[str, str]
    at_least: float | None = None
    at_most: float | None = None
    reach: tuple[str, str] | None = None
    """In the place of `below`: what no program gets past on this machine at this moment, however high the aim."""

    def is_met(self, ratio: float, slack: float = 1.0) -> bool:
        """Tell whether a ratio is good enough; a `slack` of 2 also takes what is up to twice as bad."""
        if self.at_least is not None and ratio < self.at_least / slack:
            return False
        return self.at_most is None or ratio <= self.at_most * slack


@dataclass(slots=True)
class Outcome:
    """What a case found."""

    name: str
    title: str
    samples: dict[str, list[Sample]] = field(default_factory=dict)
    aims: Sequence[Aim] = ()
    checks: list[str] = field(default_factory=list)
    """What was compared and held."""
    faults: list[str] = field(default_factory=list)
    """What did not hold: the case has failed."""
    skipped: dict[str, str] = field(default_factory=dict)
    """Peers that could not be had, and why."""

    def figure(self, variant: str, metric: str) -> Figure | None:
        """Return a figure of the table; None when that variant was not measured so."""
        values = [sample[metric] for sample in self.samples.get(variant, []) if metric in sample]
        return Figure.of(values) if values else None

    def ratio(self, aim: Aim) -> Figure | None:
        """Return the ratio of an aim over the rounds; None when a peer was skipped."""
        (over, over_metric), (under, under_metric) = aim.above, aim.below
        pairs = zip(self.samples.get(over, []), self.samples.get(under, []), strict=False)
        values = [one[over_metric] / other[under_metric] for one, other in pairs]
        return Figure.of(values) if values else None

    def failed(self) -> bool:
        """Tell whether something did not hold or a ratio is worse than half its aim."""
        ratios = [(self._within_reach(aim), self.ratio(aim)) for aim in self.aims]
        return bool(self.faults) or any(ratio and not aim.is_met(ratio.middle, slack=2) for aim, ratio in ratios)

    def _within_reach(self, aim: Aim) -> Aim:
        most = self.ratio(replace(aim, below=aim.reach)) if aim.reach else None
        if aim.at_least is None or most is None:
            return aim
        return replace(aim, at_least=min(aim.at_least, most.middle))


async def interleave(variants: Sequence[Variant], size: Size) -> dict[str, list[Sample]]:
    """Measure every variant in each round."""
    samples: dict[str, list[Sample]] = {variant.name: [] for variant in variants}
    for number in range(0 if size.warm_up else 1, size.rounds + 1):
        for variant in variants:
            sample = await variant.measure()
            if number > 0:
                samples[variant.name].append(sample)
    return samples
