import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../../platform/commands/command.ts';
import { servicesSeen, WHOEVER_SEES_THE_SERVICE, type Actor } from '../../../platform/commands/may.ts';
import { NotFound } from '../../../platform/commands/problems.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import type { Services } from '../../../platform/feature.ts';
import { pageFor } from '../../../platform/http/declared.ts';
import {
  registerForm,
  registerPage,
  valueOf,
  valuesOf,
  type FormValues,
  type PageContext,
} from '../../../platform/http/forms.ts';
import { orRefusal, visitor } from '../../../platform/http/pages.tsx';
import { sendPart } from '../../../platform/http/render.ts';
import { headOf } from '../../../platform/ledger/store.ts';
import { fewServices, findService } from '../../services/index.ts';
import { foldWord } from '../../schemes/index.ts';
import { hazardNumber, hazardReference } from '../domain.ts';
import { tellingWords, type DrawnWords } from '../domain/library.ts';
import { hazardPath } from '../pages/addresses.ts';
import { serviceNamed } from '../service-store.ts';
import { standingOf } from '../standing-store.ts';
import { drawHazard, lookAtUpstream } from './commands.ts';
import { searchable, sourceHazard } from './library-store.ts';
import { maySee, shownOrigin, wordsAt, wordsOfStarter } from './origin.ts';
import { DrawForm, type DrawProps } from './pages/draw-form.tsx';
import { LibraryPage, type LibraryProps } from './pages/list.tsx';
import { UpstreamForm, type UpstreamFormProps } from './pages/origin.tsx';
import { NEAR, SimilarList } from './pages/similar.tsx';
import { similarHazards } from './similar.ts';
import { starterById, starterHazards } from './starter.ts';

const may = WHOEVER_SEES_THE_SERVICE;
/** Hazards that are looked through for words, on one page. */
const MOST_SEARCHED = 3_000;
/** Hazards that are shown. */
const MOST_SHOWN = 100;
/** Services that can be chosen from. */
const MOST_SERVICES = 200;
/** Characters that are compared while somebody types. */
const MOST_TYPED = 1_000;

/** The library of hazards, what is near to typed words, and what changed where a hazard was drawn from. */
export function libraryRoutes(app: FastifyInstance, services: Services): void {
  registerPage(app, services, { path: '/services/:service/library', may, load: loadLibrary, page: LibraryPage });
  registerForm(app, services, {
    path: '/services/:service/library/draw',
    command: anyCommand(drawHazard),
    load: loadDraw,
    values: drawValues,
    input: drawInput,
    page: DrawForm,
    done: (result) => ({
      href: hazardPath(result['service'] as string, named(result)),
      notice: `${named(result)} was recorded. Nobody has rated it yet.`,
    }),
  });
  registerForm(app, services, {
    path: '/services/:service/hazards/:hazard/upstream',
    command: anyCommand(lookAtUpstream),
    load: loadUpstream,
    values: ({ origin }) => ({ version: String(origin.version), seen: String(origin.seen) }),
    input: (values, { params }) => ({
      service: params['service'],
      hazard: params['hazard'],
      version: valueOf({ values }, 'version'),
      seen: valueOf({ values }, 'seen'),
      outcome: valueOf({ values }, 'outcome') || undefined,
      note: valueOf({ values }, 'note'),
    }),
    page: UpstreamForm,
    done: (result, { params }) => ({
      href: hazardPath(params['service']!, named(result)),
      notice: 'It was saved that somebody has looked.',
    }),
  });
  // What is near to typed words: a part of a page for a form that asks while somebody types.
  app.get('/services/:service/hazards/similar', { config: pageFor(may) }, async (request, reply) => {
    const visit = await visitor(services, request, reply, may);
    if (visit === null) return reply;
    return orRefusal(services, reply, visit.who, async () => {
      const { params, query, organisation } = visit.context;
      const words = (query['words'] ?? '').slice(0, MOST_TYPED);
      const similar = await services.ground.database.read(organisation, async (tx) =>
        similarHazards(tx, await findService(tx, params['service']!), words),
      );
      if ((request.headers.accept ?? '').includes('application/json')) return reply.send({ similar });
      return sendPart(reply, <SimilarList similar={similar} heading={NEAR} />);
    });
  });
}

function named(result: Readonly<Record<string, unknown>>): string {
  return String(result['hazard']);
}

async function loadLibrary(tx: ReadTx, { params, query, actor, allows }: PageContext): Promise<LibraryProps> {
  const service = await findService(tx, params['service']!);
  const words = (query['words'] ?? '').trim().slice(0, 200);
  const wanted = (query['from'] ?? '').trim();
  const { services } = await fewServices(tx, servicesSeen(actor), [], MOST_SERVICES);
  const others = services.filter(({ id }) => id !== service.id);
  const from = wanted === 'starter' || others.some(({ reference }) => reference === wanted) ? wanted : '';
  // Without words, no more is read than is shown.
  const most = words === '' ? MOST_SHOWN : MOST_SEARCHED;
  const found = from === 'starter' ? [] : await searchable(tx, soughtIn(actor, from, service.id, most));
  const has = hasAll(words);
  const open = query['starter'] ?? null;
  return {
    service,
    words,
    from,
    services: others,
    starters: starterHazards().filter(({ name, description, causes }) => has([name, description, ...causes])),
    hazards: found
      .slice(0, most)
      .filter(({ name, description, component }) => has([name, description, component ?? '']))
      .slice(0, MOST_SHOWN),
    more: found.length > most,
    most,
    open,
    mayDraw: service.phase !== 'retired' && allows(drawHazard),
  };
}

