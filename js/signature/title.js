// What secrets and keys are called where something is wrong with them.

/** A key by the name of its variable, null for one that stands in the file: never by its text. */
export const title = (keyType, name) => {
  const what = keyType.replace("-", " ");
  return name === null ? `the ${what} in the mocks file` : `the ${what} \`${name}\``;
};
