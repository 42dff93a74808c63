// The preview: listens to the server and shows one note, as pages and as a web page.

import { PagesPane } from "./pages.js";
import { Problems } from "./problems.js";
import { SourceCard } from "./source.js";
import { WebPane } from "./web.js";
import { make, say, setWords } from "./words.js";

const $ = (selector) => document.querySelector(selector);
const kept = {
  get: (key) => {
    try {
      return localStorage.getItem(`desknote-${key}`) ?? "";
    } catch {
      return "";
    }
  },
  set: (key, value) => {
    try {
      localStorage.setItem(`desknote-${key}`, value);
    } catch {
      /* private windows */
    }
  },
};

const source = new SourceCard($(".source"));
const web = new WebPane($(".web iframe"), picked);
const pages = new PagesPane($(".pages"), picked);
const problems = new Problems($(".problems"), $(".count"), (place) => source.show(place));
const themes = ["", "light", "dark"];
let notes = [];
let slug = "";
let stream = null;
let pending = null; // a place to show once its note is there

// A click on a part: where it was written, and the same part in the other pane.
function picked(place, pane) {
  source.show(place);
  const at = place.lastIndexOf(":");
  const exact = { file: place.slice(0, at), line: Number(place.slice(at + 1)) };
  exact.first = exact.line;
  if (document.body.dataset.view === "both") (pane === "web" ? pages : web).reveal(exact);
}

function setView(view) {
  document.body.dataset.view = view;
  for (const one of document.querySelectorAll("[data-show]")) one.setAttribute("aria-pressed", String(one.dataset.show === view));
}

function setTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  web.setTheme(theme);
  const name = say(`theme_${theme || "auto"}`);
  $(".theme").title = name;
  $(".theme").setAttribute("aria-label", name);
  $(".theme").dataset.theme = theme;
}

function setStatus(state, text) {
  document.body.dataset.state = state;
  $(".say").textContent = text;
}

function showNotes(rows) {
  notes = rows;
  const list = $(".notes ol");
  list.replaceChildren(
    ...rows.map((row) => {
      const link = make("a", row.slug === slug ? "current" : "", make("span", "name", row.title), make("span", "slug", row.slug));
      link.href = `#${encodeURIComponent(row.slug)}`;
      if (row.slug === slug) link.setAttribute("aria-current", "page");
      const item = make("li", row.errors ? "bad" : row.busy ? "busy" : "", link);
      if (row.errors) link.append(make("span", "errors", String(row.errors)));
      return item;
    }),
  );
  $(".notes").hidden = rows.length < 2;
  $(".nothing").hidden = rows.length > 0;
  $(".nothing").textContent = say("empty");
  if (!rows.some((row) => row.slug === slug)) {
    if (slug && rows.length) choose(rows[0].slug);
    else if (!slug && rows.length) choose(fromHash() || rows[0].slug);
    else if (slug) setStatus("bad", say("gone"));
  }
}

async function showNote(note) {
  if (note.slug !== slug) return;
  document.title = `${note.title} · desknote`;
  $(".title").textContent = note.title;
  const errors = note.findings.filter((one) => one.severity === "error").length;
  if (note.busy) setStatus("busy", say(`building_${note.busy}`));
  else if (errors) setStatus("bad", say(note.web || note.pdf ? "failed" : "failed_first"));
  else setStatus("good", say("ready"));
  // While a mend is being tried, the old errors stay: they vanish when it is right.
  problems.show(note.findings);
  const pdf = $(".pdf");
  pdf.hidden = !note.pdf;
  pdf.textContent = say("pdf");
  pdf.title = say("download");
  pdf.href = `notes/${encodeURIComponent(slug)}/note.pdf`;
  await Promise.all([web.show(slug, note.web), pages.show(slug, note.pdf, note.pages)]);
  if (pending && reveal(pending)) pending = null;
}

function reveal(place) {
  const there = [web.reveal(place), pages.reveal(place)];
  return there.some(Boolean);
}

function pointed(place) {
  if (place.slug && place.slug !== slug) {
    pending = place;
    choose(place.slug);
  } else reveal(place);
}

function fromHash() {
  const name = decodeURIComponent(location.hash.slice(1));
  return notes.some((row) => row.slug === name) ? name : "";
}

function choose(name) {
  if (name === slug) return;
  slug = name;
  problems.show([]);
  $(".source").hidden = true;
  history.replaceState(null, "", `#${encodeURIComponent(name)}`);
  listen();
  showNotes(notes);
}

function listen() {
  stream?.close();
  stream = new EventSource(`events?note=${encodeURIComponent(slug)}`);
  const on = (kind, act) => stream.addEventListener(kind, (event) => act(JSON.parse(event.data)));
  on("notes", showNotes);
  on("note", showNote);
  on("cursor", pointed);
  stream.onerror = () => setStatus("lost", say("lost"));
}

async function start() {
  const state = await (await fetch("state")).json();
  setWords(state.words);
  document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
  source.editor = state.editor;
  $(".views").setAttribute("aria-label", say("view"));
  $(".notes").setAttribute("aria-label", say("notes"));
  $(".pages").setAttribute("aria-label", say("pages"));
  $(".web iframe").title = say("web");
  for (const one of document.querySelectorAll("[data-show]")) {
    one.textContent = say(one.dataset.show);
    one.addEventListener("click", () => {
      setView(one.dataset.show);
      kept.set("view", one.dataset.show);
    });
  }
  const narrow = matchMedia("(max-width: 900px)").matches;
  setView(kept.get("view") || (narrow ? "pages" : "both"));
  setTheme(kept.get("theme"));
  $(".theme").addEventListener("click", () => {
    const next = themes[(themes.indexOf($(".theme").dataset.theme) + 1) % themes.length];
    setTheme(next);
    kept.set("theme", next);
  });
  addEventListener("hashchange", () => fromHash() && choose(fromHash()));
  setStatus("busy", say("building_web"));
  showNotes(state.notes);
  if (!slug) listen();
}

start();