function soughtIn(actor: Actor, from: string, service: string, most: number) {
  const of = from === '' ? servicesSeen(actor) : [from];
  return { of, except: service, limit: most + 1 };
}

/** Whether texts hold every word that is looked for. */
function hasAll(words: string): (texts: readonly string[]) => boolean {
  const wanted = [...tellingWords([words], foldWord)];
  if (wanted.length === 0) return () => true;
  return (texts) => {
    const text = foldWord(texts.join(' '));
    return wanted.every((word) => text.includes(word));
  };
}

/** What is drawn, as the address names it. @throws NotFound where there is none that this person may see */
async function loadDraw(tx: ReadTx, { params, query, actor, now }: PageContext): Promise<DrawProps> {
  const service = await findService(tx, params['service']!);
  const head = await headOf(tx, 'changes');
  const drawn = await drawnFrom(tx, query, actor, now);
  if (!drawn) throw new NotFound('There is no such hazard to draw.');
  return {
    ...drawn,
    service,
    seen: head?.seq ?? 1,
    similar: await similarHazards(tx, service, drawn.words.name),
    components: service.components.map(({ name }) => name),
  };
}

async function drawnFrom(
  tx: ReadTx,
  query: Readonly<Record<string, string>>,
  actor: Actor,
  now: Date,
): Promise<Pick<DrawProps, 'from' | 'words' | 'prompts'> | null> {
  const starter = query['starter'] === undefined ? null : starterById(query['starter']);
  if (starter)
    return {
      from: { text: `“${starter.name}” of the starter set, version ${starter.version}`, href: null },
      words: wordsOfStarter(starter),
      prompts: starter.prompts,
    };
  const [reference = '', hazard = ''] = (query['source'] ?? '').split('/');
  const number = hazardNumber(hazard);
  if (number === null || !maySee(actor, reference)) return null;
  const source = await sourceHazard(tx, { service: reference.toUpperCase(), number });
  const words = source && (await wordsAt(tx, source, { seq: null, now }));
  if (!source || !words) return null;
  const hazardNamed = hazardReference(number);
  return {
    from: {
      text: `${source.service.reference}/${hazardNamed}`,
      href: hazardPath(source.service.reference, hazardNamed),
    },
    words,
    prompts: [],
  };
}

function drawValues({ words, seen }: DrawProps): FormValues {
  return {
    seen: String(seen),
    name: words.name,
    description: words.description,
    arisesIn: words.arisesIn ?? 'none',
    harmed: words.harmed,
    vulnerable: [...words.vulnerable],
    causes: lines(words.causes),
    effects: lines(words.effects),
    harms: lines(words.harms),
    ...Object.fromEntries(
      words.controls.flatMap(({ text, type }, index) => [
        [`controls.${index}.text`, text],
        [`controls.${index}.type`, type ?? ''],
      ]),
    ),
  };
}

/** Each on a line of its own: a text of several lines becomes one. */
function lines(texts: DrawnWords['causes']): string {
  return texts.map((text) => text.replaceAll(/\s*\n\s*/gu, ' ')).join('\n');
}

function drawInput(values: FormValues, { params, query }: PageContext) {
  const text = (field: string) => valueOf({ values }, field);
  const linesOf = (field: string) =>
    text(field)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const arisesIn = text('arisesIn');
  // As many as the form had, whatever it was drawn from.
  const most = Math.max(
    0,
    ...Object.keys(values).map((name) => Number(/^controls\.(\d{1,2})\.text$/u.exec(name)?.[1] ?? -1) + 1),
  );
  return {
    service: params['service'],
    starter: query['starter'] ?? null,
    source: query['starter'] === undefined ? (query['source'] ?? null) : null,
    seen: text('seen') === '' ? null : text('seen'),
    name: text('name'),
    description: text('description'),
    arisesIn: arisesIn === '' || arisesIn === 'none' ? null : arisesIn,
    component: text('component'),
    harmed: text('harmed'),
    vulnerable: valuesOf({ values }, 'vulnerable').filter((code) => code !== ''),
    causes: linesOf('causes'),
    effects: linesOf('effects'),
    harms: linesOf('harms'),
    controls: Array.from({ length: most }, (_one, index) => ({
      text: text(`controls.${index}.text`).trim(),
      type: text(`controls.${index}.type`) === '' ? null : text(`controls.${index}.type`),
    })).filter((control) => control.text !== ''),
  };
}

/** @throws NotFound where it was not drawn from anywhere */
async function loadUpstream(tx: ReadTx, { params, actor, now }: PageContext): Promise<UpstreamFormProps> {
  const service = await serviceNamed(tx, params['service']!, { seq: null, now });
  const number = hazardNumber(params['hazard'] ?? '');
  const standing = number === null ? null : await standingOf(tx, service.id, number);
  const origin = standing && (await shownOrigin(tx, service.reference, standing.id, actor, now));
  if (number === null || !origin) throw new NotFound('There is no such hazard, or it was not drawn from anywhere.');
  return { service, hazard: hazardReference(number), origin };
}
