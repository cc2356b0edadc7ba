import { sayDate } from '../../../platform/london-time.ts';
import { Button, Details } from '../../../ui/nhsuk/index.ts';
import { saySize, type Attachment } from '../domain.ts';

interface AttachmentsPanelProps {
  /** The reference of the service. */
  readonly service: string;
  /** "HAZ-12" */
  readonly reference: string;
  /** The address of its page. */
  readonly path: string;
  readonly attachments: readonly Attachment[];
  readonly attaches: boolean;
  readonly erases: boolean;
}

/** What is attached to a subject, on its page. What was withdrawn is folded, and stays. */
export function AttachmentsPanel({ service, reference, path, attachments, attaches, erases }: AttachmentsPanelProps) {
  const standing = attachments.filter(({ withdrawn }) => withdrawn === null);
  const withdrawn = attachments.filter((one) => one.withdrawn !== null);
  const list = (of: readonly Attachment[]) => (
    <ul class="app-logs">
      {of.map((attachment) => (
        <AttachmentLine
          path={`/services/${encodeURIComponent(service)}/attachments/${attachment.number}`}
          attachment={attachment}
          attaches={attaches}
          erases={erases}
        />
      ))}
    </ul>
  );
  return (
    <section aria-labelledby="attachments" class="app-talk">
      <h2 class="nhsuk-heading-m" id="attachments">
        Attachments {standing.length > 0 && <span class="app-count">({standing.length})</span>}
      </h2>
      {attachments.length === 0 && (
        <p class="app-measure">
          Nothing is attached to {reference}. Drawings, letters and web addresses can stand here. What shows that a
          control works is added as evidence, on the page of the control.
        </p>
      )}
      {standing.length > 0 && list(standing)}
      {withdrawn.length > 0 && <Details summary={`${withdrawn.length} withdrawn`}>{list(withdrawn)}</Details>}
      {attaches && (
        <p class="app-noprint">
          <Button variant="secondary" small href={`${path}/attach`}>
            Attach a file or a web address
          </Button>
        </p>
      )}
    </section>
  );
}

interface LineProps {
  readonly path: string;
  readonly attachment: Attachment;
  readonly attaches: boolean;
  readonly erases: boolean;
}

function AttachmentLine({ path, attachment, attaches, erases }: LineProps) {
  const { words, by, at, withdrawn, erased } = attachment;
  const withdraws = attaches && withdrawn === null;
  return (
    <li>
      <What attachment={attachment} />
      <p class="app-note">
        {by.name}, {sayDate(at)}
        <Facts attachment={attachment} />
      </p>
      {withdrawn && (
        <p class="app-note">
          Withdrawn by {withdrawn.by}, {sayDate(withdrawn.at)}: <span class="app-lines">{withdrawn.reason}</span>
        </p>
      )}
      {(withdraws || (erases && !erased)) && (
        <p class="app-note app-noprint">
          {withdraws && (
            <a href={`${path}/withdraw`}>
              Withdraw it
              <Which words={words} />
            </a>
          )}
          {withdraws && erases && !erased && ' · '}
          {erases && !erased && (
            <a href={`${path}/erase`}>
              Erase its words
              <Which words={words} />
            </a>
          )}
        </p>
      )}
    </li>
  );
}

/** Which one it is, for whoever hears the links one after the other. */
function Which({ words }: { readonly words: string }) {
  return <span class="nhsuk-u-visually-hidden">: {words}</span>;
}

function What({ attachment: { words, what } }: { readonly attachment: Attachment }) {
  if ('file' in what)
    return (
      <a class="app-logs__title" href={`/files/${what.file.sha256}`}>
        {words}
      </a>
    );
  // What stands in place of an erased address leads nowhere.
  if (!URL.canParse(what.link)) return <span class="app-second">{words}</span>;
  return (
    <a class="app-logs__title" href={what.link} rel="noreferrer">
      {words}
    </a>
  );
}

function Facts({ attachment: { what } }: { readonly attachment: Attachment }) {
  if ('link' in what) return <>{URL.canParse(what.link) && ` · ${new URL(what.link).host}`}</>;
  const { name, size, sha256 } = what.file;
  return (
    <>
      {' · '}
      {name} · {saySize(size)} · <span class="app-talk__digest">SHA-256 {sha256.slice(0, 12)}</span>
    </>
  );
}
