// The mocks as a page gives them.

import { inlineSource, isFileName } from "../mock/source.js";

/** One line that an address begins like, and no mocks file does. */
const ADDRESS = /^(https?:\/\/|\.{0,2}\/)[^\n]*$/;

/** `{name, text}` of mocks given themselves, `{name, url}` of an address for the worker to fetch. */
export function sourceOf(mocks, name) {
  if (mocks === undefined) throw new TypeError("wasmock: `start` wants `mocks`");
  return isAddress(mocks)
    ? addressed(new URL(mocks, document.baseURI), name)
    : inlineSource(mocks, name);
}

const isAddress = (mocks) =>
  mocks instanceof URL || isFileName(mocks) || (typeof mocks === "string" && ADDRESS.test(mocks));

const addressed = ({ href, pathname }, name = decodeURI(pathname.slice(1))) => ({
  name,
  url: href,
});
