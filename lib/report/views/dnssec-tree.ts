/** A validation as a tree: one branch a zone from the trust anchor down, then the answer, the reasons and the warnings. */
import pc from 'picocolors';
import type {
  AnswerRRset,
  ChildSignals,
  DenialView,
  DsView,
  KeyView,
  Link,
  Reason,
  SignatureProof,
  Status,
  Validation,
} from '../../dnssec/index.js';
import { escapeForTerminal } from '../escape.js';

type Colors = ReturnType<typeof pc.createColors>;

const paint: Readonly<Record<Status, (colors: Colors) => (text: string) => string>> = {
  secure: (colors) => colors.green,
  insecure: (colors) => colors.yellow,
  bogus: (colors) => colors.red,
  indeterminate: (colors) => colors.magenta,
};

interface Node {
  readonly text: string;
  readonly status?: Status;
  readonly children: readonly Node[];
}

export function renderTree(validation: Validation, color: boolean): string {
  const colors = pc.createColors(color);
  const head = `${validation.name} ${validation.type}: ${validation.status} (${validation.rcode}) as of ${validation.at}`;
  const toldByZone = new Set(
    validation.chain.flatMap(({ reasons }) => reasons.map(({ message }) => message)),
  );
  const nodes = [
    ...validation.chain.map(linkNode),
    ...validation.answer.map(answerNode),
    ...validation.denials.map(denialNode),
    ...validation.reasons.filter((reason) => !toldByZone.has(reason.message)).map(reasonNode),
    ...signalNodes(validation.childSignals),
    ...validation.warnings.map(({ zone, message, fix, reference }) =>
      leaf(`warning for ${zone}: ${sentence(message)} ${fix} (${reference})`),
    ),
  ];
  const lines = [paint[validation.status](colors)(escapeForTerminal(head)), ...branches(nodes, '', colors)];
  return `${lines.join('\n')}\n`;
}

function leaf(text: string): Node {
  return { text, children: [] };
}

function branches(nodes: readonly Node[], indent: string, colors: Colors): string[] {
  return nodes.flatMap((node, index) => {
    const last = index === nodes.length - 1;
    const text = escapeForTerminal(node.text);
    const shown = node.status === undefined ? text : paint[node.status](colors)(text);
    return [
      `${indent}${last ? '└─' : '├─'} ${shown}`,
      ...branches(node.children, `${indent}${last ? '  ' : '│ '} `, colors),
    ];
  });
}

const vouching: Readonly<Record<Link['by'], string>> = {
  anchor: 'by the trust anchor',
  ds: 'by the DS of its parent',
  'no-ds': 'its parent proves that it has no DS',
  'negative-anchor': 'by a negative trust anchor',
  nothing: 'nothing vouches for it',
};

function linkNode(link: Link): Node {
  return {
    text: `zone ${link.zone} ${link.status}, ${vouching[link.by]}${link.cached ? ' (cached)' : ''}`,
    status: link.status,
    children: [
      ...link.ds.map(dsNode),
      ...link.keys.map(keyNode),
      ...link.proofs.map(proofNode),
      ...(link.denial === undefined ? [] : [denialNode(link.denial)]),
      ...link.reasons.map(reasonNode),
    ],
  };
}

function dsNode({ keyTag, algorithm, mnemonic, digestType, digest, use }: DsView): Node {
  return leaf(
    `DS ${keyTag} ${algorithm} (${mnemonic}) digest type ${digestType} ${digest.slice(0, 16)}… ${use.replaceAll('-', ' ')}`,
  );
}

function keyNode({ keyTag, flags, algorithm, mnemonic, bits, sep, revoked, used }: KeyView): Node {
  const traits = [
    sep ? 'SEP' : undefined,
    revoked ? 'revoked' : undefined,
    used ? 'used' : 'not used',
  ].filter((trait) => trait !== undefined);
  return leaf(
    `DNSKEY ${keyTag} flags ${flags} algorithm ${algorithm} (${mnemonic}, ${bits} bits) ${traits.join(', ')}`,
  );
}

function proofNode({
  name,
  type,
  keyTag,
  signerName,
  mnemonic,
  inception,
  expiration,
  ttlSeconds,
  wildcard,
}: SignatureProof): Node {
  const from = wildcard === undefined ? '' : `, expanded from ${wildcard}`;
  return leaf(
    `RRSIG over ${name} ${type} by ${signerName} key ${keyTag} (${mnemonic}), ${inception} to ${expiration}, TTL ${ttlSeconds} s${from}`,
  );
}

function answerNode({ name, type, status, ttlSeconds, data, proof }: AnswerRRset): Node {
  return {
    text: `${name} ${ttlSeconds} ${type} ${data.join(', ')} ${status}`,
    status,
    children: proof === undefined ? [] : [proofNode(proof)],
  };
}

function denialNode({ mechanism, conclusion, optOut, iterations, records }: DenialView): Node {
  const parameters = [
    optOut ? 'opt-out' : undefined,
    iterations === undefined ? undefined : `${iterations} iterations`,
  ].filter((part) => part !== undefined);
  return {
    text: `${mechanism} proves: ${conclusion.replaceAll('-', ' ')}${parameters.length === 0 ? '' : ` (${parameters.join(', ')})`}`,
    children: records.map(leaf),
  };
}

function reasonNode({ code, message, ede, reference, fix, records = [] }: Reason): Node {
  const number = ede === undefined ? '' : `, Extended DNS Error ${ede}`;
  return {
    text: `${sentence(message)} [${code}${number}, ${reference}]`,
    status: 'bogus',
    children: [leaf(fix), ...records.map(leaf)],
  };
}

/** What the zone asks its parent to publish. */
function signalNodes(signals: ChildSignals | undefined): Node[] {
  if (signals === undefined) return [];
  const records = [
    ...signals.cds.map((data) => `CDS ${data}`),
    ...signals.cdnskey.map((data) => `CDNSKEY ${data}`),
  ];
  return [{ text: `zone ${signals.zone} asks its parent to publish`, children: records.map(leaf) }];
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
