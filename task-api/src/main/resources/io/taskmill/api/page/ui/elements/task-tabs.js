import { css, html } from 'lit';
import { shared } from '../styles.js';
import { CATEGORIES } from '../tasks-store.js';
import { MillElement } from './mill-element.js';

/** The tabs with their counts (ARIA: tabs with automatic activation). What is slotted in shows the open tab. */
class TaskTabs extends MillElement {
  static styles = [
    shared,
    css`
      [role='tablist'] {
        display: flex;
        gap: 0.25rem;
      }
      button {
        padding: 0.55rem 0.9rem;
        border: 1px solid transparent;
        border-bottom: 0;
        border-radius: 10px 10px 0 0;
        background: none;
        color: var(--muted);
        white-space: nowrap;
      }
      button[aria-selected='true'] {
        border-color: var(--line);
        background: var(--surface);
        color: var(--text);
        font-weight: 600;
        box-shadow: inset 0 2px var(--accent);
        position: relative;
        margin-bottom: -1px;
        z-index: 1;
      }
      .count {
        margin-left: 0.35rem;
        padding: 0.05rem 0.45rem;
        border-radius: 1rem;
        background: var(--track);
        color: var(--text);
        font-size: 0.8rem;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      [role='tabpanel'] {
        border: 1px solid var(--line);
        border-radius: 0 10px 10px 10px;
        background: var(--surface);
        overflow: hidden;
      }
      [role='tabpanel']:focus-visible {
        outline-offset: -2px;
      }
      .recounting {
        padding: 0.4rem 0;
      }
      @media (max-width: 30rem) {
        [role='tablist'] {
          gap: 0;
        }
        button {
          flex: 1;
          padding: 0.45rem 0.2rem;
          font-size: 0.9rem;
        }
        .count {
          display: block;
          width: fit-content;
          margin: 0.1rem auto 0;
        }
      }
    `,
  ];

  watched() {
    return [this.mill.lists, this.mill.summary];
  }

  render() {
    const { active } = this.mill.lists;
    return html`
      <div role="tablist" aria-label=${this.texts.tabsLabel} @keydown=${this.#move}>
        ${CATEGORIES.map(category => this.#tab(category, category === active))}
      </div>
      <div role="tabpanel" id="panel" tabindex="0" aria-labelledby="tab-${active}"><slot></slot></div>
      ${this.mill.summary.recounting ? html`<p class="recounting small muted">${this.texts.recounting}</p>` : ''}
    `;
  }

  #tab(category, isActive) {
    const count = this.mill.summary.counts?.[category];
    return html`
      <button
        role="tab"
        id="tab-${category}"
        aria-controls="panel"
        aria-selected=${isActive}
        tabindex=${isActive ? 0 : -1}
        @click=${() => this.mill.lists.show(category)}
      >
        ${this.texts.tabs[category]}
        ${count === undefined ? '' : html`<span class="count">${this.format.number(count)}</span>`}
      </button>
    `;
  }

  async #move(event) {
    const index = CATEGORIES.indexOf(this.mill.lists.active);
    const last = CATEGORIES.length - 1;
    const target = {
      ArrowRight: index === last ? 0 : index + 1,
      ArrowLeft: index === 0 ? last : index - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this.mill.lists.show(CATEGORIES[target]);
    await this.updateComplete;
    this.renderRoot.getElementById(`tab-${CATEGORIES[target]}`).focus();
  }
}

customElements.define('task-tabs', TaskTabs);
