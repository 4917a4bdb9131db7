/** What is amiss among a zone's keys, those that vouch for them, and what they sign, though the chain holds. */
import { parseName } from '../../dns/name.js';
import { algorithmMnemonic } from '../signatures/algorithms.js';
import { anchorsAt, type TrustAnchor } from '../anchors/anchor.js';
import type { KeyView, Link, SignatureProof, Warning } from '../types.js';

const rsaBitsLeast = 2_048;
const sha1Digest = 1;
const zoneFlag = 0x0100;
/** RRsets that a warning names. */
const namesMost = 3;

/** `proofs`: of all that was proven, those by other zones included. */
export function keyWarnings(
  link: Link,
  proofs: readonly SignatureProof[],
  anchors: readonly TrustAnchor[],
): Warning[] {
  return [
    ...shortKeys(link),
    ...sha1Ds(link),
    ...dsWithoutKey(link),
    ...dsAlgorithms(link),
    ...keyAlgorithms(link, proofs),
    ...keysBesideAnchors(link, anchors),
  ];
}

function shortKeys({ zone, keys }: Link): Warning[] {
  return keys
    .filter(({ mnemonic, bits }) => mnemonic.startsWith('RSA') && bits > 0 && bits < rsaBitsLeast)
    .map(({ keyTag, bits }) => ({
      code: 'rsa-key-short',
      message: `Key ${keyTag} of ${zone} is RSA with ${bits} bits`,
      zone,
      reference: 'NIST SP 800-57, RFC 6781 §3.4.2',
      fix: 'Roll to RSA with 2,048 bits or, better, to algorithm 13.',
    }));
}

function sha1Ds({ zone, by, ds }: Link): Warning[] {
  if (by !== 'ds' || ds.length === 0 || !ds.every(({ digestType }) => digestType === sha1Digest)) return [];
  return [
    {
      code: 'sha1-ds',
      message: `${zone} has DS records with SHA-1 digests only`,
      zone,
      reference: 'RFC 8624 §3.3, RFC 9904',
      fix: 'Publish a DS with digest type 2 (SHA-256).',
    },
  ];
}

/** A DS whose key is gone, or whose digest fits none: of no use today, and in the way of the next roll-over. */
function dsWithoutKey({ zone, by, ds, keys, status }: Link): Warning[] {
  if (by !== 'ds' || status !== 'secure') return [];
  const hasKey = (keyTag: number, algorithm: number): boolean =>
    keys.some((key) => key.keyTag === keyTag && key.algorithm === algorithm);
  return ds
    .filter(
      ({ use, keyTag, algorithm }) => use === 'no-key' || (use === 'unused' && !hasKey(keyTag, algorithm)),
    )
    .map(({ keyTag, algorithm, mnemonic, digestType }) => ({
      code: 'ds-without-key',
      message: `The parent of ${zone} has a DS for key ${keyTag} (${mnemonic}, digest type ${digestType}), ${
        hasKey(keyTag, algorithm) ? 'which does not fit that key' : 'and the zone has no such key'
      }`,
      zone,
      reference: 'RFC 4035 §2.4',
      fix: 'Have the parent take the DS out, unless its key is about to be published.',
    }));
}

/** Each algorithm of the DS RRset has to sign the DNSKEY RRset. */
function dsAlgorithms({ zone, by, ds, proofs, status }: Link): Warning[] {
  const signed = proofs.find(({ type, signerName }) => type === 'DNSKEY' && signerName === zone)?.algorithms;
  if (by !== 'ds' || status !== 'secure' || signed === undefined) return [];
  return distinct(ds.map(({ algorithm }) => algorithm))
    .filter((algorithm) => !signed.includes(algorithm))
    .map((algorithm) => ({
      code: 'ds-algorithm-unsigned',
      message: `The parent of ${zone} has a DS of ${algorithmMnemonic(algorithm)}, and no key of that algorithm signs the zone’s DNSKEY RRset`,
      zone,
      reference: 'RFC 4035 §2.2, RFC 6840 §5.11',
      fix: 'Take that DS out, or sign the DNSKEY RRset by a key of its algorithm: some validators take the zone for bogus.',
    }));
}

/** Each algorithm of the DNSKEY RRset has to sign every RRset. */
function keyAlgorithms({ zone, keys, status }: Link, proofs: readonly SignatureProof[]): Warning[] {
  if (status !== 'secure') return [];
  const own = proofs.filter(({ signerName }) => signerName === zone);
  const used = keys.filter(({ flags, revoked }) => (flags & zoneFlag) !== 0 && !revoked);
  return distinct(used.map(({ algorithm }) => algorithm)).flatMap((algorithm) => {
    const lacking = own
      .filter(({ algorithms }) => !algorithms.includes(algorithm))
      .map(({ name, type }) => `${name} ${type}`);
    if (lacking.length === 0) return [];
    const names = distinct(lacking);
    const more = names.length > namesMost ? ` and ${names.length - namesMost} more` : '';
    return [
      {
        code: 'algorithm-incomplete',
        message: `${zone} has a key of ${algorithmMnemonic(algorithm)}, and no signature by that algorithm is on ${names.slice(0, namesMost).join(', ')}${more}`,
        zone,
        reference: 'RFC 4035 §2.2',
        fix: 'Sign everything by each algorithm that has a key; in a roll-over publish signatures first and the key after them (RFC 6781 §4.1.4).',
      },
    ];
  });
}

/** A key-signing key that no trust anchor stands for: once it signs alone, nothing below validates under these anchors. */
function keysBesideAnchors({ zone, by, keys, status }: Link, anchors: readonly TrustAnchor[]): Warning[] {
  if (by !== 'anchor' || status !== 'secure') return [];
  const known = anchorsAt(anchors, parseName(zone)).map((anchor) =>
    anchor.kind === 'ds' ? anchor.ds : anchor.key,
  );
  const isKnown = ({ keyTag, algorithm }: KeyView): boolean =>
    known.some((one) => one.keyTag === keyTag && one.algorithm === algorithm);
  // A zone may have one key for all, with no flag that says so: of such, none is told from another.
  return keys
    .filter((key) => key.sep && !key.revoked && (key.flags & zoneFlag) !== 0 && !isKnown(key))
    .map(({ keyTag, mnemonic }) => ({
      code: 'key-without-anchor',
      message: `${zone} publishes the key-signing key ${keyTag} (${mnemonic}), for which there is no trust anchor here`,
      zone,
      reference: 'RFC 5011 §2.4.1, RFC 9718',
      fix: 'Get the current trust anchors before this key takes over: when it signs alone, nothing will validate under these.',
    }));
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
