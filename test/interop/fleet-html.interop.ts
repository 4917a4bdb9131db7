/** The page of a fleet of 2,000 machines in Chromium: it sorts, searches, requests nothing, and axe-core finds nothing serious. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fleetPage } from '../../lib/report/html/fleet-page.js';
import { manyMachines } from '../fleet/many.js';
import { Browser, type Page } from './support/cdp.js';
import { removeDirectory, temporaryDirectory } from './support/programs.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('fleet: the page in a browser', () => {
  let folder = '';
  let browser: Browser;
  let file = '';
  let small = '';

  before(async function () {
    this.timeout(60_000);
    folder = await temporaryDirectory();
    file = join(folder, 'fleet.html');
    small = join(folder, 'small.html');
    await writeFile(file, fleetPage({ kind: 'fleet', fleet: manyMachines(2000) }));
    await writeFile(small, fleetPage({ kind: 'fleet', fleet: manyMachines(40) }));
    browser = Browser.start(join(folder, 'profile'));
  });
  after(async () => {
    await browser.close();
    await removeDirectory(folder);
  });

  const open = (path: string): Promise<Page> => browser.open(pathToFileURL(path).href, true);
  const firstNames = `[...document.querySelectorAll('#fleet-matrix tbody th')].slice(0, 3).map((one) => one.textContent)`;
  const click = (column: string): string =>
    `[...document.querySelectorAll('#fleet-matrix thead button')].find((one) => one.textContent.startsWith('${column}')).click()`;

  it('is below 3 MB, requests nothing and complains of nothing', async () => {
    assert.ok((await stat(file)).size < 3_000_000);
    const page = await open(file);
    assert.deepEqual(page.seen.requests, [pathToFileURL(file).href]);
    assert.deepEqual(page.seen.complaints, []);
  });

  it('sorts by any column, both ways, and says so', async () => {
    const page = await open(file);
    await page.evaluate(click('Machine'));
    assert.deepEqual(await page.evaluate(firstNames), ['ANT-LT-0000', 'ANT-LT-0001', 'ANT-LT-0002']);
    await page.evaluate(click('Machine'));
    assert.deepEqual(await page.evaluate(firstNames), ['ANT-LT-1999', 'ANT-LT-1998', 'ANT-LT-1997']);
    assert.equal(
      await page.evaluate(`document.querySelector('#fleet-matrix th[aria-sort]').getAttribute('aria-sort')`),
      'descending',
    );
    await page.evaluate(click('1. '));
    assert.equal(
      await page.evaluate(
        `[...document.querySelectorAll('#fleet-matrix tbody tr')].every((row, at, all) => at === 0 || row.cells[2].className !== 'f' || all[at - 1].cells[2].className === 'f')`,
      ),
      true,
    );
    assert.equal(await page.evaluate(`document.querySelectorAll('#fleet-matrix tbody tr').length`), 2000);
  });

  it('searches', async () => {
    const page = await open(file);
    await page.evaluate(
      `const q = document.getElementById('fleet-q'); q.value = 'lt-0017'; q.dispatchEvent(new Event('input'))`,
    );
    assert.equal(
      await page.evaluate(`document.getElementById('fleet-shown').textContent`),
      '1 of 2000 machines',
    );
  });

  for (const theme of ['light', 'dark'] as const)
    it(`axe-core finds nothing serious or critical, ${theme}, at 360 pixels too`, async () => {
      const page = await open(small);
      for (const width of [360, 1400]) {
        await page.show(width, theme);
        await page.evaluate(`for (const each of document.querySelectorAll('details')) each.open = true`);
        await page.evaluate(axe);
        const found = (await page.evaluate(
          `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, impact, nodes }) => [id, impact, nodes[0].html]))`,
        )) as readonly (readonly [string, string, string])[];
        assert.deepEqual(
          found.filter(([, impact]) => impact === 'serious' || impact === 'critical'),
          [],
        );
        assert.equal(await page.evaluate(`document.documentElement.scrollWidth > innerWidth`), false);
        const shots = process.env['STAYLOCAL_SHOTS'];
        if (shots !== undefined)
          await writeFile(join(shots, `fleet-${width}-${theme}.png`), await page.screenshot());
      }
    });
});
