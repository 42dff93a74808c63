// The PDF's pages as pictures: only those in sight are fetched, and only when they look otherwise.

import { nearest, split } from "./places.js";
import { motion } from "./web.js";
import { make, say } from "./words.js";

const WIDEST = 860; // CSS pixels
const SETTLED = 160; // milliseconds after which a window is no longer being resized

export class PagesPane {
  constructor(pane, pick) {
    this.pane = pane;
    this.pick = pick;
    this.slug = "";
    this.name = "";
    this.sheets = [];
    this.boxes = [];
    this.seen = new IntersectionObserver((entries) => this.scrolled(entries), { root: pane, rootMargin: "700px 0px" });
    let timer = 0;
    this.height = 0;
    new ResizeObserver(() => {
      // The same place stays in sight when all grows or shrinks.
      if (this.height) this.pane.scrollTop *= this.pane.scrollHeight / this.height;
      this.height = this.pane.scrollHeight;
      clearTimeout(timer);
      timer = setTimeout(() => this.resized(), SETTLED);
    }).observe(pane);
  }

  // Show the PDF `name` of a note, whose pages are [digest, width, height].
  async show(slug, name, pages) {
    if (slug === this.slug && name === this.name) return;
    const other = slug !== this.slug;
    this.slug = slug;
    this.name = name;
    if (other) {
      this.boxes = [];
      for (const sheet of this.sheets.splice(0)) sheet.remove();
      this.pane.scrollTop = 0;
    }
    while (this.sheets.length > pages.length) {
      const sheet = this.sheets.pop();
      this.seen.unobserve(sheet);
      sheet.remove();
    }
    pages.forEach(([digest, width, height], i) => {
      const sheet = this.sheets[i] ?? this.add(i);
      sheet.digest = digest;
      sheet.size = [width, height];
      sheet.style.aspectRatio = `${width} / ${height}`;
      sheet.picture.alt = say("page", { n: i + 1, all: pages.length });
      sheet.foot.textContent = `${i + 1} / ${pages.length}`;
      if (sheet.near) this.draw(sheet);
    });
    this.height = this.pane.scrollHeight;
    if (!name) return;
    const answer = await fetch(`notes/${encodeURIComponent(slug)}/boxes`);
    if (!answer.ok) return;
    const boxes = await answer.json();
    if (this.name === name) this.boxes = boxes.map((page) => page.map(([x, y, w, h, source]) => ({ x, y, w, h, source, ...split(source) })));
  }

  add(index) {
    const sheet = make("figure", "sheet");
    sheet.picture = make("img");
    sheet.picture.draggable = false;
    sheet.mark = make("div", "hot");
    sheet.mark.hidden = true;
    sheet.foot = make("figcaption");
    sheet.append(sheet.picture, sheet.mark, sheet.foot);
    sheet.addEventListener("mousemove", (event) => this.point(sheet, this.under(index, event)));
    sheet.addEventListener("mouseleave", () => this.point(sheet, null));
    sheet.addEventListener("click", (event) => {
      const box = this.under(index, event);
      if (box) this.pick(box.source, "pages");
    });
    this.sheets.push(sheet);
    this.pane.append(sheet);
    this.seen.observe(sheet);
    return sheet;
  }

  scrolled(entries) {
    for (const { target, isIntersecting } of entries) {
      target.near = isIntersecting;
      if (isIntersecting) this.draw(target);
    }
  }

  resized() {
    for (const sheet of this.sheets) if (sheet.near) this.draw(sheet);
  }

  // Fetch the picture that a sheet ought to show; the old one stays until it is there.
  draw(sheet) {
    const room = Math.min(sheet.clientWidth || WIDEST, WIDEST);
    const width = Math.round(room * (devicePixelRatio || 1));
    const address = `notes/${encodeURIComponent(this.slug)}/pages/${sheet.digest}.png?w=${width}`;
    if (sheet.wanted === address) return;
    sheet.wanted = address;
    const next = new Image();
    next.src = address;
    next.decode().then(
      () => {
        if (sheet.wanted !== address) return;
        sheet.picture.src = address;
        sheet.classList.add("drawn");
      },
      () => {
        if (sheet.wanted === address) sheet.wanted = ""; // a newer PDF came: its news is on the way
      },
    );
  }

  // The innermost box under the pointer.
  under(index, event) {
    const sheet = this.sheets[index];
    const frame = sheet.getBoundingClientRect();
    const scale = sheet.size[0] / frame.width;
    const x = (event.clientX - frame.left) * scale;
    const y = (event.clientY - frame.top) * scale;
    let best = null;
    for (const box of this.boxes[index] ?? []) {
      if (x < box.x || y < box.y || x > box.x + box.w || y > box.y + box.h) continue;
      if (best === null || box.w * box.h <= best.w * best.h) best = box;
    }
    return best;
  }

  point(sheet, box) {
    sheet.classList.toggle("pointed", box !== null);
    this.place(sheet.mark, sheet, box);
  }

  place(mark, sheet, box) {
    mark.hidden = box === null;
    if (box === null) return;
    const [width, height] = sheet.size;
    mark.style.left = `${(box.x / width) * 100}%`;
    mark.style.top = `${(box.y / height) * 100}%`;
    mark.style.width = `${(box.w / width) * 100}%`;
    mark.style.height = `${(box.h / height) * 100}%`;
  }

  reveal(place) {
    const all = this.boxes.flatMap((boxes, page) => boxes.map((box) => ({ ...box, page })));
    const found = nearest(all, place);
    if (!found) return false;
    // A part that goes on to another page begins on the first of them.
    const box = all.find((one) => one.source === found.source) ?? found;
    const sheet = this.sheets[box.page];
    const scale = sheet.clientWidth / sheet.size[0];
    const top = sheet.offsetTop + box.y * scale;
    const view = this.pane;
    if (top < view.scrollTop + 8 || top + box.h * scale > view.scrollTop + view.clientHeight - 8) {
      view.scrollTo({ top: Math.max(0, top - view.clientHeight / 4), behavior: motion() });
    }
    const glow = make("div", "glow");
    this.place(glow, sheet, box);
    sheet.append(glow);
    setTimeout(() => glow.remove(), 1400);
    return true;
  }
}
