"""What only a measurement needs from npm (tools/bench-npm/): Lighthouse, and the script of an ipywidgets page.

Not part of the set-up: 310 MB, fetched when a measurement asks.
"""

import hashlib
import json
import os
import shutil
import statistics
import subprocess
from pathlib import Path

from nbhelpers.site.katex import node_program

ROOT = Path(__file__).parents[1]
LISTS = Path(__file__).parent / "bench-npm"
FOLDER = ROOT / "_build" / "bench-npm"
CATEGORIES = ("performance", "accessibility", "best-practices")
TIMES = {"fcp": "first-contentful-paint", "tti": "interactive", "tbt": "total-blocking-time"}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --no-first-run"


def fetch():
    """The folder node_modules of tools/bench-npm/, installed there exactly by its lock file unless it is there."""
    lock = (LISTS / "package-lock.json").read_bytes()
    stamp, wanted = FOLDER / "stamp", hashlib.sha256(lock).hexdigest()
    if not stamp.is_file() or stamp.read_text() != wanted:
        shutil.rmtree(FOLDER, ignore_errors=True)
        shutil.copytree(LISTS, FOLDER)
        print("installing Lighthouse and the widgets' script (310 MB, once) ...", flush=True)
        npm = Path(node_program()).parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        command = [node_program(), npm] if npm.is_file() else [shutil.which("npm")]
        options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run([*command, *options], cwd=FOLDER, check=True, stdout=subprocess.DEVNULL)
        stamp.write_text(wanted)
    return FOLDER / "node_modules"


def lighthouse(address, chromium):
    """One audit of a page on Lighthouse's mobile profile: 4 times slower processor, slow 4G (both simulated)."""
    program = fetch() / "lighthouse" / "cli" / "index.js"
    command = [node_program(), program, address, "--output=json", "--quiet", "--no-enable-error-reporting"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}"]
    found = {**os.environ, "CHROME_PATH": str(chromium)}
    done = subprocess.run(command, env=found, capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise RuntimeError(f"Lighthouse could not audit {address}: {done.stderr.strip()[-500:]}")
    return summary(json.loads(done.stdout))


def summary(report):
    """Points of the three categories, times in ms, and bytes as they came over the line."""
    if report.get("runtimeError"):
        raise RuntimeError(f"Lighthouse could not audit {report['requestedUrl']}: {report['runtimeError']['message']}")
    found = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
    found |= {name: round(report["audits"][audit]["numericValue"]) for name, audit in TIMES.items()}
    return found | {"bytes": round(report["audits"]["total-byte-weight"]["numericValue"])}


def middle(runs):
    """The median of each number over several audits of one page."""
    return {name: round(statistics.median(run[name] for run in runs)) for name in runs[0]}
