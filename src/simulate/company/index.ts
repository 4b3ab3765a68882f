import type { Window } from '../window.ts';
import { administration, type Happening } from './administration.ts';
import { backupUser } from './backup-user.ts';
import { consoleUser } from './console-users.ts';
import { deployments } from './deployments.ts';
import { lambdaFunction } from './functions.ts';
import { instance } from './instances.ts';
import { keyRing } from './key-ring.ts';
import type { Routine, Scene } from './routine.ts';
import { configRecorder, serviceErrands } from './services.ts';
import { ssoUser } from './sso-users.ts';
import { terraformRuns } from './terraform-runs.ts';
import { vendor } from './vendor.ts';

/** Everything that goes on at the company: by turns, and once. A new routine is a file and a line here. */
export function everydayLife(scene: Scene, window: Window): { readonly routines: readonly Routine[]; readonly happenings: readonly Happening[] } {
  const { company } = scene;
  const ring = keyRing(scene.ids.key('AKIA'));
  return {
    routines: [
      ...[...company.admins, ...company.developers].map((person) => consoleUser(scene, person)),
      ...company.ssoUsers.map(({ person, role }) => ssoUser(scene, person, role)),
      ...company.instances.map((each) => instance(scene, each)),
      ...company.functions.map((each) => lambdaFunction(scene, each)),
      deployments(scene),
      terraformRuns(scene),
      vendor(scene),
      configRecorder(scene),
      serviceErrands(scene),
      backupUser(scene, ring),
    ],
    happenings: administration(scene, window, ring),
  };
}
