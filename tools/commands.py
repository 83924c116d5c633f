"""The commands of tools/run.py, one function each; `make help` is made from their first lines."""

import argparse
import os
import shutil
import signal
import sys

from tools import book, browser, checks, environment, fonts, pyodide, server
from tools.console import ROOT, Failure, become, run_shown, say, step

CACHES = (".pytest_cache", ".ruff_cache", ".hypothesis", "nbhelpers.egg-info")
BENCHES = ("jupyter", "page", "live", "maths")
LONGER = ("pages", "figure", "scale")  # measured only when named: they take minutes each
NO_ORACLE = "PyTorch or scikit-learn could not be installed here, so the tests that compare with it will be skipped."


def ready(*groups):
    """The environment, with the reader's packages and those of `groups` in it."""
    env = environment.Environment()
    environment.ensure(env, ("reader", *groups))
    return env


def fetch_oracle(env):
    """PyTorch and scikit-learn, which some tests compare with. If they can't be had it is said; a failure on CI."""
    try:
        environment.ensure(env, ("reader", "test", "oracle"))
    except Failure as failure:
        if os.environ.get("CI"):
            raise
        say(f"{failure}\n{NO_ORACLE}")


def setup(options):
    """make .venv and install what reading and building need (mends what is damaged)"""
    ready()
    say("Ready.")


def build(options):
    """build the book into _build/html"""
    book.build(ready(), afresh=options.afresh)
    say(f"Built: {book.HTML / 'index.html'}")


def site(options):
    """build a book that needs no other host: live labs load its own copy of Python (PYODIDE=folder)"""
    named = os.environ.get("PYODIDE", "")
    if pyodide.web_address(named):
        raise Failure(f"PYODIDE is {named!r}, a web address; a site that needs no other host wants a folder here.")
    env = ready()
    with step("fetching Pyodide, unless it is there"):
        os.environ["PYODIDE"] = str(pyodide.fetch(python=env.python))
    book.build(env)
    say(f"Built: {book.HTML / 'index.html'}")


def stop(number, frame):
    raise KeyboardInterrupt


def serve(options):
    """build the book and serve it on 127.0.0.1:8000, or the next free port"""
    if not options.no_build:
        book.build(ready())
    elif not (book.HTML / "index.html").is_file():
        raise Failure("there is no built book yet; leave --no-build away")
    signal.signal(signal.SIGTERM, stop)
    with server.open_server(book.HTML, options.port) as site:
        if options.port not in (0, site.server_port):
            say(f"Port {options.port} is taken.")
        say(f"Serving at {site.url}\nCtrl-C stops it.")
        try:
            site.serve_forever()
        except KeyboardInterrupt:
            say("\nStopped.")


def pdf(options):
    """print the whole book, or the chapters named, as a PDF into _build/pdf"""
    env = ready("pdf")
    book.build(env)
    fonts.ensure_chinese(env)
    command = [env.python, "tools/pdf.py", *options.chapters]
    return run_shown(command, env.variables(CHROMIUM=browser.ensure(env)))


def test(options):
    """run the checks: lint, unit tests, notebooks, build, browser, lite (--all: no samples; also oldest, newest)"""
    if options.all:
        os.environ["WHOLE"] = "1"
    env = ready("test")
    return checks.run(env, options.stages, oracle=lambda: fetch_oracle(env), browsers=lambda: browser.both(env))


def lab(options):
    """open the chapters in JupyterLab, as notebooks of your own in notebooks/"""
    env = ready()
    failed = run_shown([env.python, "tools/workbooks.py"], env.variables())
    if failed:
        return failed
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return become([env.python, "-m", "jupyterlab", "notebooks/index.ipynb", *root], env.variables())


def lint(options):
    """check Python and JavaScript without running them"""
    return checks.run(ready("test"), ["lint"])


def bench(options):
    """measure pictures and mathematics, beside other libraries (ROWS=...; by name also pages, figure, scale)"""
    rows = options.rows or BENCHES
    unknown = [row for row in rows if row not in BENCHES + LONGER]
    if unknown:
        raise Failure(f"no row is called {', '.join(unknown)}; there are {', '.join(BENCHES + LONGER)}")
    failed = bench_maths() if "maths" in rows else 0
    pictures = [row for row in rows if row in ("jupyter", "page", "live")]
    if not failed and pictures:
        failed = bench_built("tools/bench.py", *pictures)
    for row in LONGER[:2]:
        if not failed and row in rows:
            failed = bench_built(f"tools/bench_{row}.py")
    return failed or (bench_scale() if "scale" in rows else 0)


