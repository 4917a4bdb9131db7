/** One artefact in a process of its own: prints what the processor took, the library's loading included. `generate.ts` starts it. */
import type { Profile } from 'staylocal';

const [target = '', profileText = ''] = process.argv.slice(2);
const profile = JSON.parse(profileText) as Profile;

const before = process.cpuUsage();
const { generate } = await import('staylocal/generate');
await generate(target, profile, target === 'pac' ? { proxy: 'proxy.example:3128' } : {});
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1000);
process.exit();
