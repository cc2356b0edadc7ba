import { problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { ReasonForm } from '../../../platform/http/reason-form.tsx';
import { ServiceFormFrame } from '../../../platform/http/service-frame.tsx';
import { dateIn } from '../../../platform/london-time.ts';
import { Button, Input, Radios, Select, Textarea } from '../../../ui/nhsuk/index.ts';
import { capital } from '../../../words/counting.ts';
import {
  NEEDS_WORDS,
  REPORT_PHASES,
  reportPath,
  reportReference,
  reportsPath,
  sectionTitle,
  type ReportSort,
  type SectionId,
  type StoredReport,
  type Recipient,
} from '../domain.ts';

interface Service {
  readonly reference: string;
  readonly name: string;
}

export interface BeginProps {
  readonly service: Service;
  /** The sorts that the service needs by its part. */
  readonly sorts: readonly ReportSort[];
  readonly logs: readonly { readonly number: number; readonly title: string }[];
  /** Versions of the releases in the register, the latest first. */
  readonly releases: readonly string[];
}

const BEGIN_LABELS = {
  sort: 'Whose report it is',
  phase: 'Which phase it is for',
  release: 'Which release it is for',
  log: 'Which hazard log it is about',
};

const SORT_ITEMS = {
  manufacturer: { text: 'Of who makes the service', hint: 'Under DCB0129.' },
  deployer: {
    text: 'Of who deploys it',
    hint: 'Under DCB0160. Its executive accepts the residual risk by a signature of their own.',
  },
} as const;

/** A report that is begun: what it is about. What it says is drawn from the file, and written section by section. */
export function BeginForm({ service, sorts, logs, releases }: BeginProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Begin a report"
      labels={BEGIN_LABELS}
      back={{ text: 'All reports', href: reportsPath(service.reference) }}
    >
      <p class="app-lead">
        Say what it is about. What is known is drawn from the file; you write what nobody can draw.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Radios
          name="sort"
          idPrefix="sort"
          value={valueOf(form, 'sort')}
          errorMessage={problemOf(form, 'sort')}
          fieldset={{ legend: { text: BEGIN_LABELS.sort, size: 's' } }}
          items={sorts.map((sort) => ({ value: sort, ...SORT_ITEMS[sort] }))}
        />
        <Select
          id="phase"
          name="phase"
          label={{ text: BEGIN_LABELS.phase, size: 's' }}
          value={valueOf(form, 'phase')}
          errorMessage={problemOf(form, 'phase')}
          items={[
            { value: '', text: 'Choose a phase' },
            ...sorts.flatMap((sort) =>
              REPORT_PHASES[sort].map((phase) => ({
                value: phase,
                text: sorts.length === 1 ? capital(phase) : `${capital(phase)} (${sort})`,
              })),
            ),
          ]}
        />
        <Input
          id="release"
          name="release"
          label={{ text: BEGIN_LABELS.release, size: 's' }}
          hint={
            releases.length === 0
              ? 'Its version, such as 1.4.0. Leave it empty before there is a release.'
              : `Its version; leave it empty before there is a release. In the register: ${releases.join(', ')}.`
          }
          value={valueOf(form, 'release')}
          errorMessage={problemOf(form, 'release')}
          width={10}
          autocomplete="off"
          spellcheck={false}
        />
        {logs.length === 1 ? (
          <input type="hidden" name="log" value={String(logs[0]!.number)} />
        ) : (
          <Select
            id="log"
            name="log"
            label={{ text: BEGIN_LABELS.log, size: 's' }}
            value={valueOf(form, 'log')}
            errorMessage={problemOf(form, 'log')}
            items={[
              { value: '', text: logs.length === 0 ? 'There is no hazard log yet' : 'Choose a log' },
              ...logs.map(({ number, title }) => ({ value: String(number), text: `Log ${number}: ${title}` })),
            ]}
          />
        )}
        <Button preventDoubleClick>Begin the report</Button>
      </form>
    </ServiceFormFrame>
  );
}

export interface SectionFormProps {
  readonly report: StoredReport;
  readonly section: SectionId;
  /** Whether it is in the words of an officer, and whoever looks is none. */
  readonly officersOnly: boolean;
}

/** What belongs into a section, besides what is drawn. */
const HINTS: Readonly<Partial<Record<SectionId, string>>> = {
  introduction: 'What this report is for, who it is for, and what is known so far. Nobody can draw that from the file.',
  system: 'What the service is. Its intended use and components are drawn; write what a reader needs besides.',
  analysis: 'How hazards were looked for, and with whom. Workshops are drawn.',
  evaluation: 'How risks were judged, and what was hard about it.',
  control: 'What was done about the risks, and under which constraints the service may be used.',
  'test-issues': 'What is known not to work, and what that means for safety.',
  statement:
    'In the officer’s own words: what you judge of the safety of this service, on what it rests, and under which constraints. Whoever reads one section reads this one.',
};

