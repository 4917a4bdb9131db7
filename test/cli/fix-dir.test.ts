/** `audit --fix-dir`: a folder by whose README a colleague can work. */
import assert from 'node:assert/strict';
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { companyFiles } from '../../lib/lab/company.js';
import { runCli } from './run-cli.js';
import { scratch } from './scratch.js';

describe('cli: audit --fix-dir', () => {
  const files = scratch();

  async function company(folder: string): Promise<string[]> {
    await mkdir(files.path(folder), { recursive: true });
    const given: string[] = [];
    for (const { fileName, kind, bytes } of companyFiles)
      given.push(kind === 'pac' ? '--pac' : '--proxy', await files.write(join(folder, fileName), bytes));
    return given;
  }

  const look = ['audit', '--offline', '--no-env', '--only', 'proxy/'];

  it('changes the files that were audited, and they then pass', async () => {
    const given = await company('before');
    const folder = files.path('fixes');
    const result = await runCli([...look, ...given, '--fix-dir', folder]);
    assert.equal(result.code, 1);
    const written = [...result.stderr.matchAll(/^wrote (.*)$/gm)].map(([, path = '']) =>
      path.slice(folder.length + 1),
    );
    assert.deepEqual(written.sort(), [
      'README.md',
      'endpoint/environment',
      'endpoint/internet-settings.reg',
      'proxy/proxy.pac',
    ]);
    const kept: readonly (readonly [string, RegExp, BufferEncoding])[] = [
      ['proxy/proxy.pac', /maintained by the network team[^]*PROXY proxy-north\.corp\.example:8080/, 'utf8'],
      ['endpoint/environment', /^http_proxy=http:\/\/proxy\.corp\.example:8080\nhttps_proxy=/m, 'utf8'],
      ['endpoint/internet-settings.reg', /"ProxyServer"="proxy\.corp\.example:8080"\r\n/, 'utf16le'],
    ];
    for (const [name, pattern, encoding] of kept)
      assert.match(await readFile(join(folder, name), encoding), pattern);
    const fixed = [
      '--pac',
      'proxy/proxy.pac',
      '--proxy',
      'endpoint/internet-settings.reg',
      '--proxy',
      'endpoint/environment',
    ];
    const again = await runCli([
      ...look,
      ...fixed.map((word) => (word.startsWith('--') ? word : join(folder, word))),
    ]);
    assert.equal(again.code, 0, again.stdout);
  }).timeout(60_000);

  it('says in the README what goes where, in which order, and how it is checked: as written', async () => {
    const folder = files.path('again');
    await runCli([...look, ...(await company('before')), '--fix-dir', folder]);
    const readme = await readFile(join(folder, 'README.md'), 'utf8');
    const steps = readme.split(/^## /m).slice(1);
    assert.deepEqual(
      steps.map((step) => /^(\d+)\..*\n\nFile `(\S+)`/.exec(step)?.slice(1).join(' ')),
      ['1 proxy/proxy.pac', '2 endpoint/environment', '3 endpoint/internet-settings.reg'],
    );
    for (const step of steps) {
      for (const part of ['In place of', 'Closes', 'Do', 'Check the file', 'Check afterwards', 'Take back'])
        assert.match(step, new RegExp(`^- ${part}: \\S`, 'm'), part);
      const command = /^- Check the file: `staylocal (.*)`$/m.exec(step)?.[1] ?? '';
      const words = command
        .split(' ')
        .map((word, at, all) =>
          all[at - 1] === '--pac' || all[at - 1] === '--proxy' ? join(folder, word) : word,
        );
      const check = await runCli(words);
      assert.equal(check.code, 0, `${command}\n${check.stdout}${check.stderr}`);
    }
    assert.match(readme, /audited again\.\n\d+ findings are closed by it, and no new one opens\./);
  }).timeout(60_000);

  it('hands out the same files from the page, without a script', async () => {
    const [folder, page] = [files.path('beside'), files.path('report.html')];
    await runCli([...look, ...(await company('before')), '--fix-dir', folder, '--output', `html=${page}`]);
    const links = [
      ...(await readFile(page, 'utf8')).matchAll(
        /<a href="data:application\/octet-stream;base64,([\w+/=]*)" download="([\w.-]+)">The corrected file: \2</g,
      ),
    ];
    const offered = new Map(links.map(([, base64 = '', name = '']) => [name, Buffer.from(base64, 'base64')]));
    assert.deepEqual([...offered.keys()].sort(), ['environment', 'internet-settings.reg', 'proxy.pac']);
    for (const path of ['proxy/proxy.pac', 'endpoint/environment', 'endpoint/internet-settings.reg'])
      assert.deepEqual(offered.get(path.split('/')[1] ?? ''), await readFile(join(folder, path)), path);
  }).timeout(60_000);

  it('writes no file from which passwords were taken, and says how it is made', async () => {
    const path = await files.write(
      'environment',
      'https_proxy=http://ann:s3cret@p:1\nhttp_proxy=http://p:1\n',
    );
    const folder = files.path('without');
    const { stderr } = await runCli([...look, '--proxy', path, '--fix-dir', folder]);
    assert.match(stderr, /^not written, see the README: etc-environment for /m);
    assert.deepEqual(await readdir(folder), ['README.md']);
    const command =
      /^- Make it: `staylocal (.*)`$/m.exec(await readFile(join(folder, 'README.md'), 'utf8'))?.[1] ?? '';
    const made = await runCli(command.split(' '));
    assert.equal(made.code, 0, made.stderr);
    assert.match(
      await readFile(`${path}.new`, 'utf8'),
      /ann:s3cret@p:1[^]*no_proxy="t1c\.t1t\.io,localhost"/,
    );
  });

  it('says of what it does not hand out why', async () => {
    // What a program prints of itself is no file to merge with.
    const path = await files.write(
      'user.js',
      'user_pref("network.proxy.type", 1);\nuser_pref("network.proxy.ssl", "p");\nuser_pref("network.proxy.ssl_port", 1);\n',
    );
    const { stderr } = await runCli([...look, '--proxy', path, '--fix-dir', files.path('none')]);
    assert.match(stderr, /^no finding is closed by an artefact, so none is written$/m);
  });

  it('makes its folder anew, and leaves a file of the user alone', async () => {
    const given = await company('before');
    const folder = files.path('twice');
    for (let run = 0; run < 2; run += 1)
      assert.equal((await runCli([...look, ...given, '--fix-dir', folder])).code, 1);
    await mkdir(files.path('own/proxy'), { recursive: true });
    const pac = given[given.indexOf('--pac') + 1] ?? '';
    await copyFile(pac, files.path('own/proxy/proxy.pac'));
    const { code, stderr } = await runCli([...look, ...given, '--fix-dir', files.path('own')]);
    assert.equal(code, 2);
    assert.match(stderr, /Nothing was written: .*proxy\.pac is there and is not of a kit/);
    assert.equal(dirname(pac), files.path('before'));
  }).timeout(60_000);
});
