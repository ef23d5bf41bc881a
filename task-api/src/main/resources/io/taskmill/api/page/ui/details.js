import { ApiError } from './api.js';
import { Observable } from './observable.js';

/** A task that changes often is asked for so often. */
const LEAST_PAUSE = 1_000;

/** So often a task is asked for that was issued but is not recorded yet. */
const UNRECORDED_PAUSE = 2_000;

const DELETED = 'task-deleted';

/** What cannot be an id is not asked for: an address may hold anything. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** One task in full, kept up with what the stream tells of it. */
export class Details extends Observable {
  id = null;
  task = null;
  error = null;
  #api;
  #lists;
  #timer = null;
  #age = 0;

  constructor(api, lists) {
    super();
    this.#api = api;
    this.#lists = lists;
  }

  /** @param id null to look at none */
  open(id) {
    if (id === this.id) return;
    this.id = id;
    this.task = null;
    this.error = null;
    this.again();
  }

  again() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#age++;
    this.changed();
    if (this.id !== null) this.#load(this.#age);
  }

  /** Takes in that a task was deleted. */
  gone(id) {
    if (id !== this.id) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#age++;
    this.task = null;
    this.error = new ApiError({ type: DELETED });
    this.changed();
  }

  /** Takes in what the stream tells of any task. */
  hear(row) {
    if (row?.id === this.id && this.error?.type !== DELETED && !(this.task?.version >= row.version)) this.#schedule(LEAST_PAUSE);
  }

  async #load(age) {
    try {
      if (!ID.test(this.id)) throw new ApiError({ type: 'malformed-id' });
      const task = await this.#lists.take(this.#api.task(this.id));
      if (age !== this.#age) return;
      this.task = task;
      this.error = null;
      if (task.recorded === false) this.#schedule(UNRECORDED_PAUSE);
    } catch (e) {
      if (age !== this.#age) return;
      this.error = e;
      if (e.type === DELETED) this.task = null;
    }
    this.changed();
  }

  #schedule(pause) {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#load(this.#age);
    }, pause);
  }
}
