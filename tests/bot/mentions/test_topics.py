"""Topics: words that stand in more headlines than they used to."""

from __future__ import annotations

from dataclasses import replace

from bot.mentions.topics import Headline, hot


def lines(*titles: str, language: str = "fi") -> list[Headline]:
    return [Headline(number, title, language) for number, title in enumerate(titles, start=1)]


def test_inflected_forms_of_a_word_are_one_topic_and_examples_are_named():
    found = hot(lines("Vesikatko keskustassa", "Vesikatkon syy selvisi", "Vesikatkosta korvauksia"), [])

    assert next((topic.word.casefold()[:8], topic.count, topic.before) for topic in found) == ("vesikatk", 3, 0)
    assert found[0].examples == (1, 2, 3)


def test_a_word_of_every_week_is_no_topic_and_a_rising_one_is():
    before = lines(*["Kaupunki tiedottaa"] * 40, "Jäähalli auki")
    now = lines(*["Kaupunki tiedottaa"] * 10, *["Jäähalli suljettu"] * 5)

    words = [topic.word for topic in hot(now, before, times=4)]

    assert "Jäähalli" in words
    assert "Kaupunki" not in words


def test_small_words_and_numbers_are_no_topics():
    assert hot(lines("Ja niin se on 2026", "Ja niin se on 2026", "Ja niin se on 2026"), []) == ()


def test_words_that_only_stand_together_are_one_topic():
    found = hot(lines("Rantasilta suljetaan", "Rantasilta suljetaan", "Rantasilta suljetaan"), [])

    assert len(found) == 1


SIGNED = (
    "Päiväkoti sai palkinnon - Helsingin Sanomat",
    "Uusi bussilinja avataan - Helsingin Sanomat",
    "Koirapuisto siirtyy - Helsingin Sanomat",
    "Jätehuolto muuttuu | Yle Uutiset",
    "Satama laajenee | Yle Uutiset",
)


def test_names_of_publishers_behind_headlines_are_no_topics():
    assert hot(lines(*SIGNED), []) == ()
    assert hot(lines(*SIGNED), lines("Silta auki - Etelä-Sanomat")) == ()


def test_what_many_publishers_write_is_a_topic_all_the_same():
    papers = ("Helsingin Sanomat", "Yle Uutiset", "Helsingin Sanomat | HS.fi")
    found = hot(lines(*(f"Vesikatko {number} - {paper}" for number, paper in enumerate(papers))), [])

    assert [(topic.word, topic.count) for topic in found] == [("Vesikatko", 3)]


def test_a_publisher_is_known_by_the_name_of_the_source():
    one = Headline(1, "Silta suljetaan – Kaleva", "fi", "Kaleva")
    other = Headline(2, "Kaleva: Torille tulee jouluvalot", "fi", "Kaleva | Tuoreimmat")
    host = Headline(3, "Torikauppa elpyy · hs.fi", "fi", "hs.fi")

    assert [topic.word for topic in hot([one, other, host, replace(host, mention_id=4)], [])] == ["Torikauppa"]


def test_what_stands_behind_a_dash_of_its_own_is_said_as_well():
    found = hot(lines("Sähköt poikki – Aapeli riehuu", "Laivat satamassa – Aapeli riehuu"), [])

    assert [topic.word for topic in found] == ["Aapeli"]
