import { Observable } from './observable.js';

/** The types that workers have announced. */
export class TaskTypes extends Observable {
  /** Titles in the reader's language by name; null until they are known */
  titles = null;
  #api;

  constructor(api) {
    super();
    this.#api = api;
  }

  async refresh() {
    try {
      const { items } = await this.#api.types();
      this.titles = new Map(items.map(({ name, title }) => [name, title]));
    } catch {
      this.titles = null; // the form names its types itself, and a submission tells what is wrong
    }
    this.changed();
  }

  /** Whether it is certain that no worker runs it. */
  isMissing(name) {
    return this.titles !== null && !this.titles.has(name);
  }
}
