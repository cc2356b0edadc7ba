import type { FastifyInstance, FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import type { Services } from '../../platform/feature.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { open } from '../../platform/http/declared.ts';
import { sendPage, sendSameForAll } from '../../platform/http/render.ts';
import { statesOf, type Edition, type StoredPage } from './domain.ts';
import { keptDocument, liveState, officerShown } from './making.ts';
import {
  NoPublicPage,
  PastPage,
  PublicHazardsPage,
  PublicPage,
  PublicReportPage,
  WithdrawnPage,
  type PublicProps,
} from './pages/public.tsx';
import { editionsOf, organisationOfCode, pageAt } from './store.ts';

/** Seconds for which a page may be kept on the way: it says how things stand now. */
const KEPT_FOR = 60;
const CODE = /^[A-Za-z\d]{16}$/u;

/**
 * What everybody may read. Whoever asks is nobody here: no session is looked up, and no cookie set; the page is the same for all.
 */
export function publicRoutes(app: FastifyInstance, services: Services): void {
  const config = open('An officer published it for everybody, and only what they published is there.');
  const shell = { ...services.shell, js: [], navigation: [] };

  type Found = { readonly page: StoredPage; readonly editions: readonly [Edition, ...Edition[]] };

  async function answer(
    reply: FastifyReply,
    code: string,
    show: (tx: ReadTx, found: Found) => Promise<{ readonly view: VNode; readonly named: boolean } | null>,
  ): Promise<FastifyReply> {
    const { database } = services.ground;
    const organisation = CODE.test(code) ? await database.platform((tx) => organisationOfCode(tx, code)) : null;
    reply.header('x-robots-tag', 'noindex');
    if (organisation === null) return sendPage(reply, <NoPublicPage shell={shell} />, 404);
    return database.read(organisation, async (tx) => {
      const page = await pageAt(tx, code);
      if (page && !page.published) return sendPage(reply, <WithdrawnPage shell={shell} since={page.since} />, 410);
      const [latest, ...earlier] = page ? await editionsOf(tx, page.service.id) : [];
      const shown = page && latest ? await show(tx, { page, editions: [latest, ...earlier] }) : null;
      if (!shown || !latest) return sendPage(reply, <NoPublicPage shell={shell} />, 404);
      if (latest.listed) reply.removeHeader('x-robots-tag');
      // A name that is taken back is gone at once: a page that holds one is kept by nobody.
      return shown.named ? sendPage(reply, shown.view) : sendSameForAll(reply, shown.view, KEPT_FOR);
    });
  }

  const now = (path: string, View: (props: PublicProps) => VNode) =>
    app.get<{ Params: { code: string } }>(`/safety/:code${path}`, { config }, (request, reply) =>
      answer(reply, request.params.code, async (tx, { page, editions }) => {
        const props = await propsOf(tx, page, editions);
        return { view: <View {...props} />, named: props.officer !== null && props.officer.name !== null };
      }),
    );

  now('', PublicPage);
  now('/hazards', PublicHazardsPage);
  now('/report', PublicReportPage);

  app.get<{ Params: { code: string; release: string } }>(
    '/safety/:code/releases/:release',
    { config },
    (request, reply) =>
      answer(reply, request.params.code, async (tx, { page, editions }) => {
        const { release } = request.params;
        const edition = editions.find((one) => one.release === release);
        if (!edition) return null;
        const view = (
          <PastPage
            shell={shell}
            code={page.code}
            document={await keptDocument(tx, edition)}
            published={edition.at}
            listed={editions[0].listed}
            release={release}
            isNow={edition.id === editions[0].id}
          />
        );
        return { view, named: false };
      }),
  );

  async function propsOf(tx: ReadTx, page: StoredPage, editions: Found['editions']): Promise<PublicProps> {
    const at = services.now();
    const [latest] = editions;
    const { id } = page.service;
    const [document, live, officer] = await Promise.all([
      keptDocument(tx, latest),
      liveState(tx, id, at),
      officerShown(tx, id, at),
    ]);
    const releases = new Set(editions.map(({ release }) => release).filter((one) => one !== null));
    return {
      shell,
      code: page.code,
      document,
      states: statesOf(document, live),
      published: latest.at,
      now: at,
      listed: latest.listed,
      officer,
      releases: [...releases].filter((one) => one !== latest.release),
    };
  }
}
