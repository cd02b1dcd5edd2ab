// What is wrong with a secret or a key.

/** Says what is wrong, as what follows a name: "is empty". It never holds the text itself. */
export class KeyFault extends Error {}
