import { html } from 'lit';
import { NOTHING } from '../format.js';

/** What stands in the cells of a task's row. `page` is the element they are in: its texts, format and mill. */

/** Only texts and numbers are shown, whatever came. */
export const plain = value => (typeof value === 'string' ? value : Number.isFinite(value) ? String(value) : '');

export const nameOf = (row, texts) => plain(row.typeName) || plain(row.type) || texts.nameless;

export const entityOf = ({ entity }) => [plain(entity?.type), plain(entity?.id)].filter(Boolean).join(' ');

export const percentOf = row => Math.min(100, Math.max(0, Number(row.progress) || 0));

/** An instant, with weekday and zone for whoever asks. */
export const instant = (iso, page) =>
  html`<time datetime=${plain(iso)} title=${page.format.fullInstant(iso)}>${page.format.instant(iso, page.mill.clock.now())}</time>`;

export const progressBar = (row, page) => html`
  <progress max="100" .value=${percentOf(row)} aria-label="${page.texts.columns.progress}: ${nameOf(row, page.texts)}"></progress>
`;

const name = (row, page) => {
  const about = [entityOf(row), plain(row.creator) && page.texts.by(plain(row.creator))].filter(Boolean).join(' · ');
  return html`
    <a href="#${encodeURIComponent(row.id)}" data-id=${row.id}>${nameOf(row, page.texts)}</a>
    ${about ? html`<span class="about">${about}</span>` : ''}
  `;
};

/** Why it does not go on, if it does not; else what its run says. */
const saying = (row, page) =>
  ['SCHEDULED', 'BLOCKED', 'WAITING_CHILDREN', 'ENDING', 'RETRY_WAIT', 'ABORTING', 'CLEANING'].includes(row.phase) ? page.texts.phases[row.phase] : plain(row.message?.text);

const progress = (row, page) => html`
  <span class="bar">${progressBar(row, page)}<span class="percent">${page.format.percent(percentOf(row))}</span></span>
  <span class="about">${[plain(row.stateName) || plain(row.state), saying(row, page)].filter(Boolean).join(' · ')}</span>
`;

const estimatedEnd = (row, page) => {
  if (!row.estimatedEnd) return NOTHING;
  const now = page.mill.clock.now();
  const isSoon = Date.parse(row.estimatedEnd) - now < 1_000;
  return html`
    ${instant(row.estimatedEnd, page)}
    <span class="about">${isSoon ? page.texts.soon : page.format.fromNow(row.estimatedEnd, now)}</span>
  `;
};

const created = (row, page) => html`
  ${instant(row.created, page)}<span class="about">${page.format.fromNow(row.created, page.mill.clock.now())}</span>
`;

const reason = (row, page) => html`
  <span class="why">${plain(row.error?.text) || plain(row.cancelled?.reason) || page.texts.noReason}</span>
  <span class="about">${[plain(row.stateName) || plain(row.state), plain(row.error?.code)].filter(Boolean).join(' · ')}</span>
`;

/** A task that was never started has no run time. */
const runtime = (row, page) => (row.started ? page.format.span(row.started, row.finished, page.mill.clock.now()) : NOTHING);

const ended = (row, page) => instant(row.finished, page);

/** Of each category, in their order: [name in the texts, what makes the cell]. */
export const COLUMNS = {
  PENDING: [['name', name], ['created', created], ['progress', progress], ['estimatedEnd', estimatedEnd]],
  FAILED: [['name', name], ['reason', reason], ['created', created], ['runtime', runtime], ['failedAt', ended]],
  FINISHED: [['name', name], ['created', created], ['runtime', runtime], ['finishedAt', ended]],
};

/** A row that is not as it should be costs its cell, never the list. */
export function cell(make, row, page) {
  try {
    return make(row, page);
  } catch {
    return NOTHING;
  }
}
