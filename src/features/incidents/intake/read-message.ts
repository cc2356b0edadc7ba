import PostalMime from 'postal-mime';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { ParsedMessage } from '../domain/intake/message.ts';

/** Bytes of a mail that is read. What is attached counts, although it is not kept. */
export const MOST_OF_A_MESSAGE = 2 * 1024 * 1024;

/** How deep parts may stand in one another, and how long the head may be: far more than any mail that a person writes. */
const LIMITS = { maxNestingDepth: 20, maxHeadersSize: 128 * 1024 };

/** Why a mail cannot be read, in words for whoever sends it on. */
export class MessageProblem extends Error {
  override readonly name = 'Problem';
}

/** Reads a mail (RFC 5322, MIME). @throws MessageProblem */
export async function readMessage(bytes: Uint8Array): Promise<ParsedMessage> {
  if (bytes.length > MOST_OF_A_MESSAGE) throw new MessageProblem('This mail is larger than 2 MB. It was not read.');
  const mail = await parsed(bytes);
  if (mail.headers.length === 0) throw new MessageProblem('This is no mail: it has no head. Send it as it came in.');
  return {
    headers: mail.headers.map(({ key, value }) => ({ key: key.toLowerCase(), value })),
    subject: mail.subject ?? '',
    text: mail.text?.trim() ? mail.text : htmlText(mail.html ?? ''),
    attachments: mail.attachments.map(({ filename }) => filename ?? ''),
    messageId: mail.messageId ?? '',
    date: mail.date ?? '',
  };
}

async function parsed(bytes: Uint8Array) {
  try {
    return await PostalMime.parse(bytes, LIMITS);
  } catch {
    throw new MessageProblem('This mail cannot be read: its parts do not fit together.');
  }
}

type Node = DefaultTreeAdapterTypes.Node;

const APART = new Set(['p', 'div', 'br', 'li', 'tr', 'h1', 'h2', 'h3', 'h4', 'blockquote', 'table']);
const UNSEEN = new Set(['script', 'style', 'head', 'title', 'template']);

/** What a person reads of a mail that has no plain text. Without recursion: depth is what somebody else chose. */
function htmlText(html: string): string {
  const parts: string[] = [];
  const open: Node[] = [parse(html)];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (UNSEEN.has(node.nodeName)) continue;
    if (APART.has(node.nodeName)) parts.push('\n');
    if ('value' in node) parts.push(node.value.replaceAll(/\s+/gu, ' '));
    if ('childNodes' in node) open.push(...node.childNodes.toReversed());
  }
  return parts.join('');
}
