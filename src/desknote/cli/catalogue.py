"""The commands and options there are."""

from __future__ import annotations

from desknote.cli.messages import Catalogue
from desknote.cli.words import Argument, Command, Option

KINDS = ("industry", "company", "initiation", "strategy", "flash", "digest", "macro")
LANGS = ("zh-CN", "zh-HK", "en")
TARGETS = ("pdf", "html")
FORMATS = ("text", "json", "sarif", "github")
SCHEMAS = ("note", "house", "brand", "analyst")
_MODULES = "desknote.cli.commands."


def shared_options(say: Catalogue) -> tuple[Option, ...]:
    """Options that every command knows."""
    return (
        Option(("--ui-lang",), say("opt_ui_lang"), "LANG", ("en", "zh")),
        Option(("-q", "--quiet"), say("opt_quiet")),
        Option(("-v", "--verbose"), say("opt_verbose")),
        Option(("--color",), say("opt_color"), "WHEN", ("auto", "always", "never")),
        Option(("--version",), say("opt_version")),
        Option(("-h", "--help"), say("opt_help")),
    )


def completion_options(say: Catalogue) -> tuple[Option, ...]:
    """Options of desknote itself that set up completion in the shell."""
    return (
        Option(("--install-completion",), say("opt_install_completion")),
        Option(("--show-completion",), say("opt_show_completion")),
    )


def commands(say: Catalogue) -> dict[str, Command]:
    """Every command by name, in the order of the help."""
    notes = (Argument("NOTE", say("arg_notes"), many=True, completes="notes"),)

    def listed(key: str, choices: tuple[str, ...]) -> str:
        return say(key, choices=", ".join(choices))

    rows = (
        Command(
            "new",
            say("help_new"),
            _MODULES + "new",
            (Argument("DIR", say("arg_dir"), required=True),),
            (
                Option(("--kind",), listed("opt_kind", KINDS), "KIND", KINDS),
                Option(("--lang",), listed("opt_lang", LANGS), "LANG", LANGS),
                Option(("--title",), say("opt_title"), "TITLE"),
            ),
        ),
        Command(
            "build",
            say("help_build"),
            _MODULES + "build",
            notes,
            (
                Option(("--to",), listed("opt_to", TARGETS), "FORMATS", TARGETS, many=True),
                Option(("--out",), say("opt_out"), "DIR"),
                Option(("-j", "--jobs"), say("opt_jobs"), "N", number=True),
                Option(("--force",), say("opt_force")),
            ),
        ),
        Command(
            "check",
            say("help_check"),
            _MODULES + "check",
            notes,
            (
                Option(("--format",), listed("opt_format", FORMATS), "FORMAT", FORMATS),
                Option(("--select",), say("opt_select"), "CODES", many=True, completes="codes"),
                Option(("--ignore",), say("opt_ignore"), "CODES", many=True, completes="codes"),
                Option(("--fix",), say("opt_fix")),
                Option(("--diff",), say("opt_diff")),
            ),
        ),
        Command(
            "watch",
            say("help_watch"),
            _MODULES + "watch",
            notes,
            (
                Option(("--open",), say("opt_open")),
                Option(("--port",), say("opt_port"), "N", number=True),
            ),
        ),
        Command(
            "doctor", say("help_doctor"), _MODULES + "doctor", (), (Option(("--json",), say("opt_json")),)
        ),
        Command(
            "explain",
            say("help_explain"),
            _MODULES + "explain",
            (Argument("CODE", say("arg_code"), completes="rules"),),
        ),
        Command(
            "schema",
            say("help_schema"),
            _MODULES + "schema",
            (Argument("FILE", listed("arg_schema", SCHEMAS), choices=SCHEMAS),),
            (Option(("--write",), say("opt_write")),),
        ),
        Command("lsp", say("help_lsp"), _MODULES + "lsp"),
        Command(
            "clean", say("help_clean"), _MODULES + "clean", (), (Option(("--outputs",), say("opt_outputs")),)
        ),
    )
    return {row.name: row for row in rows}
