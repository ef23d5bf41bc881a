/** Reads and writes JSON without changing a digit: 12345678901234567890 and 1.50 stay what they are. */

export const parseExactly = text =>
  JSON.parse(text, (_name, value, context) =>
    typeof value === 'number' && JSON.rawJSON && context?.source !== undefined && context.source !== String(value)
      ? JSON.rawJSON(context.source)
      : value);

/** @returns indented text */
export const prettyJson = value => JSON.stringify(value, null, 2) ?? '';
