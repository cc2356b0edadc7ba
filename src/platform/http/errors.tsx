import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Layout, type Shell } from '../../ui/layout.tsx';
import { Denied, InputProblem, NotFound } from '../commands/problems.ts';
import { logDefect } from '../running/requests.ts';
import { sendPage } from './render.ts';
import { strictHeaders } from './strict-headers.ts';

/** Something that the person can understand and act on; shown as it is, with its status. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

interface ErrorPageProps {
  readonly shell: Shell;
  readonly title: string;
  readonly text: string;
  /** Where it says more, if anywhere. */
  readonly more?: { readonly text: string; readonly href: string };
}

/** One sentence on what went wrong, and a way on. */
export function ErrorPage({ shell, title, text, more }: ErrorPageProps) {
  return (
    <Layout shell={shell} title={title} path="">
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">{title}</h1>
        <p>{text}</p>
        {more && (
          <p>
            <a href={more.href}>{more.text}</a>
          </p>
        )}
        <p>
          <a href="/">Go to the first page</a>
        </p>
      </div>
    </Layout>
  );
}

/** A clear sentence for every error; what went wrong inside stays inside, and is logged without anything a person typed. */
export function registerErrors(
  app: FastifyInstance,
  shell: Shell,
  shellFor: (request: FastifyRequest) => Promise<Shell>,
): void {
  app.setNotFoundHandler(async (request, reply) =>
    sendPage(
      reply,
      <ErrorPage
        shell={await shellFor(request)}
        title="Page not found"
        text="There is no page at this address. If you typed it, check it. If you followed a link, the page may have moved."
      />,
      404,
    ),
  );
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof Refusal) {
      return sendPage(
        reply,
        <ErrorPage shell={shell} title="That did not work" text={error.message} />,
        error.statusCode,
      );
    }
    const known = sentenceOf(error);
    if (known)
      return sendPage(reply, <ErrorPage shell={shell} title={known.title} text={error.message} />, known.status);
    const status = error.statusCode ?? 500;
    if (status >= 500) {
      logDefect(request, error);
      return sendPage(
        reply,
        <ErrorPage
          shell={shell}
          title="Something went wrong on our side"
          text="It is not your fault, and nothing was kept. Try again. If it happens again, tell the people who run this service."
        />,
        500,
      );
    }
    return sendPage(reply, <ErrorPage shell={shell} title="That did not work" text={sentenceFor(status)} />, status);
  });
}

/** An address that cannot be read, before there is anything to show a page with: in plain text, or as problem details. */
export function refuseAddress(request: FastifyRequest, reply: FastifyReply, secure: boolean): FastifyReply {
  const detail = 'This address cannot be read. If you typed it, check it.';
  reply.code(400).headers(strictHeaders(secure)).header('cache-control', 'no-store');
  if (!request.url.startsWith('/api/')) return reply.type('text/plain; charset=utf-8').send(`${detail}\n`);
  const problem = { type: '/help/api#not-whole', title: 'What was sent is not whole', status: 400, detail };
  return reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}

function sentenceOf(error: Error): { readonly status: number; readonly title: string } | null {
  if (error instanceof Denied) return { status: 403, title: 'You cannot do this here' };
  if (error instanceof NotFound) return { status: 404, title: 'Page not found' };
  if (error instanceof InputProblem) return { status: 400, title: 'That did not work' };
  return null;
}

function sentenceFor(status: number): string {
  if (status === 413) return 'What you sent is too large. Send less at a time.';
  if (status === 415)
    return 'We could not tell what you sent. Go back, choose the file again, and send it with the button on the page.';
  if (status === 429) return 'There were too many requests from where you are. Wait a minute, and try again.';
  return 'What arrived was not whole, or not what this page sends. Go back and try again.';
}
