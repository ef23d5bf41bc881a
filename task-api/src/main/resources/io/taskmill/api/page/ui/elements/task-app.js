import { css, html } from 'lit';
import { Mill } from '../mill.js';
import { shared } from '../styles.js';
import { MillElement } from './mill-element.js';
import './connection-state.js';
import './language-switch.js';
import './pause-note.js';
import './submit-form.js';
import './task-details.js';
import './task-table.js';
import './task-tabs.js';

const ICON = new URL('../icon.svg', import.meta.url).href;
const WIDE = '(min-width: 64rem)';

/** The whole page. The task of the address's fragment is shown in full. */
class TaskApp extends MillElement {
  static properties = { formOpen: { state: true } };

  static styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 1rem;
        min-height: 3.4rem;
        padding: 0.4rem max(1rem, calc(50vw - 44rem));
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      h1 {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        font-size: 1.15rem;
        font-weight: 650;
      }
      h1 span {
        color: var(--muted);
        font-weight: 400;
      }
      connection-state {
        flex: 1;
      }
      main {
        display: grid;
        gap: 1rem;
        max-width: 90rem;
        margin: 0 auto;
        padding: 1rem;
      }
      pause-note {
        grid-column: 1 / -1;
        order: -2;
      }
      task-tabs,
      aside {
        min-width: 0;
      }
      aside {
        order: -1;
      }
      @media (min-width: 64rem) {
        main.two {
          grid-template-columns: minmax(0, 1fr) 22rem;
          align-items: start;
        }
        aside {
          order: 0;
          position: sticky;
          top: 1rem;
          max-height: calc(100vh - 2rem);
          overflow-y: auto;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.mill = new Mill(window);
    this.formOpen = window.matchMedia(WIDE).matches;
  }

  watched() {
    return [this.mill.details, this.mill.pauses];
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#follow);
    this.mill.details.open(idOf(window.location));
    this.mill.start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#follow);
  }

  #follow = async () => {
    this.mill.details.open(idOf(window.location));
    await this.updateComplete;
    this.renderRoot.querySelector('task-details')?.focusHeading();
  };

  async #closeDetails() {
    const { id } = this.mill.details;
    window.history.pushState(null, '', window.location.pathname + window.location.search);
    this.mill.details.open(null);
    await this.updateComplete;
    this.renderRoot.querySelector('task-table').focusTask(id);
  }

  async #openForm() {
    if (this.mill.details.id !== null) {
      window.history.pushState(null, '', window.location.pathname + window.location.search);
      this.mill.details.open(null);
    }
    this.formOpen = true;
    await this.updateComplete;
    this.renderRoot.querySelector('submit-form').focusFirst();
  }

  render() {
    const { mill, texts } = this;
    const showsDetails = mill.details.id !== null;
    const showsForm = this.formOpen && !showsDetails;
    return html`
      <header class="bar">
        <h1><img src=${ICON} alt="" width="24" height="24" /> Taskmill <span>${texts.heading}</span></h1>
        <connection-state .mill=${mill}></connection-state>
        ${showsForm ? '' : html`<button class="primary" @click=${this.#openForm}>${texts.form.open}</button>`}
        <language-switch .mill=${mill}></language-switch>
      </header>
      <main class=${showsForm || showsDetails ? 'two' : ''}>
        ${mill.pauses.items.length > 0 ? html`<pause-note .mill=${mill}></pause-note>` : ''}
        <task-tabs .mill=${mill}><task-table .mill=${mill}></task-table></task-tabs>
        <aside aria-label=${showsDetails ? texts.details.heading : texts.form.heading} ?hidden=${!showsForm && !showsDetails}>
          ${showsDetails ? html`<task-details .mill=${mill} @close=${this.#closeDetails}></task-details>` : ''}
          <submit-form .mill=${mill} ?hidden=${!showsForm} @close=${() => (this.formOpen = false)}></submit-form>
        </aside>
      </main>
    `;
  }
}

const idOf = location => {
  try {
    return decodeURIComponent(location.hash.slice(1)) || null;
  } catch {
    return location.hash.slice(1); // no id either way, which is told
  }
};

customElements.define('task-app', TaskApp);
