import { Observable } from './observable.js';
import { EventParser } from './sse.js';

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/** The server beats every 15 s. */
const SILENCE = 40_000;

/** A page that nobody looks at holds none of the browser's few connections. */
const HIDDEN_GRACE = 60_000;

/**
 * The stream of changes, connected again whenever it ends. `state` is 'connecting', 'live', 'lost' (until `retryAt`, in
 * milliseconds of the browser's clock) or 'paused'.
 */
export class TaskStream extends Observable {
  state = 'connecting';
  retryAt = 0;
  #open;
  #hear;
  #failures = 0;
  #connection = null;
  #timer = null;
  #hiddenTimer = null;

  /**
   * @param open gives a response for an AbortSignal
   * @param hear is told of each event: ({name, data})
   */
  constructor(open, hear) {
    super();
    this.#open = open;
    this.#hear = hear;
  }

  /** Connects now, in place of what there is or of the pause. */
  restart() {
    this.#end();
    this.#become(this.state === 'lost' ? 'lost' : 'connecting');
    this.#connect();
  }

  /** Lets go of the connection while the document is hidden. */
  followVisibility(document) {
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) {
        if (this.state === 'paused') this.restart();
        else clearTimeout(this.#hiddenTimer);
      } else {
        this.#hiddenTimer = setTimeout(() => this.#pause(), HIDDEN_GRACE);
      }
    });
  }

  #pause() {
    this.#end();
    this.#become('paused');
  }

  #end() {
    clearTimeout(this.#timer);
    clearTimeout(this.#hiddenTimer);
    this.#connection?.abort();
    this.#connection = null;
  }

  async #connect() {
    const connection = new AbortController();
    this.#connection = connection;
    try {
      await this.#read(connection);
    } catch {
      // whatever it was, the answer is to connect again
    }
    connection.abort();
    if (this.#connection === connection) this.#lost();
  }

  #lost() {
    this.#connection = null;
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#failures++) * (0.5 + Math.random() / 2);
    this.retryAt = Date.now() + pause;
    this.#timer = setTimeout(() => this.#connect(), pause);
    this.#become('lost');
  }

  async #read(connection) {
    let watchdog;
    const heard = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => connection.abort(), SILENCE);
    };
    try {
      heard();
      const parser = new EventParser();
      const response = await this.#open(connection.signal);
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        heard();
        if (connection.signal.aborted) return;
        parser.push(part.value).forEach(event => this.#tell(event));
      }
    } finally {
      clearTimeout(watchdog);
    }
  }

  /** The first event of a connection is a reset, so what was missed is listed. */
  #tell(event) {
    this.#failures = 0;
    this.#become('live');
    this.#hear(event);
  }

  #become(state) {
    if (this.state === state && state !== 'lost') return;
    this.state = state;
    this.changed();
  }
}
