/** Every kind of document as text: the view of its command. */
import { renderText } from '../text.js';
import type {
  AuditDocument,
  DnssecDocument,
  Document,
  FleetDocument,
  PacDocument,
  ProxyDocument,
} from './document.js';
import type { WriteContext } from './format.js';

type Writers = {
  readonly [K in Document['kind']]: (
    document: Extract<Document, { kind: K }>,
    context: WriteContext,
  ) => string | Promise<string>;
};

const writers: Writers = {
  audit: auditText,
  pac: pacText,
  dnssec: dnssecText,
  proxy: proxyText,
  fleet: manyText,
};

export async function writeText(document: Document, context: WriteContext): Promise<string> {
  const write = writers[document.kind] as (one: Document, context: WriteContext) => string | Promise<string>;
  return write(document, context);
}

function auditText({ report }: AuditDocument, context: WriteContext): string {
  return renderText(report, context);
}

// The views are loaded when they are needed: each brings the engine whose words it speaks.
async function pacText({ told, lint, source, url }: PacDocument, { verbose }: WriteContext): Promise<string> {
  const { decisionText, lintText, proofText } = await import('../views/pac-text.js');
  if (told.mode === 'lint') return lintText(lint, source.file);
  return told.mode === 'decision'
    ? decisionText(told.decision, url, source.file, told.assumed)
    : proofText(told.proof, source.file, verbose);
}

async function dnssecText({ validation, walk }: DnssecDocument, { color }: WriteContext): Promise<string> {
  const { renderTree } = await import('../views/dnssec-tree.js');
  const tree = renderTree(validation, color);
  return walk === undefined ? tree : tree + (await import('../views/walk-text.js')).renderWalk(walk);
}

async function proxyText(
  { asked, servers, facts }: ProxyDocument,
  { columns }: WriteContext,
): Promise<string> {
  const { routesText } = await import('../views/proxy-text.js');
  return routesText(asked, servers, facts, columns);
}

async function manyText({ fleet }: FleetDocument, context: WriteContext): Promise<string> {
  const { fleetText } = await import('../fleet/text.js');
  return fleetText(fleet, context);
}
