"""Asking a feed's server: politely, within limits, and with one kind of fault whatever the server does."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.feeds.fetch import Answer, Ask, FetchFault, Trouble
from tests.bot.feeds.fetching import AGENT, Names, allowed, answer, fault, fetch
from tests.conftest import absent
from tests.feed_server import MEGABYTE, RSS, FeedServer, Reply, bomb, loopback, redirect
from tests.source import ROOT


@pytest.fixture(scope="module")
def lasting() -> Iterator[FeedServer]:
    with FeedServer(("127.0.0.1", "127.0.0.2")) as server:
        yield server


@pytest.fixture
def server(lasting: FeedServer) -> FeedServer:
    """A server on two hosts that nobody has asked anything yet."""
    lasting.log.clear()
    return lasting


# What goes out


def test_a_first_request_is_plain_and_says_who_asks(server: FeedServer) -> None:
    answer(server, server.feed("/feed"))
    [request] = server.log
    assert request.method == "GET"
    assert set(request.headers) == {"host", "user-agent", "accept", "accept-encoding"}
    assert request.headers["user-agent"] == AGENT
    assert request.headers["accept-encoding"] == "gzip, deflate"
    assert {"application/rss+xml", "application/atom+xml", "application/feed+json"} <= set(
        request.headers["accept"].replace(";q=0.9", "").split(", ")
    )


@pytest.mark.parametrize("etag", ['"1"', 'W/"a b"', "no-quotes", '"ä"', '""', '"a", "b"', "'x'"])
def test_validators_go_back_exactly_as_they_came(server: FeedServer, etag: str) -> None:
    url = server.feed("/feed", etag=etag, last_modified="yesterday, about noon")
    first = answer(server, url)
    assert (first.etag, first.last_modified) == (etag, "yesterday, about noon")
    again = answer(server, Ask(url, first.etag, first.last_modified))
    sent = server.log[-1].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == (etag, "yesterday, about noon")
    assert (again.status, again.body) == (304, b"") or "," in etag


@pytest.mark.parametrize("etag", [b'"\xe4\xff"', b'"' + b"x" * 2_000 + b'"'])
def test_a_validator_that_could_not_go_back_as_it_came_is_dropped(server: FeedServer, etag: bytes) -> None:
    raw = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nETag: " + etag + b"\r\n\r\nhi"
    assert answer(server, server.add("/feed", Reply(raw=raw))).etag == ""


def test_cookies_are_not_kept_and_nobody_hears_where_we_came_from(server: FeedServer) -> None:
    cookie = [("Set-Cookie", "id=1; Path=/"), ("Set-Cookie", "you=2")]
    server.add("/start", Reply(status=302, headers=[("Location", "/feed"), *cookie]))
    server.add("/feed", Reply(RSS, headers=cookie))
    fetch(server, server.url("/start"), server.url("/feed"), server.url("/start"))
    assert len(server.log) == 5
    assert all(not {"cookie", "referer"} & set(request.headers) for request in server.log)


@pytest.mark.parametrize("end", ["/a%2fb?q=%c3%a4+b&c[]={1}|2;d=%3d", "/x/../y//z/./w", "/100%", "/?bridge=A&b=A"])
def test_path_and_query_arrive_as_written_also_after_a_redirect(server: FeedServer, end: str) -> None:
    server.add("/moved", redirect(server.url(end)))
    fetch(server, server.url(end), server.url("/moved"))
    written = [f"{one.path}?{one.query}" if one.query else one.path for one in server.log if one.path != "/moved"]
    assert written == [end, end]


def test_credentials_go_to_their_own_host_and_never_further(server: FeedServer) -> None:
    server.add("/own", redirect("/away"))
    server.add("/away", redirect(server.url("/back", "127.0.0.2")))
    server.add("/back", redirect(server.url("/feed")))
    server.feed("/feed")
    found = answer(server, f"http://me:s%C3%A4%40lt@127.0.0.1:{server.port}/own")
    assert [request.headers.get("authorization") for request in server.log] == ["Basic bWU6c8OkQGx0"] * 2 + [None] * 2
    assert all("s%C3" not in hop.url + hop.target for hop in found.hops)
    assert found.url == server.url("/feed")


def test_where_credentials_went_the_answer_can_be_asked_for_again(server: FeedServer) -> None:
    server.add("/own", redirect("/feed", 301))
    server.feed("/feed")
    found = answer(server, f"http://me:word@127.0.0.1:{server.port}/own")
    assert found.url == f"http://me:word@127.0.0.1:{server.port}/feed"
    answer(server, found.url)
    assert server.log[-1].headers["authorization"] == "Basic bWU6d29yZA=="


def test_credentials_that_a_redirect_names_are_not_sent(server: FeedServer) -> None:
    server.add("/start", redirect(f"http://you:them@127.0.0.1:{server.port}/feed"))
    server.feed("/feed")
    found = answer(server, server.url("/start"))
    assert found.url == server.url("/feed")
    assert all("authorization" not in request.headers for request in server.log)


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_and_told(server: FeedServer, status: int) -> None:
    server.add("/old/feed", redirect("../new?x=1#part", status))
    server.add("/new", Reply(RSS))
    found = answer(server, server.url("/old/feed"))
    assert found.url == server.url("/new?x=1#part").removesuffix("#part")
    assert [(hop.status, hop.url) for hop in found.hops] == [(status, server.url("/old/feed"))]
    assert found.has_moved is (status in (301, 308))


def test_a_way_with_one_passing_redirect_has_not_moved(server: FeedServer) -> None:
    server.add("/1", redirect("/2", 301))
    server.add("/2", redirect("/3", 302))
    server.add("/3", Reply(RSS))
    assert not answer(server, server.url("/1")).has_moved
    assert not answer(server, server.url("/3")).has_moved


def test_five_redirects_are_followed_and_not_a_sixth(server: FeedServer) -> None:
    for number in range(6):
        server.add(f"/{number}", redirect(f"/{number + 1}"))
    server.add("/6", Reply(RSS))
    assert answer(server, server.url("/1")).status == 200
    server.log.clear()
    found = fault(server, server.url("/0"))
    assert (found.why, len(server.log)) == (Trouble.TOO_MANY_REDIRECTS, 6)


def test_a_circle_ends_where_it_closes(server: FeedServer) -> None:
    server.add("/1", redirect("/2"))
    server.add("/2", redirect("/1"))
    server.add("/self", redirect("/self"))
    assert fault(server, server.url("/1")).why is Trouble.TOO_MANY_REDIRECTS
    assert fault(server, server.url("/self")).why is Trouble.TOO_MANY_REDIRECTS
    assert [request.path for request in server.log] == ["/1", "/2", "/self"]


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("", Trouble.PROTOCOL),
        ("http://", Trouble.ADDRESS),
        ("http://[", Trouble.ADDRESS),
        ("mailto:desk@aaltoranta.example", Trouble.ADDRESS),
        ("/" + "a" * 9_000, Trouble.ADDRESS),
        ("http://127.0.0.1:1/", Trouble.ADDRESS),
    ],
)
def test_a_redirect_to_nowhere_is_a_fault(server: FeedServer, location: str, why: Trouble) -> None:
    server.add("/start", Reply(status=302, headers={"Location": location} if location else {}))
    found = fault(server, server.url("/start"))
    assert found.why is why
    assert len(found.url) <= 4_000


def test_a_redirect_in_odd_letters_arrives_as_bytes(server: FeedServer) -> None:
    start = b"HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: /k\xc3\xa4y/\xe4 b\r\n\r\n"
    server.add("/start", Reply(raw=start))
    found = answer(server, server.url("/start"))
    assert server.log[-1].path == "/k%C3%A4y/%E4%20b"
    assert found.hops[0].target.isprintable()


def test_a_path_that_holds_an_address_is_no_address(server: FeedServer) -> None:
    server.add("/start", redirect("/web/2026/http://paper.example/feed"))
    answer(server, server.url("/start"))
    assert server.log[-1].path == "/web/2026/http://paper.example/feed"


def test_validators_follow_a_redirect_to_whoever_gave_them_and_to_nobody_else(server: FeedServer) -> None:
    start = server.add("/start", redirect("/new"))
    server.feed("/new", etag='"n"')
    server.feed("/newer", etag='"newer"')
    first = answer(server, start)
    ask = Ask(start, first.etag, first.last_modified, given_by=first.url)
    assert answer(server, ask).status == 304
    server.add("/start", redirect("/newer"))
    assert answer(server, ask).etag == '"newer"'
    assert [request.headers.get("if-none-match") for request in server.asked("/newer")] == [None]
    assert answer(server, Ask(start, '"newer"')).status == 304


# What comes back


@pytest.mark.parametrize("packed", [(), ("gzip",), ("deflate",), ("raw",)])
@pytest.mark.parametrize("size", [0, 1, 10, 5 * MEGABYTE])
def test_a_body_is_read_however_it_is_packed(server: FeedServer, packed: tuple[str, ...], size: int) -> None:
    body = (b"Kaiku " * (size // 6 + 1))[:size]
    assert answer(server, server.add("/feed", Reply(body, packed=packed))).body == body


@pytest.mark.parametrize("claim", ["gzip", "GZIP", "x-gzip", " gzip ", "identity, gzip"])
def test_a_packing_is_known_by_any_of_its_names(server: FeedServer, claim: str) -> None:
    assert answer(server, server.add("/feed", Reply(gzip.compress(RSS), claim=claim))).body == RSS


def test_gzip_in_several_members_is_read_to_the_end_and_padding_is_left_alone(server: FeedServer) -> None:
    body = gzip.compress(RSS[:50]) + gzip.compress(RSS[50:]) + bytes(512)
    assert answer(server, server.add("/feed", Reply(body, claim="gzip"))).body == RSS


@pytest.mark.parametrize(
    "reply",
    [
        Reply(RSS, packed=("gzip", "gzip")),
        Reply(RSS, packed=("gzip", "deflate")),
        Reply(RSS, packed=("gzip", "gzip"), claim="gzip"),
        Reply(RSS, headers=[("Content-Encoding", "gzip"), ("Content-Encoding", "gzip")]),
        Reply(RSS, claim="br"),
        Reply(RSS, claim="zstd"),
        Reply(RSS, claim="gzip"),
        Reply(RSS, claim="deflate"),
        Reply(gzip.compress(RSS)[:50] + b"broken" * 30, claim="gzip"),
        Reply(gzip.compress(RSS)[:-8] + bytes(8), claim="gzip"),
    ],
)
def test_a_body_that_is_packed_twice_strangely_or_wrongly_is_refused(server: FeedServer, reply: Reply) -> None:
    assert fault(server, server.add("/feed", reply)).why is Trouble.ENCODING


@given(st.binary(max_size=3_000), st.sampled_from(["gzip", "deflate", "raw"]), st.floats(0, 1))
@settings(deadline=None, max_examples=50)
def test_a_packed_body_comes_whole_or_not_at_all(lasting: FeedServer, body: bytes, packed: str, part: float) -> None:
    bits = {"gzip": 31, "deflate": 15, "raw": -15}[packed]
    packing = zlib.compressobj(wbits=bits)
    whole = packing.compress(body) + packing.flush()
    claim = "gzip" if packed == "gzip" else "deflate"
    cut = whole[: int(len(whole) * part)]
    [found] = fetch(lasting, lasting.add("/feed", Reply(cut, claim=claim)))
    if isinstance(found, Answer):
        assert found.body in ((body,) if cut else (b"",)) or body.startswith(b"\x1f\x8b")
    else:
        assert found.why in (Trouble.TRUNCATED, Trouble.ENCODING)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(RSS[:100], announce=len(RSS)),
        Reply(gzip.compress(RSS)[:-20], claim="gzip"),
        Reply(gzip.compress(RSS)[:-1], claim="gzip"),
        Reply(RSS, reset_after=100),
        Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"),
    ],
)
def test_a_body_that_breaks_off_is_no_answer(server: FeedServer, reply: Reply) -> None:
    assert fault(server, server.add("/feed", reply)).why is Trouble.TRUNCATED


def test_a_body_is_read_for_success_only_and_the_status_counts_whatever_it_holds(server: FeedServer) -> None:
    for status in (404, 410, 429, 500, 503):
        reply = Reply(bomb(), status=status, claim="gzip", headers={"Retry-After": "120"})
        found = answer(server, server.add("/feed", reply))
        assert (found.status, found.body, found.headers["retry-after"]) == (status, b"", "120")


def test_headers_that_say_when_to_come_again_are_handed_on(server: FeedServer) -> None:
    headers = [
        ("Cache-Control", "max-age=600"),
        ("Cache-Control", "public"),
        ("EXPIRES", "0"),
        ("Age", "3"),
        ("X-Other", "1"),
        ("Content-Type", "application/rss+xml; charset=ISO-8859-1"),
    ]
    found = answer(server, server.add("/feed", Reply(RSS, headers=headers)))
    assert {**found.headers, "date": ""} == {
        "cache-control": "max-age=600, public",
        "expires": "0",
        "age": "3",
        "date": "",
    }
    assert found.content_type == "application/rss+xml; charset=ISO-8859-1"


# Limits


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"x" * (5 * MEGABYTE + 1)),
        Reply(b"x" * MEGABYTE, endless=True),
        Reply(bytes(5 * MEGABYTE + 1), packed=("gzip",)),
        Reply(bytes(5 * MEGABYTE + 1), packed=("raw",)),
        Reply(bomb(), claim="gzip"),
        Reply(bomb(), claim="gzip", endless=True),
    ],
    ids=["huge", "endless", "gzip", "deflate", "bomb", "endless bombs"],
)
def test_more_than_five_megabytes_stop_the_reading(server: FeedServer, reply: Reply) -> None:
    assert fault(server, server.add("/feed", reply)).why is Trouble.TOO_BIG


def test_memory_does_not_grow_with_what_is_refused(server: FeedServer) -> None:
    server.add("/bomb", Reply(bomb(), claim="gzip"))
    server.add("/huge", Reply(bytes(100 * MEGABYTE)))
    server.add("/endless", Reply(b"x" * MEGABYTE, endless=True))
    server.add("/headers", Reply(raw=b"HTTP/1.1 200 OK\r\n", raw_endless=b"X: " + b"y" * 9_000 + b"\r\n"))
    paths = [server.url(path) for path in ("/bomb", "/huge", "/endless", "/headers")]
    code = f"""
