"""Stories: the same event told by several papers is one, and things that only look alike are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.feeds.links import canonical
from bot.feeds.stories import WINDOW, Shelf
from bot.feeds.stories_told import Telling
from tests.bot.feeds.stream import run, second, short, stream, third

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
TRUCK = Telling(
    "Rekka suistui ojaan Turun ohitustiellä – kolme loukkaantui",
    "Raskaan ajoneuvon kuljettaja menetti ajoneuvonsa hallinnan ohitustiellä Raision kohdalla. Kolme ihmistä loukkaantui.",
    "fi",
    "lehti.example",
    "",
    "lehti.example/rekka-suistui-ojaan",
    NOON,
)


def told(title: str, text: str = "", **more: Any) -> Telling:
    """Return a telling of another paper, an hour later."""
    plain = Telling(title, text, "fi", "toinen.example", "", "", NOON + timedelta(hours=1))
    return replace(plain, **more)


def found(new: Telling, *old: Telling) -> str:
    """Return why a telling belongs to a shelf's only story, or nothing."""
    shelf = Shelf()
    for telling in old:
        shelf.learn(telling)
        shelf.put(7, telling)
    shelf.learn(new)
    match = shelf.find(new)
    assert match is None or match.story_id == 7
    return match.why if match else ""


def test_the_same_link_is_the_same_story_whatever_the_headline_says():
    assert found(told("Juttu päivittyi", "Rekka on nostettu ojasta.", link_key=TRUCK.link_key), TRUCK) == "link"


def test_a_post_with_a_link_to_the_article_joins_it():
    post = told(
        "", "Taas! https://www.lehti.example/rekka-suistui-ojaan?utm_source=x", source="mastodon.example", author="anna"
    )
    assert found(post, TRUCK) == "link"


def test_a_link_in_brackets_is_that_link():
    post = told(
        "Anyone seen this?", "submitted by /u/anna [link: https://lehti.example/rekka-suistui-ojaan] [comments]"
    )
    assert found(post, TRUCK) == "link"


def test_what_happens_again_on_another_day_is_another_story():
    crash = told("Rekka suistui ojaan Turun ohitustiellä", "Raisiossa sattunut kolari ruuhkautti tien keskiviikkona.")
    assert found(crash, TRUCK)
    assert not found(replace(crash, at=NOON + timedelta(hours=44)), TRUCK)


def test_a_headline_that_says_again_tells_of_another_outage():
    outage = told("Strömavbrott i Norrvik: 900 hushåll utan el", "Felet uppstod vid stationen.", language="sv")
    late = told(
        "Strömavbrott i Norrvik drabbade 900 hushåll", "Hushåll utan el.", language="sv", source="tredje.example"
    )
    late = replace(late, at=NOON + timedelta(hours=20))
    assert found(late, outage)
    assert not found(replace(late, title="Strömavbrott i Norrvik drabbade 900 hushåll på nytt"), outage)


def test_an_update_of_the_same_paper_joins_with_few_words():
    later = told("Turun ohitustie avattiin liikenteelle", "Rekka nostettiin ojasta Raisiossa.", source=TRUCK.source)
    assert not found(later, TRUCK)
    assert found(replace(later, title=f"PÄIVITYS: {later.title}"), TRUCK)


def test_a_link_to_a_front_page_joins_nothing():
    front = replace(TRUCK, link_key=canonical("https://www.lehti.example/"))
    assert not found(
        told("Kaupunginkirjasto juhlii satavuotista taivaltaan", "Juhlat ovat torstaina.", link_key=front.link_key),
        front,
    )


def test_what_several_stories_link_to_names_none_of_them():
    shelf = Shelf()
    for number, title in enumerate(
        ("Kirjasto juhlii satavuotista taivaltaan", "Uimahallin sauna remontoidaan kesällä")
    ):
        shelf.put(number, told(title, link_key="lehti.example/uutiset"))
    assert shelf.find(told("Satamaan rakennetaan laituri", link_key="lehti.example/uutiset")) is None


def test_an_aggregator_adds_the_publisher_and_nothing_else():
    title = "Rekka suistui ojaan Turun ohitustiellä – kolme loukkaantui"
    assert found(told(f"{title} - Lehti", f"{title}  Lehti", source="Lehti"), TRUCK) == "same_text"


