import type { FastifyInstance } from 'fastify';
import { parse } from '../commands/execute.ts';
import { line } from '../commands/fields.ts';
import { ROLES, type May } from '../commands/may.ts';
import { InputProblem, NotPossible } from '../commands/problems.ts';
import type { Services } from '../feature.ts';
import { registerPage } from '../http/pages.tsx';
import { identitiesOf } from '../providers/store.ts';
import { refuseOtherSites, shellOf, signedIn } from '../http/visit.ts';
import { sessionGround } from '../sessions/entering.tsx';
import { endSessionOf, endSessionsOf, sessionsOf } from '../sessions/store.ts';
import { EmailForm, PasskeyForm, PasswordForm, RecoveryCodesForm, RecoveryCodesPage } from './account-forms.tsx';
import { AccountPage } from './account-page.tsx';
import { OWN_ACCOUNT } from '../http/declared.ts';
import { registerChange } from './changing.tsx';
import { asEmail } from './domain.ts';
import { passkeysOf, removePasskey } from './passkey-store.ts';
import { askToEnrol, askToSign, enrol, type AskedFor } from './passkeys.ts';
import { claimEmail, problemWithPassword, setPassword } from './passwords.ts';
import { makeRecoveryCodes } from './recovery.ts';
import { meansOf } from './store.ts';

/** Everybody who is signed in has an account of their own, and sees no other. */
const MAY: May = { roles: ROLES, where: 'anywhere' };
const label = line(60, 'Give the passkey a name.');

