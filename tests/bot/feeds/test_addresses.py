"""Which addresses may be fetched, by their form alone."""

from __future__ import annotations

import ipaddress
import socket

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.feeds.addresses import MOST_LETTERS, BadAddressError, Wrong, checked, forbidden, place, without_credentials

PRIVATE = [
    "0.0.0.0",  # noqa: S104 - nothing is bound here
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "",
    "localhost",
    "127.1",
    "0x7f000001",
    "2130706433",
    "010.0.0.1",
]
PUBLIC = ["8.8.8.8", "93.184.215.14", "172.32.0.1", "192.0.1.1", "198.17.255.255", "223.255.255.255"]
PUBLIC += [
    "2a00:1450:400f:80c::200e",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2001:200::1",
    "2003::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_of_the_house_of_this_machine_or_of_nobody_is_forbidden(address: str) -> None:
    assert forbidden(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_not(address: str) -> None:
    assert not forbidden(address)


@given(st.ip_addresses(v=4))
def test_an_address_is_judged_alike_in_all_its_clothes(address: ipaddress.IPv4Address) -> None:
    inside = int(address)
    dressed = [f"::ffff:{address}", str(ipaddress.IPv6Address((0x64FF9B << 96) + inside))]
    assert {forbidden(one) for one in dressed} == {forbidden(str(address))}
    assert forbidden(f"::{address}")
    assert forbidden(str(ipaddress.IPv6Address((0x2002 << 112) + (inside << 80))))


@given(st.ip_addresses(v=4) | st.ip_addresses(v=6, network="2000::/3"))
def test_what_python_takes_for_private_is_forbidden(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    inside = getattr(address, "ipv4_mapped", None) or address
    is_odd = inside.is_private or inside.is_multicast or inside.is_reserved or inside.is_link_local
    assert forbidden(str(address)) or not is_odd


def why(url: str, *allowed: str) -> Wrong | None:
    try:
        checked(url, frozenset(allowed))
    except BadAddressError as error:
        return error.why
    return None


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", Wrong.SCHEME),
        ("news.example/feed", Wrong.SCHEME),
        ("file:///etc/passwd", Wrong.SCHEME),
        ("ftp://news.example/feed", Wrong.SCHEME),
        ("gopher://127.0.0.1:70/_x", Wrong.SCHEME),
        ("data:text/xml,<rss/>", Wrong.SCHEME),
        ("javascript:alert(1)", Wrong.SCHEME),
        ("//news.example/feed", Wrong.SCHEME),
        ("http:news.example", Wrong.HOST),
        ("http:///feed", Wrong.HOST),
        ("http://", Wrong.HOST),
        ("https://?x", Wrong.HOST),
        ("http://news example/", Wrong.HOST),
        ("http://news\n.example/", Wrong.HOST),
        ("http://news..example/", Wrong.HOST),
        ("http://-news.example/", Wrong.HOST),
        ("http://ne%77s.example/", Wrong.HOST),
        ("http://news.example\\@10.0.0.1/", Wrong.HOST),
        ("http://10.0.0.1\\@news.example/", Wrong.HOST),
        ("http://a@b@news.example/", Wrong.HOST),
        ("http://[::1/", Wrong.HOST),
        ("http://[v1.x]/", Wrong.HOST),
        ("http://[fe80::1%25eth0]/", Wrong.HOST),
        ("http://[::1]x/", Wrong.HOST),
        ("http://127.1/", Wrong.HOST),
        ("http://0x7f.0.0.1/", Wrong.HOST),
        ("http://2130706433/", Wrong.HOST),
        ("http://0177.0.0.1/", Wrong.HOST),
        ("http://127.0.0.1./", Wrong.HOST),
        ("http://1.2.3.4.5/", Wrong.HOST),
        ("http://news.example.0x7f/", Wrong.HOST),
        (f"http://{'a' * 64}.example/", Wrong.HOST),
        (f"http://{'a.' * 130}example/", Wrong.HOST),
        ("http://news.example:22/", Wrong.PORT),
        ("http://news.example:8080/", Wrong.PORT),
        ("http://news.example:0/", Wrong.PORT),
        ("http://news.example:99999/", Wrong.PORT),
        ("http://news.example:8o/", Wrong.HOST),
        ("http://127.0.0.1:22/", Wrong.PORT),
        ("http://127.0.0.1/", Wrong.PRIVATE),
        ("http://①②⑦.⓪.⓪.①/", Wrong.PRIVATE),
        ("http://127。0。0。1/", Wrong.PRIVATE),
        ("http://[::ffff:10.0.0.1]/", Wrong.PRIVATE),
        ("http://[FE80::1]/", Wrong.PRIVATE),
        ("http://user:word@192.168.0.1/", Wrong.PRIVATE),
        ("https://news.example/" + "a" * MOST_LETTERS, Wrong.TOO_LONG),
        ("http://news.example/feed", None),
        ("HTTPS://news.example:443", None),
        ("http://news.example:443/", None),
        ("https://user:word@news.example/feed", None),
        ("http://8.8.8.8/feed", None),
        ("http://[2a00:1450:400f:80c::200e]/feed", None),
        ("http://my_paper.example/", None),
        ("http://news.example./", None),
        ("http://bridge/", None),
    ],
)
def test_an_address_is_refused_for_its_form_with_a_reason(url: str, reason: Wrong | None) -> None:
    assert why(url) is reason


def test_the_operator_may_allow_a_host_with_its_port_and_nothing_else() -> None:
    assert why("http://10.0.0.5:3000/?bridge=x", "10.0.0.5:3000") is None
    assert why("http://[::1]:3000/", "[::1]:3000") is None
    assert why("http://BRIDGE.example:3000/", "bridge.example:3000") is None
    assert why("http://10.0.0.5/", "10.0.0.5:3000") is Wrong.PRIVATE
    assert why("http://10.0.0.6:3000/", "10.0.0.5:3000") is Wrong.PORT
    assert why("http://10.0.0.5:80/", "10.0.0.5:80") is None
    assert why("http://10.0.0.5/", "10.0.0.5:80") is None
    assert why("ftp://10.0.0.5:3000/", "10.0.0.5:3000") is Wrong.SCHEME


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("http://news.example", "/"),
        ("http://news.example?x=1", "/?x=1"),
        ("http://news.example/a%2fb%2F?q=%c3%a4+b&c=;d=%3d#top", "/a%2fb%2F?q=%c3%a4+b&c=;d=%3d"),
        ("http://news.example/a/../b//c/./d", "/a/../b//c/./d"),
        ("http://news.example/?bridge=X&q[]={1}|2^'~$!*()", "/?bridge=X&q[]={1}|2^'~$!*()"),
        ("http://news.example/100%", "/100%"),
        ("http://news.example/käyttäjä uutiset?haku=sää", "/k%C3%A4ytt%C3%A4j%C3%A4%20uutiset?haku=s%C3%A4%C3%A4"),
        ('http://news.example/a\\b"<c>', "/a%5Cb%22%3Cc%3E"),
    ],
)
def test_path_and_query_reach_the_server_as_written(written: str, asked: str) -> None:
    assert checked(written).raw_path_qs == asked


