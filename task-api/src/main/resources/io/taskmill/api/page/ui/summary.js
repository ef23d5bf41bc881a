import { Observable } from './observable.js';

const LEAST_PAUSE = 1_000;
const IDLE_PAUSE = 30_000;

/** Counts may be written a little after what they count: one more look when all is calm. */
const SETTLED = 3_000;

/** How many tasks there are in each category: asked for soon after a change, at most once a second, and now and then. */
export class Summary extends Observable {
  /** {PENDING, FAILED, FINISHED}; null until they are known */
  counts = null;
  /** Whether some of them are being verified, so that they may be a little off. */
  recounting = false;
  #api;
  #timer = null;
  #due = Infinity;
  #asked = -Infinity;
  #unsettled = false;

  constructor(api) {
    super();
    this.#api = api;
  }

  /** Something has changed. */
  hear() {
    this.#unsettled = true;
    this.#schedule(Math.max(Date.now(), this.#asked + LEAST_PAUSE));
  }

  async refresh() {
    this.#cancel();
    this.#asked = Date.now();
    const isSettled = !this.#unsettled;
    this.#unsettled = false;
    try {
      const summary = await this.#api.summary();
      this.counts = summary.categories ?? null;
      this.recounting = summary.recounting === true;
    } catch {
      this.counts = null; // rather none than old ones; the lists and the stream tell what is wrong
    }
    this.changed();
    this.#schedule(Date.now() + (isSettled ? IDLE_PAUSE : SETTLED));
  }

  #schedule(at) {
    if (at >= this.#due) return;
    this.#cancel();
    this.#due = at;
    this.#timer = setTimeout(() => this.refresh(), at - Date.now());
  }

  #cancel() {
    clearTimeout(this.#timer);
    this.#due = Infinity;
  }
}
