import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { copyingGunzip, type GunzipInto, openGunzip } from './gunzip-into.ts';

/** The text that a way gives, or null when it gives none. */
function textBy(gunzip: GunzipInto, gzip: Uint8Array): string | null {
  let memory = new Uint8Array();
  const length = gunzip(gzip, defaultLimits.fileBytes, (room) => {
    memory = new Uint8Array(room);
    return memory;
  });
  return length === null ? null : Buffer.from(memory.subarray(0, length)).toString('latin1');
}

function expected(gzip: Uint8Array): string | null {
  try {
    return gunzipSync(gzip).toString('latin1');
  } catch {
    return null;
  }
}

const direct = openGunzip();

test('this Node inflates straight into the memory', () => {
  expect(direct).not.toBe(copyingGunzip);
});

const member = fc.tuple(fc.string({ maxLength: 300 }), fc.nat(3)).map(([text, times]) => gzipSync(text.repeat(times * 50)));
const damage = fc.option(fc.tuple(fc.nat(), fc.nat(255)), { freq: 2 });

test('both ways give what gunzipSync gives, for several members and for damaged data', () => {
  fc.assert(
    fc.property(fc.array(member, { minLength: 1, maxLength: 3 }), damage, fc.option(fc.nat(20), { freq: 3 }), (members, damaged, cut) => {
      const gzip = Buffer.concat(members);
      if (damaged !== null) gzip[damaged[0] % gzip.length] = damaged[1];
      const bytes = cut === null ? gzip : gzip.subarray(0, gzip.length - cut);
      fc.pre(bytes[0] === 0x1f && bytes[1] === 0x8b);
      expect(textBy(copyingGunzip, bytes)).toBe(expected(bytes));
      // Bytes behind the last member are left to the slower way, which takes no notice of them.
      expect([expected(bytes), null]).toContain(textBy(direct, bytes));
      if (damaged === null && cut === null) expect(textBy(direct, bytes)).toBe(expected(bytes));
    }),
    { numRuns: 150 },
  );
});

test('a bomb is refused before it fills the memory', () => {
  const bomb = Buffer.concat(Array.from({ length: 257 }, () => gzipSync(Buffer.alloc(1024 * 1024))));
  expect([textBy(direct, bomb), textBy(copyingGunzip, bomb)]).toEqual([null, null]);
});
