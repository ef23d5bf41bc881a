import { css, html } from 'lit';
import { plain } from './cells.js';
import { shared } from '../styles.js';
import { MillElement } from './mill-element.js';

/** So many are named; of further ones it is told how many there are. */
const MOST = 5;

/** Which pools and types are paused, by whom and why. There is such a note only while something is. */
class PauseNote extends MillElement {
  static styles = [
    shared,
    css`
      :host {
        display: block;
      }
      p {
        padding: 0.5rem 0.8rem;
        border: 1px solid var(--line);
        border-radius: 0.4rem;
        background: var(--surface);
        overflow-wrap: anywhere;
      }
    `,
  ];

  watched() {
    return [this.mill.pauses];
  }

  render() {
    const { items } = this.mill.pauses;
    const { pauses: texts } = this.texts;
    const named = items.slice(0, MOST).map(each => this.#one(each));
    const more = items.length > MOST ? [texts.more(items.length - MOST)] : [];
    return html`<p role="status" class="small"><strong>${texts.heading}</strong> ${[...named, ...more].join('; ')}</p>`;
  }

  #one({ kind, name, by, reason, since }) {
    const of = (texts => (texts[kind] ?? (each => each))(plain(name)))(this.texts.pauses);
    const who = plain(by) && this.texts.by(plain(by));
    const when = since && this.format.fromNow(since, this.mill.clock.now());
    return [of, [when, who, plain(reason)].filter(Boolean).join(', ')].filter(Boolean).join(': ');
  }
}

customElements.define('pause-note', PauseNote);
