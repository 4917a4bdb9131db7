import assert from 'node:assert/strict';
import { renderTemplate } from '../../lib/generate/engine.js';

const variables = { name: 'a.example', hosts: ['a.example', 'b.example'], nothing: null };

function render(text: string): string {
  return renderTemplate({ text, fileName: 'mine.liquid' }, variables);
}

describe('generate/engine', () => {
  it('renders values through an escaping filter', () => {
    assert.equal(render('x = {{ name | js }}\n'), 'x = "a.example"\n');
    assert.equal(
      render('{% for one in hosts %}\n- {{ one | word }}\n{% endfor %}\n'),
      '- a.example\n- b.example\n',
    );
    assert.equal(render('{{ hosts | join: "," | sh }}'), "'a.example,b.example'");
    assert.equal(render('{% if nothing %}a{% else %}b{% endif %}'), 'b');
  });

  const refused: [string, string, RegExp][] = [
    ['a raw value', 'x\n{{ name }}', /mine\.liquid:2:1: each \{\{ \}\} must end in an escaping filter/],
    ['an escape that is not last', '{{ name | js | append: "x" }}', /must end in an escaping filter/],
    ['raw', '{{ name | raw }}', /undefined filter: raw/],
    ['an unknown filter', '{{ name | jss }}', /undefined filter: jss/],
    ['an unknown variable', 'a\n\n  {{ nam | js }}', /mine\.liquid:3:6: undefined variable: nam/],
    ['an unknown variable in a condition', '{% if nam %}{% endif %}', /undefined variable: nam/],
    ['a property of the prototype', '{{ name.constructor | js }}', /undefined variable/],
    ['another file', '{% include "/etc/passwd" %}', /tag "include" not found/],
    ['another file, rendered', '{% render "/etc/passwd" %}', /tag "render" not found/],
    ['a layout', '{% layout "/etc/passwd" %}', /tag "layout" not found/],
    ['an output tag that needs no filter', '{% echo name %}', /tag "echo" not found/],
    ['a cycle', '{% cycle name, name %}', /tag "cycle" not found/],
    ['an open tag', '{% for a in hosts %}', /mine\.liquid:1:1: tag .* not closed/],
    ['an endless range', '{% for i in (1..100000000) %}{% endfor %}', /memory alloc limit exceeded/],
    [
      'text without end',
      `{% for i in (1..9999) %}${'x'.repeat(999)}{% endfor %}`,
      /mine\.liquid:1:\d+: it writes more than 4194304 characters/,
    ],
    [
      'captured text without end',
      `{% capture a %}{% for i in (1..9999) %}${'x'.repeat(999)}{% endfor %}{% endcapture %}`,
      /it writes more than 4194304 characters/,
    ],
    ['a template too long to parse', 'x'.repeat(1_000_001), /^mine\.liquid: parse length limit exceeded$/],
    [
      'a long value, shortly',
      `{{ "${'a b'.repeat(9999)}" | word }}`,
      /^mine\.liquid:1:1: .{200,230} cannot be written/,
    ],
    ['a value its language cannot hold', '{{ "a b" | word }}', /mine\.liquid:1:1: "a b" cannot be written/],
  ];
  for (const [title, text, message] of refused) {
    it(`refuses ${title}`, () => {
      assert.throws(() => render(text), { name: 'GenerateError', file: 'mine.liquid', message });
    });
  }

  it('names line and variable in the error itself', () => {
    assert.throws(() => render('\n{{ nam | js }}'), { code: 'template', line: 2, variable: 'nam' });
  });

  it('stops a template that takes too long', () => {
    const deep =
      '{% for a in (1..300) %}{% for b in (1..300) %}{% for c in (1..300) %}{{ c | word }}{% endfor %}{% endfor %}{% endfor %}';
    assert.throws(() => render(deep), { name: 'GenerateError', message: /limit exceeded/ });
  });
});
