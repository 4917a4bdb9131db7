import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attribute, html, ownCode, svg, titleElement, type Value } from '../../../lib/report/html/markup.js';
import { elementsOf, textOf } from './structure.js';

describe('report/html: markup', () => {
  const written: readonly (readonly [string, { toString(): string }, string])[] = [
    ['text', html`<p>${'a<b>&"\'`'}</p>`, '<p>a&#60;b&#62;&#38;&#34;&#39;&#96;</p>'],
    ['a number', html`<p>${3}</p>`, '<p>3</p>'],
    ['nothing', html`<p>${undefined}${false}</p>`, '<p></p>'],
    ['markup', html`<p>${html`<b>${'<'}</b>`}</p>`, '<p><b>&#60;</b></p>'],
    ['a list', html`<p>${['a', html`<i></i>`, ['<']]}</p>`, '<p>a<i></i>&#60;</p>'],
    ['an attribute', html`<p id="${'a"b\u202e'}"></p>`, '<p id="a&#34;b[U+202E]"></p>'],
    ['direction marks', html`<p>${'\u202e'}</p>`, '<p><b class="ctl">U+202E</b></p>'],
    ['an escape', html`<p>${'\u001b[31m'}</p>`, '<p><b class="ctl">U+001B</b>[31m</p>'],
    ['NUL', html`<p>${'\0'}</p>`, '<p><b class="ctl">U+0000</b></p>'],
    ['half a pair', html`<p>${'\ud800'}</p>`, '<p><b class="ctl">U+D800</b></p>'],
    ['a tag character', html`<p>${'\u{e0041}'}</p>`, '<p><b class="ctl">U+E0041</b></p>'],
    ['line feed and tab', html`<p>${'a\n\tb'}</p>`, '<p>a\n\tb</p>'],
    ['text of a picture', svg`<text>${'\u202e<'}</text>`, '<text>[U+202E]&#60;</text>'],
    [
      'a title',
      titleElement('\u202e</title><script>'),
      '<title>[U+202E]&#60;/title&#62;&#60;script&#62;</title>',
    ],
    ['an attribute that is there', html`<details${attribute('open', true)}>`, '<details open>'],
    ['an attribute that is not', html`<details${attribute('open', false)}>`, '<details>'],
    ['an attribute with a value', html`<li class="a"${attribute('id', '"')}>`, '<li class="a" id="&#34;">'],
    ['a place of the page', html`<a href="${'#f-1'}">`, '<a href="#f-1">'],
    ['a place of the page by its number', html`<a href="#f-${1}">`, '<a href="#f-1">'],
    ['a script for an address', html`<a href="${'javascript:alert(1)'}">`, '<a href="#">'],
    ['an address elsewhere', html`<a href="${'https://evil.example/'}">`, '<a href="#">'],
    ['a page for an address', html`<a href="${'data:text/html;base64,AAAA'}">`, '<a href="#">'],
    [
      'a file to keep',
      html`<a href="${'data:application/octet-stream;base64,AA=='}">`,
      '<a href="data:application/octet-stream;base64,AA==">',
    ],
  ];
  for (const [what, piece, expected] of written)
    it(`writes ${what}`, () => {
      assert.equal(piece.toString(), expected);
    });

  const refused: readonly (readonly [string, () => unknown])[] = [
    ['a value in a tag', () => html`<p ${'x'}></p>`],
    ['a value for a tag’s name', () => html`<${attribute('open', true)}>`],
    ['a value without quotes', () => html`<p id=${attribute('open', true)}></p>`],
    ['a value in single quotes', () => html`<p id='${'x'}'>`],
    ['text between attributes', () => html`<p${'x'}>`],
    ['markup in an attribute', () => html`<p id="${html`<b></b>`}"></p>`],
    ['a handler', () => html`<p onclick="${'x'}"></p>`],
    ['a style', () => html`<p style="${'x'}"></p>`],
    ['a page in a frame', () => html`<p srcdoc="${'x'}"></p>`],
    ['a script', () => html`<script>${'x'}</script>`],
    ['a title', () => html`<title>${'x'}</title>`],
    ['a comment', () => html`<!-- ${'x'} -->`],
    ['a tag that does not end', () => html`<p`],
    ['an attribute in text', () => html`<p>${attribute('open', true)}</p>`],
    ['a script that ends itself', () => ownCode('script', 'x</script>')],
    ['a script with a comment of HTML', () => ownCode('script', '<!--')],
  ];
  for (const [what, run] of refused)
    it(`refuses ${what}`, () => {
      assert.throws(run, TypeError);
    });

  it('keeps any text what it is, in text and in an attribute', () => {
    const texts = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('</p>', '"', '<!--', ']]>', '&lt;')),
    );
    fc.assert(
      fc.property(texts, (parts) => {
        const text: Value = parts.join('');
        const page = html`<p title="${text}">${text}</p>`.toString();
        const seen = elementsOf(page).filter(({ attributes }) => attributes['class'] !== 'ctl');
        assert.deepEqual(
          seen.map(({ name, attributes }) => [name, Object.keys(attributes)]),
          [
            ['html', []],
            ['head', []],
            ['body', []],
            ['p', ['title']],
          ],
        );
        const plain = text.replace(
          /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu,
          (character) => {
            if (character === '\n' || character === '\t') return character;
            return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
          },
        );
        assert.equal(textOf(page), plain);
      }),
    );
  });
});
