"""The rules of the house that no linter knows: small files, quiet imports, doors without SQL, words or exceptions.

The layers themselves are import-linter's (pyproject.toml). Whoever needs an exception adds it here with its reason.
"""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys

from tests.source import ROOT, Function, Source, modules, product

LONGEST_FILE = 300
LONG_FILES: dict[str, str] = {"playground/town.py": "the town's people and accounts: a table, not logic"}
"""Files that may be longer, with the reason."""
LONGEST_FUNCTION = 40
LONG_FUNCTIONS: dict[str, str] = {}
"""Functions that may be longer ("file:function"), with the reason."""
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
ASKS_THE_CLOCK = {
    "app.py": "gives everybody else their `now`",
    "bot/standing.py": "compares this machine's clock with Slack's before there are services",
}
"""Files outside the playground that may ask what time it is, with the reason."""
READS_THE_ENVIRONMENT = {
    "app.py": "the composition root passes it to Settings.from_env",
    "bot/feeds/parsing.py": "hands the process that parses what a program needs to start, and no token",
    "handlers/__init__.py": "hides two variables that Bolt would take as an order to use OAuth",
}
SQL_FROM_PARTS = {"storage/database.py": "a pragma takes no parameters; its texts stand in the same line"}


def length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_every_module_says_what_it_is() -> None:
    assert [source.name for source in modules() if not ast.get_docstring(source.tree)] == []


def test_every_module_has_a_name_that_says_something() -> None:
    words = {
        source.name: {word for part in source.module.split(".") for word in part.split("_")} for source in modules()
    }
    assert [name for name, parts in words.items() if parts & NAMES_THAT_SAY_NOTHING] == []


def test_files_are_small() -> None:
    long = {source.name for source in modules() if len(source.text.splitlines()) > LONGEST_FILE}
    assert long - set(LONG_FILES) == set()


def test_functions_are_small() -> None:
    long = {
        f"{source.name}:{node.name}"
        for source in modules()
        for node in source.functions()
        if length(node) > LONGEST_FUNCTION
    }
    assert long - set(LONG_FUNCTIONS) == set()


def test_most_functions_are_a_few_lines() -> None:
    assert statistics.median(length(node) for source in modules() for node in source.functions()) <= 8


def test_every_exception_in_this_file_is_still_needed() -> None:
    names = {source.name for source in product()}
    listed = {*LONG_FILES, *ASKS_THE_CLOCK, *READS_THE_ENVIRONMENT, *SQL_FROM_PARTS}
    assert (listed | {name.partition(":")[0] for name in LONG_FUNCTIONS}) - names == set()


def test_nobody_imports_the_composition_root() -> None:
    assert [source.name for source in modules() if "app" in set(source.imports()) and source.room != "app"] == []


def test_the_rules_know_no_web_server() -> None:
    rules = [source for source in modules() if source.room in ("bot", "storage")]
    assert [source.name for source in rules if "aiohttp.web" in set(source.imports())] == []


def test_only_the_composition_root_reads_the_environment() -> None:
    readers = [source.name for source in modules() if {"os.environ", "os.getenv"} & _attributes(source)]
    assert set(readers) - set(READS_THE_ENVIRONMENT) == set()


def test_time_is_a_value() -> None:
    """Use cases and queries are told what time it is; only then can a test move it."""
    clocks = {"datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time"}
    askers = [
        source.name
        for source in modules()
        if source.room not in ("playground", "handlers") and clocks & _attributes(source)
    ]
    assert set(askers) - set(ASKS_THE_CLOCK) == set()


def _attributes(source: Source) -> set[str]:
    dotted = (node for node in ast.walk(source.tree) if isinstance(node, ast.Attribute))
    return {f"{node.value.id}.{node.attr}" for node in dotted if isinstance(node.value, ast.Name)} | set(
        source.imports()
    )


def test_a_listener_catches_nothing() -> None:
    """handlers/errors.py turns exceptions into words, for all of them and in one place."""
    listeners = [source for source in modules() if source.room == "handlers" and _registers(source)]
    catching = [source.name for source in listeners if any(isinstance(node, ast.Try) for node in ast.walk(source.tree))]
    assert catching == []


def test_a_listener_says_no_words_of_its_own() -> None:
    listeners = [source for source in modules() if source.room == "handlers" and _registers(source)]
    speaking = [source.name for source in listeners if {"say_in", "count"} & {name for name, _call in source.calls()}]
    assert speaking == []


def _registers(source: Source) -> bool:
    return any(node.name == "register" for node in source.tree.body if isinstance(node, Function))


def test_sql_is_never_put_together_from_texts() -> None:
    takes_sql = {"text", "execute", "exec_driver_sql", "executescript"}
    glued = [
        source.name
        for source in modules()
        if source.room == "storage"
        for name, call in source.calls()
        if name in takes_sql and call.args and _is_glued(call.args[0])
    ]
    assert set(glued) - set(SQL_FROM_PARTS) == set()


def _is_glued(node: ast.expr) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr == "format"
    return isinstance(node, ast.JoinedStr | ast.BinOp)


QUIET_IMPORT = """
import importlib, sys, threading

LOUD = {"socket.connect", "socket.bind", "subprocess.Popen", "os.system", "sqlite3.connect", "shutil.rmtree"}
heard = []

def listen(event, args):
    if event in LOUD or (event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+")):
        heard.append((module, event, str(args)))

sys.addaudithook(listen)
for module in sys.argv[1:]:
    importlib.import_module(module)
    if threading.active_count() > 1:
        heard.append((module, "threads", str(threading.enumerate())))
        break
print(heard)
"""


def test_importing_a_module_has_no_effect() -> None:
    """No connection, no thread, no process, no file: a fresh Python imports everything and is watched."""
    names = [source.module for source in modules() if not source.name.endswith("__main__.py")]
    command = [sys.executable, "-B", "-c", QUIET_IMPORT, *names]
    child = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (child.stdout.strip(), child.returncode) == ("[]", 0), child.stderr


def test_an_import_with_an_effect_would_be_heard() -> None:
    """The test above can fail."""
    command = [sys.executable, "-B", "-c", QUIET_IMPORT.replace("heard = []", "heard = []; module = ''"), "tests.loud"]
    child = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert "sqlite3.connect" in child.stdout, child.stderr
