"""The commands and options there are."""

from __future__ import annotations

from desknote.channels.registry import OWN
from desknote.cli.messages import Catalogue
from desknote.cli.words import Argument, Command, Option

KINDS = ("industry", "company", "initiation", "strategy", "flash", "digest", "macro")
LANGS = ("zh-CN", "zh-HK", "en")
FORMATS = ("text", "json", "sarif", "github", "gitlab")
HOSTS = ("github", "gitlab")
REDLINES = ("text", "html", "pdf", "json")
SCHEMAS = ("note", "house", "brand", "analyst", "coverage", "site", "output", "manifest")
PACKS = ("cn", "hk", "us", "eu-uk")
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
                Option(("--to",), listed("opt_to", tuple(OWN)), "FORMATS", many=True, completes="channels"),
                Option(("--out",), say("opt_out"), "DIR"),
                Option(("-j", "--jobs"), say("opt_jobs"), "N", number=True),
                Option(("--force",), say("opt_force")),
                Option(("--release",), say("opt_release")),
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
                Option(("--jurisdiction",), listed("opt_jurisdiction", PACKS), "PACKS", PACKS, many=True),
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
            "publish",
            say("help_publish"),
            _MODULES + "publish",
            (),
            (
                Option(("--site",), say("opt_site"), "PLACE"),
                Option(("--drafts",), say("opt_drafts")),
                Option(("--dry-run",), say("opt_dry_run")),
                Option(("--keep",), say("opt_keep"), "N", number=True),
                Option(("--roll-back",), say("opt_roll_back")),
                Option(("--remove",), say("opt_remove")),
                Option(("-j", "--jobs"), say("opt_jobs"), "N", number=True),
                Option(("--force",), say("opt_force")),
            ),
        ),
        *_supervision(say, notes),
        Command(
            "diff",
            say("help_diff"),
            _MODULES + "diff",
            (
                Argument("OLD", say("arg_old"), required=True, completes="notes"),
                Argument("NEW", say("arg_new"), completes="notes"),
            ),
            (
                Option(("--rev",), say("opt_rev"), "REVISIONS"),
                Option(("--format",), listed("opt_redline", REDLINES), "FORMAT", REDLINES),
                Option(("--out",), say("opt_redline_out"), "FILE"),
                Option(("--exit-code",), say("opt_exit_code")),
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
        Command(
            "ci",
            say("help_ci"),
            _MODULES + "ci",
            (Argument("HOST", listed("arg_host", HOSTS), required=True, choices=HOSTS),),
            (Option(("--write",), say("opt_write_ci")),),
        ),
        Command("lsp", say("help_lsp"), _MODULES + "lsp"),
        Command(
            "clean", say("help_clean"), _MODULES + "clean", (), (Option(("--outputs",), say("opt_outputs")),)
        ),
    )
    return {row.name: row for row in rows}


def _supervision(say: Catalogue, notes: tuple[Argument, ...]) -> tuple[Command, ...]:
    """What supervisors do: acts that the ledger records, and proof of them."""
    wanted = (Argument("NOTE", say("arg_these_notes"), required=True, many=True, completes="notes"),)
    one = (
        Argument("NOTE", say("arg_note"), required=True, completes="notes"),
        Argument("CODE", say("arg_waived_code"), required=True, completes="rules"),
    )
    by = (Option(("--by",), say("opt_by"), "ID"), Option(("--key",), say("opt_key"), "FILE"))
    reason = Option(("--reason",), say("opt_reason"), "TEXT")
    to = Option(("--to",), say("opt_recorded"), "FORMATS", many=True, completes="channels")
    return (
        Command("approve", say("help_approve"), _MODULES + "approve", wanted, (*by, reason, to)),
        Command("release", say("help_release"), _MODULES + "approve", wanted, (*by, reason, to)),
        Command("withdraw", say("help_withdraw"), _MODULES + "approve", wanted, (*by, reason)),
        Command("revoke", say("help_revoke"), _MODULES + "approve", wanted, (*by, reason)),
        Command(
            "waive",
            say("help_waive"),
            _MODULES + "waive",
            one,
            (*by, reason, Option(("--until",), say("opt_until"), "DATE")),
        ),
        Command(
            "ledger",
            say("help_ledger"),
            _MODULES + "ledger",
            notes,
            (Option(("--states",), say("opt_states")), Option(("--json",), say("opt_json"))),
        ),
        Command(
            "verify",
            say("help_verify"),
            _MODULES + "verify",
            (Argument("FILE", say("arg_pdf"), required=True, many=True),),
        ),
        Command("key", say("help_key"), _MODULES + "key", (Argument("FILE", say("arg_key"), required=True),)),
    )
