// Changes a document into another one in place: what is the same stays the same node, so that the reader
// stays where they were.

const KEPT = new Set(["data-theme"]); // set on the root by the preview, not by the page

// Returns the elements whose content changed.
export function morph(from, to) {
  const changed = new Set();
  attributes(from.documentElement, to.documentElement, KEPT);
  attributes(from.body, to.body);
  children(from.head, to.head, new Set());
  children(from.body, to.body, changed);
  return changed;
}

function attributes(from, to, kept = new Set()) {
  // What the reader has opened stays open.
  const keeps = (name) => kept.has(name) || (name === "open" && from.localName === "details");
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !keeps(name)) from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value && !keeps(name)) from.setAttribute(name, value);
  }
}

function children(from, to, changed) {
  const now = [...from.childNodes];
  const next = [...to.childNodes];
  let start = 0;
  while (start < now.length && start < next.length && now[start].isEqualNode(next[start])) start += 1;
  let nowEnd = now.length;
  let nextEnd = next.length;
  while (nowEnd > start && nextEnd > start && now[nowEnd - 1].isEqualNode(next[nextEnd - 1])) {
    nowEnd -= 1;
    nextEnd -= 1;
  }
  if (start === nowEnd && start === nextEnd) return;
  const pool = new Set(now.slice(start, nowEnd));
  let reference = now[start] ?? null;
  for (const want of next.slice(start, nextEnd)) {
    const have = match(want, pool);
    if (have === null) {
      const made = from.ownerDocument.importNode(want, true);
      from.insertBefore(made, reference);
      changed.add(made.nodeType === Node.ELEMENT_NODE ? made : from);
      continue;
    }
    pool.delete(have);
    if (have === reference) reference = reference.nextSibling;
    else from.insertBefore(have, reference);
    node(have, want, changed);
  }
  for (const gone of pool) {
    gone.remove();
    changed.add(from);
  }
}

// The node that is to become `want`: the one with its id, else one that equals it, else the next of its kind.
function match(want, pool) {
  let kin = null;
  for (const have of pool) {
    if (have.nodeType !== want.nodeType || have.nodeName !== want.nodeName) continue;
    if (want.id || have.id) {
      if (want.id === have.id) return have;
      continue;
    }
    if (have.isEqualNode(want)) return have;
    kin ??= have;
  }
  return kin;
}

function node(have, want, changed) {
  if (have.isEqualNode(want)) return;
  if (have.nodeType !== Node.ELEMENT_NODE) {
    have.nodeValue = want.nodeValue;
    if (have.parentElement) changed.add(have.parentElement);
  } else if (have.localName === "svg") {
    const made = have.ownerDocument.importNode(want, true);
    have.replaceWith(made);
    changed.add(made);
  } else {
    attributes(have, want);
    children(have, want, changed);
  }
}
