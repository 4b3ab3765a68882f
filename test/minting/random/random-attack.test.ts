import { test } from 'vitest';
import { checkAttacks } from './check-attacks.ts';

// `npm run soak` plays thousands.
test('the lineage of fifty random attacks is what the logs hold evidence for, no more and no less', () => checkAttacks(50));
