import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** Sends a page. Pages are made for one person and one moment: nothing between here and the browser may keep them. */
export function sendPage(reply: FastifyReply, page: VNode, status = 200): FastifyReply {
  return sendHtml(reply, renderToString(page), status);
}

/** Sends a page that is the same for everybody, and that anything on the way may keep for a few seconds. */
export function sendSameForAll(reply: FastifyReply, page: VNode, seconds: number): FastifyReply {
  return sendBytes(reply, renderToString(page), 200, `public, max-age=${seconds}`);
}

/** Sends a part of a page, for a page that asks for it while somebody types; nothing, where there is nothing to show. */
export function sendPart(reply: FastifyReply, part: VNode): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(Buffer.from(renderToString(part)));
}

/** Sends a page that was rendered elsewhere. */
export function sendHtml(reply: FastifyReply, html: string, status = 200): FastifyReply {
  return sendBytes(reply, html, status, 'no-store');
}

function sendBytes(reply: FastifyReply, html: string, status: number, kept: string): FastifyReply {
  return (
    reply
      .code(status)
      .header('cache-control', kept)
      .type('text/html; charset=utf-8')
      // As bytes at once: a page is a long text of many parts, which would be gone through for its length and again to be sent.
      .send(Buffer.from(`<!doctype html>${html}`))
  );
}
