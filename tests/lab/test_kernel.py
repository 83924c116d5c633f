"""A lab in a real kernel, with whatever versions are installed: the still appears, and a figure is answered."""

from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel

from nbhelpers.hopfield.labs import LABS
from nbhelpers.lab import widget
from nbhelpers.lab.page import headlined

LAB = LABS[0]
CELL = "from nbhelpers.hopfield.labs import LABS\nLABS[0]"
PATIENT = 120


class Kernel:
    """A kernel and what it says."""

    def __init__(self, client):
        self.client = client

    def run(self, code):
        """(type, content) of each message that a cell leads to."""
        said = []
        reply = self.client.execute_interactive(code, timeout=PATIENT, output_hook=said.append)
        assert reply["content"]["status"] == "ok", reply["content"]
        return [(message["msg_type"], message["content"]) for message in said]

    def ask(self, comm, request):
        """What the widget behind `comm` sends when a figure asks."""
        content = {"comm_id": comm, "data": {"method": "custom", "content": request}}
        self.client.shell_channel.send(self.client.session.msg("comm_msg", content))
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENT)
            if message["msg_type"] == "comm_msg" and message["content"]["data"]["method"] == "custom":
                return message["content"]["data"]["content"]


@pytest.fixture
def kernel():
    manager, client = start_new_kernel(startup_timeout=PATIENT, cwd=Path(__file__).parents[2])
    yield Kernel(client)
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def shown(said):
    """What the cell shows; anything else that it prints is too much."""
    assert not [content for kind, content in said if kind in ("stream", "error", "execute_result")]
    (data,) = [content["data"] for kind, content in said if kind == "display_data"]
    return data


def test_a_figure_gets_its_script_and_its_answer_and_the_notebook_keeps_the_still(kernel):
    said = kernel.run(CELL)
    data = shown(said)
    assert set(data) == {"text/html", "text/plain"} and headlined(LAB.reading()) in data["text/html"]
    opened = {content["comm_id"]: content["data"]["state"] for kind, content in said if kind == "comm_open"}
    ((comm, state),) = [(comm, state) for comm, state in opened.items() if "_place" in state]
    assert state["_esm"] == (widget.WEB / "widget.js").read_text("utf8")
    assert f'data-place="{state["_place"]}"' in data["text/html"]
    assert set(kernel.ask(comm, {"do": "scripts"})["scripts"]) == set(widget.scripts())
    answer = kernel.ask(comm, {"do": "open", "figure": "f", "id": 7})
    assert (answer["figure"], answer["id"]) == ("f", 7)
    assert answer["answer"]["first"]["reading"] == LAB.reading()


@pytest.mark.parametrize("missing", ["anywidget", "ipywidgets"])
def test_without_widgets_the_still_appears_and_nothing_is_raised(kernel, missing):
    kernel.run(f"import sys; sys.modules[{missing!r}] = None")
    said = kernel.run(CELL)
    data = shown(said)
    assert headlined(LAB.reading()) in data["text/html"] and "data-place" not in data["text/html"]
    assert "comm_open" not in dict(said)
