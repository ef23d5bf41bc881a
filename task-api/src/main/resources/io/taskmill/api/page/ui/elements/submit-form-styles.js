import { css } from 'lit';

export const formStyles = css`
  :host([hidden]) {
    display: none;
  }
  .field {
    margin-bottom: 0.8rem;
  }
  label {
    display: block;
    margin-bottom: 0.2rem;
    font-size: 0.9rem;
    font-weight: 600;
  }
  label .muted {
    font-weight: 400;
  }
  input,
  select,
  textarea {
    width: 100%;
    padding: 0.42rem 0.6rem;
    border: 1px solid var(--edge);
    border-radius: 6px;
    background: var(--surface);
  }
  textarea {
    font-family: var(--mono);
    font-size: 0.9rem;
    resize: vertical;
  }
  [aria-invalid='true'] {
    border-color: var(--bad);
    box-shadow: 0 0 0 1px var(--bad);
  }
  .wrong {
    color: var(--bad);
    overflow-wrap: anywhere;
  }
  .notice {
    margin-bottom: 0.8rem;
  }
  [role='status'] {
    min-height: 1.4rem;
    margin-top: 0.6rem;
  }
`;
