/** Which fields each type's form has, and how a submission is made of them. What is valid, the server says. */

/** A number if it is written as one; anything else goes as it is, so that the server tells what it should be. */
const number = text => (/^-?\d+$/.test(text) ? Number(text) : text);
const seconds = text => (/^\d+$/.test(text) ? `PT${text}S` : text);

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const TAKE_BODY = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** `read` makes a parameter of a field's text; `when` says whether the field is there. Optional ones may be empty. */
export const FORMS = {
  COUNT: [{ name: 'times', kind: 'text', inputMode: 'numeric', initial: '30', read: number }],
  HTTP_CALL: [
    { name: 'method', kind: 'select', options: METHODS, initial: 'GET' },
    { name: 'url', kind: 'text', inputMode: 'url' },
    { name: 'body', kind: 'area', optional: true, when: values => TAKE_BODY.has(values.method) },
    { name: 'timeout', kind: 'text', inputMode: 'numeric', optional: true, read: seconds },
  ],
};

/** The fields that a form shows, given the texts in it. */
export const fieldsOf = (type, values) => FORMS[type].filter(field => !field.when || field.when(values));

/** What to post. */
export function submissionOf(type, values) {
  const params = {};
  for (const field of fieldsOf(type, values)) {
    const text = field.kind === 'area' ? (values[field.name] ?? '') : (values[field.name] ?? '').trim();
    if (text !== '') params[field.name] = field.read ? field.read(text) : text;
  }
  const creator = (values.creator ?? '').trim();
  return creator === '' ? { type, params } : { type, params, creator };
}

const FIELD = /^\/(?:params\/)?([^/]+)/;

/**
 * Sorts violations to the fields that they are about.
 *
 * @returns {byField: {name: [message]}, others: [{pointer, message}]}
 */
export function sortViolations(violations, names) {
  const byField = {};
  const others = [];
  for (const violation of violations) {
    const name = FIELD.exec(violation.pointer)?.[1];
    if (names.includes(name)) (byField[name] ??= []).push(violation.message);
    else others.push(violation);
  }
  return { byField, others };
}
