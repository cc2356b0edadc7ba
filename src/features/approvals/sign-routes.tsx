import type { FastifyInstance } from 'fastify';
import type { AnyCommand } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, registerPage, valueOf, type FormValues, type PageContext } from '../../platform/http/forms.ts';
import { fileIn, takeFiles } from '../../platform/files/sent-forms.ts';
import { actionOwners } from '../actions/index.ts';
import { signCommand, validTo } from './commands.ts';
import { meaningOf, roleOf, SEEN, warningsOf, whyNotSigned } from './domain/signing.ts';
import { standingSentence } from './domain/standing.ts';
import { linesOf, signedBy } from './lines.ts';
import { fingerprintOf, lookAt, seenOf } from './looking.ts';
import { CONDITION_ROWS, conditionField } from './pages/conditions.tsx';
import { takeInCommand } from './outside-command.ts';
import { OutsidePage } from './pages/outside.tsx';
import { SignPage, type SignPageProps } from './pages/sign.tsx';
import { VersionsPage } from './pages/versions.tsx';
import { ruleOf, type Signable } from './signable.ts';
import { loadVersions } from './versions.ts';

/** The pages of a kind that is signed: where it is signed, and its versions beside each other. */
export function signPages(app: FastifyInstance, services: Services, signable: Signable): void {
  const command = signCommand(signable);
  const takeIn = takeInCommand(signable);
  registerPage(app, services, {
    path: `${signable.path}/versions`,
    may: WHOEVER_SEES_THE_SERVICE,
    load: (tx, context) => loadVersions(tx, signable, context, command, takeIn),
    page: VersionsPage,
  });
  outsidePages(app, services, signable, takeIn);
  registerForm(app, services, {
    path: `${signable.path}/sign`,
    command,
    load: (tx, context) => loadSigning(tx, signable, context),
    input: (values, { params }) => ({ ...params, ...inputOf(values) }),
    page: SignPage,
    confirming: (values, { params }) => confirmingSentence(signable, values, params['service'] ?? ''),
    done: ({ number, decision, missing }, { params }) => ({
      href: `${pathOf(signable, params)}/versions`,
      notice: doneNotice(signable, Number(number), decision === 'reject', Number(missing)),
    }),
  });
}

/** Where a document is taken in that was signed elsewhere: a form that takes a file along. */
function outsidePages(app: FastifyInstance, services: Services, signable: Signable, command: AnyCommand): void {
  void app.register(async (scope) => {
    await takeFiles(scope);
    registerForm(scope, services, {
      path: `${signable.path}/outside`,
      command,
      load: (tx, context) => loadOutside(tx, signable, context),
      input: ({ document, ...typed }, { params }) => ({ ...params, ...typed, document: fileIn(document) ?? undefined }),
      page: OutsidePage,
      done: ({ number, approval, missing }, { params }) => ({
        href: `${pathOf(signable, params)}/versions`,
        notice:
          Number(missing) > 0
            ? `The document was taken in, and counts as a signature of version ${Number(number)} of the ${signable.noun}. It is approved once somebody signs it here too.`
            : approval === null
              ? 'The document was taken in. It is shown here, and makes no version.'
              : `Version ${Number(number)} of the ${signable.noun} is approved outside Primum.`,
      }),
    });
  });
}

async function loadOutside(tx: ReadTx, signable: Signable, { params, actor, now }: PageContext) {
  const signed = await signable.find(tx, params);
  const looked = await lookAt(tx, signable, signed, actor, now);
  return {
    signed,
    noun: signable.noun,
    number: looked.number,
    months: signable.rule.months,
    counts: ruleOf(signable, signed).outside === 'counts',
    needed: ruleOf(signable, signed).signatures,
    seen: seenOf(looked),
  };
}

/** "/services/DEMO/logs/1", from the words of the address. */
function pathOf({ path }: Signable, params: PageContext['params']): string {
  return path.replaceAll(/:(\w+)/gu, (_word, name: string) => encodeURIComponent(params[name] ?? ''));
}

