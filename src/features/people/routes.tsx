import multipart from '@fastify/multipart';
import type { FastifyError, FastifyInstance } from 'fastify';
import type { Services } from '../../platform/feature.ts';
import { Refusal } from '../../platform/http/errors.tsx';
import { officerRoutes } from './officer-routes.tsx';
import { personRoutes } from './person-routes.tsx';

/** Bytes of one file: a scanned certificate. */
const MOST_OF_A_FILE = 5 * 1024 * 1024;

const CUT_OFF = /unexpected end of|part terminated early|malformed part/iu;

/** The pages of people and of the officers of services. */
export async function routes(app: FastifyInstance, services: Services): Promise<void> {
  // A form with a file arrives as any other form: the file as one field, its name and then its bytes in base64.
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
  personRoutes(app, services);
  officerRoutes(app, services);
}
