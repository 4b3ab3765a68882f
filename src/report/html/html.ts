import escapeHtml from 'escape-html';
import { visibleText } from '../visible-text.ts';

/** Markup that {@link html} has made: the only thing that is not escaped. */
export type Html = Markup;

/** An address on the web, made by {@link webUrl} alone. */
export type WebUrl = WebAddress;

/** What may stand in a template. Nothing is written for null and false. */
export type HtmlValue = Html | WebUrl | string | number | null | false | readonly HtmlValue[];

class Markup {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

class WebAddress {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

/**
 * Markup with values in it. Every text is made visible and escaped; attributes must be quoted. Where a text would be an address, a style or a
 * script the template refuses it (a plain Error: the template is wrong, whatever the value): `href="#..."` and a {@link WebUrl} are the exceptions.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const places = placesOf(strings);
  let text = strings[0] ?? '';
  values.forEach((value, index) => {
    if (places[index] === 'address' && !(value instanceof WebAddress)) throw new Error(`not a web address in a template: ${strings[index]}`);
    if (places[index] === 'style sheet' && !(value instanceof Markup)) throw new Error(`not a style sheet in a template: ${strings[index]}`);
    text += write(value) + (strings[index + 1] ?? '');
  });
  return new Markup(text);
}

function write(value: HtmlValue): string {
  if (value === null || value === false) return '';
  if (value instanceof Markup) return value.toString();
  if (Array.isArray(value)) return value.map(write).join('');
  return escapeHtml(visibleText(String(value)));
}

type Place = 'text' | 'address' | 'style sheet';

const placesByTemplate = new WeakMap<TemplateStringsArray, readonly Place[]>();

function placesOf(strings: TemplateStringsArray): readonly Place[] {
  const known = placesByTemplate.get(strings);
  if (known) return known;
  const places = strings.slice(0, -1).map(placeAfter);
  placesByTemplate.set(strings, places);
  return places;
}

function placeAfter(before: string): Place {
  if (/=\s*$/.test(before)) throw new Error(`an attribute without quotes in a template: ${before}`);
  if (/<script\b[^>]*>[^<]*$/i.test(before) || /\s(style|srcdoc|on\w+)="[^"]*$/i.test(before)) throw new Error(`code in a template: ${before}`);
  if (/<style\b[^>]*>[^<]*$/i.test(before)) return 'style sheet';
  return /\s[\w:]*(href|src|action)="$/i.test(before) ? 'address' : 'text';
}

/** The address when it is one of http or https, else null: `javascript:` and the like are no links. */
export function webUrl(text: string): WebUrl | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? new WebAddress(url.href) : null;
}
