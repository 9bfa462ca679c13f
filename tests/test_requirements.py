"""The pinned requirements are those of pyproject.toml, checked by hash, and name no place to load them from."""

from __future__ import annotations

import re
import subprocess
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.source import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUN = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["postgres"]]
DEV = [*RUN, *PROJECT["dependency-groups"]["dev"]]
HOSTS = re.compile("pypi" + r"\.org|python" + r"hosted|npm" + r"js\.|deb\.de" + r"bian|(?<!rdf)/simp" + r"le/")
"""Where packages come from is the business of the machine, not of the project. RSS 0.90 is named after a folder like theirs."""


def pinned(file: str) -> dict[str, Version]:
    """Return the versions in a requirements file; one name may stand there once for all machines."""
    lines = re.findall(r"^([\w.-]+)==(\S+)", (ROOT / file).read_text("utf-8"), re.MULTILINE)
    return {canonicalize_name(name): Version(version) for name, version in lines}


def entries(file: str) -> list[str]:
    """Return the entries of a requirements file, each with its hashes on one line."""
    text = (ROOT / file).read_text("utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize(("file", "asked"), [("requirements.txt", RUN), ("requirements-dev.txt", DEV)])
def test_every_dependency_is_pinned_to_a_version_that_was_asked_for(file: str, asked: list[str]) -> None:
    """`make requirements` mends it."""
    versions = pinned(file)
    wrong = [
        text
        for text, wanted in ((text, Requirement(text)) for text in asked)
        if not wanted.specifier.contains(versions.get(canonicalize_name(wanted.name), Version("0")), prereleases=True)
    ]
    assert wrong == []


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_hashes_and_nothing_but_pins_stands_in_the_file(file: str) -> None:
    shape = re.compile(r"[\w.-]+==\S+( ;[^#]*?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert [entry[:80] for entry in entries(file) if not shape.fullmatch(entry)] == []


def test_developers_run_the_versions_that_are_shipped() -> None:
    run, dev = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert {name: version for name, version in run.items() if dev.get(name) != version} == {}


def test_no_file_of_the_project_names_a_package_registry() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    naming = [name for name in listed.stdout.splitlines() if _names_a_host(name)]
    assert naming == []


def _names_a_host(name: str) -> bool:
    file = ROOT / name
    return file.is_file() and HOSTS.search(file.read_text("utf-8", errors="replace")) is not None
