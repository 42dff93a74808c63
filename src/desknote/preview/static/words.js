// The page's words, in the language that the server was started with.

let table = {};

export function setWords(words) {
  table = words;
}

export function say(key, values = {}) {
  return (table[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

// "1 error", "3 errors"
export function count(n, one, many) {
  return n === 1 ? say(one) : say(many, { n });
}

// An element with a class and text or children. Text never becomes markup.
export function make(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content.filter((part) => part !== null && part !== undefined && part !== ""));
  return element;
}

export function button(className, text, act) {
  const element = make("button", className, text);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}
