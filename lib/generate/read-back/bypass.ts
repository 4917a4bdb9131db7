/**
 * Reads bypass settings back with the proxy room: for each client that reads such a store, in each version of
 * its grammar, the profile's hosts go directly, and another host still goes to the proxy.
 */
import { ParseError } from '../../errors.js';
import { clients, readSettings, route, type ProxySettings, type Store } from '../../proxy/index.js';
import { GenerateError } from '../error.js';
import type { Draft, ReadBack } from '../targets/target.js';

export interface BypassReadBack {
  /** Id of the reader, and the file name it is told. */
  readonly format: string;
  readonly fileName?: string;
  readonly store: Store;
  /** Clients that read the store but not this kind of file. */
  readonly except?: readonly string[];
  /** What surrounds the text on a machine with a proxy, so that "direct" is the text's doing. */
  readonly inPlace: (text: string) => string;
}

/** A host that no exemption should touch. */
const other = 'staylocal-control.example';

export function routesDirect(check: BypassReadBack): ReadBack {
  return (draft) => {
    const settings = read(draft, check);
    const ids = clientIds(check);
    for (const client of ids) {
      for (const url of draft.variables.urls) {
        const found = route(settings, client, url);
        if (found.via !== 'direct')
          fail(draft, `${client} would send ${url} by ${found.via} (${found.reason})`);
      }
      const control = route(settings, client, `https://${other}/`);
      if (control.via === 'direct' && draft.options.merge === undefined) {
        fail(draft, `${client} would send every URL directly, so nothing is shown`);
      }
    }
    return [`${draft.variables.hosts.join(', ')} routed direct, on every port, by ${ids.join(', ')}.`];
  };
}

function clientIds(check: BypassReadBack): string[] {
  return clients()
    .filter(({ id, reads }) => reads.includes(check.store) && !(check.except ?? []).includes(id))
    .flatMap(({ id, versions }) =>
      versions.length === 0 ? [id] : versions.map((version) => `${id}@${version}`),
    );
}

function read(draft: Draft, check: BypassReadBack): ProxySettings[] {
  const fileName = check.fileName ?? draft.target.fileName;
  try {
    return readSettings(check.inPlace(draft.text), { format: check.format, fileName });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new GenerateError('read-back', `The settings generated cannot be read: ${error.message}`, {
      target: draft.target.id,
      cause: error,
    });
  }
}

function fail(draft: Draft, message: string): never {
  throw new GenerateError('read-back', `With the settings generated, ${message}.`, {
    target: draft.target.id,
  });
}