def test_a_name_with_national_letters_is_asked_for_in_its_idna_form() -> None:
    assert checked("https://Sää.example/ä").raw_host == "xn--s-0faa.example"
    assert place(checked("https://Sää.example/ä")) == "xn--s-0faa.example:443"


def test_the_form_for_people_and_logs_holds_no_password() -> None:
    assert without_credentials("https://me:secret@news.example/a@b?c@d") == "https://news.example/a@b?c@d"
    assert without_credentials("https://me:se@cret@news.example") == "https://news.example"
    assert without_credentials("https://news.example/@town.rss") == "https://news.example/@town.rss"
    assert without_credentials("no address") == "no address"


@given(st.text() | st.text().map("http://{}".format) | st.text(alphabet="ht:/@[]%.0x1f#?\\a").map("http://{}".format))
@example("http://\ud800.example/")
@example("http://news.example/\udfff")
@example("http://[@a")
def test_whatever_is_written_is_a_sound_address_or_refused_with_a_reason(text: str) -> None:
    try:
        url = checked(text)
    except BadAddressError:
        return
    assert checked(str(url)) == url
    assert str(url).isascii()
    assert not set(url.raw_path_qs) & set(' "<>\\\r\n\t\0')


def _spellings(address: int) -> st.SearchStrategy[str]:
    """Spell an IPv4 address in the ways that some program somewhere understands."""
    parts = address.to_bytes(4, "big")
    bases = st.sampled_from(["{}", "0x{:x}", "0X{:X}", "0{:o}", "000{:o}", "0x000{:x}", "0{}"])
    tails = [[*parts], [*parts[:2], int.from_bytes(parts[2:])], [parts[0], int.from_bytes(parts[1:])], [address]]
    spelt = st.tuples(st.sampled_from(tails), st.lists(bases, min_size=4, max_size=4))
    names = spelt.map(lambda one: [base.format(number) for number, base in zip(one[0], one[1], strict=False)])
    ends = st.sampled_from(["", "."])
    dotted = st.builds(lambda words, dot, end: dot.join(words) + end, names, st.sampled_from(".。．｡"), ends)
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    dressed = [
        f"[::ffff:{parts[0]:x}{parts[1]:02x}:{parts[2]:x}{parts[3]:02x}]",
        f"[::{ipaddress.IPv4Address(address)}]",
        f"[0:0:0:0:0:FFFF:{ipaddress.IPv4Address(address)}]",
        f"[64:ff9b::{ipaddress.IPv4Address(address)}]",
        f"[2002:{parts[0]:02x}{parts[1]:02x}:{parts[2]:02x}{parts[3]:02x}::1]",
    ]
    return dotted | dotted.map(lambda text: text.translate(wide)) | st.sampled_from(dressed)


NETWORKS = [
    "127.0.0.0/8",
    "10.0.0.0/8",
    "192.168.0.0/16",
    "172.16.0.0/12",
    "169.254.0.0/16",
    "100.64.0.0/10",
    "0.0.0.0/8",
]
PRIVATE_IPV4 = st.sampled_from(NETWORKS).flatmap(lambda network: st.ip_addresses(v=4, network=network))


def resolved(host: str) -> str:
    """Return what a name service that understands every spelling makes of a host."""
    try:
        return socket.inet_ntoa(socket.inet_aton(host.removesuffix(".")))
    except OSError:
        return host.strip("[]")


@given(PRIVATE_IPV4.flatmap(lambda address: _spellings(int(address))), st.sampled_from(["", "u:p@", "8.8.8.8@"]))
def test_no_spelling_of_a_private_address_gets_through(host: str, before: str) -> None:
    try:
        url = checked(f"http://{before}{host}/")
    except BadAddressError:
        return
    assert forbidden(resolved(url.raw_host or ""))


@given(st.ip_addresses(v=6))
def test_a_private_ipv6_address_gets_through_in_no_length(address: ipaddress.IPv6Address) -> None:
    reasons = {why(f"http://[{text}]/") for text in (address.compressed, address.exploded, address.compressed.upper())}
    assert reasons == ({Wrong.PRIVATE} if forbidden(str(address)) else {None})
