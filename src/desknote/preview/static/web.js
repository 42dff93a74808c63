// The web page of the note in a frame: changed in place, clicked on, scrolled to a line of the source.

import { morph } from "./morph.js";
import { nearest, split } from "./places.js";

const OUTLINE = `
  html { overflow-anchor: none }
  [data-src]:hover:not(:has([data-src]:hover)) { outline: 1.5px solid rgb(80 130 180 / .55); outline-offset: 4px; border-radius: 1px; cursor: pointer }
  [data-src]:has(a:hover, summary:hover) { outline: none !important }
  @media print { [data-src] { outline: none !important } }`;

export class WebPane {
  // `pick(source)` is called for a click on a part that knows where it comes from.
  constructor(frame, pick) {
    this.frame = frame;
    this.pick = pick;
    this.slug = "";
    this.digest = "";
    this.loading = null;
    this.theme = "";
    frame.addEventListener("load", () => this.loaded());
  }

  get document() {
    return this.frame.hidden ? null : this.frame.contentDocument;
  }

  // Show the page `digest` of a note; another note begins at its top.
  async show(slug, digest) {
    if (!digest) {
      if (slug !== this.slug) this.clear(slug);
      return;
    }
    if (slug === this.slug && digest === this.digest) return;
    const other = slug !== this.slug || !this.digest;
    this.slug = slug;
    this.digest = digest;
    const address = `notes/${encodeURIComponent(slug)}/page.html`;
    if (other) {
      this.loading = address;
      this.frame.hidden = false;
      this.frame.contentWindow.location.replace(new URL(`${address}?v=${digest}`, document.baseURI));
      return;
    }
    if (this.loading) return; // what is being loaded may be older: `loaded` looks again
    const answer = await fetch(address);
    if (!answer.ok || slug !== this.slug) return;
    const text = await answer.text();
    if (this.digest !== digest) return; // a newer one is on its way
    // Parsed under the policy of the note's page, not of this one.
    const parser = new this.frame.contentWindow.DOMParser();
    await this.replace(parser.parseFromString(text, "text/html"));
  }

  clear(slug) {
    this.slug = slug;
    this.digest = "";
    this.frame.hidden = true;
  }

  loaded() {
    const doc = this.frame.contentDocument;
    if (!this.loading || !doc || doc.URL === "about:blank") return;
    const asked = new URL(doc.URL).searchParams.get("v");
    this.loading = null;
    const sheet = new this.frame.contentWindow.CSSStyleSheet();
    sheet.replaceSync(OUTLINE);
    doc.adoptedStyleSheets = [sheet];
    doc.addEventListener("click", (event) => this.clicked(event));
    doc.addEventListener("keydown", ({ key }) => dispatchEvent(new KeyboardEvent("keydown", { key })));
    this.paint();
    if (asked !== this.digest) {
      const digest = this.digest;
      this.digest = asked;
      this.show(this.slug, digest);
    }
  }

  async replace(next) {
    const doc = this.document;
    if (!doc?.body) return;
    await fonts(doc, next);
    const hold = anchor(doc);
    const changed = morph(doc, next);
    const view = this.frame.contentWindow;
    if (hold?.element.isConnected) {
      const moved = hold.element.getBoundingClientRect().top - hold.top;
      if (Math.abs(moved) > 0.5) view.scrollBy({ top: moved, behavior: "instant" });
    }
    for (const element of blocks(changed)) flash(element);
  }

  clicked(event) {
    const target = event.target;
    const link = target.closest("a[href]");
    if (link) {
      const href = link.getAttribute("href");
      event.preventDefault();
      if (href.startsWith("#")) {
        this.document.getElementById(decodeURIComponent(href.slice(1)))?.scrollIntoView({ behavior: motion() });
      } else if (/^(https?|mailto):/.test(href)) window.open(href, "_blank", "noopener");
      return;
    }
    if (target.closest("summary, button")) return;
    if (!this.frame.contentWindow.getSelection().isCollapsed) return;
    const part = target.closest("[data-src]");
    if (part) this.pick(part.dataset.src, "web");
  }

  // Scroll to what comes of a line; says whether there is such a thing.
  reveal(place) {
    const doc = this.document;
    if (!doc) return false;
    const parts = [...doc.querySelectorAll("[data-src]")].map((element) => ({ element, ...split(element.dataset.src) }));
    const found = nearest(parts, place)?.element;
    if (!found) return false;
    const box = found.getBoundingClientRect();
    const height = this.frame.contentWindow.innerHeight;
    if (box.top < 0 || box.bottom > height) {
      const top = box.height > height * 0.6 ? 24 : (height - box.height) / 3;
      this.frame.contentWindow.scrollBy({ top: box.top - top, behavior: motion() });
    }
    flash(found);
    return true;
  }

  setTheme(theme) {
    this.theme = theme;
    this.paint();
  }

  paint() {
    const root = this.document?.documentElement;
    if (!root) return;
    if (this.theme) root.dataset.theme = this.theme;
    else delete root.dataset.theme;
  }
}

export function motion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
}

// New fonts are fetched before the page asks for them: its text does not vanish meanwhile.
async function fonts(doc, next) {
  const named = (of) => new Set([...of.querySelectorAll("style")].flatMap((s) => s.textContent.match(/fonts\/[\w.-]+/g) ?? []));
  const known = named(doc);
  const fresh = [...named(next)].filter((name) => !known.has(name));
  await Promise.allSettled(fresh.map((name) => fetch(name).then((answer) => answer.blob())));
}

// What the reader looks at: the block near the top of the window, and how far down it stands.
function anchor(doc) {
  const view = doc.defaultView;
  if (view.scrollY <= 1) return null;
  for (const share of [0.12, 0.25, 0.4, 0.6, 0.8]) {
    for (const across of [0.6, 0.3]) {
      const hit = doc.elementFromPoint(view.innerWidth * across, view.innerHeight * share);
      const element = hit?.closest("p, li, h1, h2, h3, h4, figure, tr, section[id]");
      if (element) return { element, top: element.getBoundingClientRect().top };
    }
  }
  return null;
}

function blocks(changed) {
  const found = new Set();
  for (const element of changed) {
    const block = element.closest("p, li, h1, h2, h3, h4, td, th, figure, dd, dt");
    if (block) found.add(block);
  }
  return found.size > 12 ? [] : found; // a change of everything is seen anyway
}

function flash(element) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  element.animate([{ backgroundColor: "rgb(210 170 90 / .38)" }, { backgroundColor: "rgb(210 170 90 / 0)" }], {
    duration: 1100,
    easing: "ease-out",
  });
}
