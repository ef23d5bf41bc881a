import { css, html } from 'lit';
import { LANGUAGES } from '../language.js';
import { shared } from '../styles.js';
import { MillElement } from './mill-element.js';

const NAMES = { en: 'English', ru: 'Русский' };

/** Chooses the page's language, each named in itself. */
class LanguageSwitch extends MillElement {
  static styles = [
    shared,
    css`
      div {
        display: flex;
      }
      button {
        padding: 0.2rem 0.6rem;
        border-radius: 0;
      }
      button + button {
        border-left: 0;
      }
      button:first-child {
        border-radius: 6px 0 0 6px;
      }
      button:last-child {
        border-radius: 0 6px 6px 0;
      }
      button[aria-pressed='true'] {
        background: var(--chosen);
        font-weight: 600;
      }
    `,
  ];

  render() {
    const { language } = this.mill;
    return html`
      <div role="group" aria-label=${this.texts.language}>
        ${LANGUAGES.map(
          tag => html`
            <button
              class="small"
              lang=${tag}
              aria-pressed=${tag === language.tag}
              @click=${() => tag !== language.tag && language.choose(tag)}
            >
              ${NAMES[tag]}
            </button>
          `,
        )}
      </div>
    `;
  }
}

customElements.define('language-switch', LanguageSwitch);
