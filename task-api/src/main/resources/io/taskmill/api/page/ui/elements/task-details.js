import { css, html } from 'lit';
import { prettyJson } from '../exact-json.js';
import { shared } from '../styles.js';
import { entityOf, instant, nameOf, percentOf, plain } from './cells.js';
import { MillElement } from './mill-element.js';
import './task-commands.js';

/** Trying again would not help. */
const FINAL = ['unknown-task', 'task-deleted', 'malformed-id'];

/** In the order in which they are undone. */
const namesOf = entries =>
  (entries ?? [])
    .toReversed()
    .map(entry => plain(entry.name))
    .join(', ');

/** One task in full. Fires 'close'. */
class TaskDetails extends MillElement {
  static styles = [
    shared,
    css`
      dl {
        display: grid;
        grid-template-columns: 8.2rem minmax(0, 1fr);
        gap: 0.3rem 0.8rem;
        font-size: 0.92rem;
      }
      dt {
        color: var(--muted);
      }
      dd {
        overflow-wrap: anywhere;
        font-variant-numeric: tabular-nums;
      }
      h3 {
        margin: 0.9rem 0 0.3rem;
        font-size: 0.92rem;
      }
      pre {
        max-height: 16rem;
        margin: 0;
        padding: 0.6rem 0.7rem;
        border: 1px solid var(--line);
        border-radius: 6px;
        background: var(--raised);
        font: 0.85rem/1.4 var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        overflow-y: auto;
      }
      ol {
        max-height: 16rem;
        margin: 0;
        padding: 0 0 0 1.4rem;
        font-size: 0.85rem;
        overflow-wrap: anywhere;
        overflow-y: auto;
      }
      h2:focus-visible {
        outline-offset: 4px;
      }
      .notice {
        margin-bottom: 0.8rem;
      }
    `,
  ];

  watched() {
    return [this.mill.details, this.mill.clock];
  }

  focusHeading() {
    this.renderRoot.querySelector('h2')?.focus();
  }

  render() {
    const { details: shown } = this.mill;
    const { details: texts } = this.texts;
    return html`
      <section class="panel" @keydown=${event => event.key === 'Escape' && this.#close()}>
        <header>
          <h2 tabindex="-1">${shown.task ? nameOf(shown.task, this.texts) : texts.heading}</h2>
          <button class="close quiet" aria-label=${texts.close} @click=${this.#close}>×</button>
        </header>
        ${shown.error ? this.#error(shown.error) : ''} ${shown.task ? this.#task(shown.task) : ''}
        ${!shown.error && !shown.task ? html`<p class="muted">${texts.loading}</p>` : ''}
      </section>
    `;
  }

