import { css, html } from 'lit';
import { shared } from '../styles.js';
import { MillElement } from './mill-element.js';

const RETRY = 'retry';
const CANCEL = 'cancel';
const DELETE = 'delete';

/** Told also when the task is shown as what it has become. */
const TOO_LATE = ['already-ended', 'cleaning', 'not-failed', 'superseded', 'task-pending'];

/**
 * What can be done about a task: a pending one can be cancelled, one that failed or was cancelled retried, and each be
 * deleted, a pending one after a warning. Fires 'gone' when it was deleted.
 */
class TaskCommands extends MillElement {
  static properties = {
    task: { attribute: false },
    asking: { state: true },
    reason: { state: true },
    busy: { state: true },
    error: { state: true },
    sent: { state: true },
  };

  static styles = [
    shared,
    css`
      :host {
        display: block;
        margin-bottom: 0.8rem;
      }
      label {
        display: block;
        margin-bottom: 0.2rem;
        font-size: 0.9rem;
        font-weight: 600;
      }
      input {
        width: 100%;
        margin-bottom: 0.5rem;
        padding: 0.42rem 0.6rem;
        border: 1px solid var(--edge);
        border-radius: 6px;
        background: var(--surface);
      }
      .notice {
        margin-top: 0.5rem;
      }
      .warning {
        margin: 0 0 0.6rem;
      }
    `,
  ];

  /** One command until it has its answer: whoever tries again does not ask twice. */
  #command = null;
  #about = '';

  constructor() {
    super();
    this.#forget();
  }

  /** What was begun belongs to the task as it was; an attempt more or less is no matter to who cancels. */
  willUpdate() {
    const { id, category, epoch } = this.task;
    const about = `${id} ${category} ${category === 'FAILED' ? epoch : ''}`;
    if (about === this.#about) return;
    const told = this.#about.startsWith(id) && TOO_LATE.includes(this.error?.type) ? this.error : null;
    this.#about = about;
    this.#forget();
    this.error = told;
  }

  #forget() {
    this.#command = null;
    this.asking = null;
    this.reason = '';
    this.busy = false;
    this.error = null;
    this.sent = false;
  }

  render() {
    const { category, phase } = this.task;
    const isAborting = phase === 'ABORTING';
    const isCleaning = phase === 'CLEANING';
    return html`
      ${this.asking ? this.#question() : isCleaning ? '' : this.#choices(category, isAborting)}
      ${this.error ? html`<p class="notice" role="alert">${this.#explain(this.error)}</p>` : ''}
      <p role="status" class="small muted">${this.sent && !isAborting ? this.texts.commands.sent : ''}</p>
    `;
  }

  #choices(category, isAborting) {
    const { commands: texts } = this.texts;
    const isPending = category === 'PENDING';
    return html`
      ${isPending && !isAborting ? html`<button class=${CANCEL} @click=${() => this.#ask(CANCEL)}>${texts.cancel}</button>` : ''}
      ${category === 'FAILED' ? this.#retry() : ''}
      <button class=${DELETE} ?disabled=${this.busy} @click=${() => (isPending ? this.#ask(DELETE) : this.#send(DELETE, false))}>
        ${texts.delete}
      </button>
    `;
  }

  #question() {
    return this.asking === DELETE ? this.#warning() : this.#cancel();
  }

  /** What a pending task is deleted for: the same as the API warns of. */
  #warning() {
    const { commands: texts } = this.texts;
    return html`
      <div role="alertdialog" aria-label=${texts.delete} aria-describedby="warning" @keydown=${this.#leave}>
        <p id="warning" class="notice warning">${texts.warning}</p>
        <button class="primary" ?disabled=${this.busy} @click=${() => this.#send(DELETE, true)}>
          ${this.busy ? texts.busy : texts.confirmDelete}
        </button>
        <button class="quiet" @click=${this.#keep}>${texts.keep}</button>
      </div>
    `;
  }

  #cancel() {
    const { commands: texts } = this.texts;
    return html`
      <form @submit=${this.#submit} @keydown=${this.#leave}>
        <label for="reason">${texts.reason} <span class="muted">(${this.texts.form.optional})</span></label>
        <input id="reason" maxlength="1000" autocomplete="off" .value=${this.reason}
          @input=${event => (this.reason = event.target.value)} />
        <button class="primary" ?disabled=${this.busy}>${this.busy ? texts.busy : texts.confirm}</button>
        <button type="button" class="quiet" @click=${this.#keep}>${texts.keep}</button>
      </form>
    `;
  }

  #retry() {
    const { commands: texts } = this.texts;
    return html`
      <button class="retry" ?disabled=${this.busy} @click=${() => this.#send(RETRY, { epoch: this.task.epoch })}>
        ${this.busy ? texts.busy : texts.retry}
      </button>
    `;
  }

  async #ask(verb) {
    this.asking = verb;
    await this.updateComplete;
    this.renderRoot.querySelector(verb === CANCEL ? 'input' : '.quiet').focus();
  }

  async #keep() {
    const asked = this.asking;
    this.#forget();
    await this.updateComplete;
    this.renderRoot.querySelector(`.${asked}`)?.focus();
  }

  /** Escape takes back the question; the panel around it stays. */
  #leave(event) {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#keep();
  }

  #submit(event) {
    event.preventDefault();
    const reason = this.reason.trim();
    this.#send(CANCEL, reason ? { reason } : {});
  }

  /** @param said the body, or of a deletion whether it is confirmed */
  async #send(verb, said) {
    if (this.busy) return;
    const about = this.#about;
    if (this.#command?.verb !== verb) this.#command = { verb, id: newCommand() };
    this.busy = true;
    this.error = null;
    try {
      const { id } = this.#command;
      if (verb !== DELETE) await this.mill.command(this.task.id, verb, said, id);
      else if (await this.mill.delete(this.task.id, said, id)) this.dispatchEvent(new Event('gone'));
      if (about !== this.#about) return;
      this.#forget();
      this.sent = true;
    } catch (e) {
      if (about === this.#about) this.error = e;
    } finally {
      if (about === this.#about) this.busy = false;
    }
  }

  #explain(error) {
    const { commands: texts } = this.texts;
    return texts.errors[error.type] ?? this.explain(error);
  }
}

/** Of random digits, since only pages that came by HTTPS are given UUIDs. */
const newCommand = () => [...crypto.getRandomValues(new Uint8Array(16))].map(each => each.toString(16).padStart(2, '0')).join('');

customElements.define('task-commands', TaskCommands);