def bench_scale():
    env = ready()
    return run_shown([env.python, "tools/bench_scale.py"], env.variables(**checks.ONE_THREAD))


def bench_maths():
    env = ready("test", "oracle", "bench")
    return run_shown([env.python, "tools/bench_maths.py"], env.variables(**checks.ONE_THREAD))


def bench_built(program, *rows):
    """Run a bench of the built pages. The one of a figure made in other ways needs more than the tests."""
    other_ways = program == "tools/bench_figure.py"
    env = ready("test", *(("bench",) if other_ways else ()))
    if other_ways and run_shown([env.python, "tools/lite.py", "--fetch"], env.variables()):
        raise Failure("JupyterLite or its Python could not be had")
    book.build(env, **({"LITE": "1", "PYODIDE": str(pyodide.fetch())} if other_ways else {}))
    variables = env.variables(**checks.ONE_THREAD, CHROMIUM=browser.ensure(env))
    return run_shown([env.python, program, *rows], variables)


def notebooks(options):
    """run the notebooks again and store their outputs (FILES=..., all without)"""
    env = ready()
    return run_shown([env.python, "tools/notebooks.py", *options.files], env.variables(**checks.ONE_THREAD))


def new_chapter(options):
    """make a small, whole chapter to begin from: module, lab, exercises, notebook, tests (NAME=...)"""
    env = ready("test")
    return run_shown([env.python, "tools/new_chapter.py", options.name], env.variables(**checks.ONE_THREAD))


def lock(options):
    """write the lock files again: versions of tools/constraints.txt, with hashes (UPGRADE=1: the newest allowed)"""
    return run_supply("lock", *(["--upgrade"] if options.upgrade else []))


def audit(options):
    """ask for known vulnerabilities of every package; exit code 1 if there is one, 2 if that can't be known here"""
    return run_supply("audit")


def run_supply(*arguments):
    env = ready()
    return run_shown([env.python, "tools/supply.py", *arguments], env.variables())


def clean(options):
    """remove what was built (--all: the environment and npm packages too)"""
    for name in ("_build", *CACHES, *((".venv", "node_modules") if options.all else ())):
        shutil.rmtree(ROOT / name, ignore_errors=True)


COMMANDS = (setup, build, site, serve, pdf, test, lab, lint, bench, notebooks, new_chapter, lock, audit, clean)


def parser():
    """The command line: one subcommand for each of COMMANDS."""
    top = argparse.ArgumentParser(prog="python tools/run.py", description="Neural Networks in Motion")
    subparsers = top.add_subparsers(metavar="COMMAND", required=True)
    made = {}
    for command in COMMANDS:
        made[command] = subparsers.add_parser(command.__name__.replace("_", "-"), help=command.__doc__.splitlines()[0])
        made[command].set_defaults(command=command)
    made[build].add_argument("--afresh", action="store_true", help="build every page again")
    made[serve].add_argument("--port", type=int, default=server.PORT, help="first port to try (default 8000)")
    made[serve].add_argument("--no-build", action="store_true", help="serve what was built before")
    made[pdf].add_argument("chapters", nargs="*", metavar="CHAPTER", help="e.g. hopfield (default: the whole book)")
    made[test].add_argument("stages", nargs="*", metavar="STAGE", help="only these stages (default: all)")
    made[bench].add_argument("rows", nargs="*", metavar="ROW", help=f"of {', '.join(BENCHES)} (default: all)")
    made[test].add_argument("--all", action="store_true", help="every page, lab and answer, and what takes long")
    made[notebooks].add_argument("files", nargs="*", help="notebooks (default: all of book/)")
    made[new_chapter].add_argument("name", help="of the chapter, as a Python module: small letters and _")
    made[lock].add_argument("--upgrade", action="store_true", help="the newest versions that are allowed")
    made[clean].add_argument("--all", action="store_true", help="the environment and npm packages too")
    return top


def main(arguments=None):
    """Run one command; its exit code. What the reader can mend is said in words, without a traceback."""
    options = parser().parse_args(arguments)
    try:
        return options.command(options) or 0
    except Failure as failure:
        say(f"\n{failure}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130
    except BrokenPipeError:  # whoever read our output has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
