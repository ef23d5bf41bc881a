import { Observable } from './observable.js';

const SECOND = 1000;

/** A Date header has whole seconds, and travels: less than that is no difference. */
const TOLERANCE = 2 * SECOND;

/** The server's time, as far as its answers tell it, since a reader's own clock may be wrong. Ticks each second. */
export class Clock extends Observable {
  #ahead = 0;
  #timer = null;

  subscribe(listener) {
    const end = super.subscribe(listener);
    this.#timer ??= setInterval(() => this.changed(), SECOND);
    return () => {
      end();
      if (!this.isWatched) {
        clearInterval(this.#timer);
        this.#timer = null;
      }
    };
  }

  /** @returns milliseconds since 1970 */
  now() {
    return Date.now() + this.#ahead;
  }

  /** @param header of an answer that has just come; null if it had none */
  learn(header) {
    const ahead = Date.parse(header ?? '') - Date.now();
    if (!Number.isNaN(ahead)) this.#ahead = Math.abs(ahead) > TOLERANCE ? ahead : 0;
  }
}
