/**
 * `npm run conformance -- SUITE …`: runs tables and scenarios that other projects test with against our engines.
 */
import { bypass } from './bypass.js';
import { js } from './js.js';
import { pac } from './pac.js';
import { pacRandom } from './pac-random.js';
import { unbound } from './unbound/main.js';

type Suite = (args: readonly string[]) => Promise<void>;

const suites: Readonly<Record<string, Suite>> = {
  bypass,
  js,
  pac,
  'pac-random': pacRandom,
  unbound,
};

const [name = '', ...args] = process.argv.slice(2);
const suite = suites[name];
if (suite === undefined) {
  console.error(`usage: npm run conformance -- ${Object.keys(suites).join('|')} …`);
  process.exitCode = 2;
} else {
  try {
    await suite(args);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOENT') throw error;
    console.error(`there is no such file or folder: ${args[0] ?? ''}`);
    process.exitCode = 2;
  }
}
