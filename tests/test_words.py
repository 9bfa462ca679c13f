"""Finnish and Swedish are equal citizens: every sentence is there, whole, and written as those languages write."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message

from handlers import some
from tests import doors, source, words
from tests.words import messages, placeholders, texts

SAME_IN_BOTH = {
    "Kaiku": "a name",
    "OK": "a word of every language",
    "Emoji": "a word of every language",
    "Google Alerts": "a name",
    "X, Instagram, Facebook, LinkedIn, TikTok, Threads": "names",
    "Subreddit": "Reddit’s own word",
    "Podcast": "a word of every language",
    "Hashtag": "Swedish says the same",
    "Server": "Swedish says the same",
    "Idea": "Finnish says the same",
    "{n} idea": "Finnish says the same",
    "Plan": "Swedish says the same",
    "Plan: {day}": "Swedish says the same",
    "Plan: {first} – {last}": "Swedish says the same",
    "Text": "Swedish says the same",
    "text": "Swedish says the same",
    "Text: {language}": "Swedish says the same",
    "Text ({language})": "Swedish says the same",
    "Tips": "Swedish says the same",
    "Neutral": "Swedish says the same",
    "neutral": "Swedish says the same",
    "normal": "Swedish says the same",
    "Version {version}": "Swedish says the same",
    "Version {version}:": "Swedish says the same",
    "Version {version}, {moment}": "Swedish says the same",
    "{n} version": "Swedish says the same",
}
"""Sentences that may be the same in English and in a translation, with the reason."""
THANKS = re.compile(r"\b(thank|kiit|tack)", re.IGNORECASE)
MARKS = re.compile(r"`|<[^>]*>|\n|\*")
"""What must be the same in every language: code, links, line breaks, bold."""
COMMAND = re.compile(r"(?<![\w/.<])/([a-zåäöé]+)(?: ([a-zåäöé]+))?")
"""A slash command with its first word."""


def key(message: Message) -> tuple[str | None, object]:
    """Return what identifies a sentence: its context and its English text or texts."""
    return message.context, message.id


def translated(language: str) -> Iterator[tuple[str, str, bool]]:
    """Yield each translation with the English text that it stands for, and whether it is a form for exactly one."""
    for message in messages(words.read(language)):
        one, many = texts(message.id)[0], texts(message.id)[-1]
        forms = texts(message.string)
        for number, form in enumerate(forms):
            only_one = len(forms) > 1 and number == 0
            if form:
                yield (one if only_one else many), form, only_one


language = pytest.mark.parametrize("language", words.TRANSLATED)


def test_there_are_sentences_to_translate() -> None:
    assert len(messages(words.extracted())) > 20


def test_no_sentence_stands_inside_another_string() -> None:
    """The extraction does not look into f-strings: what is said there would stay English for everybody."""
    inside = [
        (module.name, call.lineno)
        for module in source.product()
        for text in ast.walk(module.tree)
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in words.KEYWORDS
    ]
    assert inside == []


@language
def test_a_catalog_holds_exactly_the_sentences_of_the_code(language: str) -> None:
    """`make words` mends it."""
    said = {key(message) for message in messages(words.extracted())}
    known = {key(message) for message in messages(words.read(language))}
    assert {"missing": said - known, "said by nobody": known - said} == {"missing": set(), "said by nobody": set()}


@language
def test_every_sentence_is_translated(language: str) -> None:
    assert [message.id for message in messages(words.read(language)) if not all(texts(message.string))] == []


@language
def test_a_sentence_that_counts_has_two_forms(language: str) -> None:
    counting = [message for message in messages(words.read(language)) if message.pluralizable]
    assert [message.id for message in counting if len(texts(message.string)) != 2] == []


@language
def test_no_translation_is_a_guess_or_a_leftover(language: str) -> None:
    catalog = words.read(language)
    assert [message.id for message in messages(catalog) if message.fuzzy] == []
    assert list(catalog.obsolete) == []


@language
def test_a_catalog_is_written_as_make_words_writes_it(language: str) -> None:
    catalog = words.updated(language)
    assert words.file_of(language).read_text("utf-8") == words.written(catalog, language)


@language
def test_placeholders_are_the_same(language: str) -> None:
    """A form for exactly one may leave the number out."""
    wrong = [
        (english, form)
        for english, form, only_one in translated(language)
        if placeholders(form) - ({"n"} if only_one else set()) != placeholders(english) - ({"n"} if only_one else set())
    ]
    assert wrong == []


@language
def test_code_links_and_line_breaks_are_the_same(language: str) -> None:
    wrong = [
        (english, form)
        for english, form, _only_one in translated(language)
        if sorted(MARKS.findall(english)) != sorted(MARKS.findall(form))
    ]
    assert wrong == []


def test_every_command_that_is_named_in_any_language_exists() -> None:
    """A reader may be told their own language's words, but only such as work."""
    english = [text for message in messages(words.extracted()) for text in texts(message.id)]
    others = [form for language in words.TRANSLATED for _english, form, _only_one in translated(language)]
    named = {found for text in english + others for found in COMMAND.findall(text)}
    known = {word for known in some.WORDS.values() for word in known}
    unknown = {f"/{command}" for command, _word in named if f"/{command}" not in doors.names("command") | {"/invite"}}
    unknown |= {f"/some {word}" for command, word in named if command == "some" and word and word not in known}
    assert unknown == set()


