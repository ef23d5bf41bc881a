import { css, html } from 'lit';
import { shared } from '../styles.js';
import { MillElement } from './mill-element.js';

/** Whether what is shown is live; when it is not, since when to expect it again. */
class ConnectionState extends MillElement {
  static styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.3rem 0.7rem;
      }
      p::before {
        content: '';
        display: inline-block;
        width: 0.55rem;
        height: 0.55rem;
        margin-right: 0.45rem;
        border-radius: 50%;
        background: var(--edge);
      }
      p.live::before {
        background: var(--good);
      }
      p.lost {
        color: var(--bad);
        font-weight: 600;
      }
      p.lost::before {
        background: var(--bad);
      }
      button {
        padding: 0.15rem 0.6rem;
      }
    `,
  ];

  watched() {
    return [this.mill.stream, this.mill.clock];
  }

  render() {
    const { state } = this.mill.stream;
    return html`
      <p role="status" class="small ${state}">${this.texts.connection[state]}</p>
      ${state === 'lost' ? this.#lost() : ''}
    `;
  }

  #lost() {
    const { retryAt } = this.mill.stream;
    const { connection } = this.texts;
    const now = Date.now(); // the pause is measured by this clock
    const text =
      retryAt - now < 500 ? connection.retrying : connection.retry(this.format.fromNow(new Date(retryAt).toISOString(), now));
    return html`
      <span class="small muted">${text}</span>
      <button class="small" @click=${() => this.mill.start()}>${connection.retryNow}</button>
    `;
  }
}

customElements.define('connection-state', ConnectionState);
