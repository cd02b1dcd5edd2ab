// Time for a request, in turns, so that what the machine does beside touches all alike.

/** How many turns each contender gets, and how long each is at least, in milliseconds. */
const TURNS = 5;
const TURN_MS = 150;

/** The contenders' times for a request in microseconds, each the median of its turns, by name. */
export async function measure(contenders, size) {
  const turns = new Map(contenders.map(({ name }) => [name, []]));
  for (let turn = 0; turn <= TURNS; turn += 1) {
    for (const contender of contenders) {
      const one = await measureTurn(contender, size);
      if (turn > 0) turns.get(contender.name).push(one); // the first warms up
    }
  }
  return new Map([...turns].map(([name, times]) => [name, median(times)]));
}

async function measureTurn({ name, begin }, size) {
  const { ask, end } = await begin(size);
  await check(name, await ask(pathFor(size, 0)));
  const began = performance.now();
  let count = 0;
  while (performance.now() - began < TURN_MS) {
    await (await ask(pathFor(size, count))).json();
    count += 1;
  }
  const took = performance.now() - began;
  await end();
  return (took * 1000) / count;
}

/** Each endpoint in its turn, far from its neighbours. */
const pathFor = (size, count) => `/api-${(count * 7919) % size}/users/${count}`;

async function check(name, response) {
  const text = await response.text();
  if (text !== '{"id":"0","name":"Ana","active":true}') throw new Error(`${name} answered ${text}`);
}

const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
