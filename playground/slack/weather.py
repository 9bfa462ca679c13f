"""What goes wrong on demand: rate limits, error answers, broken connections, delays, outages."""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, field


@dataclass
class Trouble:
    """One thing that shall go wrong, for some calls or for some time.

    `method` "*" means every method. `times` None means as long as `until` (monotonic seconds; None
    for ever). What happens: `retry_after` answers 429, `status` an HTTP error, `error` `ok: false`;
    `drop` ("before" or "after" the call took effect) cuts the connection; `half` cuts the answer in
    the middle; `delay` waits that many seconds first, or until the weather clears; `late` cuts the
    connection and lets the call take effect that many seconds afterwards.
    """

    method: str = "*"
    channel: str = ""
    times: int | None = 1
    until: float | None = None
    retry_after: float | None = None
    status: int = 0
    error: str = ""
    drop: str = ""
    half: bool = False
    delay: float = 0.0
    late: float = 0.0

    def fits(self, method: str, channel: str) -> bool:
        """Whether a call meets this trouble."""
        same_method = self.method in ("*", method)
        return same_method and (not self.channel or self.channel == channel)

    @property
    def over(self) -> bool:
        """Whether it has passed."""
        used_up = self.times is not None and self.times <= 0
        return used_up or (self.until is not None and time.monotonic() >= self.until)


@dataclass
class Weather:
    """The troubles of the moment, met in the order in which they were asked for."""

    troubles: list[Trouble] = field(default_factory=list)
    _cleared: asyncio.Event = field(default_factory=asyncio.Event)

    def meet(self, method: str, channel: str) -> Trouble | None:
        """The trouble that this call meets; counts it as met."""
        if not self.troubles:
            return None
        self.troubles = [trouble for trouble in self.troubles if not trouble.over]
        for trouble in self.troubles:
            if trouble.fits(method, channel):
                if trouble.times is not None:
                    trouble.times -= 1
                return trouble
        return None

    async def wait(self, seconds: float) -> None:
        """Wait so long, or until the weather clears."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._cleared.wait(), seconds)

    def clear(self) -> None:
        """Let nothing go wrong any more; who waits goes on at once."""
        self.troubles.clear()
        self._cleared.set()
        self._cleared = asyncio.Event()
