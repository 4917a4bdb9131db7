/** What validators others wrote say about a name, in our own words for it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './programs.js';

type Verdict = 'secure' | 'insecure' | 'bogus';
export type Peer = (name: string, type: string) => Promise<Verdict>;

/** BIND's `delv`, asking `server` and trusting `ds` for the root. */
export async function delv(directory: string, server: string, ds: string): Promise<Peer> {
  const [host = '', port = ''] = server.split(':');
  const [tag, algorithm, digestType, ...digest] = ds.split(/\s+/).slice(3);
  const anchors = join(directory, `delv-${port}.anchors`);
  const anchor = `static-ds ${tag ?? ''} ${algorithm ?? ''} ${digestType ?? ''} "${digest.join('')}"`;
  await writeFile(anchors, `trust-anchors { "." ${anchor}; };\n`);
  return async (name, type) => {
    const args = [`@${host}`, '-p', port, '-a', anchors, '+root=.', '+nocrypto', '-t', type, '-q', name];
    const { stdout, stderr } = await run('delv', args);
    const text = stdout + stderr;
    if (text.includes('unsigned answer')) return 'insecure';
    if (text.includes('fully validated')) return 'secure';
    if (/resolution failed|broken trust chain/.test(text)) return 'bogus';
    throw new Error(`delv said nothing of ${name} ${type}: ${text}`);
  };
}

/** NLnet Labs' `unbound-host`, forwarding to `server`. */
export async function unboundHost(directory: string, server: string, ds: string): Promise<Peer> {
  const [host = '', port = ''] = server.split(':');
  const config = join(directory, `unbound-host-${port}.conf`);
  await writeFile(
    config,
    [
      'server:',
      '  do-not-query-localhost: no',
      '  module-config: "validator iterator"',
      '  aggressive-nsec: no',
      '  do-ip6: no',
      `  trust-anchor: "${ds}"`,
      'forward-zone:',
      '  name: "."',
      `  forward-addr: ${host}@${port}`,
      '',
    ].join('\n'),
  );
  return async (name, type) => {
    const { stdout, stderr } = await run('unbound-host', ['-C', config, '-v', '-t', type, name]);
    const text = stdout + stderr;
    if (/BOGUS|SERVFAIL/.test(text)) return 'bogus';
    if (text.includes('(insecure)')) return 'insecure';
    if (text.includes('(secure)')) return 'secure';
    throw new Error(`unbound-host said nothing of ${name} ${type}: ${text}`);
  };
}
