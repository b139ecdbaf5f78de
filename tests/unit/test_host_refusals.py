"""What the real host and worker refuse, our host refuses; what they take, it takes."""

import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from local.host.errors import HostError
from local.host.indexing import Index, index

Indexer = Callable[[str], Index]
HEADER = "import typing\nimport azure.functions as func\napp = func.FunctionApp()\n"


@pytest.fixture
def index_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Indexer:
    monkeypatch.syspath_prepend(tmp_path)

    def write_and_index(source: str) -> Index:
        name = f"app_{abs(hash(source))}"
        (tmp_path / f"{name}.py").write_text(HEADER + textwrap.dedent(source))
        try:
            return index({"QUEUE": "images", "SCHEDULE": "0 * * * * *"}, name)
        finally:
            sys.modules.pop(name, None)

    return write_and_index


def test_a_good_app(index_app: Indexer) -> None:
    index = index_app(
        """
        @app.route("items/{id}", methods=["GET"])
        def get(req: func.HttpRequest, context: func.Context) -> func.HttpResponse: ...

        @app.route("items/{id}", methods=["DELETE"])
        def delete(req: func.HttpRequest) -> str: ...

        @app.timer_trigger(arg_name="timer", schedule="%SCHEDULE%")
        async def tick(timer: func.TimerRequest) -> None: ...

        @app.service_bus_queue_trigger(arg_name="message", queue_name="%QUEUE%", connection="BUS")
        def work(message: func.ServiceBusMessage) -> None: ...
        """
    )
    assert index.refused == []
    assert [function.name for function in index.functions] == ["delete", "get", "tick", "work"]  # by name, as the host
    assert index.functions[3].trigger.values["queueName"] == "images"


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("alias = app", "exactly one FunctionApp; found app, alias"),
        ("del app", "exactly one FunctionApp; found none"),
        ("import no_such_module", "cannot be imported"),
        ('@app.route("x")\ndef f(req: func.HttpRequest) -> dict: ...', "returns func.HttpResponse or str"),
        ('@app.route("x")\ndef f(req: func.HttpRequest) -> bytes: ...', "returns func.HttpResponse or str"),
        (
            '@app.route("x")\ndef f(req: func.HttpRequest) -> typing.Optional[func.HttpResponse]: ...',
            "returns func.HttpResponse or str",
        ),
        (
            '@app.timer_trigger(arg_name="timer", schedule="0 * * * * *")\ndef f(other: func.TimerRequest): ...',
            "parameters and bindings differ",
        ),
        (
            '@app.timer_trigger(arg_name="timer", schedule="0 * * * * *")\ndef f(timer: func.HttpRequest): ...',
            "does not match",
        ),
        (
            '@app.timer_trigger(arg_name="timer", schedule="0 * * * * *")\n'
            "def f(timer: typing.Optional[func.TimerRequest]): ...",
            "is not a type",
        ),
        (
            '@app.timer_trigger(arg_name="timer", schedule="0 * * * * *")\ndef f(timer: list[int]): ...',
            "is not a type",
        ),
    ],
)
def test_what_the_worker_refuses_costs_the_whole_app(index_app: Indexer, source: str, problem: str) -> None:
    with pytest.raises(HostError) as caught:
        index_app(source)
    assert problem in str(caught.value)


GOOD = '\n@app.route("good")\ndef good(req: func.HttpRequest) -> str: ...\n'


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (
            '@app.timer_trigger(arg_name="my_timer", schedule="0 * * * * *")\ndef f(my_timer: func.TimerRequest): ...',
            "the binding name 'my_timer' is invalid",
        ),
        ('@app.route("admin/x")\ndef f(req: func.HttpRequest) -> str: ...', "may not begin with admin or runtime"),
        ('@app.route("Runtime")\ndef f(req: func.HttpRequest) -> str: ...', "may not begin with admin or runtime"),
        ('@app.route("x/{id=5}")\ndef f(req: func.HttpRequest) -> str: ...', "use Core Tools"),
        ('@app.route("GOOD/")\ndef f(req: func.HttpRequest) -> str: ...', "'good' has the same route for"),
        ('@app.route("x")\ndef Good(req: func.HttpRequest) -> str: ...', "another function has the same name"),
        (
            '@app.timer_trigger(arg_name="timer", schedule="%MISSING%")\ndef f(timer: func.TimerRequest): ...',
            "the setting MISSING is missing",
        ),
        (
            '@app.timer_trigger(arg_name="timer", schedule="0 61 * * * *")\ndef f(timer: func.TimerRequest): ...',
            "61 is no minute",
        ),
        (
            '@app.service_bus_queue_trigger(arg_name="msgs", queue_name="q", connection="BUS", cardinality="many")\n'
            "def f(msgs: typing.List[func.ServiceBusMessage]): ...",
            "use Core Tools",
        ),
        (
            '@app.queue_trigger(arg_name="msg", queue_name="q", connection="C")\ndef f(msg: func.QueueMessage): ...',
            "this host has no queueTrigger",
        ),
    ],
)
def test_what_the_host_refuses_is_left_out(index_app: Indexer, source: str, problem: str) -> None:
    index = index_app(GOOD + source)
    assert [function.name for function in index.functions] == ["good"]
    (reason,) = index.refused
    assert problem in reason


@pytest.mark.parametrize(
    ("setting", "disables"),
    [("AzureWebJobs.f.Disabled", True), ("AzureWebJobs_f_Disabled", True), ("AzureWebJobs__f__Disabled", False)],
)
def test_a_setting_disables_a_function(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, *, disables: bool
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "app_disabled.py").write_text(HEADER + '@app.route("x")\ndef f(req: func.HttpRequest) -> str: ...')
    (function,) = index({setting: "true"}, "app_disabled").functions
    assert function.is_disabled is disables
    sys.modules.pop("app_disabled", None)