/** Names the version and the service: on the page that it stands on, nothing else does. */
function confirmingSentence({ noun }: Signable, values: FormValues, service: string): string {
  const typed = (name: string) => valueOf({ values }, name);
  const [decision, number] = [typed('decision'), typed('number')];
  const what = `${number === '' ? '' : `version ${number} of `}the ${noun} of ${service}`;
  if (decision === 'reject') return `You are about to say that you do not approve ${what}, and sign that.`;
  return `You are about to approve ${what}${decision === 'approve' ? '' : ', with the conditions that you have set'}, and sign it.`;
}

export function doneNotice(
  { noun }: Pick<Signable, 'noun'>,
  number: number,
  rejected: boolean,
  missing: number,
): string {
  if (rejected) return `Version ${number} of the ${noun} is not approved. Whoever works on it can read why.`;
  if (missing > 0)
    return `You have signed version ${number} of the ${noun}. It is approved once ${missing === 1 ? 'somebody else signs' : `${missing} others sign`} it too.`;
  return `Version ${number} of the ${noun} is approved. Your signature stays what it is; later changes are shown beside it.`;
}

/** The decision, from the fields of the form. Rows of conditions in which nothing was typed are none. */
function inputOf(values: FormValues) {
  const typed = (name: string) => valueOf({ values }, name).trim();
  const rows = Array.from({ length: CONDITION_ROWS }, (_, index) => ({
    text: typed(conditionField(index, 'text')),
    owner: typed(conditionField(index, 'owner')),
    due: typed(conditionField(index, 'due')),
  }));
  const last = rows.findLastIndex(({ text, owner, due }) => text !== '' || owner !== '' || due !== '');
  const decision = typed('decision');
  return {
    ...(decision !== '' && { decision }),
    // What is typed for another decision is no part of this one, and no reason to refuse it.
    conditions: decision === 'approve with conditions' ? rows.slice(0, last + 1) : [],
    reason: decision === 'reject' ? valueOf({ values }, 'reason') : '',
    ...Object.fromEntries(SEEN.map((name) => [name, typed(name)])),
  };
}

/** All that the page of one signature shows. */
export async function loadSigning(tx: ReadTx, signable: Signable, context: PageContext): Promise<SignPageProps> {
  const { params, actor, now } = context;
  const signed = await signable.find(tx, params);
  const looked = await lookAt(tx, signable, signed, actor, now);
  const { approved, signer, signing, toSign, number, previous, state } = looked;
  const [difference, warnings, [line], owners] = await Promise.all([
    signable.difference(tx, signed, approved?.signedSeq ?? null, null),
    signable.warnings(tx, signed, now),
    linesOf(tx, signable, [signed.ref.id], now),
    actionOwners(tx, signed.service, now),
  ]);
  const rule = ruleOf(signable, signed);
  const role = roleOf(rule, signing);
  // That it is out of date is what the page is about; that it is void or challenged is to be known before one signs again.
  const standing =
    line?.said && (looked.standing?.void || looked.standing?.challenged) ? standingSentence(line.said) : null;
  return {
    signed,
    noun: signable.noun,
    number,
    previous: approved && {
      number: approved.number,
      by: approved.signatures.map(signedBy).join(' and '),
      at: approved.signedAt,
    },
    difference,
    warnings: [...(standing ? [standing] : []), ...warnings, ...warningsOf(rule, signing, toSign)],
    refused: whyNotSigned(rule, signing, toSign),
    rejected: looked.refused && {
      by: signedBy(looked.refused),
      at: looked.refused.at,
      reason: looked.refused.reason ?? '',
    },
    signedBy: looked.signatures.map(signedBy),
    needed: rule.signatures,
    meaning:
      role &&
      meaningOf({
        role,
        service: signed.service.name,
        number,
        previous,
        decision: 'approve',
        judgement: signable.judgement,
      }),
    owners,
    side: {
      what: { subject: signed.title, facts: signed.facts },
      fingerprint: fingerprintOf(state),
      until: validTo(signable, now),
      signer,
      role,
    },
    seen: seenOf(looked),
  };
}
