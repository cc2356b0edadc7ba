import type { ComponentChildren } from 'preact';
import type { FormContext } from '../../../platform/http/forms.ts';
import { Problems, problemOf, valueOf } from '../../../platform/http/forms.ts';
import { ROLES } from '../../../platform/commands/may.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Checkboxes, Input, Radios, Select } from '../../../ui/nhsuk/index.ts';
import { ROLE_HINTS, sayRole } from './words.ts';

/** A service that a role can be held in. */
export interface Place {
  readonly reference: string;
  readonly name: string;
}

const CHOICES = ROLES.map((role) => ({ value: role, text: sayRole(role), hint: ROLE_HINTS[role] }));

/** One role, out of all. */
export function RoleField({ form }: { readonly form: FormContext }) {
  return (
    <Radios
      idPrefix="role"
      name="role"
      fieldset={{ legend: { text: 'Role', size: 's' } }}
      value={valueOf(form, 'role')}
      errorMessage={problemOf(form, 'role')}
      items={CHOICES}
    />
  );
}

/** Any number of roles. */
export function RolesField({ form, values }: { readonly form: FormContext; readonly values: readonly string[] }) {
  return (
    <Checkboxes
      idPrefix="roles"
      name="roles"
      fieldset={{ legend: { text: 'Roles', size: 's' } }}
      hint="What they will be able to do. More can be given, and taken back, later."
      values={values}
      errorMessage={problemOf(form, 'roles')}
      items={CHOICES}
    />
  );
}

/** Where a role is held, and until when. */
export function WhereAndUntil({ form, places }: { readonly form: FormContext; readonly places: readonly Place[] }) {
  return (
    <>
      <Select
        id="service"
        name="service"
        label={{ text: 'Where', size: 's' }}
        hint="A role in the whole organisation counts in each of its services, in new ones too."
        value={valueOf(form, 'service')}
        errorMessage={problemOf(form, 'service')}
        items={[
          { value: '', text: 'The whole organisation' },
          ...places.map(({ reference, name }) => ({ value: reference, text: `${reference}: ${name}` })),
        ]}
      />
      <Input
        id="until"
        name="until"
        type="date"
        label={{ text: 'Last day', size: 's' }}
        hint="Leave it empty for no end. An assessor always has a last day. If you have to type it, type the year first: 2027-03-31"
        value={valueOf(form, 'until')}
        errorMessage={problemOf(form, 'until')}
        width={10}
      />
    </>
  );
}

export interface FormPageProps {
  readonly form: FormContext;
  readonly title: string;
  readonly back: { readonly text: string; readonly href: string };
  readonly children: ComponentChildren;
}

/** A page with one form. */
export function FormPage({ form, title, back, children }: FormPageProps) {
  return (
    <Layout shell={form.shell} title={title} path="/members" back={back}>
      <div class="app-measure">
        <Problems form={form} />
        <h1 class="nhsuk-heading-l">{title}</h1>
        <form method="post" novalidate>
          {form.hidden}
          {children}
        </form>
      </div>
    </Layout>
  );
}
