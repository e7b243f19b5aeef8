"""The command line: `kg COMMAND`, a file each; a command parses, calls and prints."""

from kg.cli.group import cli, main

__all__ = ["cli", "main"]
