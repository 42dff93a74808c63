// What is wrong, over the last good page: each finding with the line that it stands on.

import { button, count, make, say } from "./words.js";

export class Problems {
  constructor(card, badge, open) {
    this.card = card;
    this.badge = badge;
    this.open = open; // opens a place in the editor, or shows it
    this.shown = "";
    this.hidden = false;
    badge.addEventListener("click", () => this.toggle());
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.card.hidden) this.toggle();
    });
  }

  // Errors come up by themselves, warnings when asked for.
  show(findings) {
    const text = JSON.stringify(findings);
    if (text === this.shown) return;
    this.shown = text;
    const errors = findings.filter((one) => one.severity === "error");
    const rest = findings.length - errors.length;
    const parts = [];
    if (errors.length) parts.push(count(errors.length, "error", "errors"));
    if (rest) parts.push(count(rest, "warning", "warnings"));
    this.badge.hidden = parts.length === 0;
    this.badge.textContent = parts.join(" · ");
    this.badge.classList.toggle("bad", errors.length > 0);
    this.hidden = errors.length === 0;
    this.card.classList.toggle("bad", errors.length > 0);
    this.card.replaceChildren(
      make("header", "", make("strong", "", parts.join(" · ")), button("quiet", say("hide"), () => this.toggle())),
      make("ul", "", ...findings.map((one) => this.entry(one))),
    );
    this.paint(findings.length === 0);
  }

  toggle() {
    this.hidden = !this.hidden;
    this.paint(this.badge.hidden);
  }

  paint(nothing) {
    this.card.hidden = nothing || this.hidden;
    this.badge.setAttribute("aria-expanded", String(!this.card.hidden));
  }

  entry(one) {
    const entry = make("li", one.severity);
    entry.append(make("p", "message", make("span", "code", one.code), " ", one.message));
    if (one.place) {
      const { file, line, column } = one.place;
      const where = `${file}:${line}:${column}`;
      entry.append(
        file.startsWith("<") ? make("p", "place", where) : button("place", where, () => this.open(`${file}:${line}`)),
      );
    }
    if (one.excerpt) entry.append(excerpt(one.excerpt, one.label));
    if (one.help) entry.append(make("p", "help", make("b", "", say("help")), " ", one.help));
    return entry;
  }
}

// Lines of a file, one of them marked from column `start` to `end`.
export function excerpt({ first, line, lines, start, end }, label = "", whole = false) {
  const rows = lines.map((text, i) => {
    const here = first + i === line;
    const row = make("div", here ? "row here" : "row", make("span", "number", String(first + i)));
    if (!here || whole) row.append(make("span", "text", text));
    else {
      const middle = make("mark", "", text.slice(start, end) || " ");
      row.append(make("span", "text", text.slice(0, start), middle, text.slice(end)));
      if (label) row.append(make("span", "label", label));
    }
    return row;
  });
  return make("pre", "excerpt", ...rows);
}
