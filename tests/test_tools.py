"""The commands: what they say when something is missing, how results are counted, and that the lists agree."""

import ast
import re
import subprocess
import sys
import threading

import pytest
from packaging.requirements import Requirement

from tools import book, browser, checks, commands
from tools.console import ROOT, Failure, alone, run_logged, say
from tools.environment import REQUIREMENTS, Environment
from tools.run import too_old


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 0), (3, 10, 13)])
def test_an_old_python_is_told_what_is_needed(version):
    sentence = too_old(version)
    assert "Python 3.11 or newer" in sentence and f"is Python {version[0]}.{version[1]}:" in sentence


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 1), (4, 0)])
def test_a_new_python_is_taken(version):
    assert too_old(version) is None


def test_an_old_python_can_read_the_file_that_says_so():
    ast.parse((ROOT / "tools" / "run.py").read_text(), feature_version=(3, 4))


def test_a_command_that_fails_shows_the_end_of_its_log(tmp_path, capsys):
    command = [sys.executable, "-c", "print('first'); print('last'); raise SystemExit(2)"]
    with pytest.raises(Failure, match="It failed") as failure:
        run_logged(command, tmp_path / "log.txt", "It failed.", excerpt=lambda lines: lines[-1:])
    assert capsys.readouterr().out == "    last\n"
    assert (tmp_path / "log.txt").read_text() == "first\nlast\n" and "log.txt" in str(failure.value)


def test_a_program_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Failure, match="nosuchprogram could not be started"):
        run_logged([str(tmp_path / "nosuchprogram")], tmp_path / "log.txt", "It failed.")


def test_a_failure_is_said_in_words_and_ends_with_1(monkeypatch, capsys):
    def fail(*arguments):
        raise Failure("no network")

    monkeypatch.setattr(commands.environment, "ensure", fail)
    assert commands.main(["setup"]) == 1
    assert capsys.readouterr().out.strip() == "no network"


