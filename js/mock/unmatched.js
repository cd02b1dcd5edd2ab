// What becomes of a request that no endpoint answers.

const POLICIES = ["bypass", "warn", "error"];

/** Throws if this is none of the policies. */
export function needPolicy(policy) {
  if (POLICIES.includes(policy)) return;
  throw new TypeError(
    `wasmock: \`onUnmatched\` must be one of ${POLICIES.join(", ")}, not ${JSON.stringify(policy)}`,
  );
}

/** A function of a request: gives the answer that ends it, or nothing to let it go on. */
export function unmatchedPolicy(policy = "bypass") {
  needPolicy(policy);
  return ({ method, url }) => {
    if (policy === "bypass") return undefined;
    const words = `wasmock: no endpoint answers ${method} ${url}`;
    if (policy === "error") return Promise.reject(new TypeError(words));
    console.warn(`${words}; it goes on to its server`);
    return undefined;
  };
}
