/**
 * Readings back of text that none of our engines runs: what it exempts is taken out of it again and must be what
 * the profile asks, all of it and nothing more.
 */
import { parse as parseJson } from 'jsonc-parser';
import { bypasses, clients, readDocument } from '../../proxy/index.js';
import { GenerateError } from '../error.js';
import type { Draft, ReadBack } from '../targets/target.js';
import type { Variables } from '../variables.js';
import { controlHosts } from './controls.js';

type Expected = (variables: Variables) => readonly (string | number)[];

export const theName: Expected = ({ name }) => [name];
export const theHosts: Expected = ({ hosts }) => hosts;

/** For what is true of our own text only: a file that was there may hold more of the kind. */
export function unlessMerged(check: ReadBack): ReadBack {
  return (draft) => (draft.inPlace ? [] : check(draft));
}

/**
 * The pattern's first group, or its second, over all its matches in the text (flags `gm`), is exactly the expected
 * set. `what` completes "The … are exactly".
 */
export function exactly(what: string, pattern: RegExp, expected: Expected): ReadBack {
  return (draft) => {
    const found = new Set([...draft.text.matchAll(pattern)].map(([, one, other]) => one ?? other ?? ''));
    const wanted = new Set(expected(draft.variables).map(String));
    const same = found.size === wanted.size && [...wanted].every((value) => found.has(value));
    if (!same) fail(draft, `its ${what} are ${list(found)} and should be ${list(wanted)}`);
    return [`The ${what} are exactly ${list(wanted)}.`];
  };
}

/**
 * The pattern's first group, over all its matches (flags `gm`) and joined, is a bypass list which the clients'
 * grammars, in every version, take as the profile means.
 */
export function listBypasses(pattern: RegExp, separator: string, ...ids: readonly string[]): ReadBack {
  return (draft) => {
    const rules = [...draft.text.matchAll(pattern)].map(([, rule]) => rule ?? '').join(separator);
    if (rules === '') fail(draft, 'it holds no bypass list');
    const versions = clients()
      .filter(({ id }) => ids.includes(id))
      .flatMap(({ id, versions }) => versions.map((version) => `${id}@${version}`));
    for (const client of versions) checkRules(draft, client, rules);
    return [`${list(draft.variables.hosts)} bypassed by ${list(versions)}, and no other host.`];
  };
}

function checkRules(draft: Draft, client: string, rules: string): void {
  for (const url of draft.variables.urls) {
    if (!bypasses(client, rules, url)) fail(draft, `${client} would send ${url} to the proxy`);
  }
  if (draft.options.merge !== undefined) return;
  for (const host of controlHosts(draft.variables)) {
    if (bypasses(client, rules, `https://${host}/`))
      fail(draft, `${client} would bypass the proxy for ${host} too`);
  }
}

/**
 * JSON whose list at the path is exactly this; merged with an existing file, a list that holds it. Not looked at where
 * nothing is expected.
 */
export function jsonLists(
  path: readonly string[],
  expected: (variables: Variables) => readonly string[],
): ReadBack {
  return (draft) => {
    const wanted = expected(draft.variables);
    if (wanted.length === 0) return [];
    const merged = draft.options.merge !== undefined;
    const document: unknown = parseJson(draft.text, [], { allowTrailingComma: true });
    const found = path.reduce<unknown>((value, key) => property(value, key), document);
    const holds = Array.isArray(found) && wanted.every((one) => found.includes(one));
    if (!holds || (!merged && found.length !== wanted.length)) {
      fail(draft, `${path.join('.')} is ${JSON.stringify(found)} and should be ${JSON.stringify(wanted)}`);
    }
    return [`${path.join('.')} ${merged ? 'holds' : 'is'} ${JSON.stringify(wanted)}.`];
  };
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** A property list whose first payload holds these values. */
export function payloadHolds(expected: (draft: Draft) => Readonly<Record<string, unknown>>): ReadBack {
  return (draft) => {
    const content = readDocument(Buffer.from(draft.text), draft.target.id, 'plist').get('PayloadContent');
    const payload = property(content?.value, '0');
    for (const [key, wanted] of Object.entries(expected(draft))) {
      const found = property(payload, key);
      if (JSON.stringify(found) !== JSON.stringify(wanted)) {
        fail(draft, `${key} is ${JSON.stringify(found)} and should be ${JSON.stringify(wanted)}`);
      }
    }
    return ['A property list with the values asked for.'];
  };
}

function list(values: Iterable<string>): string {
  return [...values].join(', ') || 'none';
}

function fail(draft: Draft, message: string): never {
  throw new GenerateError('read-back', `The text of target ${draft.target.id} does not hold: ${message}.`, {
    target: draft.target.id,
  });
}
