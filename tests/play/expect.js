// What a case expects, against what came: each difference in words, none if all holds.

import { asText, Exact, parseJson } from "./exact.js";

/** A text between slashes is a regular expression. */
export function pattern(text) {
  const found = typeof text === "string" && /^\/(.*)\/$/s.exec(text);
  return found ? new RegExp(found[1]) : undefined;
}

/** Compares status, headers and body of an answer or of an arrival at the sink; what is not expected is free. */
export function differences(wanted, got) {
  return [
    ...differentStatus(wanted.status, got.status),
    ...differentHeaders(wanted.headers, got.headers),
    ...differentText(wanted.text, got.body),
    ...("json" in wanted ? differentBody(wanted.json, got.body) : []),
  ];
}

/** The differences of two JSON values, each with its place. */
export function differentJson(wanted, got, place = "$") {
  const fault = [`${place}: expected ${shown(wanted)}, got ${shown(got)}`];
  if (wanted === "§int") return got instanceof Exact && /^-?\d+$/.test(got.text) ? [] : fault;
  if (pattern(wanted)) return typeof got === "string" && pattern(wanted).test(got) ? [] : fault;
  if (wanted instanceof Exact) return got instanceof Exact && wanted.equals(got) ? [] : fault;
  if (kind(wanted) !== kind(got)) return fault;
  if (Array.isArray(wanted))
    return wanted.length === got.length ? eachOf(wanted, got, place) : fault;
  if (kind(wanted) === "object") return differentObject(wanted, got, place);
  return wanted === got ? [] : fault;
}

function differentObject(wanted, got, place) {
  const keys = Object.keys(wanted).filter((key) => key !== "…");
  const isOpen = wanted["…"] === true || (keys.length === 1 && keys[0] === "error");
  const extra = isOpen ? [] : Object.keys(got).filter((key) => !keys.includes(key));
  return [
    ...extra.map((key) => `${place}.${key}: not expected, got ${shown(got[key])}`),
    ...keys.flatMap((key) =>
      Object.hasOwn(got, key)
        ? differentJson(wanted[key], got[key], `${place}.${key}`)
        : [`${place}.${key}: expected ${shown(wanted[key])}, but it is missing`],
    ),
  ];
}

const eachOf = (wanted, got, place) =>
  wanted.flatMap((item, i) => differentJson(item, got[i], `${place}[${i}]`));

function kind(value) {
  if (value === null || Array.isArray(value) || value instanceof Exact) {
    return value?.constructor.name ?? "null";
  }
  return typeof value;
}

const shown = (value) => (value === undefined ? "nothing" : JSON.stringify(value));

function differentStatus(wanted, got) {
  if (wanted === undefined || Number(wanted.text) === got) return [];
  return [`status: expected ${wanted.text}, got ${got}`];
}

function differentHeaders(wanted = {}, got) {
  return Object.entries(wanted).flatMap(([name, value]) => {
    const found = got[name.toLowerCase()];
    return isHeader(value, found)
      ? []
      : [`header ${name}: expected ${value === null ? "none" : shown(value)}, got ${shown(found)}`];
  });
}

/** `found` lists the values of a header sent several times. */
function isHeader(wanted, found) {
  if (wanted === null) return found === undefined;
  if (found === undefined) return false;
  if (Array.isArray(wanted)) {
    return (
      wanted.length === found.length && wanted.every((value, i) => isHeader(value, [found[i]]))
    );
  }
  const text = found.join(", ");
  return pattern(wanted)?.test(text) ?? text === asText(wanted);
}

function differentText(wanted, got) {
  if (wanted === undefined || (pattern(wanted)?.test(got) ?? wanted === got)) return [];
  return [`text: expected ${shown(wanted)}, got ${shown(got)}`];
}

function differentBody(wanted, got) {
  let value;
  try {
    value = parseJson(got);
  } catch {
    return [`json: expected ${shown(wanted)}, got what is no JSON: ${shown(got)}`];
  }
  return differentJson(wanted, value);
}
