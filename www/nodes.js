// Nodes of the page.
//
// Whatever a request or a mocks file holds becomes text here, never markup: nodes are made by
// `make`, and nothing reads HTML from a string.

/** The node with an id of index.html. */
export const by = (id) => document.getElementById(id);

/** An element with attributes; children that are texts become text. */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== undefined));
  return node;
}

/** Sets a text, if it is another: what is announced or selected is not disturbed without a cause. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Shows a text in a place of its own, or takes both away. */
export function note(id, text = "") {
  say(by(id), text);
  by(id).hidden = text === "";
}
