import type { Case } from '../../core/case.ts';
import { locationText } from '../../core/location.ts';
import { type Cell, phrase, text, value } from './cell.ts';

/** An address, with its network and country where the case knows them. */
export function addressCell(address: string, { networks }: Pick<Case, 'networks'>): Cell {
  const network = networks?.find((one) => one.address === address);
  const known = network === undefined ? null : locationText(network);
  return known === null ? value(address) : phrase(value(address), text(' ('), value(known), text(')'));
}
