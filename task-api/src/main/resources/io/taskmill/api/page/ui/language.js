import { Observable } from './observable.js';
import { Format } from './format.js';
import en from './texts/en.js';
import ru from './texts/ru.js';

const TEXTS = { en, ru };
const REMEMBERED = 'taskmill.language';
const PARAMETER = 'lang';

/** The languages that the page speaks. */
export const LANGUAGES = Object.keys(TEXTS);

const spoken = tag => LANGUAGES.find(language => tag?.toLowerCase().split('-')[0] === language);

/** The reader's language: of the address, else the one chosen before, else the first of the browser's that is spoken. */
export class Language extends Observable {
  #tag;
  #window;

  constructor(window) {
    super();
    this.#window = window;
    const asked = new URLSearchParams(window.location.search).get(PARAMETER);
    this.#tag = [asked, this.#remembered(), ...window.navigator.languages].map(spoken).find(Boolean) ?? LANGUAGES[0];
    this.#apply();
  }

  get tag() {
    return this.#tag;
  }

  get texts() {
    return TEXTS[this.#tag];
  }

  /** Remembers it, and takes another one out of the address. */
  choose(tag) {
    this.#tag = tag;
    const address = new URL(this.#window.location);
    address.searchParams.delete(PARAMETER);
    this.#window.history.replaceState(null, '', address);
    this.#remember();
    this.#apply();
    this.changed();
  }

  #apply() {
    this.format = new Format(this.#tag);
    this.#window.document.documentElement.lang = this.#tag;
    this.#window.document.title = this.texts.title;
  }

  /** A browser may refuse to keep anything; then the choice lasts as long as the page. */
  #remembered() {
    try {
      return this.#window.localStorage.getItem(REMEMBERED);
    } catch {
      return null;
    }
  }

  #remember() {
    try {
      this.#window.localStorage.setItem(REMEMBERED, this.#tag);
    } catch {
      // as above
    }
  }
}
