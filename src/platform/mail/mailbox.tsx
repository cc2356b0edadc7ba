import type { FastifyInstance } from 'fastify';
import { Layout } from '../../ui/layout.tsx';
import type { Services } from '../feature.ts';
import { registerPage } from '../http/forms.ts';
import { sayDateTime } from '../london-time.ts';
import { latestMails } from './store.ts';
import { isTemplate, render } from './templates.ts';

const MOST = 50;

/** The mailbox of a developer: what would have been sent. Only where there is no mail server, and for administrators. */
export function registerMailbox(app: FastifyInstance, services: Services): void {
  if (services.mail.delivers) return;
  registerPage(app, services, {
    path: '/mailbox',
    may: { roles: ['administrator'], where: 'organisation' },
    load: (tx) => latestMails(tx, MOST),
    page: (mails, { shell }) => (
      <Layout shell={shell} title="Mailbox" path="/mailbox">
        <div class="app-measure">
          <h1 class="nhsuk-heading-l">Mailbox</h1>
          <p>
            No mail server is set up, so Primum sends no mail. What it would have sent in your organisation stands here,
            the latest first.
          </p>
          {mails.length === 0 && <p>Nothing yet.</p>}
          {mails.map(({ id, address, template, path, createdAt }) => {
            const { subject, text } = render(
              isTemplate(template) ? template : 'waiting',
              services.url,
              path === '' ? null : path,
            );
            return (
              <section aria-labelledby={`mail-${id}`}>
                <h2 class="nhsuk-heading-s" id={`mail-${id}`}>
                  {subject}
                </h2>
                <p class="app-note">
                  To {address ?? 'an address that is sealed'}, {sayDateTime(createdAt)}
                </p>
                {text
                  .trim()
                  .split('\n\n')
                  .map((part) => (
                    <p>{part.startsWith(services.url) ? <a href={path === '' ? '/' : path}>{part}</a> : part}</p>
                  ))}
              </section>
            );
          })}
        </div>
      </Layout>
    ),
  });
}
