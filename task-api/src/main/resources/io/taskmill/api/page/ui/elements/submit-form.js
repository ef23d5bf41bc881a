import { html } from 'lit';
import { FORMS, fieldsOf, sortViolations, submissionOf } from '../forms.js';
import { shared } from '../styles.js';
import { plain } from './cells.js';
import { formStyles } from './submit-form-styles.js';
import { MillElement } from './mill-element.js';

const CREATOR = { name: 'creator', kind: 'text', optional: true };

const initialValues = () =>
  Object.fromEntries(Object.values(FORMS).flatMap(fields => fields.map(({ name, initial = '' }) => [name, initial])));

/** Submits a task. What the server says of it stands beside the fields. Fires 'close'. */
class SubmitForm extends MillElement {
  static properties = {
    type: { state: true },
    values: { state: true },
    busy: { state: true },
    error: { state: true },
    accepted: { state: true },
  };

  static styles = [shared, formStyles];

  constructor() {
    super();
    this.type = Object.keys(FORMS)[0];
    this.values = { ...initialValues(), creator: '' };
    this.busy = false;
    this.error = null;
    this.accepted = null;
  }

  watched() {
    return [this.mill.types];
  }

  focusFirst() {
    this.renderRoot.querySelector('select').focus();
  }

  render() {
    const { form: texts } = this.texts;
    const fields = [...fieldsOf(this.type, this.values), CREATOR];
    const { byField, others } = sortViolations(this.error?.violations ?? [], ['type', ...fields.map(field => field.name)]);
    return html`
      <form class="panel" novalidate aria-label=${texts.heading} @submit=${this.#submit}>
        <header>
          <h2>${texts.heading}</h2>
          <button type="button" class="close quiet" aria-label=${texts.close} @click=${() => this.dispatchEvent(new Event('close'))}>
            ×
          </button>
        </header>
        ${this.#typeField(byField.type)} ${fields.map(field => this.#field(field, byField[field.name]))}
        ${this.error ? this.#error(this.error, others) : ''}
        <button class="primary" ?disabled=${this.busy}>${this.busy ? texts.submitting : texts.submit}</button>
        <p role="status" class="small">${this.accepted ? this.#accepted(this.accepted) : ''}</p>
      </form>
    `;
  }

  #typeField(violations) {
    const { form: texts } = this.texts;
    const { types } = this.mill;
    return html`
      <div class="field">
        <label for="type">${texts.type}</label>
        <select id="type" aria-describedby="type-wrong" .value=${this.type} @change=${this.#choose}>
          ${Object.keys(FORMS).map(name => {
            const title = types.titles?.get(name) ?? texts.types[name];
            return html`<option value=${name}>${types.isMissing(name) ? texts.missing(title) : title}</option>`;
          })}
        </select>
        ${this.#wrong('type', violations)}
      </div>
    `;
  }

  #field(field, violations) {
    const { form: texts } = this.texts;
    return html`
      <div class="field">
        <label for=${field.name}>
          ${texts.fields[field.name]} ${field.optional ? html`<span class="muted">(${texts.optional})</span>` : ''}
        </label>
        ${this.#input(field, violations !== undefined)} ${this.#wrong(field.name, violations)}
      </div>
    `;
  }

  #input({ name, kind, options, inputMode, optional }, isWrong) {
    const value = this.values[name];
    const input = event => (this.values = { ...this.values, [name]: event.target.value });
    const [invalid, required, described] = [isWrong, !optional, `${name}-wrong`];
    switch (kind) {
      case 'select':
        return html`
          <select id=${name} aria-invalid=${invalid} aria-describedby=${described} .value=${value} @change=${input}>
            ${options.map(option => html`<option ?selected=${option === value}>${option}</option>`)}
          </select>
        `;
      case 'area':
        return html`
          <textarea id=${name} rows="4" spellcheck="false" aria-invalid=${invalid} aria-describedby=${described}
            .value=${value} @input=${input}></textarea>
        `;
      default:
        return html`
          <input id=${name} autocomplete="off" inputmode=${inputMode ?? 'text'} aria-required=${required}
            aria-invalid=${invalid} aria-describedby=${described} .value=${value} @input=${input} />
        `;
    }
  }

  #wrong(name, messages = []) {
    return html`<div id="${name}-wrong" class="wrong small">${messages.map(message => html`<p>${plain(message)}</p>`)}</div>`;
  }

  #choose(event) {
    this.type = event.target.value;
    this.error = null;
    this.accepted = null;
  }

  async #submit(event) {
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    this.error = null;
    this.accepted = null;
    try {
      this.accepted = await this.mill.submit(submissionOf(this.type, this.values));
    } catch (e) {
      this.error = e;
      await this.updateComplete;
      this.renderRoot.querySelector('[aria-invalid="true"]')?.focus();
    } finally {
      this.busy = false;
    }
  }

  #accepted(task) {
    const { form: texts } = this.texts;
    return html`${texts.accepted} ${plain(task.typeName)}. <a href="#${encodeURIComponent(task.id)}">${texts.lookAt}</a>`;
  }

  #error(error, others) {
    const isUnanswered = error.type === 'unreachable';
    return html`
      <div class="notice" role="alert">
        <p>${isUnanswered ? this.texts.errors['no-answer'] : this.explain(error)}</p>
        ${others.map(({ pointer, message }) => html`<p class="small">${plain(pointer)} ${plain(message)}</p>`)}
        ${error.type === 'outcome-unknown' && error.taskId
          ? html`<p><a href="#${encodeURIComponent(error.taskId)}">${this.texts.form.lookAt}</a></p>`
          : ''}
      </div>
    `;
  }
}

customElements.define('submit-form', SubmitForm);
