import type { FastifyInstance } from 'fastify';
import { anyCommand, type AnyCommand } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, registerPage, valueOf, valuesOf, type PageContext } from '../../platform/http/forms.ts';
import type { Kinds } from '../../platform/subjects/kinds.ts';
import { membersNow } from '../organisations/index.ts';
import { findService } from '../services/index.ts';
import {
  addSaidAndDid,
  agreeToBeNamed,
  NO_USE,
  preparePublicPage,
  publishPage,
  showHazard,
  takeBackBeingNamed,
  takeOutSaidAndDid,
  withdrawPage,
  withholdHazard,
} from './commands.ts';
import { behindOf, differencesOf, fallenOf, pointedOut, statesOf, teamPath } from './domain.ts';
import { digestOfShown, documentNow, keptDocument, liveState, officerShown } from './making.ts';
import {
  ButtonForm,
  PublishForm,
  SaidAndDidForm,
  SettingsForm,
  WithdrawForm,
  WithholdForm,
  type ButtonFormProps,
  type PublishProps,
} from './pages/forms.tsx';
import { TeamPage, type TeamProps } from './pages/team.tsx';
import { publicRoutes } from './public-routes.tsx';
import { changesOf, choicesOf, editionsOf, namedIn, pageOf, withheldIn } from './store.ts';

const ROOM = '/services/:service/public-page';

/** The room of the team, and what everybody may read. */
export function routes(app: FastifyInstance, services: Services): void {
  publicRoutes(app, services);
  registerPage(app, services, { path: ROOM, may: WHOEVER_SEES_THE_SERVICE, load: loadTeam, page: TeamPage });
  settingsForm(app, services);
  registerForm(app, services, {
    path: `${ROOM}/publish`,
    command: anyCommand(publishPage),
    load: (tx, context) => loadPublish(tx, services.ground.kinds, context),
    input: (values, { params }) => ({ service: params['service'], shows: valueOf({ values }, 'shows') }),
    page: PublishForm,
    confirming: () => 'You are about to publish what you looked at: everybody can read it.',
    done: done('It is published. Everybody can read it.'),
  });
  registerForm(app, services, {
    path: `${ROOM}/withdraw`,
    command: anyCommand(withdrawPage),
    load: ofService,
    input: (values, { params }) => ({ service: params['service'], reason: valueOf({ values }, 'reason') }),
    page: WithdrawForm,
    done: done('The page is withdrawn.'),
  });
  registerForm(app, services, {
    path: `${ROOM}/withhold`,
    command: anyCommand(withholdHazard),
    load: ofService,
    input: (values, { params }) => ({
      service: params['service'],
      hazard: valueOf({ values }, 'hazard'),
      reason: valueOf({ values }, 'reason'),
    }),
    page: WithholdForm,
    done: done('It is left out from the next time that the page is published.'),
  });
  registerForm(app, services, {
    path: `${ROOM}/said-and-did`,
    command: anyCommand(addSaidAndDid),
    load: ofService,
    input: (values, { params }) => ({
      service: params['service'],
      said: valueOf({ values }, 'said'),
      did: valueOf({ values }, 'did'),
    }),
    page: SaidAndDidForm,
    done: done('It is shown from the next time that the page is published.'),
  });
  buttonForm(app, services, {
    path: `${ROOM}/said-and-did/:saidDid/out`,
    command: anyCommand(takeOutSaidAndDid),
    title: 'Take out what was said and done',
    text: 'It is not shown any more from the next time that the page is published.',
    button: 'Take it out',
    notice: 'It is not shown any more from the next time that the page is published.',
  });
  buttonForm(app, services, {
    path: `${ROOM}/withheld/:hazard`,
    command: anyCommand(showHazard),
    title: 'Show a hazard again',
    text: 'It is shown from the next time that the page is published.',
    button: 'Show it again',
    notice: 'It is shown from the next time that the page is published.',
  });
  buttonForm(app, services, {
    path: `${ROOM}/named`,
    command: anyCommand(agreeToBeNamed),
    title: 'Agree to be named',
    text: 'Your name stands on the public page for as long as you are clinical safety officer of this service, and everybody can read it. You can take it off at any time, and it is gone at once: nothing that is kept holds it. What others copied meanwhile is out of our hands.',
    button: 'Agree to be named',
    notice: 'Your name stands on the page while you are clinical safety officer.',
  });
  buttonForm(app, services, {
    path: `${ROOM}/unnamed`,
    command: anyCommand(takeBackBeingNamed),
    title: 'Take your name off',
    text: 'The page then says that the clinical safety officer answers for the service, and names nobody.',
    button: 'Take my name off',
    notice: 'Your name does not stand on the page any more.',
  });
}

