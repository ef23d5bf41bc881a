import { parseExactly } from './exact-json.js';

const BASE = './api/v1/';
const PROBLEM = 'urn:taskmill:problem:';

/** Longer than the server waits for its broker and its store. */
const PATIENCE_MILLIS = 20_000;

/** Why a request gave no result. */
export class ApiError extends Error {
  /**
   * @param type the end of a problem's URI, such as 'unknown-task'; 'unreachable' if no answer came, 'http' otherwise
   * @param violations what is wrong where: [{pointer, message}]
   * @param taskId of a submission whose outcome is told or unknown
   */
  constructor({ type, status = 0, detail = '', violations = [], taskId = null }) {
    super(`${type} ${status} ${detail}`);
    Object.assign(this, { type, status, detail, violations, taskId });
  }

  static async of(response) {
    const problem = await response.json().catch(() => ({})); // a proxy may answer anything
    const type = typeof problem.type === 'string' && problem.type.startsWith(PROBLEM) ? problem.type.slice(PROBLEM.length) : 'http';
    return new ApiError({
      type,
      status: response.status,
      detail: typeof problem.detail === 'string' ? problem.detail : '',
      violations: Array.isArray(problem.errors) ? problem.errors : [],
      taskId: problem.taskId ?? null,
    });
  }
}

/** The HTTP API, in the reader's language. Every method gives the answer's JSON or throws an ApiError. */
export class Api {
  #language;
  #clock;

  constructor(language, clock) {
    this.#language = language;
    this.#clock = clock;
  }

  tasks({ category, limit, cursor }) {
    const query = new URLSearchParams({ category, limit });
    if (cursor) query.set('cursor', cursor);
    return this.#json(`tasks?${query}`);
  }

  summary() {
    return this.#json('tasks/summary');
  }

  types() {
    return this.#json('task-types');
  }

  pauses() {
    return this.#json('pauses');
  }

  /** With the numbers of parameters and output as they were sent. */
  async task(id) {
    return this.#body(await this.#request(`tasks/${encodeURIComponent(id)}`), parseExactly);
  }

  submit(submission) {
    return this.#json('tasks', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(submission),
    });
  }

  /**
   * @param verb 'cancel' or 'retry'
   * @param command its id; whoever repeats it with the same one asks for nothing more
   * @returns the task as last read
   */
  async command(id, verb, body, command) {
    const answer = await this.#request(`tasks/${encodeURIComponent(id)}/${verb}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Taskmill-Command-Id': command },
      body: JSON.stringify(body),
    });
    return this.#body(answer, parseExactly);
  }

  /**
   * @param confirmed whether a task that has not ended is to be cancelled
   * @param command its id; whoever repeats it with the same one asks for nothing more
   * @returns null if nothing is left of the task, else the task as last read
   */
  async delete(id, confirmed, command) {
    const answer = await this.#request(`tasks/${encodeURIComponent(id)}${confirmed ? '?confirm=true' : ''}`, {
      method: 'DELETE',
      headers: { 'Taskmill-Command-Id': command },
    });
    return answer.status === 204 ? null : this.#body(answer, parseExactly);
  }

  /** @returns the open answer, whose body goes on until somebody ends it */
  stream(signal) {
    return this.#request('tasks/stream', { headers: { Accept: 'text/event-stream' }, signal });
  }

  async #json(path, options) {
    return this.#body(await this.#request(path, options), JSON.parse);
  }

  async #body(response, parse) {
    try {
      return parse(await response.text());
    } catch (e) {
      throw new ApiError({ type: 'unreachable', detail: String(e) }); // cut off, or not from Taskmill
    }
  }

  async #request(path, { headers = {}, signal = AbortSignal.timeout(PATIENCE_MILLIS), ...options } = {}) {
    let response;
    try {
      response = await fetch(BASE + path, {
        ...options,
        headers: { 'Accept-Language': this.#language.tag, ...headers },
        cache: 'no-store',
        credentials: 'same-origin',
        redirect: 'error',
        signal,
      });
    } catch (e) {
      throw new ApiError({ type: 'unreachable', detail: String(e) });
    }
    this.#clock.learn(response.headers.get('Date'));
    if (!response.ok) throw await ApiError.of(response);
    return response;
  }
}
