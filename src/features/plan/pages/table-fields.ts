import { valueOf, valuesOf, type FormValues } from '../../../platform/http/forms.ts';
import { MATTERS, type Authorisation, type Matter } from '../domain.ts';

/* The authorisation table as fields of a form: for each matter the roles that are ticked, and one person by name. */

/** "may-hazard-log" */
export function fieldOf(matter: Matter): string {
  return `may-${matter.replaceAll(' ', '-')}`;
}

export function nameFieldOf(matter: Matter): string {
  return `${fieldOf(matter)}-by-name`;
}

/** A person with the role for which they are named, as one value. */
export function byName({ person, role }: { readonly person: string; readonly role: string }): string {
  return `${person} ${role}`;
}

export function tableValues(table: readonly Authorisation[]): FormValues {
  return Object.fromEntries(
    MATTERS.flatMap((matter) => {
      const lines = table.filter((line) => line.matter === matter);
      const named = lines.find(({ person }) => person !== null);
      return [
        [fieldOf(matter), lines.flatMap(({ role, person }) => (person === null ? [role] : []))],
        [nameFieldOf(matter), named ? byName({ person: named.person!.id, role: named.role }) : ''],
      ] as const;
    }),
  );
}

export function tableOf(values: FormValues) {
  return MATTERS.flatMap((matter) => {
    const [person, ...role] = valueOf({ values }, nameFieldOf(matter)).split(' ');
    return [
      ...valuesOf({ values }, fieldOf(matter)).map((one) => ({ matter, role: one, person: null })),
      ...(person === undefined || person === '' ? [] : [{ matter, role: role.join(' '), person }]),
    ];
  });
}
