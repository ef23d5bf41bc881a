import { Api } from './api.js';
import { Clock } from './clock.js';
import { Details } from './details.js';
import { Language } from './language.js';
import { Pauses } from './pauses.js';
import { Summary } from './summary.js';
import { TaskLists } from './task-lists.js';
import { TasksStore } from './tasks-store.js';
import { TaskStream } from './stream.js';
import { TaskTypes } from './task-types.js';

/** If the stream does not come up so soon, lists are loaded without it. */
const PATIENCE = 1_500;

/** All that the elements show and do. */
export class Mill {
  #fallback = null;

  constructor(window) {
    this.language = new Language(window);
    this.clock = new Clock();
    this.api = new Api(this.language, this.clock);
    this.types = new TaskTypes(this.api);
    this.pauses = new Pauses(this.api);
    this.lists = new TaskLists(this.api, new TasksStore());
    this.summary = new Summary(this.api);
    this.details = new Details(this.api, this.lists);
    this.stream = new TaskStream(
      signal => this.api.stream(signal),
      event => this.#hear(event),
    );
    this.stream.followVisibility(window.document);
    this.language.subscribe(() => this.start());
  }

  /** Also starts everything anew, in another language. */
  start() {
    this.stream.restart();
    clearTimeout(this.#fallback);
    this.#fallback = setTimeout(() => this.#reload(), PATIENCE);
  }

  /** @returns the accepted task, which its list shows at once */
  submit(submission) {
    return this.lists.take(this.api.submit(submission));
  }

  /** Cancels or retries a task, which is shown at once as it is then. */
  async command(id, verb, body, command) {
    try {
      return await this.lists.take(this.api.command(id, verb, body, command));
    } finally {
      if (this.details.id === id) this.details.again();
    }
  }

  /**
   * Deletes a task, or cancels one that has not ended, if that is confirmed.
   *
   * @returns whether nothing is left of it; else it is shown at once as it is then
   */
  async delete(id, confirmed, command) {
    let isGone = false;
    try {
      isGone = (await this.lists.take(this.api.delete(id, confirmed, command))) === null;
      return isGone;
    } finally {
      if (isGone) this.#gone(id);
      else if (this.details.id === id) this.details.again();
    }
  }

  #gone(id) {
    this.lists.gone(id);
    this.summary.hear();
    this.details.gone(id);
  }

  #hear({ name, data }) {
    if (name === 'reset') {
      this.#reload();
    } else if (name === 'task') {
      const row = readRow(data);
      this.lists.hear(row);
      this.summary.hear();
      this.details.hear(row);
    } else if (name === 'deleted') {
      this.#gone(readRow(data)?.id);
    }
  }

  #reload() {
    clearTimeout(this.#fallback);
    this.lists.reset();
    this.summary.refresh();
    this.types.refresh();
    this.pauses.refresh();
    this.details.again();
  }
}

/** @returns null for what is no JSON, which the lists count as unreadable */
function readRow(data) {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}
