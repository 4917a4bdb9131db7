/**
 * `npm run screenshot`: the picture of the README, the report of the demo as Chromium shows it. The moment is fixed, so that the
 * picture changes when the report does.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const picture = resolve('docs/pictures/report.png');
const folder = mkdtempSync(join(tmpdir(), 'staylocal-picture-'));
try {
  const page = join(folder, 'report.html');
  const demo = ['demo', '--quiet', '--at', '2026-11-24T08:00:00Z', '--output', `html=${page}`];
  execFileSync(process.execPath, ['dist/bundle/cli.js', ...demo], { stdio: ['ignore', 'ignore', 'inherit'] });
  mkdirSync('docs/pictures', { recursive: true });
  const browser = process.env['CHROMIUM'] ?? 'chromium';
  execFileSync(browser, [
    '--headless',
    '--no-sandbox',
    '--hide-scrollbars',
    '--force-color-profile=srgb',
    '--window-size=1200,900',
    `--screenshot=${picture}`,
    pathToFileURL(page).href,
  ]);
} finally {
  rmSync(folder, { recursive: true });
}