def test_a_search_repeats_on_the_same_day_what_a_paper_of_few_words_has_said():
    title = "Viisi loukkaantui kolarissa Aaltorannassa"
    paper = told(title, "Kaksi autoa törmäsi sillalla iltapäivällä.", source="Maan Uutiset")
    search = told(f"{title} - Maan Uutiset", f"{title}  Maan Uutiset", source="Maan Uutiset")
    assert found(replace(search, at=NOON + timedelta(hours=3)), paper) == "same_text"
    assert not found(replace(search, at=NOON + timedelta(hours=30)), paper)


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        (
            "Kolme loukkaantui rekkaonnettomuudessa Raisiossa",
            "Rekka ajautui ulos Turun ohitustieltä, pelastuslaitos kertoo.",
            "fi",
        ),
        (
            "PÄIVITYS: Rekka suistui ojaan Turun ohitustiellä – viisi loukkaantui",
            "Raision kohdalla loukkaantui viisi.",
            "fi",
        ),
        (
            "Långtradare körde av Åbo ringväg i Reso – tre skadades",
            "Tre personer skadades när en långtradare körde av vägen.",
            "sv",
        ),
    ],
)
def test_another_paper_tells_the_same_event(title, text, language):
    assert found(told(title, text, language=language), TRUCK)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kaupunginvaltuuston kokous 23.11.", "Kaupunginvaltuuston kokous 30.11."),
        ("Viikon 47 ruokalista kouluissa", "Viikon 48 ruokalista kouluissa"),
        ("Impivaaran uimahalli suljettu 3.12.", "Impivaaran uimahalli suljettu 12.12."),
        ("Uimahalli suljettu koulutuksen vuoksi", "Kirjasto suljettu koulutuksen vuoksi"),
        ("Ilves voitti TPS:n 3–1", "TPS voitti Ilveksen 3–2"),
        ("Linja 32 ajaa poikkeusreittiä Eerikinkadulla", "Linja 99 ajaa poikkeusreittiä Eerikinkadulla"),
        ("Liikenneonnettomuus Raisiossa, yksi loukkaantui", "Liikenneonnettomuus Laitilassa, yksi loukkaantui"),
        ("Luokanopettaja, Puolalan koulu", "Luokanopettaja, Nummenpakan koulu"),
        ("Mielipide: Ratikka on virhe", "Mielipide: Ratikka on välttämätön"),
        ("Asemakaavan muutos 8523 on nähtävillä", "Asemakaavan muutos 8524 on nähtävillä"),
        ("Kaupungin tilinpäätös 2024 valmistui", "Kaupungin tilinpäätös 2025 valmistui"),
        ("Kaupunginhallituksen kokous 23.11.", "Kaupunginvaltuuston kokous 23.11."),
        ("Sosiaalilautakunta: esityslista on julkaistu", "Kulttuurilautakunta: esityslista on julkaistu"),
        ("Vädret på onsdag: regn och blåst", "Vädret på torsdag: regn och blåst"),
        ("Avoimet ovet lukiossa keskiviikkona", "Avoimet ovet ammattiopistossa keskiviikkona"),
    ],
)
def test_a_form_filled_in_twice_is_two_stories(one, other):
    text = "Lue lisää verkosta."
    assert not found(told(other, text), told(one, text, source="lehti.example", at=NOON))


def test_what_comes_back_every_day_under_one_headline_is_no_story():
    today = told("Sää tänään lounaisrannikolla", "Sumua ja kaksi astetta.")
    assert not found(replace(today, text="Aurinkoista ja pakkasta.", at=NOON + timedelta(hours=24)), today)


def test_two_people_in_the_same_mood_tell_no_story():
    one = told("", "Kiitos Turku! #turku", source="social.example", author="anna")
    assert not found(replace(one, author="ville"), one)
    assert not found(told("", ""), told("", ""))


def test_a_story_is_forgotten_after_its_last_telling():
    shelf = Shelf()
    shelf.put(1, TRUCK)
    shelf.put(1, replace(TRUCK, at=NOON + timedelta(hours=40)))
    shelf.forget_before(NOON + timedelta(hours=60) - WINDOW)
    assert len(shelf) == 1
    shelf.forget_before(NOON + timedelta(hours=90))
    assert len(shelf) == 0
    assert shelf.find(TRUCK) is None
    shelf.remove(1)


def test_a_story_that_gets_a_number_of_its_own_is_found_under_it_and_forgotten_under_it():
    shelf = Shelf()
    shelf.put(-1, TRUCK)
    shelf.rename(-1, 12)
    retold = told(f"{TRUCK.title} - Lehti", TRUCK.text)
    match = shelf.find(retold)
    assert match is not None
    assert match.story_id == 12
    shelf.remove(12)
    assert shelf.find(retold) is None


def test_a_count_that_grows_is_no_other_subject():
    crash = told(
        "Kolme loukkaantui kolarissa Aaltorannassa", "Auto ja bussi törmäsivät Rantatiellä.", source="a.example"
    )
    assert found(
        told("Viisi loukkaantui kolarissa Aaltorannassa", "Auto ja bussi törmäsivät Rantatiellä, poliisi kertoo."),
        crash,
    )