@language
def test_no_english_is_left(language: str) -> None:
    same = {
        english
        for english, form, _only_one in translated(language)
        if english == form and re.search(r"[A-Za-z]{2}", re.sub(r"\{\w+\}|`[^`]*`|/\w+", "", english))
    }
    assert same - set(SAME_IN_BOTH) == set()


@language
def test_quotation_marks_are_those_of_the_language(language: str) -> None:
    """Finnish and Swedish open and close with the same mark: ”näin”, ”så här”."""
    wrong = [form for _english, form, _only_one in translated(language) if re.search("[“„«»\"']", form)]
    assert wrong == []
    assert [form for _english, form, _only_one in translated(language) if form.count("”") % 2] == []


def test_english_uses_typographic_marks() -> None:
    english = [text for message in messages(words.extracted()) for text in texts(message.id)]
    assert [text for text in english if re.search("[\"']", text)] == []
    assert [text for text in english if text.count("“") != text.count("”")] == []


@language
def test_a_translation_begins_and_ends_like_its_english(language: str) -> None:
    """A sentence stays a sentence and a label a label, and nothing is glued to its edges."""
    ends = ".:?…"
    wrong = [
        (english, form)
        for english, form, _only_one in translated(language)
        if form != form.strip() or (english[-1] != form[-1] and {english[-1], form[-1]} & set(ends))
    ]
    assert wrong == []


def test_nobody_shouts() -> None:
    """An exclamation mark is for thanks only."""
    english = [text for message in messages(words.extracted()) for text in texts(message.id)]
    others = [form for language in words.TRANSLATED for _english, form, _only_one in translated(language)]
    assert [text for text in english + others if "!" in text and not THANKS.search(text)] == []


def test_every_sentence_stands_in_the_code_as_it_is() -> None:
    """A text that is put together or looked up is not found by the extraction, and nobody translates it."""
    by_hand = {"bot/errors.py"}
    """Says what an exception brought along; that was found where the exception was made."""
    wrong = [saying.where for saying in words.sayings() if None in saying.texts]
    assert [where for where in wrong if where.partition(":")[0] not in by_hand] == []


def test_every_sentence_is_given_the_values_that_it_names() -> None:
    not_words = {"field", "n"}
    """The form field that an error is about; the number that a counting sentence always has."""
    wrong = [
        saying.where
        for saying in words.sayings()
        if None not in saying.texts
        and not saying.gives_more
        and placeholders(saying.texts[-1] or "") - not_words != saying.values - not_words
    ]
    assert wrong == []


def test_an_error_for_a_person_has_a_kind() -> None:
    """A bare BotError would not be found by the extraction."""
    code = "\n".join(file.read_text("utf-8") for room in words.ROOMS for file in (words.ROOT / room).rglob("*.py"))
    assert re.findall(r"raise BotError\b", code) == []
