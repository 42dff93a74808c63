"""One module a command, each with ``run(given, console) -> exit code``."""
