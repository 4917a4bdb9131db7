import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { renderHtml } from '../../../lib/report/html/index.js';
import { attacks } from './attacks.js';
import { sampleReport, type TextOf } from './sample.js';
import { elementsOf, skeletonOf, textOf } from './structure.js';

const plain: TextOf = (field) => field;

/** With a script of which the lines are hostile: of one line each. */
function pageOf(text: TextOf): Promise<string> {
  const line = text('pac.line').replace(/[\r\n\u2028\u2029]/g, ' ');
  const sources = [
    { kind: 'pac' as const, file: text('pac.source'), text: `${line}\n${line}\n${line}\nend` },
  ];
  return renderHtml(sampleReport(text), { sources });
}

describe('report/html: page', () => {
  it('holds nothing that was not ours, whatever stands in any field', async () => {
    const harmless = skeletonOf(await pageOf(plain));
    for (const attack of attacks) {
      const page = await pageOf((field) => `${field}${attack}`);
      assert.deepEqual(skeletonOf(page), harmless, attack);
    }
  });

  it('holds nothing that was not ours, whatever text there is', async () => {
    const harmless = skeletonOf(await pageOf(plain));
    const texts = fc.array(fc.oneof(fc.constantFrom(...attacks), fc.string({ unit: 'binary' })), {
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(texts, async (parts) => {
        const page = await pageOf((field) => field + parts.join(''));
        assert.deepEqual(skeletonOf(page), harmless);
      }),
      { numRuns: 60 },
    );
  });

  it('shows every field that a person can act on', async () => {
    const page = textOf(await renderHtml(sampleReport((field) => `[${field}]`)));
    const shown = [
      'verdict.headline',
      'verdict.line',
      'cause.title',
      'cause.why',
      'cause.where',
      'cause.affected',
      'cause.owner',
      'cause.first',
      'cause.command',
      'cause.check',
      'finding.message',
      'finding.details',
      'fix.advice',
      'location.file',
      'inputs.resolvers',
      'inputs.references',
      'files.sha256',
      'inputs.evidenceSha256',
      'label',
      'profile.name',
    ];
    for (const field of shown) assert.ok(page.includes(`[${field}]`), field);
  });

  it('allows its own style and script and nothing else', async () => {
    const elements = elementsOf(await renderHtml(sampleReport(plain)));
    const policy = elements.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy');
    const content = policy?.attributes['content'] ?? '';
    for (const name of ['style', 'script']) {
      const own = elements.filter((element) => element.name === name);
      assert.equal(own.length, 1);
      const digest = createHash('sha256').update(own[0]!.text).digest('base64');
      assert.ok(content.includes(`${name}-src 'sha256-${digest}'`), content);
    }
    assert.match(content, /^default-src 'none';/);
    assert.doesNotMatch(content, /unsafe|\*|https?:/);
    assert.match(content, /require-trusted-types-for 'script'; trusted-types 'none'$/);
  });

  it('leads nowhere else and asks for nothing', async () => {
    const elements = elementsOf(await renderHtml(sampleReport(plain)));
    const forbidden = /^(?:on.*|style|srcdoc|src|srcset|action|formaction|ping|background|poster)$/;
    for (const { name, attributes } of elements) {
      for (const key of Object.keys(attributes)) assert.doesNotMatch(key, forbidden, `${name} ${key}`);
      if (attributes['href'] !== undefined) assert.match(attributes['href'], /^(?:#|data:application\/)/);
    }
    assert.ok(
      !elements.some(({ name }) => /^(?:img|iframe|object|embed|link|form|base|video|audio)$/.test(name)),
    );
  });

  it('leads to places that are there, each of its own name', async () => {
    const elements = elementsOf(await renderHtml(sampleReport(plain)));
    const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);
    assert.equal(new Set(ids).size, ids.length, 'an id stands once');
    const targets = elements
      .flatMap(({ attributes }) => attributes['href'] ?? [])
      .filter((each) => each.startsWith('#'));
    for (const target of targets) assert.ok(ids.includes(target.slice(1)), target);
  });

  it('counts what it leaves out', async () => {
    const report = sampleReport(plain);
    const [finding] = report.findings;
    const [cause] = report.causes;
    const many = {
      ...report,
      findings: Array.from({ length: 1503 }, (_, index) => ({ ...finding!, key: `k${index}` })),
      causes: Array.from({ length: 62 }, (_, index) => ({
        ...cause!,
        key: `c${index}`,
        why: ['x'.repeat(5000)],
      })),
    };
    const page = textOf(await renderHtml(many));
    assert.match(page, /3 more findings are in the report’s JSON/);
    assert.match(page, /2 more causes are in the report’s JSON/);
    assert.match(page, /… \(1000 more characters\)/);
  });

  it('begins with the verdict, in the title too', async () => {
    const page = await renderHtml(sampleReport(plain));
    assert.match(page, /<title>NO: does profile\.name stay local\?/);
    const text = textOf(page);
    assert.ok(text.indexOf('verdict.headline') < text.indexOf('cause.title'));
  });
});
