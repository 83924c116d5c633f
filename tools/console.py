"""What every command says while it works: a line a step with its seconds, logs only when something fails."""

import contextlib
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

try:
    import fcntl
except ImportError:
    fcntl = None

ROOT = Path(__file__).resolve().parents[1]
HEARTBEAT = 10.0  # seconds between signs of life of a long step
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
LOG_LINES = 40  # of a failed step's log


class Failure(Exception):
    """Something the reader can mend; the message says what and how. Printed without a traceback."""


_kept = threading.local()


def say(text):
    lines = getattr(_kept, "lines", None)
    if lines is None:
        print(text, flush=True)
    else:
        lines.append(text)


@contextlib.contextmanager
def kept_back():
    """What this thread says while the block runs is not printed: it comes into the list that this gives."""
    _kept.lines = []
    try:
        yield _kept.lines
    finally:
        _kept.lines = None


@contextlib.contextmanager
def step(title):
    """Print `title`, and when its block is done the seconds it took."""
    say(f"- {title} ...")
    began = time.perf_counter()
    yield
    say(f"  {time.perf_counter() - began:.1f} s")


@contextlib.contextmanager
def alone(folder=ROOT):
    """Hold `folder` while the block runs: a second command waits before it installs or builds there."""
    if fcntl is None:  # Windows
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("- waiting for another command that installs or builds here ...")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def last_lines(lines):
    return lines[-LOG_LINES:]


def run_logged(command, log, failed, env=None, progress=None, excerpt=last_lines):
    """Run `command` in the repository with its output in the file `log`.

    progress(line) -> text or None: shown as a sign of life at most every HEARTBEAT seconds.
    Raises Failure(failed) if the command can't start or ends with an error, after printing excerpt(lines)
    of the log.
    """
    log = Path(log)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as file:
        code = follow(command, file, failed, env, progress)
    if code:
        lines = excerpt(log.read_text(encoding="utf-8", errors="replace").splitlines())
        say("\n".join(f"    {line}" for line in lines))
        raise Failure(f"{failed}\nThe whole log: {log}")


def start(command, failed, env):
    """`command` with all its output, as text, in one pipe; Failure(failed) if it can't be started."""
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    command = [os.fspath(part) for part in command]
    try:
        return subprocess.Popen(command, cwd=ROOT, env=env, encoding="utf-8", errors="replace", **pipes)
    except OSError as error:
        raise Failure(f"{failed}\n{command[0]} could not be started: {error}") from error


def follow(command, file, failed, env, progress):
    """Copy the output of `command` line by line to `file`; its exit code."""
    process = start(command, failed, env)
    last = time.perf_counter()
    with process:
        for raw in process.stdout:
            line = COLOUR.sub("", raw)
            file.write(line)
            text = progress(line.rstrip()) if progress else None
            if text and time.perf_counter() - last > HEARTBEAT:
                last = time.perf_counter()
                say(f"    {text}")
    return process.returncode


def become(command, env):
    """Go on as `command`, which then has keyboard and Ctrl-C to itself. Returns only on Windows."""
    os.chdir(ROOT)
    command = [os.fspath(part) for part in command]
    if os.name != "nt":
        os.execve(command[0], command, env)
    return subprocess.run(command, env=env).returncode


def run_shown(command, env=None):
    """Run `command` in the repository with its output on the screen; its exit code."""
    sys.stdout.flush()
    try:
        command = [os.fspath(part) for part in command]
        return subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL).returncode
    except OSError as error:
        say(f"{command[0]} could not be started: {error}")
        return 127
