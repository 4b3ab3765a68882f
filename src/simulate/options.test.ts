import { describe, expect, test } from 'vitest';
import { planOf } from './options.ts';

const asked = { scenario: 'iam-credential-exposure', seed: 1, events: 100, out: 'x' };
const failure = (options: Partial<Parameters<typeof planOf>[0]>): unknown => {
  try {
    return planOf({ ...asked, ...options });
  } catch (error) {
    return error;
  }
};

describe('planOf', () => {
  test('begins the attack at the workshop’s moment, inside 21 days', () => {
    const plan = planOf(asked);
    expect(new Date(plan.start).toISOString()).toBe('2026-01-07T02:25:18.000Z');
    expect(plan.window.to - plan.window.from).toBe(21 * 86_400_000);
    expect(plan.window.from).toBeLessThan(Date.parse('2025-12-24T00:00:00Z'));
    expect(plan.window.to).toBeGreaterThan(Date.parse('2026-01-09T00:00:00Z'));
  });

  test('takes a day for its beginning', () => {
    expect(new Date(planOf({ ...asked, start: '2024-02-29' }).start).toISOString()).toBe('2024-02-29T00:00:00.000Z');
  });

  test.each([1, 2, 5, 21, 90])('leaves room before and after the attack in %i days', (days) => {
    const { window, start } = planOf({ ...asked, days });
    expect(window.to - window.from).toBe(days * 86_400_000);
    expect(start - window.from).toBeGreaterThanOrEqual(4 * 3_600_000);
    expect(window.to - start).toBeGreaterThan(19 * 3_600_000);
  });

  test('names the nearest scenario for one that does not exist', () => {
    expect(failure({ scenario: 'leaked-keys-in-use' })).toMatchObject({
      code: 'KT_SCENARIO_UNKNOWN',
      message: 'There is no scenario "leaked-keys-in-use". Nearest: leaked-key-in-use.',
    });
  });

  test.each([
    { events: -1 },
    { events: 1.5 },
    { seed: Number.NaN },
    { days: 0 },
    { days: 400 },
    { start: 'yesterday' },
    { start: '2026-13-01T00:00:00Z' },
    { start: '2026-01' },
  ])('refuses %j', (options) => {
    expect(failure(options)).toMatchObject({ code: 'KT_USAGE' });
  });
});
