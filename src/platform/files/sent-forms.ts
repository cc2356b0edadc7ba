import multipart from '@fastify/multipart';
import type { FastifyError, FastifyInstance } from 'fastify';
import { Refusal } from '../http/errors.tsx';
import type { FormValues } from '../http/form-body.ts';
import { MOST_OF_A_FILE, type SentFile } from './sent.ts';

const CUT_OFF = /unexpected end of|part terminated early|malformed part/iu;

/** Lets the forms of a scope take a file along: it arrives as one field, its name and then its bytes in base64. */
export async function takeFiles(app: FastifyInstance): Promise<void> {
  await app.register(multipart, {
    limits: { fileSize: MOST_OF_A_FILE, files: 1, fields: 50, fieldSize: 64 * 1024 },
    attachFieldsToBody: 'keyValues',
    onFile: async (part) => {
      const bytes = await part.toBuffer();
      const value = bytes.length === 0 ? '' : `${part.filename.replaceAll('\n', ' ')}\n${bytes.toString('base64')}`;
      Object.assign(part, { value });
    },
  });
  // What reads the parts calls a form that is cut off a defect of ours.
  app.setErrorHandler((error: FastifyError, request) => {
    if (request.isMultipart() && CUT_OFF.test(error.message))
      throw new Refusal(400, 'The form arrived only in part, and nothing was kept. Go back, and send it again.');
    throw error;
  });
}

/** A file as such a form brought it; null for none. */
export function fileIn(value: FormValues[string] | undefined): SentFile | null {
  const [name = '', content = ''] = [value ?? ''].flat()[0]?.split('\n') ?? [];
  return content === '' ? null : { name: name === '' ? 'file' : name.slice(0, 200), content };
}
