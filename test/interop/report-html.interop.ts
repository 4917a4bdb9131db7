/**
 * The report's page in Chromium and Firefox: it requests nothing, refuses nothing of its own, filters, prints, and axe-core finds
 * nothing serious. With STAYLOCAL_SHOTS=FOLDER the pictures of it are kept, for somebody to look at.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { renderHtml } from '../../lib/report/html/index.js';
import { runCli } from '../cli/run-cli.js';
import { attacks } from '../report/html/attacks.js';
import { sampleReport } from '../report/html/sample.js';
import { Browser, type Page } from './support/cdp.js';
import { removeDirectory, runOk, temporaryDirectory } from './support/programs.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const worlds: readonly (readonly [string, readonly string[]])[] = [
  ['red', []],
  ['green', ['--fault', 'signatures-end-soon']],
  ['broken', ['--fault', 'expired-signature']],
  ['alias', ['--fault', 'alias-elsewhere']],
];

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

describe('report: the page in browsers', () => {
  let folder = '';
  let browser: Browser;
  const files = new Map<string, string>();

  before(async function () {
    this.timeout(180_000);
    folder = await temporaryDirectory();
    for (const [name, options] of worlds) {
      const file = join(folder, `${name}.html`);
      await runCli(['demo', '--quiet', ...options, '--output', `html=${file}`]);
      files.set(name, file);
    }
    const hostile = join(folder, 'hostile.html');
    const text = attacks.join(' ');
    const sources = [{ kind: 'pac' as const, file: `pac.source${text}`, text: `${text}\n${text}\n${text}` }];
    await writeFile(
      hostile,
      await renderHtml(
        sampleReport((field) => field + text),
        { sources },
      ),
    );
    files.set('hostile', hostile);
    browser = Browser.start(join(folder, 'profile'));
  });
  after(async () => {
    await browser.close();
    await removeDirectory(folder);
  });

  const open = (name: string, withScripts = true): Promise<Page> =>
    browser.open(pathToFileURL(files.get(name)!).href, withScripts);

  for (const name of [...worlds.map(([world]) => world), 'hostile']) {
    it(`${name}: requests nothing but itself, runs nothing but its own, and complains of nothing`, async () => {
      const page = await open(name);
      const isSafe = await page.evaluate(
        `document.scripts.length === 1 && document.styleSheets.length === 1 && !document.querySelector('iframe,img,object,embed,form,base,[style],[onclick],[onload],[onerror]')`,
      );
      assert.equal(isSafe, true);
      assert.deepEqual(page.seen.requests, [pathToFileURL(files.get(name)!).href]);
      assert.deepEqual(page.seen.complaints, []);
      assert.deepEqual(page.seen.dialogs, []);
    });

    for (const theme of ['light', 'dark'] as const)
      it(`${name}, ${theme}: axe-core finds nothing serious or critical, at 360 pixels too`, async () => {
        const page = await open(name);
        for (const width of [360, 1400]) {
          await page.show(width, theme);
          await page.evaluate(`for (const each of document.querySelectorAll('details')) each.open = true`);
          await page.evaluate(axe);
          const found = (await page.evaluate(
            `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
          )) as readonly Violation[];
          const grave = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
          assert.deepEqual(
            grave.map(({ id, nodes }) => [id, nodes.slice(0, 3).map((node) => node.html)]),
            [],
          );
          const isWider = await page.evaluate(`document.documentElement.scrollWidth > innerWidth`);
          assert.equal(isWider, false, `nothing is cut off at ${width}`);
        }
      });
  }

  it('refuses what a page must not do: its policy is in force', async () => {
    const page = await open('red');
    const done = await page.evaluate(`(async () => {
      const refused = [];
      document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
      const script = document.createElement('script');
      try { script.text = 'window.ran = true'; } catch { refused.push('trusted-types'); }
      document.body.append(script);
      const image = document.createElement('img');
      image.src = 'https://evil.example/x.png';
      document.body.append(image);
      document.body.setAttribute('style', 'color: red');
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return { refused, ran: window.ran === true };
    })()`);
    const { refused, ran } = done as { refused: readonly string[]; ran: boolean };
    assert.equal(ran, false);
    for (const directive of ['img-src', 'style-src-attr', 'trusted-types'])
      assert.ok(refused.includes(directive), `${directive}: ${refused.join(', ')}`);
  });

  const shown = `[...document.querySelectorAll('.finds > li')].filter((item) => item.checkVisibility({ contentVisibilityAuto: true }) || !item.closest('[hidden]')).length`;

  it('searches and filters', async () => {
    const page = await open('red');
    const all = Number(await page.evaluate(shown));
    await page.evaluate(
      `const q = document.getElementById('q'); q.value = 'proxy.pac'; q.dispatchEvent(new Event('input'))`,
    );
    const found = Number(await page.evaluate(shown));
    assert.ok(found > 0 && found < all, `${found} of ${all}`);
    assert.equal(
      await page.evaluate(`document.getElementById('shown').textContent`),
      `${found} of ${all} findings shown`,
    );
    await page.evaluate(
      `q.value = ''; q.dispatchEvent(new Event('input')); document.querySelector('input[value=fail]').click()`,
    );
    const without = Number(await page.evaluate(shown));
    assert.equal(
      await page.evaluate(`document.querySelectorAll('.finds > li[data-status=fail]:not([hidden])').length`),
      0,
    );
    assert.ok(without < all);
  });

  it('opens the section that a link leads into, whatever is filtered', async () => {
    const page = await open('red');
    await page.evaluate(`document.querySelector('input[value=fail]').click()`);
    const target = String(
      await page.evaluate(`document.querySelector('.cause a[href^="#f-"]').getAttribute('href')`),
    );
    await page.evaluate(`location.hash = '${target}'`);
    const isShown = await page.evaluate(
      `new Promise((resolve) => requestAnimationFrame(() => resolve(document.querySelector('${target}').checkVisibility())))`,
    );
    assert.equal(isShown, true);
  });

  it('is whole without scripts', async () => {
    const page = await open('red', false);
    const { root } = await page.call('DOM.getDocument', { depth: 0 });
    const { nodeId } = await page.call('DOM.querySelector', {
      nodeId: (root as { nodeId: number }).nodeId,
      selector: '#evidence table',
    });
    assert.notEqual(nodeId, 0);
  });

  it('prints, with what is folded', async () => {
    const page = await open('red');
    const { data } = await page.call('Page.printToPDF', { printBackground: true, preferCSSPageSize: true });
    const pdf = Buffer.from(String(data), 'base64');
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    await keep('red.pdf', pdf);
  });

  it('is small', async () => {
    for (const file of files.values()) assert.ok((await stat(file)).size < 500_000, file);
  });

  for (const width of [360, 800, 1400])
    for (const theme of ['light', 'dark'] as const)
      it(`has its picture taken at ${width} pixels, ${theme}`, async () => {
        // Each takes seconds; all of them are for whoever looks.
        for (const name of process.env['STAYLOCAL_SHOTS'] === undefined ? ['red'] : files.keys()) {
          const page = await open(name);
          await page.show(width, theme);
          const png = await page.screenshot();
          assert.equal(png.subarray(1, 4).toString(), 'PNG');
          await keep(`${name}-${width}-${theme}.png`, png);
        }
      });

  it('opens in Firefox', async function () {
    this.timeout(120_000);
    const picture = join(folder, 'firefox.png');
    await runOk('firefox-esr', [
      '--headless',
      '--no-remote',
      '--profile',
      await temporaryIn(folder),
      '--window-size',
      '1280,900',
      '--screenshot',
      picture,
      pathToFileURL(files.get('red')!).href,
    ]);
    assert.ok((await stat(picture)).size > 20_000);
    await keep('firefox.png', readFileSync(picture));
  });
});

async function temporaryIn(folder: string): Promise<string> {
  const path = join(folder, 'firefox');
  await mkdir(path, { recursive: true });
  return path;
}

async function keep(name: string, bytes: Buffer): Promise<void> {
  const shots = process.env['STAYLOCAL_SHOTS'];
  if (shots === undefined) return;
  await mkdir(shots, { recursive: true });
  await writeFile(join(shots, name), bytes);
}
