/** A document as the value that JSON holds: `schemas/report.schema.json`, `pac`, `dnssec`, `proxy` and `fleet` say what is in it. */
import { version } from '../../version.js';
import type { DnssecDocument, Document, PacDocument, ProxyDocument } from './document.js';

/** Of the documents that are no report: what they are, and what wrote them. */
function head<K extends Document['kind']>(kind: K) {
  return { schemaVersion: 1, kind, tool: { name: 'staylocal', version } } as const;
}

export function dataOf(document: Document): object {
  switch (document.kind) {
    case 'audit':
      return document.report;
    case 'pac':
      return pacData(document);
    case 'dnssec':
      return dnssecData(document);
    case 'proxy':
      return proxyData(document);
    case 'fleet':
      return { ...head('fleet'), ...document.fleet };
  }
}

function pacData({ profile, at, source, sha256, bytes, url, told, lint }: PacDocument): object {
  const common = { ...head('pac'), profile, at, file: { source: source.file, bytes, sha256 } };
  switch (told.mode) {
    case 'proof':
      return { ...common, mode: 'proof', holds: told.holds, ...told.proof, lint };
    case 'decision':
      return { ...common, mode: 'decision', url, ...told.decision, assumed: told.assumed };
    case 'lint':
      return { ...common, mode: 'lint', lint };
  }
}

function dnssecData({ validation, walk, resolvers }: DnssecDocument): object {
  return { ...head('dnssec'), resolvers, ...validation, ...(walk === undefined ? {} : { walk }) };
}

function proxyData({ profile, at, settings, asked, servers, facts, problems }: ProxyDocument): object {
  const routes = asked.map(({ route, machine }) => ({
    ...route,
    ...(machine === undefined ? {} : { machine }),
  }));
  return { ...head('proxy'), profile, at, settings, routes, servers, facts, problems };
}
