// How much of what came in is kept, on every host.

/** How many requests the journal keeps. */
export const REQUESTS = 1_000;

/** How many requests each inbox keeps. */
export const CAUGHT = 200;

/** How many inboxes there are: a further one takes the place of that which caught nothing for the longest time. */
export const INBOXES = 50;

/** How much of a body is handed to the engine, in bytes. It keeps half of that (src/journal/record.rs). */
export const BODY = 128 * 1024;

/** How much text a page has at most, in characters, but for its last record. */
export const PAGE = 4 * 1024 * 1024;
