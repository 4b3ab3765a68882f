import { WORKGROUP } from '../../core/cloudtrail-table.ts';
import { KeytrailError } from '../../core/errors.ts';
import type { AthenaPlace, AthenaService, Workgroup } from './athena-service.ts';

/** Looked at first, in this order: the one of AWS's workshop, and the one that every account has. */
const FIRST = [WORKGROUP, 'primary'];
/** Looking at each costs a call. */
const MOST = 50;

/**
 * Where queries are to run: the workgroup that was named, or one that knows where results go.
 *
 * @throws KeytrailError `KT_NOT_READY` when no workgroup knows, and nothing was said about it
 */
export async function findWorkgroup(service: AthenaService, wanted: Partial<AthenaPlace>): Promise<AthenaPlace> {
  const { workgroup: name, ...place } = wanted;
  if (name !== undefined) {
    const found = await service.workgroup(name);
    if (found !== null) refuseUnfit(found, place.outputLocation);
    return { ...place, workgroup: name };
  }
  const names = place.outputLocation === undefined ? await service.listWorkgroups() : null;
  // Whoever may not list them may still use the one that every account has: Athena says what it lacks.
  if (names === null) return { ...place, workgroup: 'primary' };
  const ordered = [...FIRST.filter((first) => names.includes(first)), ...names.filter((other) => !FIRST.includes(other))];
  for (const candidate of ordered.slice(0, MOST)) {
    const found = await service.workgroup(candidate);
    if (found?.enabled && found.keepsResults) return { ...place, workgroup: candidate };
  }
  throw new KeytrailError('KT_NOT_READY', 'no workgroup of Athena here knows where results go.', {
    hint: 'Give a place: --output-location s3://BUCKET/PREFIX/. Or look in another region: --region REGION.',
  });
}

function refuseUnfit({ name, enabled, keepsResults }: Workgroup, outputLocation: string | undefined): void {
  if (!enabled) throw new KeytrailError('KT_NOT_READY', `the workgroup "${name}" is disabled.`, { hint: 'Name another: --workgroup NAME.' });
  if (keepsResults || outputLocation !== undefined) return;
  throw new KeytrailError('KT_NOT_READY', `the workgroup "${name}" does not say where results go.`, {
    hint: 'Give a place: --output-location s3://BUCKET/PREFIX/.',
  });
}
