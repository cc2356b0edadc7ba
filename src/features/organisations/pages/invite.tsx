import { problemOf, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { sayDate } from '../../../platform/london-time.ts';
import { Button, Input } from '../../../ui/nhsuk/index.ts';
import type { Invitation } from '../domain/invitation.ts';
import { FormPage, RolesField, WhereAndUntil, type Place } from './fields.tsx';
import { Roles } from './members.tsx';

const BACK = { text: 'Back to the members', href: '/members' };

/** Inviting somebody. */
export function InvitePage({ places }: { readonly places: readonly Place[] }, typed: FormContext) {
  const form = onFields(typed);
  return (
    <FormPage form={form} title="Invite somebody" back={BACK}>
      <p>
        They get a mail with a link. It works once, for 7 days. The mail itself names nobody: who invites, and to what,
        is said behind the link.
      </p>
      <Input
        id="name"
        name="name"
        label={{ text: 'Name', size: 's' }}
        hint="As you know them. They give their own name when they join."
        value={valueOf(form, 'name')}
        errorMessage={problemOf(form, 'name')}
        autocomplete="off"
      />
      <Input
        id="email"
        name="email"
        type="email"
        label={{ text: 'Email address', size: 's' }}
        hint="Their own, at work: whoever reads this mailbox can join."
        value={valueOf(form, 'email')}
        errorMessage={problemOf(form, 'email')}
        autocomplete="off"
        spellcheck={false}
      />
      <RolesField form={form} values={valuesOf(form, 'roles')} />
      <WhereAndUntil form={form} places={places} />
      <Button preventDoubleClick>Send the invitation</Button>
    </FormPage>
  );
}

/** What is wrong with one of the grants stands at the field that it came from. */
function onFields(form: FormContext): FormContext {
  const problems = form.problems.map(({ field, message }) => {
    const [list, , part = 'role'] = field.split('.');
    return list === 'grants' ? { field: part === 'role' ? 'roles' : part, message } : { field, message };
  });
  const unique = problems.filter(
    (one, index) =>
      problems.findIndex(({ field, message }) => field === one.field && message === one.message) === index,
  );
  return { ...form, problems: unique };
}

export function ResendPage(invitation: Invitation, form: FormContext) {
  return (
    <FormPage form={form} title={`Send ${invitation.name} the invitation again`} back={BACK}>
      <p>
        A new mail goes to {invitation.address || 'the address that was given'}. Its link works for another 7 days. The
        link in the mail of {sayDate(invitation.sentAt)} no longer works then.
      </p>
      <Roles grants={invitation.grants} />
      <Button preventDoubleClick classes="nhsuk-u-margin-top-4">
        Send it again
      </Button>
    </FormPage>
  );
}

export function WithdrawPage(invitation: Invitation, form: FormContext) {
  return (
    <FormPage form={form} title={`Withdraw the invitation of ${invitation.name}`} back={BACK}>
      <p>The link in the mail no longer works then. They are not told. You can invite them again.</p>
      <Roles grants={invitation.grants} />
      <Button preventDoubleClick classes="nhsuk-u-margin-top-4">
        Withdraw it
      </Button>
    </FormPage>
  );
}
