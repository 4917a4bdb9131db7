/** Zones in the states that a key roll-over passes through, good and bad, each made by BIND's tools. */
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { runOk } from './programs.js';
import { bindDs, bindKey, bindSignText, type Keys } from './signers.js';
import { zoneText, type SignedZone } from './zones.js';

export interface State {
  readonly label: string;
  readonly what: string;
  readonly make: (directory: string, apex: string) => Promise<Made>;
}

interface Made {
  readonly file: string;
  readonly ds: readonly string[];
}

const p256 = 'ECDSAP256SHA256';
const ksk = (directory: string, apex: string, algorithm = p256): Promise<string> =>
  bindKey(directory, apex, algorithm, '-f', 'KSK');
const zsk = (directory: string, apex: string, algorithm = p256): Promise<string> =>
  bindKey(directory, apex, algorithm);

async function sign(directory: string, apex: string, keys: Keys, ...flags: string[]): Promise<string> {
  return await bindSignText(directory, apex, zoneText(apex), keys, flags);
}

/** One KSK and one ZSK, and a parent that says of them what `ds` makes of the right DS lines. */
const withDs =
  (ds: (right: string, directory: string, key: string, apex: string) => Promise<string[]> | string[]) =>
  async (directory: string, apex: string): Promise<Made> => {
    const keys = { ksks: [await ksk(directory, apex)], zsks: [await zsk(directory, apex)] };
    const key = keys.ksks[0] ?? '';
    const [right = ''] = await bindDs(directory, key);
    return { file: await sign(directory, apex, keys), ds: await ds(right, directory, key, apex) };
  };

/** A DS line with some of its four fields replaced. */
function changedDs(line: string, change: (fields: string[]) => void): string {
  const fields = line.split(/\s+/);
  const [tag = '', algorithm = '', digestType = '', ...digest] = fields.slice(3);
  const parts = [tag, algorithm, digestType, digest.join('')];
  change(parts);
  return [...fields.slice(0, 3), ...parts].join(' ');
}

/** The file of one signing with the lines of another in place of its own, where `pick` takes them. */
async function grafted(file: string, from: string, pick: (line: string) => boolean): Promise<string> {
  const own = (await readFile(file, 'utf8')).split('\n').filter((line) => !pick(line));
  const other = (await readFile(from, 'utf8')).split('\n').filter(pick);
  await writeFile(file, [...own, ...other].join('\n'));
  return file;
}

const isSignatureOf = (owner: string, type: string) => (line: string) =>
  line.startsWith(`${owner}.`) && new RegExp(`\\sRRSIG\\s+${type}\\s`).test(line);

