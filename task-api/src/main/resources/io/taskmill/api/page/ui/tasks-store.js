export const CATEGORIES = ['PENDING', 'FAILED', 'FINISHED'];

/** What a page of the API has, and so the step in which a tab grows. */
export const PAGE = 50;

/** So many deleted tasks are kept in mind; what comes late comes soon. */
const MAX_GONE = 1_000;

const isRow = row => typeof row === 'object' && row !== null && typeof row.id === 'string' && row.id !== '';
const versionOf = row => (Number.isInteger(row.version) ? row.version : 0); // just submitted, not yet recorded
const newestFirst = (one, other) => (one.id < other.id ? 1 : one.id > other.id ? -1 : 0);

/** What is known of one category. Rows below `floor` are not shown, since between them there may be unknown ones. */
class Tab {
  loaded = false;
  floor = '';
  next = undefined;
  cut = false;
  capacity = PAGE;

  get hasMore() {
    return this.next !== undefined || this.cut;
  }

  holds(id) {
    return this.loaded && id >= this.floor;
  }
}

/**
 * Rows by id, the later version winning, whether they came with a list or by the stream. Ids sort by time. Knows
 * nothing of time, network or document.
 */
export class TasksStore {
  /** How many rows came that are none. */
  unreadable = 0;
  #rows = new Map();
  #tabs = new Map(CATEGORIES.map(category => [category, new Tab()]));
  #gone = new Set();
  #underWay = 0;

  tab(category) {
    return this.#tabs.get(category);
  }

  /** @returns the rows that a tab shows, newest first */
  view(category) {
    const tab = this.tab(category);
    const shown = [...this.#rows.values()].filter(row => row.category === category && tab.holds(row.id)).sort(newestFirst);
    if (shown.length <= tab.capacity) return shown;
    const kept = shown.slice(0, tab.capacity);
    tab.floor = kept.at(-1).id;
    tab.next = undefined;
    tab.cut = true;
    return kept;
  }

  row(id) {
    return this.#rows.get(id);
  }

  /** Forgets everything but what was deleted. */
  reset() {
    this.#rows.clear();
    this.unreadable = 0;
    for (const category of CATEGORIES) this.#tabs.set(category, new Tab());
  }

  /**
   * Keeps what the stream tells until a request has its answer, which may be older than what was told.
   *
   * @returns a function to be called after the answer was taken in
   */
  begin() {
    this.#underWay++;
    return () => {
      this.#underWay--;
      this.tidy();
    };
  }

  /** Takes in a page of a category's list. */
  listed(category, page) {
    const tab = this.tab(category);
    const items = Array.isArray(page.items) ? page.items : [];
    const ids = items.filter(isRow).map(row => row.id).sort();
    tab.loaded = true;
    tab.cut = false;
    tab.next = page.next ?? undefined;
    tab.floor = tab.next === undefined ? '' : (ids[0] ?? tab.floor);
    items.forEach(row => this.changed(row));
  }

  /**
   * Takes in a row.
   *
   * @returns whether it was news
   */
  changed(row) {
    if (!isRow(row)) {
      this.unreadable++;
      return false;
    }
    if (this.#gone.has(row.id)) return false;
    const known = this.#rows.get(row.id);
    if (known && versionOf(known) >= versionOf(row)) return false;
    this.#rows.set(row.id, row);
    if (this.#underWay === 0 && !this.#isShown(row)) this.#rows.delete(row.id);
    return true;
  }

  /** Takes in that a task was deleted: whatever comes of it after that is older. */
  gone(id) {
    this.#gone.add(id);
    if (this.#gone.size > MAX_GONE) this.#gone.delete(this.#gone.values().next().value);
    this.#rows.delete(id);
  }

  /** Lets go of rows that no tab shows. */
  tidy() {
    if (this.#underWay > 0) return;
    for (const category of CATEGORIES) this.view(category);
    for (const [id, row] of this.#rows) {
      if (!this.#isShown(row)) this.#rows.delete(id);
    }
  }

  #isShown(row) {
    return this.#tabs.get(row.category)?.holds(row.id) ?? false;
  }
}
