/** A chain of trust → its picture. */
import type { ReportZone } from '../../audits/finding.js';
import { nameWords } from '../html/words.js';
import { addAnswers } from './answers.js';
import { Builder } from './builder.js';
import type { MergedChain } from './merge.js';
import { pictureLimits, toneOf, type Picture, type PictureEdge, type Tone } from './model.js';
import { placeReasons } from './place-reasons.js';
import { algorithmWords, shortName, until } from './text.js';

const statusWords: Readonly<Record<Tone, string>> = {
  secure: 'proven',
  insecure: 'not signed',
  bogus: 'broken',
  indeterminate: 'not seen',
  unchecked: 'not checked',
  plain: '',
};

/** `at`: the moment that signatures were held against. */
export function pictureOf(merged: MergedChain, at: string): Picture {
  const { chain } = merged;
  const builder = new Builder();
  const zones = chain.zones.slice(0, pictureLimits.zones);
  const left = chain.zones.length - zones.length;
  if (left > 0) builder.leftOut.push(`${left} more zones are not drawn.`);
  const indices = new Map<string, number>();
  for (const zone of zones) {
    const tone = toneOf(zone.status);
    const index = builder.zone({ title: shortName(zone.zone), status: statusWords[tone], tone });
    indices.set(zone.zone, index);
    addKeys(zone, index, builder);
  }
  for (const zone of zones) addVouching(zone, indices, builder);
  addAnswers(merged, zones, indices, builder);
  placeReasons(chain, zones, indices, at, builder);
  return builder.picture();
}

function addKeys(zone: ReportZone, index: number, builder: Builder): void {
  const matched = new Set(zone.ds.flatMap(({ use, keyTag }) => (use === 'matched' ? [keyTag] : [])));
  const named = new Set(zone.ds.map(({ keyTag }) => keyTag));
  const signers = new Set(
    [...zone.proofs, ...zone.attempts].flatMap(({ type, keyTag }) => (type === 'DNSKEY' ? [keyTag] : [])),
  );
  const weight = ({ keyTag, sep, used, claimed }: ReportZone['keys'][number]): number =>
    (matched.has(keyTag) ? 16 : 0) +
    (named.has(keyTag) ? 8 : 0) +
    (signers.has(keyTag) && sep ? 4 : 0) +
    (used || claimed ? 2 : 0) +
    (sep ? 1 : 0);
  const keys = [...zone.keys].sort((one, other) => weight(other) - weight(one)).slice(0, pictureLimits.keys);
  const left = zone.keys.length - keys.length;
  if (left > 0) builder.leftOut.push(`${left} more keys of ${nameWords(zone.zone)} are not drawn.`);
  for (const { keyTag, algorithm, sep, revoked } of keys) {
    const does = revoked ? 'is revoked' : matched.has(keyTag) || sep ? 'signs the keys' : 'signs the data';
    // Keys are signed as one set.
    const isProven = zone.status === 'secure' || matched.has(keyTag);
    builder.node(
      {
        shape: 'key',
        title: `DNSKEY ${keyTag}`,
        note: `${does} · ${algorithmWords(algorithm)}`,
        tone: isProven ? 'secure' : zone.status === 'insecure' ? 'insecure' : 'unchecked',
        zone: index,
      },
      'key',
      zone.zone,
      keyTag,
    );
  }
  if (keys.length === 0)
    builder.node({
      shape: 'none',
      title: zone.status === 'insecure' ? 'Not signed' : 'No keys seen',
      note: zone.status === 'insecure' ? 'nothing here can be proven' : 'so nothing could be checked',
      tone: zone.status === 'insecure' ? 'insecure' : 'unchecked',
      zone: index,
    });
  addSelfSignatures(zone, index, builder);
}

/** Which key signs the zone's other keys. */
function addSelfSignatures(zone: ReportZone, index: number, builder: Builder): void {
  const keys = builder.inZone(index).filter(({ shape }) => shape === 'key');
  if (zone.keys.length === 0) return;
  const proof = zone.proofs.find(({ type, signerName }) => type === 'DNSKEY' && signerName === zone.zone);
  const attempt = zone.attempts.find(({ type }) => type === 'DNSKEY');
  const tag = proof?.keyTag ?? attempt?.keyTag;
  const signer = (tag === undefined ? undefined : builder.find('key', zone.zone, tag)) ?? keys[0]?.id;
  if (signer === undefined) return;
  const others = keys.filter(({ id }) => id !== signer);
  // A key that signs only itself has no arrow of its own; where that fails, there has to be a place for the reason.
  if (others.length === 0 && proof === undefined && zone.status === 'bogus' && attempt !== undefined)
    others.push({
      id: builder.node({
        shape: 'none',
        title: 'Its set of keys',
        note: 'one key, signed by itself',
        tone: 'unchecked',
        zone: index,
      }),
      shape: 'none',
      title: '',
      note: '',
      tone: 'unchecked',
    });
  for (const { id, tone } of others)
    builder.edge({
      from: signer,
      to: id,
      isLevel: true,
      ...(proof === undefined
        ? { tone: 'unchecked', words: zone.status === 'insecure' ? 'nobody vouches' : 'not checked' }
        : { tone: tone === 'unchecked' ? 'secure' : tone, words: until(proof.expiration) }),
    });
}

