import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Layout } from '../../../ui/layout.tsx';
import { Button, Textarea } from '../../../ui/nhsuk/index.ts';
import { anyCommand, command, type AnyCommand, type Confirmed } from '../../commands/command.ts';
import type { Services } from '../../feature.ts';
import { Problems, problemOf, registerForm, registerPage, valueOf } from '../../http/forms.ts';

/** A form that is signed, for tests. */
export interface Signing {
  readonly command: AnyCommand;
  readonly routes: (app: FastifyInstance, services: Services) => void;
  /** What was signed: the words, and how somebody confirmed who they are. */
  readonly signed: { readonly words: string; readonly confirmed: Confirmed | null }[];
}

const SIGNERS = { roles: ['clinical safety officer', 'viewer'], where: 'anywhere' } as const;

export function signingForm(): Signing {
  const signed: Signing['signed'] = [];
  const signNote = anyCommand(
    command({
      feature: 'test',
      name: 'signNote',
      summary: 'Signs a note',
      input: z.strictObject({ words: z.string().trim().min(1, 'Say what you sign.') }),
      may: SIGNERS,
      confirms: true,
      subject: () => null,
      run: async (tx, _actor, { words }) => {
        signed.push({ words, confirmed: tx.confirmed });
        return { id: tx.newId() };
      },
    }),
  );
  return {
    command: signNote,
    signed,
    routes: (app, services) => {
      registerForm(app, services, {
        path: '/test/sign',
        command: signNote,
        input: ({ words }) => ({ words }),
        load: async () => null,
        confirming: ({ words }) => `You are about to sign “${String(words)}”.`,
        page: (_props, form) => (
          <Layout shell={form.shell} title="Sign" path="">
            <Problems form={form} />
            <h1>Sign</h1>
            <form method="post" novalidate>
              {form.hidden}
              <Textarea
                id="words"
                name="words"
                label="Words"
                value={valueOf(form, 'words')}
                errorMessage={problemOf(form, 'words')}
              />
              <Button>Sign</Button>
            </form>
          </Layout>
        ),
        done: () => ({ href: '/test/signed', notice: 'It is signed.' }),
      });
      registerPage(app, services, {
        path: '/test/signed',
        may: SIGNERS,
        load: async () => null,
        page: (_props, { shell, notice }) => (
          <Layout shell={shell} title="Signed" path="">
            <h1>{notice ?? 'Signed'}</h1>
          </Layout>
        ),
      });
    },
  };
}
