import { anyCommand } from '../../../platform/commands/command.ts';
import type { TestApp, Visitor } from '../../../test-app.ts';
import { addMonths } from '../domain.ts';
import { dayOf } from '../moments.ts';
import { acceptNomination, nominateOfficer } from '../nomination-commands.ts';
import { addRegistration, lookUpRegistration } from '../registration-commands.ts';

/** What tests of people do again and again, through the real commands. */

/** Somebody is on the register of nurses, and somebody else has seen it there today. @returns the registration's id */
export async function registers(app: TestApp, person: Visitor, seenBy: Visitor, number = '00A0000E'): Promise<string> {
  const entry = { register: 'nmc', number, name: person.person.name, profession: 'Nurse' };
  const { result } = await person.execute(anyCommand(addRegistration), entry);
  const registration = result['registration'] as string;
  await seen(app, registration, seenBy);
  return registration;
}

/** Somebody else sees a registration on its register today, and looks again in a year. */
export async function seen(app: TestApp, registration: string, by: Visitor): Promise<void> {
  const on = dayOf(app.clock.now);
  await by.execute(anyCommand(lookUpRegistration), {
    registration,
    on,
    status: 'registered',
    where: 'https://www.example.org/register',
    nextDue: addMonths(on, 12),
  });
}

/** The executive nominates, and the nominee accepts. @returns the nomination's id */
export async function takesOffice(
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
  await person.sign(anyCommand(acceptNomination), { service, nomination, statement: 1 });
  return nomination;
}
