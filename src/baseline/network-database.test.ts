import fc from 'fast-check';
import { expect, test } from 'vitest';
import { networkDatabaseOf } from '../../test/support/network-database.ts';
import { locateIn, networkDatabase } from './network-database.ts';

const asn = networkDatabaseOf('GeoLite2-ASN', {
  '203.0.113.0/24': { autonomous_system_number: 64_500, autonomous_system_organization: 'Example Hosting' },
  '198.51.100.128/25': { autonomous_system_number: 64_501, autonomous_system_organization: 'Example Access' },
});
const country = networkDatabaseOf('GeoLite2-Country', {
  '203.0.113.0/24': { country: { iso_code: 'NL', names: { en: 'Netherlands' } }, registered_country: { iso_code: 'DE' } },
  '192.0.2.0/24': { registered_country: { iso_code: 'SE' } },
});

test('an address is found in the network that it lies in, and nowhere else', () => {
  const locate = networkDatabase(asn, 'asn.mmdb');
  expect(locate('203.0.113.9')).toEqual({ asn: 64_500, organization: 'Example Hosting', country: null });
  expect(locate('198.51.100.200')).toMatchObject({ asn: 64_501 });
  expect(['198.51.100.100', '203.0.114.1', '2001:db8::1'].map(locate)).toEqual([null, null, null]);
});

test('databases complete each other, and where an address is said to be counts before where it is registered', () => {
  const locate = locateIn([networkDatabase(asn, 'asn.mmdb'), networkDatabase(country, 'country.mmdb')]);
  expect(locate('203.0.113.9')).toEqual({ asn: 64_500, organization: 'Example Hosting', country: 'NL' });
  expect(locate('192.0.2.1')).toEqual({ asn: null, organization: null, country: 'SE' });
  expect(locate('10.0.0.1')).toBeNull();
});

test('a file that is no database, or of another kind, is named with the next step', () => {
  const refusal = { code: 'KT_INPUT_UNREADABLE', message: expect.stringContaining('"x.mmdb"'), hint: expect.stringContaining('GeoLite2-ASN.mmdb') };
  const domains = networkDatabaseOf('GeoIP2-Domain', { '203.0.113.0/24': { domain: 'example.com' } });
  for (const bytes of [Buffer.from(''), Buffer.from('PK no database'), domains]) {
    expect(() => networkDatabase(bytes, 'x.mmdb')).toThrow(expect.objectContaining(refusal));
  }
});

test('a file cut or changed anywhere gives an answer or that refusal, never another error', () => {
  fc.assert(
    fc.property(fc.nat(asn.length), fc.nat(asn.length - 1), fc.nat(255), fc.boolean(), (length, at, byte, isCut) => {
      const bytes = isCut ? asn.subarray(0, length) : Buffer.from(asn);
      if (!isCut) bytes[at] = byte;
      try {
        networkDatabase(bytes, 'x.mmdb')('203.0.113.9');
      } catch (error) {
        expect(error).toMatchObject({ code: 'KT_INPUT_UNREADABLE' });
      }
    }),
  );
  for (let length = 0; length < asn.length; length += 7) {
    expect(() => networkDatabase(asn.subarray(0, length), 'x.mmdb')).toThrow(expect.objectContaining({ code: 'KT_INPUT_UNREADABLE' }));
  }
});
