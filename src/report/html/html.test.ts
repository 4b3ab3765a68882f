import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HtmlValue, html, webUrl } from './html.ts';

describe('a text in a template', () => {
  test('is escaped as content and in an attribute', () => {
    const text = '<b a="x" c=\'y\'>&';
    expect(html`<p title="${text}">${text}</p>`.toString()).toBe(
      '<p title="&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;">&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;</p>',
    );
  });

  test('never leaves its place, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(html`<p title="${text}">${text}</p>`.toString()).toMatch(/^<p title="[^"<>]*">[^<>]*<\/p>$/);
      }),
    );
  });

  test('shows what would hide', () => {
    expect(html`${'a\u202eb\n'}`.toString()).toBe('a\\u202Eb\\n');
  });
});

test('markup, lists of it and numbers pass; null and false are nothing', () => {
  expect(html`<ul>${[1, 2].map((n) => html`<li>${n}</li>`)}${null}${false}</ul>`.toString()).toBe('<ul><li>1</li><li>2</li></ul>');
});

test('an object that looks like markup is escaped', () => {
  const pretender = { toString: () => '<script>' } as unknown as HtmlValue;
  expect(html`${pretender}`.toString()).toBe('&lt;script&gt;');
});

test('a template that would give a text power is refused', () => {
  const text = 'x';
  expect(() => html`<p class=${text}>`).toThrow('without quotes');
  expect(() => html`<p style="${text}">`).toThrow('code in a template');
  expect(() => html`<p onclick="${text}">`).toThrow('code in a template');
  expect(() => html`<script>${text}</script>`).toThrow('code in a template');
  expect(() => html`<style>${text}</style>`).toThrow('not a style sheet');
  expect(() => html`<a href="${text}">`).toThrow('not a web address');
  expect(() => html`<svg xlink:href="${text}">`).toThrow('not a web address');
});

test('an address of the web is a link, any other is none', () => {
  const url = webUrl('https://example.com/a?b=1&c="2"');
  expect(html`<a href="${url}">x</a>`.toString()).toBe('<a href="https://example.com/a?b=1&amp;c=%222%22">x</a>');
  for (const text of ['javascript:alert(1)', 'JAVASCRIPT:alert(1)', ' javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '/x', 'x']) {
    expect(webUrl(text)).toBeNull();
  }
});
