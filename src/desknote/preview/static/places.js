// Places in the source: "content/notes/x/note.yaml:14".

export function split(source) {
  const at = source.lastIndexOf(":");
  return { file: source.slice(0, at), line: Number(source.slice(at + 1)) };
}

// Of parts with `file` and `line`, the one that a place belongs to: the last that begins at or before it,
// within the place's own block of the file (`first` to `last`); of several, the innermost, which comes last.
export function nearest(parts, { file, line, first = 1, last = Infinity }) {
  let best = null;
  for (const part of parts) {
    if (part.file !== file || part.line > line || part.line < first || part.line > last) continue;
    if (best === null || part.line >= best.line) best = part;
  }
  return best;
}
