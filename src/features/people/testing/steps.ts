import { anyCommand, type AnyCommand } from '../../../platform/commands/command.ts';
import { execute } from '../../../platform/commands/execute.ts';
import { everywhere, type Role } from '../../../platform/commands/may.ts';
import type { TestApp, Visitor } from '../../../test-app.ts';
import { addMonths } from '../domain.ts';
import { dayOf } from '../moments.ts';
import { acceptNomination, nominateOfficer } from '../nomination-commands.ts';
import { addRegistration, lookUpRegistration } from '../registration-commands.ts';

/** What tests of people do again and again, through the real commands. */

/** Somebody of the app who acts in these roles, in the whole organisation. */
export async function somebody(app: TestApp, name: string, roles: readonly Role[]): Promise<Visitor> {
  const visitor = await app.as({ name, roles });
  const { id } = visitor.person;
  const actor = { kind: 'person' as const, id, name, organisation: app.organisation, grants: everywhere(roles) };
  return {
    ...visitor,
    execute: (command, input) => execute(app.ground, command, input, { actor, organisation: app.organisation }),
  };
}

/** Carries out a command that is signed, as somebody who has just confirmed who they are. */
export async function signs(app: TestApp, by: Visitor, command: AnyCommand, input: unknown, roles: readonly Role[]) {
  const { id, name } = by.person;
  const { result } = await execute(app.ground, command, input, {
    actor: { kind: 'person', id, name, organisation: by.organisation, grants: everywhere(roles) },
    organisation: by.organisation,
    confirmed: { at: app.clock.now, method: 'passkey' },
  });
  return result;
}

/** Somebody is on the register of nurses, and somebody else has seen it there today. @returns the registration's id */
export async function registers(app: TestApp, person: Visitor, seenBy: Visitor, number = '00A0000E'): Promise<string> {
  const entry = { register: 'nmc', number, name: person.person.name, profession: 'Nurse' };
  const { result } = await person.execute(anyCommand(addRegistration), entry);
  const registration = result['registration'] as string;
  const on = dayOf(app.clock.now);
  await seenBy.execute(anyCommand(lookUpRegistration), {
    registration,
    on,
    status: 'registered',
    where: 'https://www.example.org/register',
    nextDue: addMonths(on, 12),
  });
  return registration;
}

/** The executive nominates, and the nominee accepts. @returns the nomination's id */
export async function takesOffice(
  app: TestApp,
  of: { readonly person: Visitor; readonly executive: Visitor; readonly service: string; readonly beginsOn?: string },
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { person, executive, service, beginsOn = null } = of;
  const { result } = await executive.execute(anyCommand(nominateOfficer), {
    service,
    person: person.person.id,
    office: 'clinical safety officer',
    beginsOn,
    ...more,
  });
  const nomination = result['nomination'] as string;
  await signs(app, person, anyCommand(acceptNomination), { service, nomination, statement: 1 }, ['viewer']);
  return nomination;
}
