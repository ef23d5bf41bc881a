import { css } from 'lit';

/** What several elements look alike in. */
export const shared = css`
  * {
    box-sizing: border-box;
  }
  h1,
  h2,
  p,
  dl,
  dd {
    margin: 0;
  }
  h2 {
    font-size: 1.05rem;
    line-height: 1.3;
  }
  a {
    color: var(--accent);
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
    border-radius: 4px;
  }
  button {
    padding: 0.4rem 0.85rem;
    border: 1px solid var(--edge);
    border-radius: 6px;
    background: var(--surface);
    cursor: pointer;
  }
  button:hover {
    border-color: var(--accent);
  }
  button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  button.primary:hover {
    background: var(--accent-strong);
  }
  button[disabled] {
    opacity: 0.65;
    cursor: default;
  }
  button.quiet {
    border-color: transparent;
    background: none;
  }
  .muted {
    color: var(--muted);
  }
  .notice {
    padding: 0.6rem 0.8rem;
    border-left: 3px solid var(--bad);
    border-radius: 4px;
    background: var(--bad-ground);
    overflow-wrap: anywhere;
  }
  .notice button {
    margin-top: 0.4rem;
  }
  .small {
    font-size: 0.85rem;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .panel {
    padding: 1rem 1.1rem 1.2rem;
    border: 1px solid var(--line);
    border-radius: 10px;
    background: var(--surface);
  }
  .panel > header {
    display: flex;
    justify-content: space-between;
    align-items: center;
    margin-bottom: 0.8rem;
  }
  .close {
    width: 2rem;
    height: 2rem;
    padding: 0;
    font-size: 1.2rem;
    line-height: 1;
  }
`;