export function SectionForm({ report, section, officersOnly }: SectionFormProps, form: FormContext) {
  const { service, number } = report;
  const title = sectionTitle(section);
  const needed = (NEEDS_WORDS as readonly SectionId[]).includes(section);
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={title}
      caption={`${reportReference(number)}, ${report.phase}`}
      labels={{ text: 'What you write' }}
      back={{ text: reportReference(number), href: `${reportPath(service.reference, number)}#${section}` }}
    >
      {officersOnly ? (
        <p class="app-so">
          <strong>You cannot write it</strong> because it is in the words of the clinical safety officer. An officer of
          this service writes it. Talk about it on the page of the report.
        </p>
      ) : (
        <form method="post" novalidate>
          {form.hidden}
          <input type="hidden" name="version" value={valueOf(form, 'version')} />
          <Textarea
            id="text"
            name="text"
            label={{ text: 'What you write', size: 's' }}
            hint={`${HINTS[section] ?? 'What a reader needs besides what is drawn from the file.'} ${
              needed ? 'The report is not whole without it.' : 'It may stay empty.'
            } Leave a line empty between two paragraphs. Nothing about a patient.`}
            rows={14}
            value={valueOf(form, 'text')}
            errorMessage={problemOf(form, 'text')}
          />
          <Button preventDoubleClick>Save this section</Button>
        </form>
      )}
    </ServiceFormFrame>
  );
}

export interface RecipientFormProps {
  readonly report: StoredReport;
  /** The latest approved version; null where none is. */
  readonly latest: number | null;
}

const RECIPIENT_LABELS = {
  receiver: 'Who received it',
  received: 'Which version they received',
  how: 'How they received it',
  on: 'On which day',
};

export function RecipientForm({ report, latest }: RecipientFormProps, form: FormContext) {
  const { service, number } = report;
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Record who received it"
      caption={`${reportReference(number)}, ${report.phase}`}
      labels={RECIPIENT_LABELS}
      back={{ text: reportReference(number), href: `${reportPath(service.reference, number)}#recipients` }}
    >
      {latest === null && (
        <p>No version of this report is approved yet. What nobody has approved is handed to nobody as the report.</p>
      )}
      <form method="post" novalidate>
        {form.hidden}
        <Input
          id="receiver"
          name="receiver"
          label={{ text: RECIPIENT_LABELS.receiver, size: 's' }}
          hint="The organisation and the office there, such as “Example Trust, clinical safety officer”. A person by name only where it has to be."
          value={valueOf(form, 'receiver')}
          errorMessage={problemOf(form, 'receiver')}
          autocomplete="off"
        />
        <Input
          id="received"
          name="received"
          label={{ text: RECIPIENT_LABELS.received, size: 's' }}
          hint={latest === null ? undefined : `The latest that is approved is ${latest}.`}
          inputmode="numeric"
          width={3}
          value={valueOf(form, 'received')}
          errorMessage={problemOf(form, 'received')}
        />
        <Input
          id="how"
          name="how"
          label={{ text: RECIPIENT_LABELS.how, size: 's' }}
          hint="By mail, in a portal, on paper."
          value={valueOf(form, 'how')}
          errorMessage={problemOf(form, 'how')}
        />
        <Input
          id="on"
          name="on"
          type="date"
          label={{ text: RECIPIENT_LABELS.on, size: 's' }}
          value={valueOf(form, 'on')}
          errorMessage={problemOf(form, 'on')}
          width={10}
          attributes={{ max: dateIn(form.now) }}
        />
        <Button preventDoubleClick>Record it</Button>
      </form>
    </ServiceFormFrame>
  );
}

export interface WithdrawProps {
  readonly report: StoredReport;
  readonly recipient: Recipient;
}

export function WithdrawForm({ report, recipient }: WithdrawProps, form: FormContext) {
  const { service, number } = report;
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Withdraw an entry"
      caption={`${reportReference(number)}, who received it`}
      labels={{ reason: 'Why does it not count?' }}
      back={{ text: reportReference(number), href: `${reportPath(service.reference, number)}#recipients` }}
    >
      <p>
        {recipient.receiver}, version {recipient.received}. It stays here, with the reason, and no longer counts.
      </p>
      <ReasonForm form={form} label="Why does it not count?" button="Withdraw the entry" />
    </ServiceFormFrame>
  );
}