/** What stands above the zone: the trust anchor, or what its parent says of it. */
function addVouching(zone: ReportZone, indices: ReadonlyMap<string, number>, builder: Builder): void {
  const index = indices.get(zone.zone) ?? 0;
  const [first] = builder.inZone(index).filter(({ shape }) => shape === 'key' || shape === 'none');
  if (first === undefined) return;
  if (zone.by === 'anchor' || zone.parent === undefined) {
    addAnchor(zone, first.id, builder);
    return;
  }
  const parent = indices.get(zone.parent);
  if (parent === undefined) return;
  const vouchers = zone.by === 'ds' ? dsNodes(zone, parent, builder) : [noDsNode(zone, parent, builder)];
  for (const { id, keyTag, use } of vouchers) {
    const key = keyTag === undefined ? undefined : builder.find('key', zone.zone, keyTag);
    builder.edge({ from: id, to: key ?? first.id, ...vouchingWords(zone, use, key !== undefined) });
  }
}

function vouchingWords(zone: ReportZone, use: string, isThere: boolean): Pick<PictureEdge, 'tone' | 'words'> {
  if (zone.by !== 'ds')
    return {
      tone: zone.status === 'insecure' ? 'insecure' : toneOf(zone.status),
      words: 'unsigned from here on',
    };
  if (use === 'matched') return { tone: 'secure', words: 'fits' };
  if (use === 'unused') return { tone: 'unchecked', words: 'not used' };
  if (zone.status === 'indeterminate') return { tone: 'indeterminate', words: 'not seen' };
  return { tone: 'bogus', words: isThere ? 'does not fit' : 'names no key here' };
}

function addAnchor(zone: ReportZone, first: string, builder: Builder): void {
  const anchor = builder.node({
    shape: 'anchor',
    title: 'Trust anchor',
    note: 'built into the resolver',
    tone: 'secure',
  });
  const matched = zone.ds.filter(({ use }) => use === 'matched').slice(0, pictureLimits.ds);
  const keys = matched.flatMap(({ keyTag }) => builder.find('key', zone.zone, keyTag) ?? []);
  for (const key of new Set(keys))
    builder.edge({ from: anchor, to: key, tone: 'secure', words: 'is trusted' });
  if (keys.length === 0) {
    const tone = toneOf(zone.status);
    builder.edge({
      from: anchor,
      to: first,
      tone,
      words: tone === 'indeterminate' ? 'not seen' : 'fits no key',
    });
  }
}

interface Voucher {
  readonly id: string;
  readonly use: string;
  readonly keyTag?: number;
}

function dsNodes(zone: ReportZone, parent: number, builder: Builder): readonly Voucher[] {
  const tags = [...new Set(zone.ds.map(({ keyTag }) => keyTag))];
  const shown = tags.slice(0, pictureLimits.ds);
  if (tags.length > shown.length)
    builder.leftOut.push(`${tags.length - shown.length} more DS of ${nameWords(zone.zone)} are not drawn.`);
  return shown.map((keyTag) => {
    const same = zone.ds.filter((ds) => ds.keyTag === keyTag);
    const use = same.find((ds) => ds.use === 'matched')?.use ?? same[0]?.use ?? 'unused';
    const proof = zone.proofs.find(({ type, signerName }) => type === 'DS' && signerName === zone.parent);
    const attempt = zone.attempts.find(({ type }) => type === 'DS');
    const id = builder.node({
      shape: 'ds',
      title: `DS ${keyTag}`,
      note: `fingerprint of ${shortName(zone.zone, 20)}’s key`,
      tone:
        proof === undefined ? 'unchecked' : use === 'no-key' && zone.status === 'bogus' ? 'bogus' : 'secure',
      zone: parent,
    });
    addSigned(id, zone.parent ?? '.', parent, proof ?? attempt, proof !== undefined, builder);
    return { id, use, keyTag };
  });
}

function noDsNode(zone: ReportZone, parent: number, builder: Builder): Voucher {
  const { denial } = zone;
  const id = builder.node({
    shape: 'ds',
    title: `No DS for ${shortName(zone.zone, 26)}`,
    note:
      denial === undefined
        ? 'nothing vouches for it'
        : `${denial.mechanism} proves it${denial.optOut ? ' (opt-out)' : ''}`,
    tone: denial === undefined ? toneOf(zone.status) : 'secure',
    zone: parent,
  });
  const [key] = builder.inZone(parent).filter(({ shape }) => shape === 'key' || shape === 'none');
  const signer =
    builder
      .inZone(parent)
      .filter(({ shape, tone }) => shape === 'key' && tone === 'secure')
      .at(-1) ?? key;
  if (signer !== undefined)
    builder.edge({
      from: signer.id,
      to: id,
      ...(denial === undefined
        ? { tone: 'unchecked', words: 'says nothing' }
        : { tone: 'secure', words: 'signs the proof' }),
    });
  if (key !== undefined) builder.columns.push([key.id, id]);
  return { id, use: 'none' };
}

function addSigned(
  id: string,
  parent: string,
  index: number,
  signature: { readonly keyTag: number; readonly expiration: string } | undefined,
  isProven: boolean,
  builder: Builder,
): void {
  const keys = builder.inZone(index).filter(({ shape }) => shape === 'key' || shape === 'none');
  const [first] = keys;
  const signer =
    (signature === undefined ? undefined : builder.find('key', parent, signature.keyTag)) ?? keys.at(-1)?.id;
  if (first !== undefined) builder.columns.push([first.id, id]);
  if (signer === undefined) return;
  builder.edge({
    from: signer,
    to: id,
    ...(isProven && signature !== undefined
      ? { tone: 'secure', words: until(signature.expiration) }
      : { tone: 'unchecked', words: 'not checked' }),
  });
}
