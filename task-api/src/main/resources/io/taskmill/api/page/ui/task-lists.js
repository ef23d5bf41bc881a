import { Observable } from './observable.js';
import { PAGE } from './tasks-store.js';

/** What the API gives at once at most. */
const MAX_LIMIT = 200;

/** A person does not read more; a command line can list them all. */
export const MAX_SHOWN = 1_000;

/** However many changes come, the page is drawn so often. */
const DRAW_MILLIS = 100;

/** A tab whose rows move on faster than they are listed asks so often. */
const REFILL_MILLIS = 1_000;

/** Fills the store from the API as far as somebody looks, and says how that goes. */
export class TaskLists extends Observable {
  active = 'PENDING';
  #api;
  #store;
  #loading = new Set();
  #errors = new Map();
  #age = 0;
  #drawing = null;
  #refilled = 0;
  #before = null;

  constructor(api, store) {
    super();
    this.#api = api;
    this.#store = store;
  }

  /** @returns {rows, loaded, loading, error, hasMore, isFull} of the tab that is open */
  get view() {
    const tab = this.#store.tab(this.active);
    return {
      rows: tab.loaded ? this.#store.view(this.active) : (this.#before?.get(this.active) ?? []),
      loaded: tab.loaded || (this.#before?.has(this.active) ?? false),
      loading: this.#loading.has(this.active),
      error: this.#errors.get(this.active) ?? null,
      hasMore: tab.hasMore,
      isFull: tab.capacity >= MAX_SHOWN,
      unreadable: this.#store.unreadable,
    };
  }

  show(category) {
    this.active = category;
    if (!this.#store.tab(category).loaded) this.#fill(category);
    this.changed();
  }

  older() {
    const tab = this.#store.tab(this.active);
    tab.capacity = Math.min(MAX_SHOWN, tab.capacity + PAGE);
    return this.#fill(this.active);
  }

  again() {
    return this.#fill(this.active);
  }

  /** Forgets everything and lists the open tab anew. What it shows stays until the new list is there. */
  reset() {
    const { loaded, rows } = this.view;
    this.#before = loaded ? new Map([[this.active, rows]]) : null;
    this.#age++;
    this.#loading.clear();
    this.#errors.clear();
    this.#store.reset();
    return this.#fill(this.active);
  }

  /** Takes in what the stream tells. */
  hear(row) {
    this.#store.changed(row);
    this.#draw();
  }

  /** Takes in that a task was deleted. */
  gone(id) {
    this.#store.gone(id);
    this.#draw();
  }

  /** Sends a request that gives a row, and takes the row in; null if there is none any more. */
  async take(request) {
    const end = this.#store.begin();
    try {
      const row = await request;
      if (row !== null) this.#store.changed(row);
      return row;
    } finally {
      end();
      this.changed();
    }
  }

  async #fill(category) {
    if (this.#loading.has(category)) return;
    const age = this.#age;
    const end = this.#store.begin();
    this.#loading.add(category);
    this.#errors.delete(category);
    this.changed();
    try {
      await this.#pages(category, age);
    } catch (e) {
      if (age === this.#age) this.#errors.set(category, e);
    } finally {
      end();
      if (age === this.#age) this.#loading.delete(category);
      this.changed();
    }
  }

  async #pages(category, age) {
    const tab = this.#store.tab(category);
    do {
      const missing = tab.cut || !tab.loaded ? tab.capacity : tab.capacity - this.#store.view(category).length;
      const limit = Math.max(1, Math.min(MAX_LIMIT, missing));
      const page = await this.#api.tasks({ category, limit, cursor: tab.cut ? undefined : tab.next });
      if (age !== this.#age) return; // a reset came first
      this.#store.listed(category, page);
      this.changed();
    } while (tab.next !== undefined && this.#store.view(category).length < tab.capacity);
  }

  #draw() {
    this.#drawing ??= setTimeout(() => {
      this.#drawing = null;
      this.#store.tidy();
      this.changed();
      this.#refill();
    }, DRAW_MILLIS);
  }

  /** Rows that move on leave room for those that wait below. */
  #refill() {
    const tab = this.#store.tab(this.active);
    const isLow = tab.loaded && tab.hasMore && this.#store.view(this.active).length < tab.capacity / 2;
    if (isLow && !this.#errors.has(this.active) && Date.now() - this.#refilled > REFILL_MILLIS) {
      this.#refilled = Date.now();
      this.#fill(this.active);
    }
  }
}