def test_ten_days_of_news_become_their_stories():
    figures = run(stream())
    assert figures.items > 1_900
    assert figures.share_merged > 0.935
    assert figures.share_wrong < 0.006


def test_news_that_the_weights_were_not_fitted_to_become_their_stories_too():
    figures = run(second())
    assert figures.share_merged > 0.94
    assert figures.share_wrong <= 0.006


def test_bare_headlines_of_one_town_join_where_they_say_enough():
    figures = run(short())
    assert figures.items > 500
    assert figures.share_merged > 0.69
    assert figures.share_wrong < 0.01


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Jäähalli suljettu: kylmäkone hajosi", "Jäähallin kylmäkone rikkoutui – vuorot peruttu", "fi"),
        ("Kaukolämpö kallistuu kolme prosenttia", "Fjärrvärmen blir tre procent dyrare", "sv"),
        ("Kaupunki myy Villa Koivulan 900 000 eurolla", "Staden säljer Villa Koivula för 900 000 euro", "sv"),
    ],
)
def test_a_bare_headline_joins_by_what_it_says_in_any_language(one, other, language):
    assert found(told(other, language=language), told(one, source="lehti.example", at=NOON))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Karhu nähtiin Hietalahdessa", "Hirvi nähtiin Hietalahdessa"),
        ("Insändare: Vården i kris", "Kolumni: Hoito kriisissä"),
        ("Rantakadun uimahalli suljetaan", "Rantakadun kirjasto avataan"),
        ("HSY: vesikatko Leppävaarassa keskiviikkona", "HSY: vesikatko Tapiolassa torstaina"),
    ],
)
def test_another_thing_at_the_same_place_and_what_stands_by_itself_is_another_story(one, other):
    assert not found(told(other), told(one, source="lehti.example", at=NOON))


def test_what_stands_in_most_stories_of_the_desk_tells_none_of_them_apart():
    shelf = Shelf()
    subjects = (
        "Kirjasto uusii tilansa",
        "Satama laajenee",
        "Ravintola vaihtaa omistajaa",
        "Tekonurmi kuluu",
        "Museo palkittiin",
    )
    for number, subject in enumerate(subjects * 4):
        shelf.put(number, told(f"{subject} Aaltorannassa", source="lehti.example"))
    assert shelf.find(told("Uusi rehtori aloittaa Aaltorannassa")) is None


def test_near_misses_of_one_town_stay_apart():
    figures = run(third())
    assert figures.items > 600
    assert figures.share_merged > 0.84
    assert figures.share_wrong <= 0.005  # an echo of one story must not join it to another one


PLAN = told(
    "Aaltorannan uusi paloasema myöhästyy vuodella", "Urakoitsija meni konkurssiin.", source="a.example", at=NOON
)
DELAY = told("Paloaseman rakentaminen viivästyy", source="b.example")
BRIDGE = told(
    "Den nya brandstationen försenas ett år", "Entreprenören har gått i konkurs.", language="sv", source="c.example"
)


def also(new: Telling, *old: Telling) -> tuple[int, ...]:
    """Return the other stories that a telling makes one with its own; each old telling begins a story."""
    shelf = Shelf()
    for number, telling in enumerate(old):
        shelf.learn(telling)
        shelf.put(number, telling)
    shelf.learn(new)
    match = shelf.find(new)
    assert match is not None
    return match.also


def test_a_telling_that_fits_two_stories_which_are_alike_makes_them_one():
    assert found(DELAY, PLAN) == ""
    assert also(BRIDGE, PLAN, DELAY) == (1,)


def test_two_stories_stay_two_when_they_are_not_alike_without_the_telling_that_fits_both():
    fire = told("Rivitalo paloi Mäntylässä", "Palo syttyi saunasta.", source="b.example")
    assert also(BRIDGE, PLAN, fire) == ()


def test_a_sure_telling_in_another_language_counts_beside_one_in_the_same():
    swedish = told(
        "Universitetet inleder omställningsförhandlingar",
        "Högst 60 årsverken kan försvinna.",
        language="sv",
        source="a",
    )
    finnish = told(
        "Aaltorannan yliopisto aikoo vähentää enintään 60 työpaikkaa", "Syynä on rahoituksen supistuminen.", source="b"
    )
    late = told("Yliopistossa alkavat yt-neuvottelut – 60 työpaikkaa vaarassa", "Ne koskevat hallintoa.", source="c")
    assert found(late, finnish) == ""
    assert found(late, swedish, finnish)
