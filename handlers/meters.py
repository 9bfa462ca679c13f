"""What is counted: deliveries by kind and outcome, how long acknowledgements took, and how much waits for Slack."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.checkup import Backlog

BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Seconds; Slack gives up at three."""


class Meters:
    """The numbers of one process, in a registry of their own."""

    def __init__(self, backlog: Callable[[], Backlog]) -> None:
        """Count from nothing; what waits is asked for when somebody reads."""
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "kaiku_requests", "Deliveries from Slack.", ["kind", "outcome"], registry=self._registry
        )
        self._seconds = Histogram(
            "kaiku_ack_seconds", "Time until Slack was answered.", ["kind"], registry=self._registry, buckets=BUCKETS
        )
        self._polls = Counter("kaiku_feed_polls", "Polls of feeds.", ["outcome"], registry=self._registry)
        self._registry.register(_Waiting(backlog))

    def handled(self, kind: str, outcome: str, seconds: float) -> None:
        """Count one delivery."""
        self._requests.labels(kind, outcome).inc()
        self._seconds.labels(kind).observe(seconds)

    def polled(self, outcome: str) -> None:
        """Count one poll of a feed; outcomes are those of `bot.feeds.judgement`."""
        self._polls.labels(outcome).inc()

    def text(self) -> bytes:
        """Return everything in Prometheus' text format. Reads the database."""
        return generate_latest(self._registry)


class _Waiting(Collector):
    def __init__(self, backlog: Callable[[], Backlog]) -> None:
        self._backlog = backlog

    def describe(self) -> list[GaugeMetricFamily]:
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        now = self._backlog()
        yield GaugeMetricFamily("kaiku_cards_waiting", "Messages that wait to be shown.", value=now.waiting)
        yield GaugeMetricFamily(
            "kaiku_oldest_wish_seconds", "Age of the longest-waiting message.", value=now.oldest_seconds
        )
        yield GaugeMetricFamily("kaiku_places_blocked", "Places that refuse messages.", value=now.blocked)
        yield GaugeMetricFamily("kaiku_dead_letters", "Messages that were given up.", value=now.dead)
