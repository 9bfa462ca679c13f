"""No feed, no redirect and no name leads into the house, to this machine or to nobody: refused before there is a socket."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.feeds import addresses, connecting
from bot.feeds.addresses import Wrong, forbidden
from bot.feeds.connecting import Connections, PublicNames
from bot.feeds.faults import PrivateAddressError
from bot.feeds.fetch import Trouble
from tests.bot.feeds.fetching import AGENT, Names, answer, connections, fault, fetch
from tests.feed_server import FeedServer, redirect
from tests.network import LeftTheMachineError

PUBLIC = "93.184.215.14"


@pytest.fixture(scope="module")
def server() -> Iterator[FeedServer]:
    with FeedServer(("127.0.0.1", "127.0.0.2")) as server:
        yield server


NAMES = {
    "loopback.example": [["127.0.0.1"]],
    "loopback6.example": [["::1"]],
    "house.example": [["10.1.2.3"]],
    "metadata.example": [["169.254.169.254"]],
    "nat64.example": [["64:ff9b::7f00:1"]],
    "mapped.example": [["::ffff:192.168.1.1"]],
    "nowhere.example": [["0.0.0.0"]],  # noqa: S104 - nothing is bound here
    "scoped.example": [["fe80::1%eth0"]],
    "many.example": [["10.0.0.1", "192.168.0.1", "fd00::1"]],
    "localhost": [["127.0.0.1", "::1"]],
    "0x7f.1": [["127.0.0.1"]],
}
REFUSED = {
    "http://127.0.0.1/": Wrong.PRIVATE,
    "http://127.1/": Wrong.HOST,
    "http://2130706433/": Wrong.HOST,
    "http://0x7f000001/": Wrong.HOST,
    "http://0x7f.1/": Wrong.HOST,
    "http://0177.0.0.1/": Wrong.HOST,
    "http://127.0.0.1./": Wrong.HOST,
    "http://①②⑦.⓪.⓪.①/": Wrong.PRIVATE,
    "http://127。0。0。1/": Wrong.PRIVATE,
    "http://0/": Wrong.HOST,
    "http://0.0.0.0/": Wrong.PRIVATE,
    "http://[::1]/": Wrong.PRIVATE,
    "http://[::]/": Wrong.PRIVATE,
    "http://[::127.0.0.1]/": Wrong.PRIVATE,
    "http://[::ffff:127.0.0.1]/": Wrong.PRIVATE,
    "http://[::ffff:7f00:1]/": Wrong.PRIVATE,
    "http://[64:ff9b::7f00:1]/": Wrong.PRIVATE,
    "http://[64:ff9b:1::7f00:1]/": Wrong.PRIVATE,
    "http://[2002:7f00:1::]/": Wrong.PRIVATE,
    "http://[2001:0:7f00:1::]/": Wrong.PRIVATE,
    "http://[3fff::1]/": Wrong.PRIVATE,
    "http://[5f00::1]/": Wrong.PRIVATE,
    "http://[fc00::1]/": Wrong.PRIVATE,
    "http://[fd00:ec2::254]/latest/meta-data/": Wrong.PRIVATE,
    "http://[fe80::1]/": Wrong.PRIVATE,
    "http://[fe80::1%25eth0]/": Wrong.HOST,
    "http://[fec0::1]/": Wrong.PRIVATE,
    "http://[ff02::1]/": Wrong.PRIVATE,
    "http://10.0.0.1/": Wrong.PRIVATE,
    "http://172.16.0.1/": Wrong.PRIVATE,
    "http://192.168.1.1/": Wrong.PRIVATE,
    "http://169.254.169.254/latest/meta-data/": Wrong.PRIVATE,
    "http://100.64.0.1/": Wrong.PRIVATE,
    "http://192.0.0.8/": Wrong.PRIVATE,
    "http://198.18.0.1/": Wrong.PRIVATE,
    "http://224.0.0.1/": Wrong.PRIVATE,
    "http://240.0.0.1/": Wrong.PRIVATE,
    "http://255.255.255.255/": Wrong.PRIVATE,
    "http://news.example@127.0.0.1/": Wrong.PRIVATE,
    "http://127.0.0.1\\@news.example/": Wrong.HOST,
    "http://127.0.0.1#@news.example/": Wrong.PRIVATE,
    "http://news.example:22/": Wrong.PORT,
    "file:///etc/passwd": Wrong.SCHEME,
    "ftp://127.0.0.1/": Wrong.SCHEME,
    **{f"http://{name}/": None for name in NAMES if name != "0x7f.1"},
    "https://house.example/feed": None,
}
"""Every address with its reason; None where only the name service shows what it is."""


@pytest.mark.parametrize(("url", "wrong"), REFUSED.items())
def test_an_address_is_refused_with_a_reason_and_without_a_socket(
    server: FeedServer, url: str, wrong: Wrong | None
) -> None:
    with connections() as heard:
        found = fault(server, url, names=Names(NAMES))
    assert (found.wrong, heard) == (wrong, [])
    assert found.why is (Trouble.PRIVATE if wrong in (None, Wrong.PRIVATE) else Trouble.ADDRESS)


@pytest.mark.parametrize(("url", "wrong"), REFUSED.items())
@pytest.mark.parametrize("status", [301, 307])
def test_a_redirect_there_is_refused_at_its_hop(server: FeedServer, url: str, wrong: Wrong | None, status: int) -> None:
    start = server.add("/moved", redirect(url, status))
    with connections() as heard:
        found = fault(server, start, names=Names(NAMES))
    assert (found.wrong, set(heard)) == (wrong, {"127.0.0.1"})
    assert [hop.status for hop in found.hops] == [status]


def test_an_allowed_host_may_not_redirect_to_a_port_of_its_own_that_is_not_allowed(server: FeedServer) -> None:
    with FeedServer() as other:
        other.feed("/secret")
        server.add("/moved", redirect(other.url("/secret")))
        assert fault(server, server.url("/moved")).wrong is Wrong.PORT
        assert other.log == []


def test_a_chain_of_redirects_is_judged_at_every_hop(server: FeedServer) -> None:
    server.add("/1", redirect("/2"))
    server.add("/2", redirect(server.url("/3", "127.0.0.2")))
    server.add("/3", redirect("//localhost:80/admin"))
    with connections() as heard:
        found = fault(server, server.url("/1"), names=Names(NAMES))
    assert found.why is Trouble.PRIVATE
    assert len(found.hops) == 3
    assert set(heard) == {"127.0.0.1", "127.0.0.2"}


def test_a_name_that_changes_its_mind_reaches_nothing_private(server: FeedServer) -> None:
    names = Names({"moody.example": [[PUBLIC], ["127.0.0.1"], ["10.0.0.1"]]})
    with connections() as heard:
        assert _left_for(server, "moody.example", names) == PUBLIC
        assert [_left_for(server, "moody.example", names) for _ in range(2)] == ["", ""]
    assert heard == []


def test_of_mixed_answers_only_the_public_ones_are_used(server: FeedServer) -> None:
    names = Names({"mixed.example": [["127.0.0.1", "::1", PUBLIC, "10.0.0.1"]]})
    with connections() as heard:
        assert _left_for(server, "mixed.example", names) == PUBLIC
    assert heard == []


def _left_for(server: FeedServer, host: str, names: Names) -> str:
    """Return the address that was really connected to, where the guard of the tests stopped it; nothing when none was."""
    try:
        assert fault(server, f"http://{host}/", names=names).why is Trouble.PRIVATE
    except LeftTheMachineError as error:
        return str(error).split()[5].rstrip(":")
    return ""


def test_no_socket_is_made_for_a_private_address_even_if_a_resolver_let_it_through() -> None:
    async def story() -> None:
        connections = Connections(AGENT, Names())
        info = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", 80))
        with pytest.raises(PrivateAddressError):
            connections.public_socket(info)
        connections.any_socket(info).close()

    asyncio.run(story())


def test_an_allowed_name_may_lead_into_the_house_and_its_neighbours_may_not(server: FeedServer) -> None:
    server.feed("/feed")
    names = Names({"bridge.example": [["127.0.0.1"]], "neighbour.example": [["127.0.0.1"]]})
    place = f"bridge.example:{server.port}"
    assert answer(server, f"http://{place}/feed", names=names, allowed=frozenset({place})).status == 200
    assert fault(server, "http://bridge.example/feed", names=names, allowed=frozenset({place})).why is Trouble.PRIVATE
    assert fault(server, "http://neighbour.example/feed", names=names).why is Trouble.PRIVATE


@pytest.mark.parametrize("status", [301, 302, 307])
def test_a_redirect_from_outside_does_not_lead_to_an_allowed_host(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setattr(addresses, "PORTS", frozenset({80, 443, server.port}))
    monkeypatch.setattr(connecting, "forbidden", lambda address: address != "127.0.0.1" and forbidden(address))
    names = Names({"paper.example": [["127.0.0.1"]], "bridge.example": [["127.0.0.2"]]})
    paper, bridge = f"paper.example:{server.port}", f"bridge.example:{server.port}"
    server.feed("/feed")
    server.add("/in", redirect(f"http://{bridge}/feed?url=http://intranet/", status))
    server.add("/out", redirect(f"http://{paper}/in", status))
    server.add("/on", redirect(f"http://{bridge}/feed", status))
    ask: dict[str, Any] = {"names": names, "allowed": frozenset({bridge})}
    with connections() as heard:
        assert fault(server, f"http://{paper}/in", **ask).why is Trouble.PRIVATE
    assert set(heard) == {"127.0.0.1"}

    with connections() as heard:
        assert fault(server, f"http://{bridge}/out", **ask).why is Trouble.PRIVATE
        assert answer(server, f"http://{bridge}/on", **ask).status == 200
    assert server.asked("/feed")[-1].query == ""


def test_a_host_beside_the_allowed_one_is_not_reached_over_a_kept_connection(server: FeedServer) -> None:
    server.feed("/feed")
    place = f"bridge.example:{server.port}"
    names = Names({"bridge.example": [["127.0.0.1"]], "neighbour.example": [["127.0.0.1"]]})
    urls = [f"http://{place}/feed", f"http://neighbour.example:{server.port}/feed"]
    _first, second = fetch(server, *urls, names=names, allowed=frozenset({place}))
    assert getattr(second, "wrong", None) is Wrong.PORT


@given(st.lists(st.ip_addresses().map(str), min_size=1, max_size=5))
@settings(deadline=None)
def test_whatever_a_name_service_answers_nothing_private_is_left_of_it(addresses: list[str]) -> None:
    async def story() -> list[str]:
        resolver = PublicNames(Names({"any.example": [addresses]}))
        return [result["host"] for result in await resolver.resolve("any.example", 80)]

    async def sockets(left: list[str]) -> None:
        connections = Connections(AGENT, Names())
        for address in left:
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            connections.public_socket((family, socket.SOCK_STREAM, 0, "", (address, 80))).close()

    try:
        left = asyncio.run(story())
    except PrivateAddressError:
        return
    asyncio.run(sockets(left))
