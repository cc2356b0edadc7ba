import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../../platform/commands/may.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import type { Services } from '../../../platform/feature.ts';
import {
  registerForm,
  registerPage,
  valueOf,
  valuesOf,
  type FormValues,
  type PageContext,
} from '../../../platform/http/forms.ts';
import type { FactValue } from '../../../rules/conditions.ts';
import { findService } from '../../services/index.ts';
import { currentCatalogues, factQuestions } from '../catalogues.ts';
import { aboutPath } from '../domain/addresses.ts';
import { factsNamed } from '../domain/assess.ts';
import type { Catalogue, FactQuestion } from '../domain/catalogue.ts';
import { answersGiven } from './answer-store.ts';
import { answerAbout, versionOf } from './commands.ts';
import { AboutPage, AnswerForm, fieldOf, GONE, NONE, type AboutProps } from './page.tsx';

const ABOUT = '/services/:service/standards/about';

/** The questions about a service that decide what applies. */
export function aboutRoutes(app: FastifyInstance, services: Services): void {
  registerPage(app, services, { path: ABOUT, may: WHOEVER_SEES_THE_SERVICE, load, page: AboutPage });
  registerForm(app, services, {
    path: `${ABOUT}/answer`,
    command: anyCommand(answerAbout),
    load,
    values: ({ questions, version }) => ({
      ...Object.fromEntries(questions.map(({ index, given }) => [fieldOf(index), typedOf(given?.value ?? null)])),
      version: String(version),
    }),
    input: (values, { params }) => ({
      service: params['service'],
      answers: factQuestions().map((question, index) => ({
        question: question.id,
        value: answerIn(question, values, fieldOf(index)),
      })),
      note: valueOf({ values }, 'note'),
      version: valueOf({ values }, 'version'),
    }),
    page: AnswerForm,
    done: (result, { params }) => {
      const changed = (result['changed'] as readonly string[]).length;
      return {
        href: aboutPath(params['service']!),
        notice:
          changed === 0
            ? 'The answers are as they were.'
            : `${changed === 1 ? '1 answer was' : `${changed} answers were`} saved.`,
      };
    },
  });
}

async function load(tx: ReadTx, { params, now, allows }: PageContext): Promise<AboutProps> {
  const service = await findService(tx, params['service'] ?? '');
  const given = await answersGiven(tx, service.id, { seq: null, now });
  const named = currentCatalogues().map((catalogue) => ({ name: catalogue.name, facts: factsOfAll(catalogue) }));
  return {
    service,
    questions: factQuestions().map((question, index) => ({
      question,
      index,
      given: given.find((one) => one.question === question.id) ?? null,
      decides: named.filter(({ facts }) => facts.has(question.id)).map(({ name }) => name),
    })),
    version: versionOf(given),
    mayAnswer: service.phase !== 'retired' && allows(answerAbout),
  };
}

function factsOfAll(catalogue: Catalogue): ReadonlySet<string> {
  return new Set(catalogue.criteria.flatMap((criterion) => factsNamed(catalogue, criterion)));
}

/** An answer as its field holds it. */
function typedOf(value: FactValue | null): string | readonly string[] {
  if (value === null) return [];
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? NONE : (value as readonly string[]);
}

/** What a field says of a question; null where nothing is chosen. */
function answerIn({ sort }: FactQuestion, values: FormValues, name: string): FactValue | null {
  if (sort === 'several') {
    const ticked = valuesOf({ values }, name).filter((one) => one !== '');
    if (ticked.length === 0) return null;
    // "None of these" beside others is for whoever typed it to settle: it is no answer of the list, and is said to be none.
    return ticked.length === 1 && ticked[0] === NONE ? [] : ticked;
  }
  const typed = valueOf({ values }, name);
  if (typed === '' || typed === GONE) return null;
  if (sort === 'yes or no') return typed === 'yes' ? true : typed === 'no' ? false : typed;
  return typed;
}
