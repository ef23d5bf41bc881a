const LINE_END = /\r\n|\n|\r/;

/** A row is a few hundred characters; what goes on for so long without an end is no event. */
const MAX_PENDING = 1 << 20;

/** Reads text/event-stream (WHATWG HTML, 9.2) as it comes. An EventSource cannot ask for a language nor see beats. */
export class EventParser {
  #pending = '';
  #name = '';
  #data = [];

  /**
   * @param chunk what came, cut anywhere
   * @returns the events that are complete with it: [{name, data}]
   */
  push(chunk) {
    this.#pending += chunk;
    const events = [];
    for (let end = LINE_END.exec(this.#pending); end; end = LINE_END.exec(this.#pending)) {
      const after = end.index + end[0].length;
      if (end[0] === '\r' && after === this.#pending.length) break; // a \n may follow
      const event = this.#line(this.#pending.slice(0, end.index));
      if (event) events.push(event);
      this.#pending = this.#pending.slice(after);
    }
    if (this.#pending.length + this.#data.reduce((sum, line) => sum + line.length, 0) > MAX_PENDING) {
      throw new RangeError('an event does not end');
    }
    return events;
  }

  #line(line) {
    if (line === '') return this.#dispatch();
    const [, field, value] = /^([^:]*)(?:: ?(.*))?$/s.exec(line);
    if (field === 'event') this.#name = value ?? '';
    if (field === 'data') this.#data.push(value ?? '');
    return null; // comments and other fields mean nothing here
  }

  #dispatch() {
    const event = this.#data.length > 0 ? { name: this.#name || 'message', data: this.#data.join('\n') } : null;
    this.#name = '';
    this.#data = [];
    return event;
  }
}
