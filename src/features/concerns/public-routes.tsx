import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { anyCommand } from '../../platform/commands/command.ts';
import { execute } from '../../platform/commands/execute.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { open } from '../../platform/http/declared.ts';
import { FORM_LIMIT, formOf, one } from '../../platform/http/form-body.ts';
import { sendPage } from '../../platform/http/render.ts';
import { refuseOtherSites } from '../../platform/http/visit.ts';
import { bankHolidays } from '../../platform/bank-holidays.ts';
import { isOld } from '../../platform/mail/safe-contact.ts';
import { feedbackOn } from '../incidents/index.ts';
import { apartOf } from './apart.ts';
import { addToConcern, changeConcernContact } from './commands.ts';
import { concernById, contactsOf, organisationOfConcern, verifierOf } from './concern-store.ts';
import { dangerWords, exits, exitUrl, help } from './data.ts';
import {
  answersIn,
  asReference,
  becameOf,
  IDLE_MINUTES,
  isHit,
  MOST_WRITTEN,
  NOTHING_ANSWERED,
  problemsWith,
  QUESTIONS,
  sayReading,
  scan,
  textsOf,
  toldOf,
  withPage,
  type Answers,
  type FormSet,
} from './domain.ts';
import { closeDoor, doorOf, openDoor, type Door } from './door.ts';
import { dropDraft, keepAlive, readDraft, sendDraft, writeDraft, type FormDoor } from './drafts.ts';
import { countTry, forgetTries } from './draft-store.ts';
import { formAt, formOfService, organisationOfForm } from './form-store.ts';
import { serveLook } from './look.ts';
import {
  AnswerPage,
  CheckPage,
  DonePage,
  HelpPage,
  NothingHere,
  OverPage,
  StartPage,
  WordsPage,
  type AnswerProps,
} from './pages/public.tsx';
import { QuestionPage } from './pages/questions.tsx';
import { opensWith, sealContact, wordsOf } from './sealed.ts';

const CODE = /^[A-Za-z\d]{16}$/u;
/** Tries of words for one reference, and in how long: nobody guesses 45 bits so. */
const TRIES = 10;
const WITHIN = 15 * 60_000;

const AWAY =
  'We could not keep this just now. Your text is still on this page. Wait a moment, and press the button again.';
/** The same after too many tries as at the first, and where there is no such reference: it says nothing of what there is. */
const WRONG_WORDS =
  'The reference and the words do not belong together. Check both, and try again. After ten tries, nothing opens for a quarter of an hour.';
/** Nobody has a name here: whatever is done, Primum does it for whoever holds the words. */
const ITSELF = { actor: { kind: 'system' } } as const;

/**
 * What anybody may do without an account. Every page but the first address needs the cookie: without it, it leads to the plain site, and
 * so "Back" does after the way out was taken.
 */
