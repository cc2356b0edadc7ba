import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { servicesSeen } from '../../platform/commands/may.ts';
import type { Services } from '../../platform/feature.ts';
import { fileIn } from '../../platform/files/sent-forms.ts';
import { registerForm, registerPage } from '../../platform/http/forms.ts';
import { loadPerson, ofRegistration, ofTraining, whoseElse, whoseToKeep } from './load-person.ts';
import { servicesOfReferences } from './people-store.ts';
import { PersonPage } from './pages/person.tsx';
import {
  AddRegistrationPage,
  AddTrainingPage,
  CompetencePage,
  GapPage,
  lookUpAtFirst,
  LookUpPage,
  WithdrawRegistrationPage,
  WithdrawTrainingPage,
} from './pages/person-forms.tsx';
import {
  addRegistration,
  lookUpRegistration,
  recordRegistrationGap,
  withdrawRegistration,
} from './registration-commands.ts';
import { recordCompetence, recordTraining, withdrawTraining } from './training-commands.ts';
import { ASSESSING, FINDING_A_GAP, LOOKING_UP, TEAM_ANYWHERE } from './who.ts';

/** The page of a person, and the forms that add to their record. */
export function personRoutes(app: FastifyInstance, services: Services): void {
  for (const path of ['/people/me', '/people/:person'])
    registerPage(app, services, { path, may: TEAM_ANYWHERE, load: loadPerson, page: PersonPage });

  registerForm(app, services, {
    path: '/people/:person/registrations/add',
    command: anyCommand(addRegistration),
    load: whoseToKeep,
    values: ({ name }) => ({ name }),
    input: (values, { params, actor }) => ({ ...values, person: personIn(params, actor.id) }),
    page: AddRegistrationPage,
    done: (result) => ({
      ...backTo(result),
      notice:
        `The registration was added. It is on the desks of those who can look it up. ${result['warning'] as string}`.trim(),
    }),
  });
  registerForm(app, services, {
    path: '/people/:person/registrations/:registration/look-up',
    command: anyCommand(lookUpRegistration),
    load: (tx, context) => ofRegistration(tx, context, LOOKING_UP),
    values: (props, { now }) => lookUpAtFirst(props, now),
    input: ({ evidence, ...values }, { params }) => ({
      ...values,
      registration: params['registration'],
      evidence: fileIn(evidence),
    }),
    page: LookUpPage,
    done: (result) => ({ ...backTo(result), notice: 'The look-up was recorded.' }),
  });
  registerForm(app, services, {
    path: '/people/:person/registrations/:registration/gap',
    command: anyCommand(recordRegistrationGap),
    load: (tx, context) => ofRegistration(tx, context, FINDING_A_GAP),
    input: (values, { params }) => ({ ...values, registration: params['registration'] }),
    page: GapPage,
    done: (result) => ({ ...backTo(result), notice: 'These days were recorded. What was signed on them says so.' }),
  });
  registerForm(app, services, {
    path: '/people/:person/registrations/:registration/withdraw',
    command: anyCommand(withdrawRegistration),
    load: (tx, context) => ofRegistration(tx, context),
    input: (_values, { params }) => ({ registration: params['registration'] }),
    page: WithdrawRegistrationPage,
    done: (result) => ({ ...backTo(result), notice: 'The registration was taken back.' }),
  });
  registerForm(app, services, {
    path: '/people/:person/training/add',
    command: anyCommand(recordTraining),
    load: whoseToKeep,
    input: ({ certificate, ...values }, { params, actor }) => ({
      ...values,
      person: personIn(params, actor.id),
      certificate: fileIn(certificate),
    }),
    page: AddTrainingPage,
    done: (result) => ({ ...backTo(result), notice: 'The training was added.' }),
  });
  registerForm(app, services, {
    path: '/people/:person/training/:training/withdraw',
    command: anyCommand(withdrawTraining),
    load: ofTraining,
    input: (_values, { params }) => ({ training: params['training'] }),
    page: WithdrawTrainingPage,
    done: (result) => ({ ...backTo(result), notice: 'The training was taken back.' }),
  });
  registerForm(app, services, {
    path: '/people/:person/competence',
    command: anyCommand(recordCompetence),
    load: async (tx, context) => ({
      whose: await whoseElse(tx, context, ASSESSING),
      services: await servicesOfReferences(tx, servicesSeen(context.actor)),
    }),
    input: (values, { params, actor }) => ({ ...values, person: personIn(params, actor.id) }),
    page: CompetencePage,
    done: (result) => ({ ...backTo(result), notice: 'The assessment was recorded.' }),
  });
}

function personIn(params: Readonly<Record<string, string>>, me: string): string | undefined {
  return params['person'] === 'me' ? me : params['person'];
}

function backTo(result: Readonly<Record<string, unknown>>): { readonly href: string } {
  return { href: `/people/${result['person'] as string}` };
}
