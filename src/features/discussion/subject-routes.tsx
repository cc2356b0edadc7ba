import type { FastifyInstance } from 'fastify';
import type { Result } from '../../platform/commands/command.ts';
import { fileIn, takeFiles } from '../../platform/files/sent-forms.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, valueOf, type FormValues, type PageContext } from '../../platform/http/forms.ts';
import type { Discussable } from './discussable.ts';
import { threadAnchor } from './domain.ts';
import { AttachForm } from './pages/attachment-forms.tsx';
import { StartForm } from './pages/forms.tsx';
import { attachCommand, discussCommand } from './starting.ts';
import { mentionable } from './who.ts';

/** The forms of a kind that is talked about: where a discussion of one begins, and where something is attached to one. */
export function discussionPages(app: FastifyInstance, services: Services, discussable: Discussable): void {
  registerForm(app, services, {
    path: `${discussable.path}/discuss`,
    command: discussCommand(discussable),
    load: async (tx, { params, now }) => {
      const discussed = await discussable.find(tx, params);
      return { discussed, people: await mentionable(tx, discussed.service.reference, now) };
    },
    input: (values, { params }) => ({ ...params, ...saidIn(values) }),
    page: StartForm,
    done: (result) => ({ href: `${path(result)}#${threadAnchor(Number(result['thread']))}`, notice: 'It was said.' }),
  });
  void app.register(async (scope) => {
    await takeFiles(scope);
    registerForm(scope, services, {
      path: `${discussable.path}/attach`,
      command: attachCommand(discussable),
      load: async (tx, { params }: PageContext) => ({ discussed: await discussable.find(tx, params) }),
      input: (values, { params }) => ({
        ...params,
        words: valueOf({ values }, 'words'),
        link: valueOf({ values }, 'link'),
        file: fileIn(values['file']),
      }),
      page: AttachForm,
      done: (result) => ({ href: `${path(result)}#attachments`, notice: 'It was attached.' }),
    });
  });
}

/** What was typed of something that is said. Without a choice from the list, nobody is chosen. */
export function saidIn(values: FormValues) {
  const chosen = valueOf({ values }, 'mentions');
  return { text: valueOf({ values }, 'text'), mentions: chosen === '' ? [] : [chosen] };
}

function path(result: Result): string {
  return result['path'] as string;
}
