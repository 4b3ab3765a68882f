import { isIPv4 } from 'node:net';

type Value = string | number | readonly string[] | { readonly [name: string]: Value };

/** A node of the search tree: what follows for a 0 and for a 1. */
type Node = [Branch, Branch];
type Branch = Node | { readonly data: Value } | null;

const MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
const SEPARATOR = Buffer.alloc(16);

/**
 * Writes a MaxMind database, version 2.0 of its format, of IPv6 with IPv4 below ::/96. Source: the MaxMind DB File Format Specification.
 *
 * @param networks records by network, `203.0.113.0/24`; none lies within another
 */
export function networkDatabaseOf(databaseType: string, networks: Readonly<Record<string, Value>>): Buffer {
  const root: Node = [null, null];
  for (const [cidr, data] of Object.entries(networks)) insert(root, bitsOf(cidr), { data });

  const nodes: Node[] = [];
  const collect = (node: Node): void => {
    nodes.push(node);
    for (const branch of node) if (Array.isArray(branch)) collect(branch);
  };
  collect(root);
  const numbers = new Map(nodes.map((node, index) => [node, index]));
  const data: Buffer[] = [];
  const record = (branch: Branch): number => {
    if (branch === null) return nodes.length;
    if (Array.isArray(branch)) return numbers.get(branch) ?? 0;
    const offset = Buffer.concat(data).length;
    data.push(encoded(branch.data));
    return nodes.length + SEPARATOR.length + offset;
  };
  const tree = nodes.map(([zero, one]) => {
    const bytes = Buffer.alloc(6);
    bytes.writeUIntBE(record(zero), 0, 3);
    bytes.writeUIntBE(record(one), 3, 3);
    return bytes;
  });
  const metadata = {
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_767_225_600,
    database_type: databaseType,
    description: { en: 'made for a test' },
    ip_version: 6,
    languages: ['en'],
    node_count: nodes.length,
    record_size: 24,
  };
  return Buffer.concat([...tree, SEPARATOR, ...data, MARKER, encoded(metadata)]);
}

/** The bits of a network as they lie in a tree of IPv6. */
function bitsOf(cidr: string): number[] {
  const [address = '', prefix] = cidr.split('/');
  if (!isIPv4(address)) throw new Error(`${cidr}: only IPv4 is written`);
  const bits = address.split('.').flatMap((byte) => [...Number(byte).toString(2).padStart(8, '0')].map(Number));
  return [...Array.from({ length: 96 }, () => 0), ...bits.slice(0, Number(prefix))];
}

function insert(node: Node, [bit = 0, ...rest]: readonly number[], leaf: Branch): void {
  const side = bit === 0 ? 0 : 1;
  if (rest.length === 0) {
    node[side] = leaf;
    return;
  }
  const below = node[side];
  const next: Node = Array.isArray(below) ? below : [null, null];
  node[side] = next;
  insert(next, rest, leaf);
}

function encoded(value: Value): Buffer {
  if (typeof value === 'string') return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(6, 4), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([Buffer.from([value.length, 4]), ...value.map(encoded)]);
  const entries = Object.entries(value);
  return Buffer.concat([control(7, entries.length), ...entries.flatMap(([name, one]) => [encoded(name), encoded(one)])]);
}

const control = (type: number, size: number): Buffer => (size < 29 ? Buffer.from([(type << 5) | size]) : Buffer.from([(type << 5) | 29, size - 29]));
