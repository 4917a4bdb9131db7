/** Where in the picture each reason stands. */
import type { ReportChain, ReportZone } from '../../audits/finding.js';
import type { Builder } from './builder.js';
import type { PictureEdge } from './model.js';
import { calloutOf, type ChainReason } from './reason-words.js';

/** Each reason stands at the arrow that it breaks; a picture without one has it at the first arrow that is not whole. */
export function placeReasons(
  { reasons, status }: ReportChain,
  zones: readonly ReportZone[],
  indices: ReadonlyMap<string, number>,
  at: string,
  builder: Builder,
): void {
  const told = new Set<string>();
  for (const reason of reasons) {
    const zone =
      zones.find((each) => each.zone === reason.zone) ?? zones.find((each) => each.status !== 'secure');
    const key = `${zone?.zone ?? ''} ${reason.signature?.type ?? ''}`;
    if (told.has(key)) continue;
    told.add(key);
    const own = zone === undefined || zone.status === 'secure' ? status : zone.status;
    const callout = calloutOf(reason, own, at);
    const index = zone === undefined ? undefined : indices.get(zone.zone);
    const nodeAt = (id: string): (typeof builder.nodes)[number] | undefined =>
      builder.nodes.find((node) => node.id === id);
    const fits = (edge: PictureEdge): boolean =>
      fitsReason(reason, nodeAt(edge.from)?.zone, nodeAt(edge.to), edge, index);
    // eslint-disable-next-line @typescript-eslint/no-unused-expressions -- each is tried where the one before found no arrow
    builder.call(callout, fits) ||
      builder.call(
        callout,
        (edge) => nodeAt(edge.to)?.zone === index && !['secure', 'plain'].includes(edge.tone),
      ) ||
      builder.call(callout, (edge) => nodeAt(edge.to)?.zone === index && edge.tone !== 'plain') ||
      builder.call(callout, (edge) => edge.tone !== 'plain');
  }
}

function fitsReason(
  { code, signature }: ChainReason,
  from: number | undefined,
  to: { readonly shape: string; readonly zone?: number } | undefined,
  edge: PictureEdge,
  zone: number | undefined,
): boolean {
  if (to === undefined) return false;
  if (signature?.type === 'DNSKEY') return edge.isLevel === true && to.zone === zone;
  if (signature?.type === 'DS') return to.shape === 'ds' && to.zone === from && edge.tone === 'unchecked';
  if (signature !== undefined || code === 'denial-missing' || code === 'denial-unsound')
    return to.shape === 'answer' && to.zone === zone && edge.tone !== 'secure';
  if (code === 'signature-missing') return edge.tone === 'unchecked' && to.zone === zone;
  return from !== zone && to.zone === zone && edge.tone !== 'secure';
}