/** "Your account": how one signs in, and where one is signed in. */
export function registerAccount(app: FastifyInstance, services: Services): void {
  const ground = sessionGround(services);
  const { database, now } = ground;
  const place = (host: string) => ({ url: services.url, host });
  const means = (person: string) => database.platform((tx) => meansOf(tx, person));

  registerPage(app, services, {
    path: '/account',
    may: MAY,
    load: async (tx, { actor, allows }) => {
      const [found, passkeys, identities, sessions] = await Promise.all([
        meansOf(tx, actor.id),
        passkeysOf(tx, actor.id),
        identitiesOf(tx, actor.id),
        sessionsOf(tx, actor.id, now()),
      ]);
      const names = identities.map(({ provider }) => services.providers.get(provider)?.name ?? provider);
      const providers = names.length > 0 || services.providers.size > 0 ? names : null;
      const rooms = services.navigation.flatMap(({ text, href, may, onAccount }) =>
        onAccount !== undefined && (!may || allows({ may })) ? [{ text, href, says: onAccount }] : [],
      );
      return { means: found, passkeys, sessions, providers, rooms };
    },
    page: AccountPage,
  });

  /** @throws InputProblem */
  async function takeEmail(person: string, typed: string): Promise<void> {
    const email = asEmail(typed);
    const wrong = (message: string) => new InputProblem([{ field: 'email', message }]);
    if (email === null) throw wrong('Give an email address, such as name@example.org.');
    if (!(await claimEmail(ground, person, email)))
      throw wrong('This address cannot be used here. Give another one, which only you read.');
  }

  registerChange(app, services, {
    path: '/account/email',
    sentence: 'You are about to change the email address that you sign in with.',
    form: {
      field: 'email',
      page: async (props, { actor }) => {
        const { email } = await means(actor.id);
        return <EmailForm {...props} values={{ email: email ?? '', ...props.values }} />;
      },
    },
    run: async ({ who, field }) => {
      await takeEmail(who.actor.id, field('email'));
      return { href: '/account', notice: 'Your email address was saved.' };
    },
  });

  registerChange(app, services, {
    path: '/account/password',
    sentence: 'You are about to change your password.',
    form: {
      field: '_new',
      page: async (props, { actor }) => <PasswordForm {...props} email={(await means(actor.id)).email} />,
    },
    run: async ({ who: { actor, session }, field }) => {
      const { email } = await means(actor.id);
      const owner = { name: actor.name, email: email ?? asEmail(field('email')) };
      const problem = await problemWithPassword(field('_new'), owner);
      if (problem) throw new InputProblem([{ field: '_new', message: problem }]);
      if (field('_again') !== field('_new'))
        throw new InputProblem([{ field: '_again', message: 'The two are not the same. Type both again.' }]);
      if (email === null) await takeEmail(actor.id, field('email'));
      await setPassword(ground, actor.id, field('_new'));
      await database.platform((tx) => endSessionsOf(tx, actor.id, session.id));
      return { href: '/account', notice: 'Your password was set. Everywhere else you are signed out.' };
    },
  });

  registerChange(app, services, {
    path: '/account/passkeys/new',
    sentence: 'You are about to add a passkey.',
    form: { field: '_made', page: async (props) => <PasskeyForm {...props} /> },
    run: async ({ who, request, field }) => {
      const called = parse(label, field('label'));
      const asked: AskedFor = { purpose: 'enrol', holder: who.session.id };
      const made = { person: who.actor.id, label: called, given: field('_made') };
      if (await enrol(ground, place(request.host), asked, made))
        return { href: '/account', notice: `The passkey “${called}” was added. You can sign in with it from now on.` };
      throw new InputProblem([
        {
          field: '',
          message: 'The passkey was not taken: it took more than two minutes, or is here already. Try again.',
        },
      ]);
    },
  });

  registerChange(app, services, {
    path: '/account/passkeys/remove',
    sentence: 'You are about to remove a passkey.',
    run: async ({ who: { actor }, field }) => {
      const { passkeys, passwordSetAt } = await means(actor.id);
      if (passkeys === 1 && passwordSetAt === null)
        throw new NotPossible(
          'This passkey is all that you sign in with. Set a password or add another passkey first, and then remove it.',
        );
      await database.platform((tx) => removePasskey(tx, actor.id, field('id')));
      return { href: '/account', notice: 'The passkey was removed. Remove it on the device as well.' };
    },
  });

  registerChange(app, services, {
    path: '/account/recovery-codes',
    sentence: 'You are about to make recovery codes.',
    form: {
      field: 'make',
      page: async (props, { actor }) => (
        <RecoveryCodesForm {...props} has={(await means(actor.id)).codesMadeAt !== null} />
      ),
    },
    run: async ({ who }) => {
      if ((await means(who.actor.id)).email === null)
        throw new NotPossible('A code works together with your email address. Give that first, in your account.');
      const codes = await makeRecoveryCodes(ground, who.actor.id);
      return { page: <RecoveryCodesPage shell={shellOf(services, who)} codes={codes} /> };
    },
  });

  registerChange(app, services, {
    path: '/account/sessions/end',
    sentence: 'You are about to sign out another browser.',
    run: async ({ who: { actor, session }, field }) => {
      await database.platform((tx) => endSessionOf(tx, actor.id, field('id')));
      if (field('id') === session.id) return 'signed out';
      return { href: '/account', notice: 'That browser is signed out.' };
    },
  });
  registerChange(app, services, {
    path: '/account/sessions/end-others',
    sentence: 'You are about to sign out everywhere but here.',
    run: async ({ who: { actor, session } }) => {
      await database.platform((tx) => endSessionsOf(tx, actor.id, session.id));
      return { href: '/account', notice: 'Everywhere else you are signed out.' };
    },
  });
  registerChange(app, services, {
    path: '/account/sessions/end-all',
    sentence: 'You are about to sign out everywhere, here too.',
    run: async ({ who: { actor } }) => {
      await database.platform((tx) => endSessionsOf(tx, actor.id, null));
      return 'signed out';
    },
  });

  // For scripts: what a device is to sign, and "I am still here".
  app.post<{ Querystring: { for?: string } }>(
    '/account/passkeys/ask',
    { config: OWN_ACCOUNT },
    async (request, reply) => {
      refuseOtherSites(request);
      const who = await signedIn(services, request);
      if (!who) return reply.code(401).send();
      const { actor, session } = who;
      const at = place(request.host);
      reply.header('cache-control', 'no-store');
      if (request.query.for === 'enrol') {
        const { email } = await means(actor.id);
        const owner = { id: actor.id, name: actor.name, email };
        return reply.send(await askToEnrol(ground, at, { purpose: 'enrol', holder: session.id }, owner));
      }
      return reply.send(await askToSign(ground, at, { purpose: 'confirm', holder: session.id }, actor.id));
    },
  );
  app.post('/account/keep', { config: OWN_ACCOUNT }, async (request, reply) => {
    refuseOtherSites(request);
    return reply.code((await signedIn(services, request)) ? 204 : 401).send();
  });
}
