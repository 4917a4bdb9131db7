/** A validation as a graph for Graphviz: zones, their keys, and which key vouches for what. */
import type { Link, Status, Validation } from '../../dnssec/index.js';

const fill: Readonly<Record<Status, string>> = {
  secure: '#c8e6c9',
  insecure: '#ffe0b2',
  bogus: '#ffcdd2',
  indeterminate: '#e1bee7',
};

export function renderDot(validation: Validation): string {
  const zones = validation.chain.map(zoneCluster);
  const delegations = validation.chain.flatMap(({ zone, parent, by }) =>
    parent === undefined
      ? []
      : [
          `  ${quote(`zone ${parent}`)} -> ${quote(`zone ${zone}`)} [label=${quote(by === 'ds' ? 'DS' : by)}];`,
        ],
  );
  const answers = validation.answer.flatMap(({ name, type, status, data, proof }) => {
    const id = quote(`${name} ${type}`);
    const node = `  ${id} [shape=box, style=filled, fillcolor=${quote(fill[status])}, label=${quote(`${name} ${type}\n${data.join('\n')}\n${status}`)}];`;
    return proof === undefined
      ? [node]
      : [node, `  ${quote(`key ${proof.signerName} ${proof.keyTag}`)} -> ${id} [label="RRSIG"];`];
  });
  const title = quote(`${validation.name} ${validation.type}: ${validation.status}`);
  return `${['digraph chain {', `  label=${title};`, '  node [fontname="sans-serif"];', ...zones, ...delegations, ...answers, '}'].join('\n')}\n`;
}

function zoneCluster({ zone, status, keys, proofs }: Link): string {
  const keyId = (keyTag: number): string => quote(`key ${zone} ${keyTag}`);
  const signers = new Set(
    proofs
      .filter(({ type, signerName }) => type === 'DNSKEY' && signerName === zone)
      .map(({ keyTag }) => keyTag),
  );
  const lines = [
    `  subgraph ${quote(`cluster ${zone}`)} {`,
    `    label=${quote(`${zone} ${status}`)}; style=filled; color=${quote(fill[status])};`,
    `    ${quote(`zone ${zone}`)} [shape=plaintext, label=${quote(zone)}];`,
    ...keys.map(
      ({ keyTag, mnemonic, sep, revoked }) =>
        `    ${keyId(keyTag)} [shape=ellipse, style=filled, fillcolor=white, label=${quote(`DNSKEY ${keyTag}\n${mnemonic}${sep ? ' SEP' : ''}${revoked ? ' revoked' : ''}`)}];`,
    ),
    ...[...signers].flatMap((signer) =>
      keys
        .filter(({ keyTag }) => keyTag !== signer)
        .map(({ keyTag }) => `    ${keyId(signer)} -> ${keyId(keyTag)};`),
    ),
    ...(signers.size === 0
      ? []
      : [...signers].map((signer) => `    ${quote(`zone ${zone}`)} -> ${keyId(signer)};`)),
    '  }',
  ];
  return lines.join('\n');
}

/** A quoted string of the DOT language: quotes and backslashes escaped, a line feed as `\n`, no other control. */
function quote(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replace(/\p{Cc}/gu, '');
  return `"${escaped}"`;
}