export const states: readonly State[] = [
  {
    label: 'prepublished-zsk',
    what: 'a ZSK published ahead, signing nothing yet',
    make: async (directory, apex) => {
      const keys = { ksks: [await ksk(directory, apex)], zsks: [await zsk(directory, apex)] };
      const published = [await zsk(directory, apex)];
      return {
        file: await sign(directory, apex, { ...keys, published }),
        ds: await bindDs(directory, keys.ksks[0] ?? ''),
      };
    },
  },
  {
    label: 'double-zsk',
    what: 'two ZSKs that both sign',
    make: async (directory, apex) => {
      const keys = {
        ksks: [await ksk(directory, apex)],
        zsks: [await zsk(directory, apex), await zsk(directory, apex)],
      };
      return { file: await sign(directory, apex, keys), ds: await bindDs(directory, keys.ksks[0] ?? '') };
    },
  },
  ...(['both', 'old', 'new'] as const).map((which) => ({
    label: `double-ksk-${which}`,
    what: `two KSKs that both sign, a DS for ${which}`,
    make: async (directory: string, apex: string): Promise<Made> => {
      const keys = {
        ksks: [await ksk(directory, apex), await ksk(directory, apex)],
        zsks: [await zsk(directory, apex)],
      };
      const named = which === 'both' ? keys.ksks : [keys.ksks[which === 'old' ? 0 : 1] ?? ''];
      const ds = await Promise.all(named.map((key) => bindDs(directory, key)));
      return { file: await sign(directory, apex, keys), ds: ds.flat() };
    },
  })),
  {
    label: 'standby-ksk',
    what: 'a DS for a KSK that is published but does not sign',
    make: async (directory, apex) => {
      const keys = { ksks: [await ksk(directory, apex)], zsks: [await zsk(directory, apex)] };
      const standby = await ksk(directory, apex);
      const file = await sign(directory, apex, { ...keys, published: [standby] });
      return { file, ds: await bindDs(directory, standby) };
    },
  },
  {
    label: 'withdrawn-zsk',
    what: 'a signature by a ZSK that was withdrawn too early',
    make: async (directory, apex) => {
      const ksks = [await ksk(directory, apex)];
      const old = await sign(directory, apex, { ksks, zsks: [await zsk(directory, apex)] });
      const kept = `${old}.old`;
      await writeFile(kept, await readFile(old));
      const file = await sign(directory, apex, { ksks, zsks: [await zsk(directory, apex)] });
      await grafted(file, kept, isSignatureOf('www', 'A'));
      return { file, ds: await bindDs(directory, ksks[0] ?? '') };
    },
  },
  ...([true, false] as const).map((hasOther) => ({
    label: hasOther ? 'revoked-ksk' : 'revoked-only',
    what: hasOther ? 'an old KSK revoked beside the new one' : 'the only KSK revoked',
    make: async (directory: string, apex: string): Promise<Made> => {
      const old = await ksk(directory, apex);
      const revoked = basename((await runOk('dnssec-revoke', ['-r', '-K', directory, old])).trim());
      const ksks = hasOther ? [revoked, await ksk(directory, apex)] : [revoked];
      const file = await sign(directory, apex, { ksks, zsks: [await zsk(directory, apex)] });
      return { file, ds: await bindDs(directory, ksks.at(-1) ?? '') };
    },
  })),
  ...(['KSK', 'ZSK'] as const).map((role) => ({
    label: `single-${role.toLowerCase()}`,
    what: `one key for everything, its flags those of a ${role}`,
    make: async (directory: string, apex: string): Promise<Made> => {
      const key = role === 'KSK' ? await ksk(directory, apex) : await zsk(directory, apex);
      const file = await sign(directory, apex, { ksks: [], zsks: [key] }, '-z');
      return { file, ds: await bindDs(directory, key) };
    },
  })),
  ...(['both', 'RSASHA256', p256] as const).map((which) => ({
    label: `algorithms-${which.toLowerCase()}`,
    what: `two algorithms, DS for ${which}`,
    make: async (directory: string, apex: string): Promise<Made> => {
      const both = [p256, 'RSASHA256'];
      const ksks = await Promise.all(both.map((algorithm) => ksk(directory, apex, algorithm)));
      const zsks = await Promise.all(both.map((algorithm) => zsk(directory, apex, algorithm)));
      const named = ksks.filter((_, index) => which === 'both' || both[index] === which);
      const ds = await Promise.all(named.map((key) => bindDs(directory, key)));
      return { file: await sign(directory, apex, { ksks, zsks }), ds: ds.flat() };
    },
  })),
  {
    label: 'ds-sha384',
    what: 'a DS by SHA-384',
    make: withDs((_right, directory, key) => bindDs(directory, key, '-a', 'SHA-384')),
  },
  {
    label: 'ds-sha1',
    what: 'a DS by SHA-1 alone',
    make: withDs((_right, directory, key) => bindDs(directory, key, '-1')),
  },
  {
    label: 'ds-downgrade',
    what: 'a right DS by SHA-1 and a wrong one by SHA-256',
    make: withDs(async (right, directory, key) => [
      ...(await bindDs(directory, key, '-1')),
      changedDs(right, (fields) => {
        fields[3] = randomBytes(32).toString('hex').toUpperCase();
      }),
    ]),
  },
  {
    label: 'ds-wrong-and-right',
    what: 'a wrong DS beside the right one',
    make: withDs((right) => [
      right,
      changedDs(right, (fields) => {
        fields[3] = randomBytes(32).toString('hex').toUpperCase();
      }),
    ]),
  },
  {
    label: 'ds-unknown-digest',
    what: 'a DS of an unknown digest type alone',
    make: withDs((right) => [
      changedDs(right, (fields) => {
        fields[2] = '250';
      }),
    ]),
  },
  {
    label: 'ds-unknown-algorithm',
    what: 'a DS of an unknown algorithm alone',
    make: withDs((right) => [
      changedDs(right, (fields) => {
        fields[1] = '200';
      }),
    ]),
  },
  {
    label: 'ds-unknown-and-right',
    what: 'a DS of an unknown algorithm beside the right one',
    make: withDs((right) => [
      right,
      changedDs(right, (fields) => {
        fields[1] = '200';
      }),
    ]),
  },
  {
    label: 'ds-wrong-tag',
    what: 'a DS with another key tag',
    make: withDs((right) => [
      changedDs(right, (fields) => {
        fields[0] = String((Number(fields[0]) + 1) % 65_536);
      }),
    ]),
  },
  {
    label: 'ds-swapped',
    what: 'the DS of another zone’s key',
    make: withDs(
      async (_right, directory, _key, apex) => await bindDs(directory, await ksk(directory, apex)),
    ),
  },
  { label: 'no-ds', what: 'a signed zone without DS', make: withDs(() => []) },
];

export function asZone(apex: string, { file, ds }: Made): SignedZone {
  return { apex, file, ds };
}
