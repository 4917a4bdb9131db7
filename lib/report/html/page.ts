/** The page around what it shows: one file that loads nothing, sends nothing and runs nothing but its own script. */
import { readAssets, type PageKind } from './assets.js';
import { html, ownCode, titleElement, type Markup } from './markup.js';

export interface Page {
  /** Shown by tabs and mail: the verdict comes first. */
  readonly title: string;
  readonly top: Markup;
  readonly body: readonly Markup[];
  /** Which styles and script it has; default `report`. */
  readonly kind?: PageKind;
}

export function page({ title, top, body, kind = 'report' }: Page): string {
  const { style, script, policy } = readAssets(kind);
  const content = html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
${titleElement(title)}
${ownCode('style', style)}
</head>
<body>
<a class="skip" href="#main">To the content</a>
<div class="wrap">
<header class="top">${top}</header>
<main id="main">
${body.map((part) => [part, '\n'])}
</main>
<footer>This file loads nothing and sends nothing; mail it as it is. It names hosts, files and addresses of the audited network; it holds no key and no password.</footer>
</div>
<p id="say" class="vh" role="status"></p>
${ownCode('script', script)}
</body>
</html>`;
  return `<!doctype html>\n${content.toString()}\n`;
}
