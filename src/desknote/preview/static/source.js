// The card that says where a part of the page was written, and opens it in the editor.

import { excerpt } from "./problems.js";
import { button, make, say } from "./words.js";

export class SourceCard {
  constructor(card) {
    this.card = card;
    this.editor = false;
    this.asked = "";
    addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.card.hidden = true;
    });
  }

  async show(source) {
    this.asked = source;
    const answer = await fetch(`source?at=${encodeURIComponent(source)}`);
    if (this.asked !== source) return;
    if (!answer.ok) {
      this.card.replaceChildren(make("header", "", make("code", "", source), this.closer()));
    } else {
      const place = await answer.json();
      const where = `${place.file}:${place.line}`;
      this.said = make("span", "said");
      this.said.setAttribute("role", "status");
      this.card.replaceChildren(
        make("header", "", make("code", "", where), this.closer()),
        place.excerpt ? excerpt(place.excerpt, "", true) : null ?? "",
        make("footer", "", this.opener(place, where), button("quiet", say("copy"), () => this.copy(where)), this.said),
      );
    }
    this.card.hidden = false;
  }

  closer() {
    const close = button("close", "×", () => (this.card.hidden = true));
    close.setAttribute("aria-label", say("close"));
    return close;
  }

  // The configured command, else a link that editors of the VS Code family answer to.
  opener(place, where) {
    if (this.editor) return button("open", say("open"), () => this.start(where));
    const link = make("a", "open", say("open"));
    link.href = `vscode://file${place.path.startsWith("/") ? "" : "/"}${encodeURI(place.path)}:${place.line}`;
    return link;
  }

  async start(where) {
    const answer = await fetch("open", { method: "POST", body: where });
    this.said.textContent = say(answer.ok ? "opened" : "not_opened");
  }

  async copy(where) {
    await navigator.clipboard?.writeText(where).catch(() => {});
    this.said.textContent = say("copied");
  }
}
