"""Where work on shards runs: in this process, in processes beside it, or on an engine."""

from importlib import import_module

from kg.config import EXECUTORS, Config
from kg.executors.contract import Executor, Lost, OnLost, OnStep, listening, report_lost, tell
from kg.executors.in_process import InProcess

__all__ = [
    "EXECUTORS",
    "Executor",
    "InProcess",
    "Lost",
    "OnLost",
    "OnStep",
    "choose",
    "listening",
    "report_lost",
    "tell",
]


def choose(config: Config) -> Executor:
    """Return the executor that the settings name: `make(config)` of the module of that name here.

    Raises:
        ConfigError: the engine of that name cannot be used as it is installed or addressed.
    """
    if config.executor == "processes" and config.workers == 1:
        return InProcess()
    executor: Executor = import_module(f"kg.executors.{config.executor}").make(config)
    return executor
