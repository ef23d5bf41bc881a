import { css } from 'lit';

const NARROW = css`44rem`;

export const tableStyles = css`
  :host {
    display: block;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    table-layout: fixed;
  }
  th {
    padding: 0.55rem 0.9rem;
    border-bottom: 1px solid var(--line);
    background: var(--raised);
    color: var(--muted);
    font-size: 0.8rem;
    font-weight: 600;
    text-align: left;
    white-space: nowrap;
  }
  td {
    padding: 0.6rem 0.9rem;
    border-bottom: 1px solid var(--line);
    vertical-align: top;
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  tbody tr {
    cursor: pointer;
  }
  tbody tr:hover {
    background: var(--raised);
  }
  tbody tr.open {
    background: var(--chosen);
    box-shadow: inset 3px 0 var(--accent);
  }
  td.name a {
    font-weight: 600;
    text-decoration: none;
  }
  td.name a:hover {
    text-decoration: underline;
  }
  .about {
    display: block;
    color: var(--muted);
    font-size: 0.85rem;
  }
  th.created,
  th.estimatedEnd,
  th.failedAt,
  th.finishedAt {
    width: 8.6rem;
  }
  th.runtime {
    width: 8.2rem;
  }
  th.progress {
    width: 36%;
  }
  th.reason {
    width: 38%;
  }
  .why {
    color: var(--bad);
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 0.6rem;
  }
  .percent {
    min-width: 3.2em;
    text-align: right;
  }
  progress {
    appearance: none;
    flex: 1;
    width: 100%;
    height: 0.5rem;
    border: 0;
    border-radius: 1rem;
    background: var(--track);
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--track);
  }
  progress::-webkit-progress-value {
    border-radius: 1rem;
    background: var(--accent);
    transition: width 0.3s;
  }
  progress::-moz-progress-bar {
    border-radius: 1rem;
    background: var(--accent);
  }
  @media (prefers-reduced-motion: reduce) {
    progress::-webkit-progress-value {
      transition: none;
    }
  }
  .empty {
    padding: 2.5rem 1.2rem;
    color: var(--muted);
    text-align: center;
  }
  .notice {
    margin: 0.8rem;
  }
  .foot {
    padding: 0.6rem 0.9rem;
  }
  @media (max-width: ${NARROW}) {
    table,
    tbody,
    tr,
    td {
      display: block;
    }
    thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    tbody tr {
      padding: 0.6rem 0.9rem;
      border-bottom: 1px solid var(--line);
    }
    td {
      display: grid;
      grid-template-columns: 7.5rem minmax(0, 1fr);
      align-items: baseline;
      gap: 0 0.6rem;
      padding: 0.15rem 0;
      border: 0;
    }
    td > * {
      grid-column: 2;
    }
    td::before {
      content: attr(data-label);
      grid-row: 1 / span 2;
      color: var(--muted);
      font-size: 0.85rem;
    }
    td.name {
      display: block;
      padding-bottom: 0.3rem;
    }
    td.name::before {
      content: none;
    }
  }
`;
