import { LitElement } from 'lit';

/** An element that is given the mill, and drawn again when what it watches has changed. */
export class MillElement extends LitElement {
  static properties = { mill: { attribute: false } };

  #ends = [];

  /** @returns what is watched beside the language */
  watched() {
    return [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.#ends = [this.mill.language, ...this.watched()].map(each => each.subscribe(() => this.requestUpdate()));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#ends.forEach(end => end());
  }

  get texts() {
    return this.mill.language.texts;
  }

  get format() {
    return this.mill.language.format;
  }

  /** What a reader is told of an ApiError. */
  explain(error) {
    return this.texts.errors[error.type] ?? this.texts.errors.other(error.status);
  }
}