function settingsForm(app: FastifyInstance, services: Services): void {
  registerForm(app, services, {
    path: `${ROOM}/settings`,
    command: anyCommand(preparePublicPage),
    load: async (tx, context) => {
      const { service } = await ofService(tx, context);
      return { service, choices: await choicesOf(tx, service.id) };
    },
    values: ({ choices }) => ({
      concern: choices?.concern.text ?? '',
      phone: choices?.concern.phone ?? '',
      address: choices?.concern.address ?? '',
      controls: choices?.controls ? 'yes' : 'no',
      listed: choices?.listed ? 'yes' : 'no',
      reported: choices?.reported ? 'yes' : 'no',
      sections: [...(choices?.sections ?? [])],
    }),
    input: (values, { params }) => ({
      service: params['service'],
      concern: valueOf({ values }, 'concern'),
      phone: valueOf({ values }, 'phone'),
      address: valueOf({ values }, 'address'),
      controls: valueOf({ values }, 'controls') === 'yes',
      listed: valueOf({ values }, 'listed') === 'yes',
      reported: valueOf({ values }, 'reported') === 'yes',
      sections: valuesOf({ values }, 'sections'),
    }),
    page: SettingsForm,
    done: done('Saved. Nothing is public before you publish it.'),
  });
}

interface ButtonFormOf extends Pick<ButtonFormProps, 'title' | 'text' | 'button'> {
  readonly path: string;
  readonly command: AnyCommand;
  readonly notice: string;
}

function buttonForm(app: FastifyInstance, services: Services, { path, command, notice, ...words }: ButtonFormOf): void {
  registerForm(app, services, {
    path,
    command,
    load: async (tx, context) => ({ ...(await ofService(tx, context)), ...words }),
    input: (_values, { params }) => ({ ...params }),
    page: ButtonForm,
    done: done(notice),
  });
}

function done(notice: string) {
  return (_result: unknown, { params }: PageContext) => ({
    href: teamPath(encodeURIComponent(params['service'] ?? '')),
    notice,
  });
}

async function ofService(tx: ReadTx, { params }: PageContext) {
  return { service: await findService(tx, params['service'] ?? '') };
}

async function loadTeam(tx: ReadTx, context: PageContext): Promise<TeamProps> {
  const { service } = await ofService(tx, context);
  const { now, actor, allows } = context;
  const [page, editions, choices, live, withheld, named, changes] = await Promise.all([
    pageOf(tx, service.id),
    editionsOf(tx, service.id),
    choicesOf(tx, service.id),
    liveState(tx, service.id, now),
    withheldIn(tx, service.id),
    namedIn(tx, service.id),
    changesOf(tx, service.id),
  ]);
  const [latest] = editions;
  const shown = latest ? await keptDocument(tx, latest) : null;
  return {
    service,
    page,
    editions,
    choices,
    states: shown ? statesOf(shown, live) : [],
    differs: shown ? [...behindOf(shown, live), ...fallenOf(shown, live)] : [],
    withheld: [...withheld],
    changes,
    named: named.has(actor.id),
    may: { publish: service.phase !== 'retired' && allows(publishPage), beNamed: allows(agreeToBeNamed) },
  };
}

async function loadPublish(tx: ReadTx, kinds: Kinds, context: PageContext): Promise<PublishProps> {
  const { service } = await ofService(tx, context);
  const { now } = context;
  const [choices, withheld, [latest], live, members, officer] = await Promise.all([
    choicesOf(tx, service.id),
    withheldIn(tx, service.id),
    editionsOf(tx, service.id, 1),
    liveState(tx, service.id, now),
    membersNow(tx),
    officerShown(tx, service.id, now),
  ]);
  const document = choices && (await documentNow(tx, kinds, { service, choices, withheld, now }));
  if (!document) {
    const missing = choices ? NO_USE : 'Nobody has said yet how a concern is reported. Say that first.';
    return { service, document: null, missing, shows: '', differences: [], pointed: [], states: [], officer };
  }
  return {
    service,
    document,
    missing: null,
    shows: digestOfShown(document),
    differences: differencesOf(latest ? await keptDocument(tx, latest) : null, document),
    pointed: pointedOut(
      document,
      members.map(({ name }) => name),
    ),
    states: statesOf(document, live),
    officer,
  };
}
