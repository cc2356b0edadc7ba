import { randomUUID } from 'node:crypto';
import { servicesWhere } from '../../../platform/commands/may.ts';
import type { OnReports } from '../../../platform/feature.ts';
import { KEY_FIELD, TOKEN_FIELD } from '../../../platform/http/form-parts.tsx';
import { signedIn } from '../../../platform/http/visit.ts';
import { formToken } from '../../../platform/sessions/sessions.ts';
import { keepingChoices } from '../write-store.ts';
import { importHazardLog } from './command.ts';

/** Choices that fit into a list; past it, the service is typed. */
const MOST_CHOICES = 300;

/** "Keep this log", on the page of the report. */
export const onReports: OnReports = {
  offer: async (services, request) => {
    const who = await signedIn(services, request);
    const heading = 'Keep this log';
    if (!who) {
      const text =
        'To keep this log for a service and to see what changes in it, sign in first and check it again. At the command line: primum import, with the name of the file and --service.';
      return { heading, text, form: null };
    }
    const { actor } = who;
    const references = servicesWhere(actor, importHazardLog.may.roles);
    if (references?.length === 0) return null;
    const choices = await services.ground.database.read(actor.organisation, (tx) =>
      keepingChoices(tx, references, MOST_CHOICES + 1),
    );
    if (choices.length === 0)
      return { heading, text: 'A log is kept for a service, and there is none yet. Add a service first.', form: null };
    return {
      heading,
      text: 'A new log is kept as it is, with what is wrong in it. The next version of a log is compared with it first, and nothing is written before you have seen what differs.',
      form: {
        action: '/check/keep',
        hidden: { [TOKEN_FIELD]: formToken(who), [KEY_FIELD]: randomUUID() },
        question: choices.length > MOST_CHOICES ? 'Reference of the service, such as DEMO' : 'Keep it as',
        field: 'as',
        choices:
          choices.length > MOST_CHOICES
            ? []
            : choices.map(({ reference, name, log, title }) =>
                log === null
                  ? { value: reference, text: `${reference}, ${name}: a new log` }
                  : {
                      value: `${reference}/${log}`,
                      text: `${reference}, ${name}: the next version of log ${log}, ${title}`,
                    },
              ),
        button: 'Keep this log',
      },
    };
  },
};
