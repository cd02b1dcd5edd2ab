// Time, which a test can advance.

/** As they are before a test fakes them: its fake timers would stop the mocks' time by surprise. */
const { setTimeout, clearTimeout } = globalThis;
const machineNow = Date.now;

/** The longest time that `setTimeout` takes. */
const TIMER_MS = 2 ** 31 - 1;

/**
 * The machine's clock, or one that stands still at an instant, in milliseconds; both can be moved
 * forward. What waits on it wakes when its time has come, however it came.
 */
export class Clock {
  #base;
  #offset = 0;
  #aim = 0;
  #waiting = new Set();

  /** `standsAt`: the instant of a clock that stands still; without it, the machine's clock. */
  constructor(standsAt) {
    this.#base = standsAt === undefined ? machineNow : () => standsAt;
  }

  /** Whether it moves only when it is moved. */
  get standsStill() {
    return this.#base !== machineNow;
  }

  /** Now, in milliseconds since the Unix epoch. */
  now() {
    return this.#base() + this.#offset;
  }

  /** Moves it forward to an instant; never back. */
  moveTo(ms) {
    this.#offset += Math.max(0, ms - this.now());
    for (const alarm of [...this.#waiting]) this.#look(alarm);
  }

  /** The instant to which it is to be moved by so much: two who do so at once move it by the sum. */
  aim(ms) {
    this.#aim = Math.max(this.#aim, this.now()) + ms;
    return this.#aim;
  }

  /** It is to be moved to that instant, as `aim` gave it before the process was ended. */
  aimAt(ms) {
    this.#aim = Math.max(this.#aim, ms);
  }

  /** Whether it is still to be moved to that instant: it is not once it was reset. */
  aimsAt(ms) {
    return this.#aim >= ms;
  }

  /** By how much it is ahead when it shows an instant. */
  aheadAt(ms) {
    return ms - this.#base();
  }

  /** Sets it back to where it was before anyone moved it. Who waits on it waits no longer for that. */
  reset() {
    for (const alarm of this.#waiting) alarm.ms -= this.#offset;
    this.#offset = this.#aim = 0;
    for (const alarm of this.#waiting) this.#set(alarm);
  }

  /**
   * Calls `ring` once, at an instant or soon after; gives the function that prevents it. Only if it
   * `holds` does Node stay alive for it.
   */
  at(ms, ring, { holds = true } = {}) {
    const alarm = { ms, ring, holds, timer: undefined };
    this.#waiting.add(alarm);
    this.#set(alarm);
    return () => this.#drop(alarm);
  }

  /** Waits; a clock that stands still waits for nobody. */
  async sleep(ms) {
    if (ms > 0 && !this.standsStill) {
      await new Promise((resolve) => this.at(this.now() + ms, resolve));
    }
  }

  /** Wakes all that wait, whatever their time. */
  wakeAll() {
    for (const alarm of [...this.#waiting]) this.#ring(alarm);
  }

  #set(alarm) {
    if (this.standsStill) return;
    const wait = Math.min(Math.max(0, alarm.ms - this.now()), TIMER_MS);
    clearTimeout(alarm.timer);
    alarm.timer = setTimeout(() => this.#look(alarm), wait);
    if (!alarm.holds) alarm.timer.unref?.();
  }

  #look(alarm) {
    if (alarm.ms > this.now()) this.#set(alarm);
    else this.#ring(alarm);
  }

  #ring(alarm) {
    this.#drop(alarm);
    alarm.ring();
  }

  #drop(alarm) {
    clearTimeout(alarm.timer);
    this.#waiting.delete(alarm);
  }
}
