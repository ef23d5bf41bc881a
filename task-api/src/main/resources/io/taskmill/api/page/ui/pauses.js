import { Observable } from './observable.js';

const PAUSE = 15_000;

/** What is paused: asked for now and then. */
export class Pauses extends Observable {
  /** [{kind, name, by, reason, since}]; empty as long as it is not known */
  items = [];
  #api;
  #timer = null;

  constructor(api) {
    super();
    this.#api = api;
  }

  async refresh() {
    clearTimeout(this.#timer);
    try {
      const { items } = await this.#api.pauses();
      this.items = Array.isArray(items) ? items : [];
    } catch {
      this.items = []; // rather none than old ones; the lists and the stream tell what is wrong
    }
    this.changed();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.refresh(), PAUSE);
  }
}
