#!/usr/bin/env node
/** The program. It loads the rest itself, so that even where that fails there is a sentence and not a stack. */
import module from 'node:module';

try {
  // Node 22 keeps what it compiled for the next start.
  (module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
  const { runProcess } = await import('./process.js');
  await runProcess();
} catch (error) {
  const what = String(error);
  const why = what.includes('too many open files') ? 'too many open files (ulimit -n)' : what;
  process.stderr.write(`staylocal: it could not be started: ${why}.\n`);
  process.exitCode = 3;
}
