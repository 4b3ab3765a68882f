import { attackLayer } from '../exchange/attack-layer.ts';
import { jsonFile } from '../printable-json.ts';
import type { FindingFormat } from './finding-report.ts';

/** A layer for MITRE's ATT&CK Navigator: the techniques that findings name, scored by their events. */
export const attackLayerFormat: FindingFormat<'navigator.json'> = {
  ending: 'navigator.json',
  title: 'ATT&CK Navigator layer',
  render: ({ findings, generatedAt }) => jsonFile(attackLayer('keytrail: findings', `What detection rules found, ${generatedAt}`, findings)),
};
