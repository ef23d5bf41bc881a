/** Something whose changes others want to hear of. */
export class Observable {
  #listeners = new Set();

  /** @returns a function that ends it */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get isWatched() {
    return this.#listeners.size > 0;
  }

  changed() {
    for (const listener of [...this.#listeners]) listener();
  }
}
