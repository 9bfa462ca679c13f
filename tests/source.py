"""The project's own source files, read and parsed once, for the tests that look at them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "handlers", "playground", "storage")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Source:
    """One module of the product."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path below the project's folder."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def room(self) -> str:
        """The top-level package, or "app" for app.py."""
        return Path(self.name).parts[0].removesuffix(".py")

    @property
    def module(self) -> str:
        """The name by which it is imported."""
        return self.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def functions(self) -> Iterator[Function]:
        """Yield every function and method."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Yield every call with the last part of the name that is called."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                called = node.func
                name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                yield name, node

    def imports(self) -> Iterator[str]:
        """Yield the full name of everything that is imported: modules, and names out of modules."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def product() -> tuple[Source, ...]:
    """Return every module that is shipped; migrations are told apart by `is_migration`."""
    files = [*ROOT.glob("*.py"), *(file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py")))]
    return tuple(_read(file) for file in files)


def is_migration(source: Source) -> bool:
    """Tell whether a module is one of Alembic's scripts, which tell a schema and are never imported."""
    return source.name.startswith("storage/migrations/") and not source.name.endswith("__init__.py")


def modules() -> list[Source]:
    """Return every module that is written by hand and can be imported."""
    return [source for source in product() if not is_migration(source)]


def _read(file: Path) -> Source:
    text = file.read_text("utf-8")
    return Source(file, text, ast.parse(text))
