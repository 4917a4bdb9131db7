/** The page's own styles and script, files of the package. */
import { createHash } from 'node:crypto';
import { readPackageFile } from '../../package-root.js';

const kinds = {
  report: {
    styles: ['base', 'verdict', 'causes', 'chain', 'routes', 'pac', 'findings', 'print'],
    script: 'page',
  },
  fleet: { styles: ['base', 'verdict', 'findings', 'print', 'fleet'], script: 'fleet' },
} as const;

export type PageKind = keyof typeof kinds;

export interface Assets {
  readonly style: string;
  readonly script: string;
  /** Content-Security-Policy: nothing is loaded, and nothing runs or looks but these two. */
  readonly policy: string;
}

export function readAssets(kind: PageKind): Assets {
  const { styles, script: code } = kinds[kind];
  const style = styles.map((name) => readPackageFile(`templates/report/${name}.css`)).join('');
  const script = readPackageFile(`templates/report/${code}.js`);
  const policy = [
    `default-src 'none'`,
    `style-src '${digestOf(style)}'`,
    `script-src '${digestOf(script)}'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ');
  return { style, script, policy };
}

function digestOf(code: string): string {
  return `sha256-${createHash('sha256').update(code).digest('base64')}`;
}
