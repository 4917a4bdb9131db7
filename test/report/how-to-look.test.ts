import assert from 'node:assert/strict';
import { howToLook, type GivenOption } from '../../lib/report/how-to-look.js';
import { sections } from '../../lib/audits/sections.js';

describe('report: how to look', () => {
  const cases: readonly (readonly [
    folder: string,
    given: readonly GivenOption[] | undefined,
    expected: RegExp,
  ])[] = [
    ['dns', ['offline'], /^without --offline, resolvers are asked; --here adds this machine’s hosts file$/],
    ['dns', ['offline', 'here'], /^without --offline, resolvers are asked$/],
    ['dns', [], /^--here adds this machine’s hosts file$/],
    ['dns', ['here'], /^there was nothing of it/],
    ['dns', undefined, /^resolvers are asked, unless --offline says not to; --here adds/],
    ['dnssec', ['offline', 'proxy'], /^without --offline, resolvers are asked$/],
    ['proxy', [], /^--here reads .*; --proxy reads .*; --pac reads a PAC file$/],
    ['proxy', ['proxy'], /^--here reads the settings of this machine; --pac reads a PAC file$/],
    ['proxy', ['here', 'pac', 'proxy'], /^there was nothing of it/],
    ['distribution', ['offline'], /^without --offline, the profile’s services are asked$/],
    ['token', [], /^an API key in STAYLOCAL_API_KEY or --api-key-file is exchanged/],
    ['token', ['api-key', 'offline'], /^without --offline, an API key/],
    ['agent', [], /^--agent probes/],
    ['agent', ['agent', 'offline'], /^without --offline, --agent probes/],
    ['browser', ['here'], /^--registry reads/],
    ['disk', ['here'], /^there was nothing of it/],
    ['disk', [], /^--here looks at this machine$/],
    ['registry', ['here'], /^--registry reads a Windows export$/],
    ['registry', ['evidence'], /^the saved evidence does not hold it; when it is gathered, --here looks/],
  ];
  for (const [folder, given, expected] of cases) {
    it(`${folder} with ${given?.join(', ') ?? 'who knows what'}`, () => {
      const text = howToLook(folder, given === undefined ? undefined : new Set(given));
      assert.match(text ?? '', expected);
    });
  }

  it('advises no option that was given, and leaves no section without words', () => {
    const options = ['here', 'proxy', 'pac', 'registry'] as const;
    for (const { folder } of sections)
      for (const option of options)
        assert.doesNotMatch(howToLook(folder, new Set([option])) ?? '--', new RegExp(`--${option} `));
  });

  it('says nothing of a folder that it does not know', () => {
    assert.equal(howToLook('elsewhere', new Set()), undefined);
  });
});
