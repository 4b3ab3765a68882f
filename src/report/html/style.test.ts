import { expect, test } from 'vitest';
import { style } from './style.ts';

/** Relative luminance and contrast. Source: WCAG 2.1, definitions of relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replaceAll(/[0-9a-f]/g, '$&$&') : hex;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const [light, dark] = style
  .toString()
  .split('prefers-color-scheme: dark')
  .map((part) => new Map([...part.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{3,6})\b/g)].map(([, name = '', colour = '']) => [name, colour])));

const stages = Array.from({ length: 11 }, (_, index) => `s${index}`);
const texts: readonly (readonly [text: string, ground: string])[] = [
  ...['ink', 'dim', 'link', 'danger', 'warning', 'calm'].flatMap((text) => [[text, 'ground'] as const, [text, 'raised'] as const]),
  ...['danger', 'warning', 'calm'].flatMap((tone) => [[tone, `${tone}-ground`] as const, ['ink', `${tone}-ground`] as const]),
  ...['dim', 'link'].map((text) => [text, 'warning-ground'] as const),
  ...stages.map((stage) => ['mark-ink', stage] as const),
];

test.each([
  ['light', light],
  ['dark', dark],
])('every text of the %s page has the contrast that WCAG AA asks of small letters', (_, colours) => {
  const faint = texts.filter(([text, ground]) => contrast(colours?.get(text) ?? '#000', colours?.get(ground) ?? '#000') < 4.5);
  expect(faint).toEqual([]);
});