import resource
from tests.bot.feeds.fetching import fetch
from tests.feed_server import FeedServer
server = FeedServer(port={server.port})
fetch(server, "http://127.0.0.1:{server.port}/none")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = [fault.why.value for fault in fetch(server, *{paths!r}, total=60, read=30)]
print(found, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    reasons, _mark, grown = child.stdout.strip().rpartition(" ")
    assert reasons == "['too_big', 'too_big', 'too_big', 'protocol']"
    assert int(grown) < 50


def took(server: FeedServer, reply: Reply, **limits: float) -> tuple[Trouble, float]:
    url, start = server.add("/feed", reply), time.monotonic()
    why = fault(server, url, **limits).why
    return why, time.monotonic() - start


def test_a_dripping_server_is_left_at_the_total_limit(server: FeedServer) -> None:
    why, seconds = took(server, Reply(RSS, drip=0.05), total=0.5, read=5)
    assert (why, seconds < 30) == (Trouble.TIMEOUT, True)
    headers = Reply(raw=b"HTTP/1.1 200 OK\r\nX: ", raw_endless=b"y", drip=0.05)
    why, seconds = took(server, headers, total=0.5, read=5)
    assert (why, seconds < 30) == (Trouble.TIMEOUT, True)


def test_a_silent_server_is_left_at_the_limit_for_a_pause(server: FeedServer) -> None:
    why, seconds = took(server, Reply(RSS, delay=5), total=20, read=0.3)
    assert (why, seconds < 30) == (Trouble.TIMEOUT, True)


def test_the_total_limit_covers_all_redirects_together(server: FeedServer) -> None:
    for number in range(6):
        server.add(f"/{number}", redirect(f"/{number + 1}", delay=0.2))
    start = time.monotonic()
    assert fault(server, server.url("/0"), total=0.5).why is Trouble.TIMEOUT
    assert time.monotonic() - start < 30


def test_a_server_that_accepts_nobody_is_left_at_the_limit_for_connecting() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        crowd = [socket.socket() for _ in range(4)]
        for one in crowd:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        here = FeedServer(port=full.getsockname()[1])
        start = time.monotonic()
        assert fault(here, here.url("/"), connect=0.3, total=60).why is Trouble.TIMEOUT
        assert time.monotonic() - start < 30
        for one in crowd:
            one.close()


# Faults


def test_a_reset_is_one_request_and_one_fault(server: FeedServer) -> None:
    assert fault(server, server.add("/feed", Reply(reset_after=-1))).why is Trouble.RESET
    assert len(server.log) == 1
    assert fault(server, server.add("/feed", Reply(raw=b""))).why is Trouble.RESET
    assert len(server.log) == 2


def test_a_connection_kept_from_before_that_the_server_gave_up_is_replaced_once(server: FeedServer) -> None:
    url = server.add("/feed", Reply(RSS), Reply(reset_after=-1), Reply(RSS))
    assert [getattr(found, "status", found) for found in fetch(server, url, url)] == [200, 200]
    assert len(server.log) == 3
    server.log.clear()
    url = server.add("/feed", Reply(RSS), Reply(reset_after=-1))
    assert [getattr(found, "why", None) for found in fetch(server, url, url)] == [None, Trouble.RESET]
    assert len(server.log) == 3


def test_nobody_listens_and_nobody_knows_the_name() -> None:
    nobody = FeedServer(port=1)
    assert fault(nobody, nobody.url("/")).why is Trouble.REFUSED
    assert fault(nobody, "http://nobody.example/", names=Names()).why is Trouble.DNS


@pytest.mark.parametrize(
    "raw",
    [
        b"hello there\r\n\r\n",
        b"<rss/>",
        b"HTTP/1.1 abc\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 10_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        b"HTTP/1.1 200 " + b"o" * 100_000,
    ],
)
def test_what_is_no_http_is_a_fault(server: FeedServer, raw: bytes) -> None:
    assert fault(server, server.add("/feed", Reply(raw=raw))).why is Trouble.PROTOCOL


def test_headers_of_twenty_kilobytes_do_no_harm(server: FeedServer) -> None:
    headers = {"Content-Security-Policy": "x" * 20_000}
    assert answer(server, server.add("/feed", Reply(RSS, headers=headers))).body == RSS


START = [b"", b"HTTP/1.1 ", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 Found\r\nLocation: ", b"HTTP/1.1 200 OK\r\nETag: "]
START += [
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
]


@given(st.sampled_from(START), st.binary(max_size=200), st.sampled_from([b"", b"\r\n\r\n", b"\r\n\r\nhi"]))
@settings(deadline=None, max_examples=100)
def test_whatever_a_server_says_is_an_answer_or_a_fault(
    lasting: FeedServer, start: bytes, middle: bytes, end: bytes
) -> None:
    [found] = fetch(lasting, lasting.add("/feed", Reply(raw=start + middle + end)), total=1)
    assert isinstance(found, Answer | FetchFault)
    if isinstance(found, Answer):
        "".join([found.etag, found.content_type, found.url, *(hop.target for hop in found.hops)]).encode()


# TLS


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for paper.example that signs itself, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-keyout", "key.pem", "-out", "cert.pem", "-days", "30", "-subj", "/CN=paper.example"]
    try:
        subprocess.run(
            [*command, "-addext", "subjectAltName=DNS:paper.example"], cwd=folder, check=True, capture_output=True
        )
    except FileNotFoundError:
        absent("openssl is not installed")
    return folder


@pytest.fixture
def secure(certificates: Path) -> Iterator[FeedServer]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificates / "cert.pem", certificates / "key.pem")
    with FeedServer(tls=context) as server:
        server.feed("/feed")
        yield server


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: FeedServer) -> None:
    names = Names({"paper.example": [["127.0.0.1"]]})
    place = f"paper.example:{secure.port}"
    found = fault(secure, f"https://{place}/feed", names=names, allowed=frozenset({place}))
    assert (found.why, secure.log) == (Trouble.TLS, [])


