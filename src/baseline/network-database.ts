import { Reader, type Response } from 'mmdb-lib';
import { z } from 'zod';
import { KeytrailError } from '../core/errors.ts';
import type { Locate, Location } from '../core/location.ts';

/** What MaxMind's databases of autonomous systems, countries and cities say of an address. Source: MaxMind DB and GeoIP2 documentation. */
const country = z.object({ iso_code: z.string().optional() }).optional();
const recordSchema = z.object({
  autonomous_system_number: z.number().optional(),
  autonomous_system_organization: z.string().optional(),
  country,
  registered_country: country,
});

/**
 * Reads a MaxMind database, as GeoLite2 and GeoIP2 are and many others.
 *
 * @param name how errors name it
 * @throws KeytrailError `KT_INPUT_UNREADABLE` when it is none, is cut or damaged, at the latest when an address is looked up; or when it knows neither networks nor countries
 */
export function networkDatabase(bytes: Buffer, name: string): Locate {
  const reader = open(bytes, name);
  const known = new Map<string, Location | null>();
  return (address) => {
    const before = known.get(address);
    if (before !== undefined) return before;
    const found = locationIn(reader, address, name);
    known.set(address, found);
    return found;
  };
}

function open(bytes: Buffer, name: string): Reader<Response> {
  try {
    const reader = new Reader<Response>(bytes);
    const { databaseType, searchTreeSize } = reader.metadata;
    if (!/asn|isp|country|city|enterprise/i.test(databaseType)) {
      throw new KeytrailError('KT_INPUT_UNREADABLE', `"${name}" is a database of type ${databaseType}, which knows neither networks nor countries.`, {
        hint: 'Give a database of autonomous systems, countries or cities, such as GeoLite2-ASN.mmdb.',
      });
    }
    if (searchTreeSize > bytes.length) throw new Error('the tree is longer than the file');
    return reader;
  } catch (cause) {
    if (cause instanceof KeytrailError) throw cause;
    throw unreadable(name, cause);
  }
}

function locationIn(reader: Reader<Response>, address: string, name: string): Location | null {
  try {
    // A tree of IPv4 addresses answers nonsense for others.
    if (reader.metadata.ipVersion === 4 && address.includes(':')) return null;
    const record = reader.get(address);
    if (record === null) return null;
    const found = recordSchema.parse(record);
    return {
      asn: found.autonomous_system_number ?? null,
      organization: found.autonomous_system_organization ?? null,
      country: found.country?.iso_code ?? found.registered_country?.iso_code ?? null,
    };
  } catch (cause) {
    throw unreadable(name, cause);
  }
}

const unreadable = (name: string, cause: unknown): KeytrailError =>
  new KeytrailError('KT_INPUT_UNREADABLE', `"${name}" is no MaxMind database, or it is cut or damaged.`, {
    hint: 'Give a file like GeoLite2-ASN.mmdb, unpacked, and download it again if it is one.',
    cause,
  });

/** What several databases say together: of each fact what the first says that knows it. */
export function locateIn(databases: readonly Locate[]): Locate {
  return (address) => {
    const found = databases.flatMap((locate) => locate(address) ?? []);
    if (found.length === 0) return null;
    const [network] = found.filter(({ asn }) => asn !== null);
    return {
      asn: network?.asn ?? null,
      organization: network?.organization ?? null,
      country: found.map((one) => one.country).find((one) => one !== null) ?? null,
    };
  };
}
