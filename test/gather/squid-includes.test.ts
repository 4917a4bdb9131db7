/** Which files beside a squid.conf become evidence, and what of them. */
import assert from 'node:assert/strict';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gatherSettings } from '../../lib/gather/proxy.js';
import { scratch } from '../cli/scratch.js';

describe('gather: files that squid.conf includes', () => {
  const files = scratch();

  async function write(name: string, text: string): Promise<string> {
    await mkdir(dirname(files.path(name)), { recursive: true });
    return files.write(name, text);
  }

  async function gathered(conf: string): Promise<string[]> {
    const source = await write('squid/squid.conf', conf);
    const [evidence] = await gatherSettings([{ source }], undefined);
    return (evidence?.included ?? []).map(
      ({ pattern, source: file, bytes, error }) =>
        `${pattern} ${file.slice(dirname(source).length + 1)} ${error?.code ?? Buffer.from(bytes ?? '', 'base64').toString()}`,
    );
  }

  before(async () => {
    await write('squid/conf.d/b.conf', 'http_access deny x\n');
    await write(
      'squid/conf.d/a.conf',
      '# our secret\nacl x dstdomain x\nauth_param basic program /x pw\ninclude more\n',
    );
    await write('squid/conf.d/.hidden.conf', 'http_access allow all\n');
    await write('squid/more', 'http_access allow y\n');
    await write('squid/long.conf', 'cache_mem \\\nacl\nacl x dstdomain a \\\n  b\n');
    await write('secret', 'http_access my diary\n');
    await symlink(files.path('secret'), files.path('squid/link'));
  });

  const rules = 'http_access allow all\n';
  const rows: readonly (readonly [title: string, conf: string, found: readonly string[]])[] = [
    [
      'where it says, in the order of names; of each its rules alone, and what it includes in turn',
      'include conf.d/*.conf\n',
      [
        'conf.d/*.conf conf.d/a.conf \nacl x dstdomain x\n\ninclude more\n',
        'conf.d/*.conf conf.d/b.conf http_access deny x\n',
        'more more http_access allow y\n',
      ],
    ],
    [
      'beside it, where it says a place of another machine',
      'include /etc/squid/conf.d/b.conf /usr/share/more # both\n',
      [
        '/etc/squid/conf.d/b.conf conf.d/b.conf http_access deny x\n',
        '/usr/share/more more http_access allow y\n',
      ],
    ],
    [
      'where a wildcard names a folder, or some characters',
      'include con?.d/[b-c].con*\n',
      ['con?.d/[b-c].con* conf.d/b.conf http_access deny x\n'],
    ],
    [
      'on a line that goes on in the next',
      'include conf.d/b.conf \\\n# passed over\n  long.conf\n',
      [
        'conf.d/b.conf conf.d/b.conf http_access deny x\n',
        'long.conf long.conf \n\nacl x dstdomain a \\\n  b\n',
      ],
    ],
    ['nothing for a range that is none', 'include conf.d/[z-a].conf\n', []],
    ['nothing above it', 'include ../secret\n', []],
    ['nothing above it by a link', 'include link\n', []],
    ['nothing by its whole path', 'include /etc/passwd\n', []],
    ['no file that is not there', 'include conf.d/none.conf\n', []],
  ];
  for (const [title, conf, found] of rows) {
    it(`looks for them ${title}`, async () => {
      assert.deepEqual(await gathered(conf + rules), found);
    });
  }
});
