/** A queue without the packages for it. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';

const hooks = `export async function resolve(specifier, context, next) {
  if (specifier === 'bullmq') throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
  return next(specifier, context);
}`;
const register = `import { register } from 'node:module'; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`)});`;

describe('batch: a queue without its packages', () => {
  for (const argv of [
    ['worker', '--status'],
    ['batch', '-'],
  ])
    it(`${argv.join(' ')}: says which to install`, async () => {
      const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
        const child = execFile(
          process.execPath,
          [
            '--import',
            `data:text/javascript,${encodeURIComponent(register)}`,
            'dist/bundle/cli.js',
            ...argv,
            '--queue',
            'redis://127.0.0.1:1',
          ],
          (error, _, text) => {
            resolve({ code: error?.code, stderr: text });
          },
        );
        child.stdin?.end();
      });
      assert.equal(code, 2, stderr);
      assert.match(stderr, /npm install bullmq ioredis\.$/m);
    });
});
