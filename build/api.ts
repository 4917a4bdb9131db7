/**
 * `npm run api`: writes down what the package exports, with every type, in `api/`: a file for each import path, so that a
 * review sees what a change means for users. `npm run api:check` fails where the files do not say what is there.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  exports: Record<string, { types?: string }>;
};
const writes = process.argv.includes('--write');
mkdirSync(`${root}api`, { recursive: true });

for (const [path, { types }] of Object.entries(exports)) {
  if (types === undefined) continue;
  const name = path === '.' ? 'index' : path.slice(2);
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: `${root}package.json`,
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: `${root}${types}`,
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            module: 'NodeNext',
            moduleResolution: 'NodeNext',
            target: 'ES2023',
            types: ['node'],
          },
          files: [types],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: `${root}api`,
        reportTempFolder: `${root}dist/api`,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        // What docstrings say is typedoc's to judge.
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.None },
          'ae-forgotten-export': { logLevel: ExtractorLogLevel.None },
        },
      },
    },
  });
  const { succeeded } = Extractor.invoke(config, { localBuild: writes, showVerboseMessages: false });
  if (!succeeded) process.exitCode = 1;
}
