// Time for a request, in turns, so that what the machine does beside touches all alike.

/** How many turns each contender gets, and how long each is at least, in milliseconds. */
const TURNS = 5;
const TURN_MS = 150;

/** Asks the first, the middle and the last endpoint in turn, as a test suite asks a few of many. */
const aFew = (size, count) => [0, size >> 1, size - 1][count % 3];

/** Asks every endpoint in its turn, far from its neighbours: none is in the processor's cache. */
export const all = (size, count) => (count * 7919) % size;

/** The contenders' times for a request in microseconds, each the median of its turns, by name. */
export async function measure(contenders, size, asked = aFew) {
  const turns = new Map(contenders.map(({ name }) => [name, []]));
  for (let turn = 0; turn <= TURNS; turn += 1) {
    for (const contender of contenders) {
      const one = await measureTurn(contender, size, asked);
      if (turn > 0) turns.get(contender.name).push(one); // the first warms up
    }
  }
  return new Map([...turns].map(([name, times]) => [name, median(times)]));
}

async function measureTurn({ name, begin }, size, asked) {
  const pathFor = (count) => `/api-${asked(size, count)}/users/${count}`;
  const { ask, end } = await begin(size);
  await check(name, await ask(pathFor(0)));
  const began = performance.now();
  let count = 0;
  while (performance.now() - began < TURN_MS) {
    await (await ask(pathFor(count))).json();
    count += 1;
  }
  const took = performance.now() - began;
  await end();
  return (took * 1000) / count;
}

async function check(name, response) {
  const text = await response.text();
  if (text !== '{"id":"0","name":"Ana","active":true}') throw new Error(`${name} answered ${text}`);
}

const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
