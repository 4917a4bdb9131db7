/**
 * How to have a section of the report looked at where nobody did: the options of `staylocal audit` that lead there, without
 * those that were given already.
 */

/** Options that decide what is looked at. `evidence`: a saved file was audited, and nothing looked at. */
const givenOptions = [
  'offline',
  'here',
  'proxy',
  'pac',
  'registry',
  'agent',
  'api-key',
  'front-end',
  'evidence',
] as const;

export type GivenOption = (typeof givenOptions)[number];

/** A report holds its options as text. */
export function isGivenOption(text: string): text is GivenOption {
  return (givenOptions as readonly string[]).includes(text);
}

interface Way {
  readonly text: string;
  /** The option that is advised; absent: it needs none. */
  readonly option?: GivenOption;
  /** Not done where `--offline` is given. */
  readonly network?: boolean;
}

const machine: Way = { text: '--here looks at this machine', option: 'here' };

/** By folder of audits. */
const ways: Readonly<Record<string, readonly Way[]>> = {
  dns: [
    { text: 'resolvers are asked', network: true },
    { text: '--here adds this machine’s hosts file', option: 'here' },
  ],
  dnssec: [{ text: 'resolvers are asked', network: true }],
  proxy: [
    { text: '--here reads the settings of this machine', option: 'here' },
    { text: '--proxy reads a file of settings', option: 'proxy' },
    { text: '--pac reads a PAC file', option: 'pac' },
  ],
  distribution: [{ text: 'the profile’s services are asked', network: true }],
  token: [
    {
      text: 'an API key in STAYLOCAL_API_KEY or --api-key-file is exchanged for a token',
      option: 'api-key',
      network: true,
    },
    { text: '--front-end looks for the key in the files of a front end', option: 'front-end' },
  ],
  agent: [
    { text: '--agent probes the ports of the program on this machine', option: 'agent', network: true },
  ],
  browser: [machine, { text: '--registry reads the policies of a Windows export', option: 'registry' }],
  disk: [machine],
  os: [machine],
  registry: [
    { text: '--here looks at this machine, on Windows', option: 'here' },
    { text: '--registry reads a Windows export', option: 'registry' },
  ],
};

/** Undefined where no option leads to that folder. `given` absent: nobody knows which options there were. */
export function howToLook(folder: string, given?: ReadonlySet<GivenOption>): string | undefined {
  const known = ways[folder];
  if (known === undefined) return undefined;
  if (given?.has('evidence') === true)
    return `the saved evidence does not hold it; when it is gathered, ${listed(known)}`;
  if (given === undefined)
    return listed(
      known.map((way) =>
        way.network === true ? { ...way, text: `${way.text}, unless --offline says not to` } : way,
      ),
    );
  const offline = given.has('offline');
  const open = known.flatMap((way) => {
    if (way.network === true && offline) return [{ ...way, text: `without --offline, ${way.text}` }];
    return way.option === undefined || given.has(way.option) ? [] : [way];
  });
  return open.length > 0 ? listed(open) : 'there was nothing of it where the options say to look';
}

/** The same in a word or two: the first option that is left. Undefined where none is. */
export function shortWay(folder: string, given: ReadonlySet<GivenOption> = new Set()): string | undefined {
  if (given.has('evidence')) return undefined;
  for (const { option, network } of ways[folder] ?? []) {
    if (network === true && given.has('offline')) return 'without --offline';
    if (option !== undefined && !given.has(option))
      return option === 'api-key' ? 'STAYLOCAL_API_KEY' : `--${option}`;
  }
  return undefined;
}

function listed(some: readonly Way[]): string {
  return some.map(({ text }) => text).join('; ');
}