  /** The button that deleted the task is gone with it. */
  async #lookUp() {
    await this.updateComplete;
    this.focusHeading();
  }

  #close() {
    this.dispatchEvent(new Event('close'));
  }

  #error(error) {
    const isFinal = FINAL.includes(error.type);
    return html`
      <div class="notice" role="alert">
        <p>${this.explain(error)}</p>
        ${isFinal ? '' : html`<button @click=${() => this.mill.details.again()}>${this.texts.again}</button>`}
      </div>
    `;
  }

  #task(task) {
    const { details: texts } = this.texts;
    return html`
      ${task.recorded === false ? html`<p class="muted">${texts.unrecorded}</p>` : ''}
      ${task.error ? this.#failure(task.error) : ''}
      ${task.category ? html`<task-commands .mill=${this.mill} .task=${task} @gone=${this.#lookUp}></task-commands>` : ''}
      <dl>
        ${this.#facts(task).map(([label, value]) => (value ? html`<dt>${texts[label]}</dt><dd>${value}</dd>` : ''))}
      </dl>
      ${this.#json(texts.params, task.params)} ${this.#json(texts.output, task.output)} ${this.#history(task)}
    `;
  }

  #failure(error) {
    const { details: texts } = this.texts;
    return html`
      <div class="notice">
        <p>${plain(error.text) || this.texts.noReason}</p>
        <p class="small muted">${plain(error.code)} · ${error.retryable ? texts.retryable : texts.notRetryable}</p>
      </div>
    `;
  }

  /** [label, value] in the order of a reader's questions; what is absent is left out. */
  #facts(task) {
    const { texts, format } = this;
    const now = this.mill.clock.now();
    const when = iso => iso && instant(iso, this);
    const known = (names, value) => names[value] ?? plain(value);
    return [
      ['state', plain(task.stateName)],
      ['progress', task.state && format.percent(percentOf(task))],
      ['message', plain(task.message?.text)],
      ['phase', known(texts.phases, task.phase)],
      ['phaseSince', when(task.phaseSince)],
      ['nextAttemptAt', when(task.nextAttemptAt)],
      ['lastFailure', this.#lastFailure(task.lastFailure)],
      ['cancelled', this.#cancelled(task.cancelled)],
      ['deadCommand', this.#deadCommand(task.deadCommand)],
      ['waitingFor', this.#waitingFor(task)],
      ['pause', this.#pause(task.pause)],
      ['result', known(texts.results, task.result)],
      ['toUndo', namesOf(task.rollback?.left)],
      ['undone', namesOf(task.rollback?.undone)],
      ['undoing', this.#undoing(task.rollback)],
      ['entity', entityOf(task)],
      ['creator', plain(task.creator)],
      ['created', when(task.created)],
      ['started', when(task.started)],
      ['finished', when(task.finished)],
      ['runtime', task.started && format.span(task.started, task.finished, now)],
      ['estimatedEnd', when(task.estimatedEnd)],
      ['deadline', when(task.deadline)],
      ['worker', plain(task.worker)],
      ['priority', known(texts.priorities, task.priority)],
      ['type', task.type && `${plain(task.type)}, ${texts.details.typeVersion(plain(task.typeVersion))}`],
      ['attempt', attemptOf(task, texts.details)],
      ['crashRecoveries', task.crashRecoveries > 0 && plain(task.crashRecoveries)],
      ['epoch', plain(task.epoch)],
      ['run', plain(task.run)],
      ['version', plain(task.version)],
      ['parent', task.parent && html`<a href="#${encodeURIComponent(plain(task.parent))}">${plain(task.parent)}</a>`],
      ['children', this.#children(task.children)],
      ['correlationId', plain(task.correlationId)],
      ['id', plain(task.id)],
    ];
  }

  #undoing(rollback) {
    if (!rollback?.error) return '';
    return [plain(rollback.error.text), plain(rollback.error.code)].filter(Boolean).join(' · ');
  }

  #lastFailure(failure) {
    if (!failure) return '';
    const error = [plain(failure.text), plain(failure.code)].filter(Boolean).join(' · ');
    return html`${this.texts.details.failedAttempt(plain(failure.attempt))}: ${error}`;
  }

  #children(children) {
    return children ? this.texts.details.childrenOf(children) : '';
  }

  #cancelled(cancelled) {
    if (!cancelled) return '';
    const by = plain(cancelled.by) && this.texts.by(plain(cancelled.by));
    const said = [by, plain(cancelled.reason)].filter(Boolean).map(each => html` · ${each}`);
    return html`${instant(cancelled.at, this)}${said}`;
  }

  #deadCommand(dead) {
    return dead ? html`${instant(dead.at, this)} · ${plain(dead.reason)}` : '';
  }

  #waitingFor({ awaits, waitingFor: worker }) {
    const { details: texts } = this.texts;
    if (Array.isArray(awaits)) return texts.tasks(awaits.length, awaits.map(plain).join(', '));
    return worker ? texts.workerOf(plain(worker.type), plain(worker.typeVersion), plain(worker.workers)) : '';
  }

  #pause(pause) {
    if (!pause) return '';
    const { pauses: texts } = this.texts;
    const by = plain(pause.by) && this.texts.by(plain(pause.by));
    const said = [by, plain(pause.reason)].filter(Boolean).map(each => html` · ${each}`);
    return html`${texts[pause.kind]?.(plain(pause.name)) ?? plain(pause.name)} · ${instant(pause.since, this)}${said}`;
  }

  #history({ history, historyDropped }) {
    if (!Array.isArray(history) || history.length === 0) return '';
    const { details: texts } = this.texts;
    return html`
      <h3>${texts.history}</h3>
      <ol tabindex="0" aria-label=${texts.history}>${history.map(each => html`<li>${instant(each.at, this)} ${this.#happened(each)}</li>`)}</ol>
      ${historyDropped > 0 ? html`<p class="small muted">${texts.historyDropped(plain(historyDropped))}</p>` : ''}
    `;
  }

  #happened({ kind, epoch, worker, actor, reason }) {
    const { texts } = this;
    const by = plain(actor) && texts.by(plain(actor));
    const why = texts.reasons[reason] ?? plain(reason);
    const of = `${texts.details.epoch} ${plain(epoch)}`;
    return html`<strong>${texts.happened[kind] ?? plain(kind)}</strong> ${[of, plain(worker), by, why].filter(Boolean).map(each => html` · ${each}`)}`;
  }

  #json(heading, value) {
    return value === undefined ? '' : html`<h3>${heading}</h3><pre tabindex="0" aria-label=${heading}>${prettyJson(value)}</pre>`;
  }
}

const attemptOf = ({ attempt, maxAttempts }, texts) =>
  maxAttempts > 1 ? texts.attemptOf(plain(attempt), plain(maxAttempts)) : plain(attempt);

customElements.define('task-details', TaskDetails);
