const SECOND = 1000;
const UNITS = [
  ['day', 86_400 * SECOND],
  ['hour', 3_600 * SECOND],
  ['minute', 60 * SECOND],
  ['second', SECOND],
];

/** What stands where there is nothing, or nothing that can be read. */
export const NOTHING = '–';

const isSameDay = (one, other) => one.toDateString() === other.toDateString();

/** Numbers and times as people write them, in one language and in the reader's time zone. Never throws. */
export class Format {
  #number;
  #percent;
  #time;
  #dateTime;
  #full;
  #relative;
  #units;

  constructor(tag) {
    this.#number = new Intl.NumberFormat(tag);
    this.#percent = new Intl.NumberFormat(tag, { style: 'percent' });
    this.#time = new Intl.DateTimeFormat(tag, { timeStyle: 'medium' });
    this.#dateTime = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'medium' });
    this.#full = new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeStyle: 'long' });
    this.#relative = new Intl.RelativeTimeFormat(tag, { numeric: 'always', style: 'short' });
    this.#units = new Map(
      UNITS.map(([unit]) => [unit, new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'short' })]),
    );
  }

  number(value) {
    return Number.isFinite(value) ? this.#number.format(value) : NOTHING;
  }

  /** @param value 0 to 100 */
  percent(value) {
    return this.#percent.format(value / 100);
  }

  /** A time of today, else with its date. */
  instant(iso, now) {
    return this.#date(iso, date => (isSameDay(date, new Date(now)) ? this.#time : this.#dateTime).format(date));
  }

  /** With weekday and time zone. */
  fullInstant(iso) {
    return this.#date(iso, date => this.#full.format(date));
  }

  /** The two largest units, so that it stays short: 2 hr 5 min, 12 sec. */
  duration(millis) {
    if (!Number.isFinite(millis)) return NOTHING;
    let rest = Math.max(0, Math.round(millis / SECOND) * SECOND);
    const parts = [];
    for (const [unit, size] of UNITS) {
      const count = Math.floor(rest / size);
      rest -= count * size;
      if (count > 0 || (unit === 'second' && parts.length === 0)) parts.push(this.#units.get(unit).format(count));
    }
    return parts.slice(0, 2).join(' ');
  }

  /** From one instant to another, or to now while there is no other. */
  span(from, to, now) {
    const begin = Date.parse(from ?? '');
    return this.duration((to ? Date.parse(to) : now) - begin);
  }

  /** As in '5 min. ago' and 'in 10 sec.'. */
  fromNow(iso, now) {
    return this.#date(iso, date => {
      const away = Math.round((date.getTime() - now) / SECOND) * SECOND;
      const [unit, size] = UNITS.find(([, each]) => Math.abs(away) >= each) ?? UNITS.at(-1);
      return this.#relative.format(Math.trunc(away / size), unit);
    });
  }

  #date(iso, write) {
    const date = new Date(iso ?? NaN);
    return Number.isNaN(date.getTime()) ? NOTHING : write(date);
  }
}
