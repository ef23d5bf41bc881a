import { html } from 'lit';
import { repeat } from 'lit-html/directives/repeat.js';
import { shared } from '../styles.js';
import { COLUMNS, cell } from './cells.js';
import { MillElement } from './mill-element.js';
import { tableStyles } from './task-table-styles.js';

/** The rows of the open tab. Roles are spelt out since small screens show the table as blocks. */
class TaskTable extends MillElement {
  static styles = [shared, tableStyles];

  watched() {
    return [this.mill.lists, this.mill.clock, this.mill.details];
  }

  /** Back to where the reader came from. */
  focusTask(id) {
    this.renderRoot.querySelector(`a[data-id="${CSS.escape(id)}"]`)?.focus();
  }

  render() {
    const { active, view } = this.mill.lists;
    return html`
      ${view.rows.length > 0 ? this.#table(active, view.rows) : ''}
      ${view.rows.length === 0 && view.loaded && !view.hasMore ? html`<p class="empty">${this.texts.empty[active]}</p>` : ''}
      ${view.error ? this.#error(view.error) : ''} ${this.#foot(view)}
    `;
  }

  #table(category, rows) {
    const columns = COLUMNS[category];
    return html`
      <table role="table" class=${category.toLowerCase()}>
        <caption class="hidden">
          ${this.texts.tabs[category]}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            ${columns.map(([name]) => html`<th role="columnheader" scope="col" class=${name}>${this.texts.columns[name]}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${repeat(
            rows,
            row => row.id,
            row => this.#row(row, columns),
          )}
        </tbody>
      </table>
    `;
  }

  #row(row, columns) {
    const isOpen = row.id === this.mill.details.id;
    return html`
      <tr role="row" class=${isOpen ? 'open' : ''} aria-current=${isOpen} @click=${event => this.#open(event, row.id)}>
        ${columns.map(
          ([name, make]) => html`
            <td role="cell" class=${name} data-label=${this.texts.columns[name]}>${cell(make, row, this)}</td>
          `,
        )}
      </tr>
    `;
  }

  /** The link is for keyboards; a mouse may hit anywhere, unless it selects text. */
  #open(event, id) {
    const isLink = event.target.closest('a') !== null;
    if (!isLink && window.getSelection().isCollapsed) window.location.hash = encodeURIComponent(id);
  }

  #error(error) {
    return html`
      <div class="notice" role="alert">
        <p>${this.explain(error)}</p>
        <button @click=${() => this.mill.lists.again()}>${this.texts.again}</button>
      </div>
    `;
  }

  #foot(view) {
    const { texts } = this;
    return html`
      <div class="foot small muted">
        ${view.unreadable > 0 ? html`<p>${texts.unreadable(view.unreadable, this.format.number(view.unreadable))}</p>` : ''}
        ${view.loading ? html`<p>${texts.loading}</p>` : this.#more(view)}
      </div>
    `;
  }

  #more({ rows, loaded, error, hasMore, isFull }) {
    const { texts } = this;
    if (!loaded || error) return '';
    if (!hasMore) return rows.length > 0 ? html`<p>${texts.end}</p>` : '';
    if (isFull) return html`<p>${texts.full(this.format.number(rows.length))}</p>`;
    return html`<button @click=${() => this.mill.lists.older()}>${texts.older}</button>`;
  }
}

customElements.define('task-table', TaskTable);