export async function publicRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const look = await serveLook(app);
  const config = open('Anybody may say that something is wrong, without an account.');
  const { ground } = services;
  const { database } = ground;
  const helpProps = () => help();
  const failing = { look, idle: IDLE_MINUTES };

  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-robots-tag', 'noindex, nofollow');
  });

  /** Where somebody is led who is not at the form. */
  const away = (reply: FastifyReply, exit = '') =>
    reply.header('cache-control', 'no-store').redirect(exitUrl(exit), 303);
  const to = (reply: FastifyReply, path: string) => reply.header('cache-control', 'no-store').redirect(path, 303);
  const over = (reply: FastifyReply) => {
    closeDoor(services, reply);
    return sendPage(reply, <OverPage look={look} help={helpProps()} />);
  };

  /** Answers somebody who fills the form in; anybody else is led away. */
  const filling = (
    path: string,
    answer: (reply: FastifyReply, door: FormDoor, request: FastifyRequest) => Promise<FastifyReply>,
  ) =>
    app.get(path, { config }, async (request, reply) => {
      const door = doorOf(services, request);
      if (door === 'over') return over(reply);
      if (door === 'none' || door.draft === null) return away(reply);
      return answer(reply, { ...door, draft: door.draft }, request);
    });
  const sending = (
    path: string,
    answer: (reply: FastifyReply, door: FormDoor, request: FastifyRequest) => Promise<FastifyReply>,
  ) =>
    app.post(path, { config, bodyLimit: FORM_LIMIT }, async (request, reply) => {
      refuseOtherSites(request);
      const door = doorOf(services, request);
      // Not led away: browsers block the way from a form to another site.
      if (typeof door === 'string' || door.draft === null) return over(reply);
      return answer(reply, { ...door, draft: door.draft }, request);
    });

  const formNow = (door: Door) => database.read(door.organisation, (tx) => formOfService(tx, door.service.id));
  const readingOf = (form: FormSet) => sayReading(form.hours, form.reader, bankHolidays(), services.now());

  app.get<{ Params: { code: string } }>('/q/:code', { config }, async (request, reply) => {
    const { code } = request.params;
    const organisation = CODE.test(code) ? await database.platform((tx) => organisationOfForm(tx, code)) : null;
    const form = organisation === null ? null : await database.read(organisation, (tx) => formAt(tx, code));
    if (organisation === null || !form?.published)
      return sendPage(reply, <NothingHere look={look} help={helpProps()} />, 404);
    const before = doorOf(services, request);
    // On a phone that several people use: what the one before began is not the next one's.
    if (typeof before !== 'string' && before.draft !== null)
      await dropDraft(services, { ...before, draft: before.draft });
    const { id, reference } = form.service;
    openDoor(services, reply, {
      organisation,
      service: { id, reference },
      exit: form.exit,
      draft: randomUUID(),
      concern: null,
    });
    // No page stays at the address with the code: what a browser keeps of its way holds pages that need the cookie.
    return to(reply, '/q/start');
  });

  filling('/q/start', async (reply, door) => {
    const form = await formNow(door);
    if (!form?.published) return sendPage(reply, <NothingHere look={look} help={helpProps()} />, 404);
    return sendPage(reply, <StartPage look={look} help={helpProps()} reading={readingOf(form)} phone={form.phone} />);
  });
  sending('/q/start', async (reply) => to(reply, '/q/1'));

  for (let number = 1; number <= QUESTIONS; number++) {
    const question = number;
    const next = question === QUESTIONS ? '/q/check' : `/q/${question + 1}`;
    const page = (
      request: FastifyRequest,
      answers: Answers,
      more: { problems?: ReturnType<typeof problemsWith>; failed?: string } = {},
    ) => (
      <QuestionPage
        {...failing}
        question={question}
        answers={answers}
        problems={more.problems ?? []}
        failed={more.failed ?? null}
        thenCheck={isToCheck(request)}
      />
    );
    filling(`/q/${question}`, async (reply, door, request) => {
      const { answers, sending: sent } = await readDraft(services, door);
      return sent ? to(reply, sent.done ? '/q/done' : '/q/check') : sendPage(reply, page(request, answers));
    });
    sending(`/q/${question}`, async (reply, door, request) => {
      const typed = formOf(request);
      const skipped = one(typed, 'skip') === 'yes';
      const brought = withPage(NOTHING_ANSWERED, question, typed);
      const problems = skipped ? [] : problemsWith(brought, question);
      if (problems.length > 0) return sendPage(reply, page(request, brought, { problems }), 422);
      try {
        await writeDraft(services, door, (before) => withPage(before, question, skipped ? {} : typed));
      } catch (error) {
        request.log.error({ err: error }, 'a page of the public form was not kept');
        return sendPage(reply, page(request, brought, { failed: AWAY }), 503);
      }
      const inDanger = !skipped && question === 4 && brought.danger === 'yes';
      const shown = inDanger || (!skipped && isHit(scan(textsOf(brought), dangerWords())));
      const then = isToCheck(request) ? '?then=check' : '';
      return to(reply, shown ? `/q/help-${question}${then}` : then === '' ? next : '/q/check');
    });
    filling(`/q/help-${question}`, async (reply, _door, request) =>
      sendPage(reply, <HelpPage look={look} help={helpProps()} next={isToCheck(request) ? '/q/check' : next} />),
    );
  }

  filling('/q/check', async (reply, door) => {
    const [{ answers, sending: sent }, form] = await Promise.all([readDraft(services, door), formNow(door)]);
    if (sent?.done) return to(reply, '/q/done');
    return sendPage(
      reply,
      <CheckPage {...failing} answers={answers} reading={form && readingOf(form)} failed={null} />,
    );
  });
  sending('/q/check', async (reply, door, request) => {
    const typed = answersIn(formOf(request));
    const again = (failed: string, status: number) =>
      sendPage(reply, <CheckPage {...failing} answers={typed} reading={null} failed={failed} />, status);
    try {
      const form = await formNow(door);
      if (!form?.published) return again('Nobody reads this any more, so it was not sent. In danger, call 999.', 409);
      // What stands on the page is what is sent: it is there also where the half hour was over meanwhile.
      await writeDraft(services, door, () => typed);
      const sent = await sendDraft(services, door);
      return sent === null ? again('Nothing is written yet. Answer one of the questions.', 422) : to(reply, '/q/done');
    } catch (error) {
      request.log.error({ err: error }, 'what came by the public form was not kept');
      return again(AWAY, 503);
    }
  });

  filling('/q/done', async (reply, door) => {
    const [{ sending: sent }, form] = await Promise.all([readDraft(services, door), formNow(door)]);
    if (!sent?.done) return to(reply, '/q/start');
    const { reference, words } = sent;
    return sendPage(
      reply,
      <DonePage look={look} reference={reference} words={words} reading={readingOf(form!)} help={helpProps()} />,
    );
  });

  app.post('/q/keep', { config }, async (request, reply) => {
    refuseOtherSites(request);
    const door = doorOf(services, request);
    if (typeof door === 'string') return reply.code(204).send();
    if (door.draft !== null) await keepAlive(services, { ...door, draft: door.draft });
    else openDoor(services, reply, door);
    return reply.header('cache-control', 'no-store').code(204).send();
  });

  app.get('/exit', { config }, async (request, reply) => {
    const door = doorOf(services, request);
    closeDoor(services, reply);
    // What was written goes, and if that cannot be said now, it goes by itself: nobody waits here.
    if (typeof door !== 'string' && door.draft !== null)
      void dropDraft(services, { ...door, draft: door.draft }).catch(() => undefined);
    // Not "cookies": that would be those of every site under the same domain.
    reply.header('clear-site-data', '"cache", "storage"').header('referrer-policy', 'no-referrer');
    return away(reply, typeof door === 'string' ? '' : door.exit);
  });

  comingBack();

  /** Reference and words, from any device: what became of it. */
  function comingBack(): void {
    app.get('/q/back', { config }, async (_request, reply) => {
      // A door to nothing yet: with it, "Back" shows nothing of this page either once the way out was taken.
      openDoor(services, reply, { ...NOWHERE, exit: exits()[0]!.id });
      return to(reply, '/q/words');
    });

    app.get('/q/words', { config }, async (request, reply) => {
      const door = doorOf(services, request);
      if (door === 'over') return over(reply);
      if (door === 'none') return away(reply);
      return sendPage(reply, <WordsPage look={look} reference="" problem={null} />);
    });

    app.post('/q/words', { config }, async (request, reply) => {
      refuseOtherSites(request);
      const typed = formOf(request);
      const again = (problem: string, status: number) =>
        sendPage(reply, <WordsPage look={look} reference={one(typed, 'reference') ?? ''} problem={problem} />, status);
      const reference = asReference(one(typed, 'reference') ?? '');
      const words = (one(typed, 'words') ?? '').slice(0, 200);
      const organisation =
        reference === null ? null : await database.platform((tx) => organisationOfConcern(tx, reference));
      if (reference === null || organisation === null) {
        await opensWith(ground.sealing, '', null, words);
        return again(WRONG_WORDS, 422);
      }
      const now = services.now();
      const { tries, kept } = await database.write(organisation, async (tx) => ({
        tries: await countTry(tx, reference, now, new Date(now.getTime() - WITHIN)),
        kept: await verifierOf(tx, reference),
      }));
      const isRight = await opensWith(ground.sealing, organisation, kept, words);
      if (kept === null || !isRight || tries > TRIES) return again(WRONG_WORDS, 422);
      const door = await database.write(organisation, async (tx): Promise<Door> => {
        forgetTries(tx, reference);
        const concern = (await concernById(tx, kept.id))!;
        const form = await formOfService(tx, concern.service.id);
        const { id, reference: service } = concern.service;
        const of = { organisation, service: { id, reference: service } };
        return { ...of, exit: form?.exit ?? '', draft: null, concern: kept.id };
      });
      openDoor(services, reply, door);
      return to(reply, '/q/answer');
    });

    type Opened = Door & { readonly concern: string };
    const opened = (request: FastifyRequest, reply: FastifyReply): Opened | FastifyReply => {
      const door = doorOf(services, request);
      if (door === 'over' || (request.method === 'POST' && door === 'none')) return over(reply);
      if (door === 'none' || door.concern === null) return away(reply);
      openDoor(services, reply, door);
      return { ...door, concern: door.concern };
    };
    const isDoor = (one: Opened | FastifyReply): one is Opened => 'concern' in one;

    const answerPage = async (door: Opened, more: Pick<AnswerProps, 'kept' | 'failed' | 'typed'>): Promise<VNode> => {
      const props = await database.read(door.organisation, (tx) => answerOf(tx, door.concern));
      return <AnswerPage look={look} help={helpProps()} {...props} {...more} />;
    };

    app.get<{ Querystring: { kept?: string } }>('/q/answer', { config }, async (request, reply) => {
      const door = opened(request, reply);
      if (!isDoor(door)) return door;
      const kept = request.query.kept === '1' ? 'added' : request.query.kept === '2' ? 'changed' : null;
      return sendPage(reply, await answerPage(door, { kept, failed: null, typed: '' }));
    });

    app.post('/q/add', { config, bodyLimit: FORM_LIMIT }, async (request, reply) => {
      refuseOtherSites(request);
      const door = opened(request, reply);
      if (!isDoor(door)) return door;
      const words = (one(formOf(request), 'words') ?? '').trim();
      const problem =
        words === ''
          ? 'Write what you want to add.'
          : words.length > MOST_WRITTEN
            ? `This is too long. Use at most ${MOST_WRITTEN.toLocaleString('en-GB')} characters, and send the rest after it.`
            : null;
      if (problem !== null)
        return sendPage(reply, await answerPage(door, { kept: null, failed: problem, typed: words }), 422);
      const input = { service: door.service.reference, id: door.concern, words };
      await execute(ground, anyCommand(addToConcern), input, { ...ITSELF, organisation: door.organisation });
      return to(reply, isHit(scan([words], dangerWords())) ? '/q/help-back' : '/q/answer?kept=1');
    });

    app.get('/q/help-back', { config }, async (request, reply) => {
      const door = opened(request, reply);
      if (!isDoor(door)) return door;
      return sendPage(reply, <HelpPage look={look} help={helpProps()} next="/q/answer?kept=1" />);
    });

    app.post('/q/reach', { config, bodyLimit: FORM_LIMIT }, async (request, reply) => {
      refuseOtherSites(request);
      const door = opened(request, reply);
      if (!isDoor(door)) return door;
      const typed = answersIn(formOf(request));
      const wanted: Answers = { ...typed, reach: typed.ways.length > 0 ? 'some' : 'no', needs: [] };
      const [problem] = problemsWith(wanted);
      if (problem)
        return sendPage(reply, await answerPage(door, { kept: null, failed: problem.message, typed: '' }), 422);
      const contact = sealContact(ground.sealing, door.organisation, door.concern, wanted).toString('base64');
      const input = { service: door.service.reference, id: door.concern, contact };
      await execute(ground, anyCommand(changeConcernContact), input, { ...ITSELF, organisation: door.organisation });
      return to(reply, '/q/answer?kept=2');
    });
  }

  async function answerOf(tx: ReadTx, id: string) {
    const concern = (await concernById(tx, id))!;
    const [words, contacts, apart, feedback] = await Promise.all([
      wordsOf(tx, ground.sealing, id),
      contactsOf(tx, [id]),
      apartOf(tx, ground.sealing, id),
      concern.report === null ? new Map<string, never>() : feedbackOn(tx, [concern.report]),
    ]);
    const given = concern.report === null ? [] : (feedback.get(concern.report) ?? []);
    return {
      at: concern.at,
      became: becameOf(concern.state),
      told: [...given, ...toldOf(words, apart)],
      answers: words.answers,
      saidAt: contacts[0]!.at,
      isOld: isOld(contacts[0]!.at, services.now()),
      additions: words.additions,
    };
  }
}

/** Whether somebody came from the page on which everything is checked, and goes back there. */
function isToCheck({ query }: FastifyRequest): boolean {
  return (query as { readonly then?: unknown }).then === 'check';
}

/** Somebody came to read an answer, and has not said which. */
const NOWHERE: Omit<Door, 'exit'> = {
  organisation: '00000000-0000-0000-0000-000000000000',
  service: { id: '00000000-0000-0000-0000-000000000000', reference: '' },
  draft: null,
  concern: null,
};