@pytest.mark.parametrize(("host", "found"), [("paper.example", "200"), ("other.example", "tls")])
def test_a_certificate_counts_for_its_own_host_only(
    secure: FeedServer, certificates: Path, host: str, found: str
) -> None:
    code = f"""
from tests.bot.feeds.fetching import Names, fetch
from tests.feed_server import FeedServer
names = Names({{"{host}": [["127.0.0.1"]]}})
place = "{host}:{secure.port}"
[found] = fetch(FeedServer(), f"https://{{place}}/feed", names=names, allowed=frozenset({{place}}))
print(getattr(found, "status", "") or found.why.value)
"""
    trusting = {"SSL_CERT_FILE": str(certificates / "cert.pem"), "PATH": "/usr/bin"}
    child = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, env=trusting
    )
    assert child.stdout.strip() == found


def test_plain_http_where_tls_was_asked_for_is_a_fault(server: FeedServer) -> None:
    assert fault(server, server.url("/feed").replace("http", "https")).why is Trouble.TLS


# The process around it


def test_kept_connections_do_not_use_up_the_files_of_the_process() -> None:
    with FeedServer(loopback(300)) as server:
        server.feed("/feed")
        code = f"""
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (128, 128))
from tests.bot.feeds.fetching import fetch
from tests.feed_server import FeedServer, loopback
server = FeedServer(loopback(300), {server.port})
print({{found.status for found in fetch(server, *(server.url("/feed", host) for host in server.hosts))}})
"""
        child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert child.stdout.strip() == "{200}"
    assert len(server.log) == 300


def test_proxies_of_the_environment_are_not_asked(server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert answer(server, server.feed("/feed"), allowed=allowed(server)).status == 200


def test_localhost_is_found_by_the_systems_own_name_service_and_refused_unless_allowed(server: FeedServer) -> None:
    server.feed("/feed")
    assert fault(server, "http://localhost/feed").why is Trouble.PRIVATE
    place = f"localhost:{server.port}"
    assert answer(server, f"http://{place}/feed", allowed=frozenset({place})).status == 200
