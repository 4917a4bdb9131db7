/**
 * GNOME: GLib's GSimpleProxyResolver over `org.gnome.system.proxy` (ignore-hosts). Source: gio/gsimpleproxyresolver.c
 * and gio/gproxyresolver*.c at GLib 2.84. All of `x`, `.x` and `*.x` match x and what is below it; a lone `*`
 * matches nothing; addresses match with a prefix length, literals only.
 */
import { parseAddress, samePrefix, type AddressBytes } from '../address.js';
import { asWritten, type Target } from '../target.js';
import { matched, ofStore, type ClientModel, type Matcher } from './client.js';
import { noProxy } from './environment-plan.js';
import { decideByStore } from './manual-plan.js';
import { parsedOnce } from './parsed-once.js';
import { isSameOrBelow } from './text-suffix.js';

export const gnomeMatch: Matcher = (rules, target) => {
  const address = parseAddress(target.rawHost);
  const { masks, names } = entriesOf(rules);
  const mask = address && masks.find(({ address: network, bits }) => samePrefix(address, network, bits));
  const hit = mask ?? names.find((name) => matchesName(name, target));
  return hit === undefined ? null : matched(hit.text);
};

/** Names are kept in an array that its first empty one ends; masks stand apart. */
const entriesOf = parsedOnce((rules) => {
  const masks: ({ readonly text: string } & Mask)[] = [];
  const names: ({ readonly text: string } & Name)[] = [];
  let isOpen = true;
  for (const text of hostList(rules)) {
    const mask = parseMask(text);
    if (mask !== undefined) masks.push({ text, ...mask });
    const name = mask === undefined ? parseName(text) : undefined;
    if (name?.host === '') isOpen = false;
    if (isOpen && name !== undefined) names.push({ text, ...name, host: name.host.toLowerCase() });
  }
  return { masks, names };
});

/** A GVariant array (`['a', 'b']`), or its items joined with commas. */
function hostList(rules: string): string[] {
  const array = /^\s*(?:@as\s*)?\[\s*(?:['"]|\])/.test(rules);
  if (array)
    return [...rules.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, single, double]) => single ?? double ?? '');
  return rules.split(',').map((entry) => entry.trim());
}

interface Name {
  /** Without `*.` or `.` before it; in lower case where it is compared. */
  readonly host: string;
  readonly port: number;
}

function parseName(entry: string): Name | undefined {
  const split = splitPort(entry);
  if (split === undefined || parseAddress(split.host) !== undefined) return split;
  return { ...split, host: split.host.replace(/^(?:\*\.|\.)/, '') };
}

function matchesName({ host, port }: Name, target: Target): boolean {
  if (port !== 0 && port !== (target.explicitPort ?? 0)) return false;
  return isSameOrBelow(asWritten(target).toLowerCase(), host);
}

interface Mask {
  readonly address: AddressBytes;
  readonly bits: number;
}

/** g_inet_address_mask_new_from_string: the bits after the prefix must be zero. */
export function parseMask(entry: string): Mask | undefined {
  const [text = '', length, ...more] = entry.split('/');
  const address = parseAddress(text);
  if (address === undefined || more.length > 0) return undefined;
  if (length === undefined) return { address, bits: address.length * 8 };
  const bits = /^[0-9]+$/.test(length) ? Number(length) : -1;
  if (bits < 0 || bits > address.length * 8) return undefined;
  const zeroed = address.map(
    (byte, index) =>
      byte & ~(bits - index * 8 >= 8 ? 255 : bits <= index * 8 ? 0 : (255 << (8 - (bits - index * 8))) & 255),
  );
  return zeroed.every((byte) => byte === 0) ? { address, bits } : undefined;
}

function splitPort(entry: string): { host: string; port: number } | undefined {
  if (entry.startsWith('[')) {
    const found = /^\[([^\]]*)\]:([0-9]+)$/.exec(entry);
    return found === null ? undefined : { host: found[1] ?? '', port: Number(found[2]) };
  }
  const parts = entry.split(':');
  if (parts.length !== 2) return { host: entry, port: 0 };
  return /^[0-9]*$/.test(parts[1] ?? '') ? { host: parts[0] ?? '', port: Number(parts[1]) } : undefined;
}

export const gnome: ClientModel = {
  id: 'gnome',
  title: 'GNOME and GLib programs',
  reads: ['gnome'],
  source: 'GLib 2.84 gio/gsimpleproxyresolver.c',
  usedBy: ['Epiphany', 'Evolution', 'GNOME Software', 'WebKitGTK'],
  browser: false,
  variants: [{ since: '2.36', match: gnomeMatch }],
  decide: ({ settings, target, match }) => {
    const own = ofStore(settings, 'gnome').at(-1);
    return own === undefined ? noProxy(settings) : decideByStore({ settings: own, target, match });
  },
};