def test_serving_without_a_built_book_is_refused(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(book, "HTML", tmp_path)
    assert commands.main(["serve", "--no-build"]) == 1
    assert "there is no built book yet" in capsys.readouterr().out


@pytest.fixture
def no_browser(monkeypatch):
    """A machine on which no Chromium is installed and none can be had."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(browser, "find", lambda environment, which=None: None)
    fails = [[[sys.executable, "-c", "raise SystemExit(1)"]]]
    monkeypatch.setattr(browser, "attempts", lambda environment, which: fails)


def test_where_no_browser_can_be_had_it_is_said_and_the_stage_fails(no_browser, tmp_path, capsys):
    (tmp_path / ".venv").mkdir()
    environment = Environment(tmp_path)
    functions = checks.stages(environment, {"the browsers": lambda: browser.both(environment)})
    stage = checks.run_stage("browser", functions["browser"])
    assert stage.failed == 1 and "No Chromium or Chrome was found" in stage.failure
    assert "CHROMIUM=/path/to/chrome make test" in capsys.readouterr().out


@pytest.mark.parametrize("program", ["/no/such/chromium", sys.executable])
def test_a_wrong_chromium_variable_is_refused(monkeypatch, program):
    monkeypatch.setenv("CHROMIUM", program)
    with pytest.raises(Failure, match=re.escape(f"CHROMIUM is {program!r}, and no Chromium runs by that name")):
        browser.find(Environment())


def test_a_chromium_is_no_firefox(monkeypatch, tmp_path):
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\necho Chromium 1.0\n")
    program.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(program))
    monkeypatch.setenv("FIREFOX", str(program))
    assert browser.find(Environment()) == str(program)
    with pytest.raises(Failure, match="and no Firefox runs by that name"):
        browser.find(Environment(), browser.FIREFOX)


@pytest.mark.parametrize("ci", ["true", ""])
def test_a_firefox_that_can_t_be_had_is_said_and_fails_on_ci_alone(no_browser, monkeypatch, tmp_path, capsys, ci):
    (tmp_path / ".venv").mkdir()
    environment = Environment(tmp_path)
    monkeypatch.setattr(browser, "ensure", lambda environment: "/usr/bin/chromium")
    monkeypatch.setenv("CI", ci)
    if ci:
        with pytest.raises(Failure, match="No Firefox was found"):
            browser.both(environment)
    else:
        assert browser.both(environment) == {"CHROMIUM": "/usr/bin/chromium"}
        assert "No Firefox was found, and none could be installed" in capsys.readouterr().out


def test_a_headless_shell_is_used_where_there_is_one(monkeypatch):
    there = {browser.CHROMIUM: "/bin/chromium", browser.SHELL: "/bin/shell", browser.FIREFOX: "/bin/firefox"}
    monkeypatch.setattr(browser, "find", lambda environment, which=browser.CHROMIUM: there[which])
    named = {"CHROMIUM": "/bin/chromium", "CHROMIUM_SHELL": "/bin/shell", "FIREFOX": "/bin/firefox"}
    assert browser.both(Environment()) == named


def test_tests_are_counted_by_outcome(tmp_path):
    report = tmp_path / "unit.xml"
    report.write_text('<testsuites><testsuite errors="1" failures="2" skipped="3" tests="10"/></testsuites>')
    assert checks.count(report) == {"passed": 4, "failed": 3, "skipped": 3}


def stage(name, failure=None, **tests):
    result = checks.Stage(name, 1.25, failure=failure)
    result.tests.update(tests)
    return result


def test_the_last_line_counts_tests_and_failed_stages():
    results = [
        stage("unit", "pytest ended with 1", passed=7, failed=2, skipped=1),
        stage("build", "The book was not built."),
        stage("browser", passed=3),
    ]
    lines = checks.summary(results).splitlines()
    assert lines[-1] == "10 passed, 3 failed"
    assert lines[2].split() == ["build", "0", "1", "0", "1.2", "The", "book", "was", "not", "built."]


def test_all_stages_run_and_one_failure_fails_the_run(monkeypatch, tmp_path, capsys):
    ran = []

    def fail(stage):
        ran.append(stage.name)
        raise Failure("broken")

    def work(stage):
        ran.append(stage.name)
        stage.tests["passed"] += 1

    monkeypatch.setattr(checks, "REPORTS", tmp_path / "test")
    monkeypatch.setattr(checks, "stages", lambda *arguments: {"lint": fail, "unit": work})
    assert checks.run(None) == 1 and ran == ["lint", "unit"]
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 1 failed"
    assert checks.run(None, ["unit"]) == 0
    with pytest.raises(Failure, match="no stage is called units; there are lint, unit"):
        checks.run(None, ["units"])


def test_what_is_done_beside_the_stages_is_told_when_it_is_asked_for(capsys):
    aside, done = checks.Aside(), threading.Event()

    def first():
        done.wait(60)
        say("one")
        return 1

    def second():
        raise Failure("broken")

    one, other = aside.begin("the first", first), aside.begin("the second", second)
    say("meanwhile")
    done.set()
    assert (one(), one()) == (1, 1)
    with pytest.raises(Failure, match="broken"):
        other()
    aside.end()
    told = [line for line in capsys.readouterr().out.splitlines() if not line.startswith("- waiting for the ")]
    assert told == ["meanwhile", "one"]


def test_a_build_that_fails_is_read_afresh_the_next_time(monkeypatch, tmp_path):
    def fail(*arguments, **options):
        raise Failure("The book was not built.")

    monkeypatch.setattr(book, "run_logged", fail)
    monkeypatch.setattr(book, "DOCTREES", tmp_path / ".doctrees")
    (tmp_path / ".doctrees").mkdir()
    with pytest.raises(Failure, match="not built"):
        book.build(Environment())
    assert not (tmp_path / ".doctrees").exists()


def test_of_a_builds_log_the_warnings_are_shown_or_its_end():
    log = ["reading", "/book/index.md:5: WARNING: undefined label: 'nowhere'", "done"]
    assert book.warnings(log)[1:] == log[1:2]
    assert book.warnings(["reading", "Extension error"]) == ["reading", "Extension error"]


def test_progress_is_taken_from_sphinx():
    assert book.news("reading sources... [ 17%] book/backprop") == "reading sources... [ 17%] book/backprop"
    assert book.news("pickling environment... done") is None


def test_make_has_every_command_and_no_other():
    targets = re.findall(r"^([a-z-]+):  ## ", (ROOT / "Makefile").read_text(), re.M)
    assert set(targets) - {"help", "test-all"} == {command.__name__.replace("_", "-") for command in commands.COMMANDS}


def listed(name):
    lines = (ROOT / name).read_text().splitlines()
    return [Requirement(line.split("#")[0]) for line in lines if line.strip() and line[0] not in "#-"]


@pytest.mark.parametrize("name", sorted({name for names in REQUIREMENTS.values() for name in names}))
def test_the_exact_versions_are_allowed_by_the_requirements(name):
    exact = {pin.name.lower(): next(iter(pin.specifier)).version for pin in listed("tools/constraints.txt")}
    for requirement in listed(name):
        assert requirement.specifier.contains(exact[requirement.name.lower()]), requirement


def test_a_second_command_waits_for_the_first(tmp_path):
    """A process that asks for the folder while we hold it says so, and goes on when we let go."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom tools.console import alone, say\n"
    code += f"with alone({str(tmp_path)!r}): say('mine')"
    with alone(tmp_path):
        second = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        assert "waiting for another command" in second.stdout.readline()
    assert second.communicate(timeout=60)[0] == "mine\n"
