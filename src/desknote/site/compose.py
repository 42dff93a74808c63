"""Pages of the site through the templates: what every page shows, and each page's own values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from desknote.compose.environment import environment
from desknote.compose.markdown import markdown
from desknote.compose.trace import template_place
from desknote.diagnostics import Diagnostic, Problems, Span
from desknote.model.base import in_lang
from desknote.model.site import NavigationLink
from desknote.records import dataclass
from desknote.render.web import tidy
from desknote.site import words as said
from desknote.site.built import POLICY
from desknote.site.edition import Edition, Link
from desknote.site.head import Head
from desknote.site.urls import relative
from desknote.site.value import media_type
from desknote.spacing import spaced


@dataclass(frozen=True, slots=True)
class Icon:
    """A picture with its type."""

    href: str
    media: str


@dataclass(frozen=True)
class Composer:
    """``assets`` are the site's own files by what they are for; ``templates`` the workspace's own folder."""

    templates: Path | None
    assets: Mapping[str, str]
    drafts: bool
    feeds_of: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @cached_property
    def _env(self) -> Any:
        # Templates stay as they are while a site is made: nobody looks after each again for every note.
        return environment(self.templates).overlay(auto_reload=False)

    def page(
        self,
        edition: Edition,
        view: str,
        page: str,
        head: Head,
        values: Mapping[str, Any],
        *,
        section: str,
        own: str,
    ) -> str:
        """A page of ``edition`` at the path ``page``. ``section`` is where in the navigation it is;
        ``own`` the folder that its own feed would lie in. Raises Problems."""
        whole = {**self.shared(edition, page, head, view, section), **values}
        if view == "list":
            whole["own_feed"] = self._own_feed(edition, page, own, str(values["heading"]))
        return tidy(self.render(f"site/{view}.html.j2", whole))

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """One template. Raises Problems (DN601, DN602, DN603) at the template's line."""
        try:
            text: str = self._env.get_template(name).render(values)
        except TemplateSyntaxError as error:
            shown = Path(error.filename or error.name or "").name
            place = Span.point(f"templates/site/{shown}", error.lineno)
            raise Problems([Diagnostic("DN601", place, {"reason": error.message or ""})]) from error
        except TemplateNotFound as error:
            found = template_place(error, self.templates)
            raise Problems([Diagnostic("DN603", found, {"name": str(error.name)})]) from error
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            found = template_place(error, self.templates)
            if found is None:
                raise
            raise Problems([Diagnostic("DN602", found, {"reason": str(error), "note": name})]) from error
        return text

    def source(self, name: str) -> str:
        """A template's own text: a script. Raises Problems (DN603)."""
        try:
            text: str = self._env.loader.get_source(self._env, name)[0]
        except TemplateNotFound as error:
            raise Problems([Diagnostic("DN603", None, {"name": name})]) from error
        return text

    @staticmethod
    def markdown(text: str) -> Markup:
        """Markdown blocks of the house's own."""
        return markdown(text, {}, lambda _: "") if text else Markup("")

    def shared(
        self, edition: Edition, page: str, head: Head, view: str, section: str, lang: str = ""
    ) -> dict[str, Any]:
        """What every page shows; ``lang`` is that of a note, on its page."""
        chinese = edition.lang.startswith("zh")
        asset = {name: relative(page, path) for name, path in self.assets.items()}
        feeds = list(self.feeds_of.get(edition.lang, ()))
        icon = self.assets.get("icon")
        return {
            "lang": edition.lang,
            "view": view,
            "t": edition.words,
            "imprint": edition.imprint,
            "head": head,
            "og_title": head.title.removesuffix(f" - {edition.imprint.title}"),
            "policy": POLICY,
            "noindex": self.drafts or view in ("notice",),
            "preview": self.drafts,
            "top": relative(page, "index.html").removesuffix("index.html"),
            "home": relative(page, edition.path("")),
            "logo": asset.get("logo"),
            "icon": Icon(relative(page, icon), media_type(icon)) if icon else None,
            "sheets": [
                asset[f"sans-{lang or edition.lang}"],
                *([asset[f"text-{lang}"]] if lang else []),
                asset[f"sheet-{edition.lang}"],
            ],
            "theme_script": asset["theme"],
            "archive_script": asset["archive"],
            "search_script": asset["search"],
            "navigation": self._navigation(edition, page, section),
            "languages": self._languages(edition, page, view, section),
            "search_page": relative(page, edition.path("search/")),
            "feeds": [
                Link(edition.imprint.title, relative(page, path), note=media_type(path).partition(";")[0])
                for path in feeds
            ],
            "footer_feeds": [
                Link("Atom" if path.endswith(".xml") else "JSON Feed", relative(page, path)) for path in feeds
            ],
            "footer": self.markdown(edition.imprint.footer),
            "colon": "：" if chinese else ": ",
            "dot": "·" if chinese else "|",
            "cjk": lambda text: spaced(str(text)),
            "own_feed": None,
            "companies": [],
            "groups": [],
            "pager": [],
            "ask": False,
        }

    def _navigation(self, edition: Edition, page: str, section: str) -> list[Link]:
        links = []
        for entry in edition.desk.settings.navigation:
            if isinstance(entry, NavigationLink):
                links.append(Link(in_lang(entry.title, edition.lang), entry.url))
                continue
            path = edition.path("" if entry == "home" else f"{entry}/")
            exact = "page" if path == page else "true"
            links.append(
                Link(edition.words[entry], relative(page, path), note=exact, current=entry == section)
            )
        return links

    def _languages(self, edition: Edition, page: str, view: str, section: str) -> list[Link]:
        """The other editions: the same page where every edition has it, else the section's."""
        if len(edition.languages) < 2:
            return []
        folder = "" if section in ("home", "note", "") else f"{section}/"
        return [
            Link(
                said.OWN_NAMES[lang],
                relative(page, f"{prefix}{folder}index.html"),
                lang=lang,
                current=lang == edition.lang,
            )
            for lang, prefix in edition.languages
        ]

    def _own_feed(self, edition: Edition, page: str, folder: str, name: str) -> Link | None:
        """The feed of a sector or an analyst."""
        if not folder.startswith(("sectors/", "analysts/")) or not self.feeds_of.get(edition.lang):
            return None
        title = edition.words["feed_of"].format(name=name)
        return Link(title, relative(page, f"{edition.prefix}{folder}feed.xml"))
