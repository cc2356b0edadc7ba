import type { ComponentChildren } from 'preact';
import { problemOf, valueOf, valuesOf, type FormContext } from '../../../platform/http/forms.ts';
import { ServiceFormFrame } from '../../../platform/http/service-frame.tsx';
import { sayDate } from '../../../platform/london-time.ts';
import { Button, Checkboxes, FileUpload, Input, Radios, Textarea } from '../../../ui/nhsuk/index.ts';
import { counted } from '../../../words/counting.ts';
import {
  COMPONENT_FINDINGS,
  IMPACTS,
  releasePath,
  releasesPath,
  type KeptComponent,
  type KeptRelease,
} from '../domain.ts';
import type { Suggested } from '../suggesting.ts';
import { CHANGE_WORDS, FINDING_WORDS, IMPACT_HINTS, IMPACT_WORDS } from './words.tsx';

interface ServiceNamed {
  readonly reference: string;
  readonly name: string;
}

const LABELS = {
  release: 'Version',
  live: 'Whether anybody uses it',
  commit: 'Commit',
  configuration: 'What it runs on and with',
  sbom: 'Bill of materials',
  lines: 'Components',
  components: 'Components',
  finding: 'What you say of them',
  reason: 'Reason',
  touches: 'What it touches',
  none: 'Whether there is any',
  impact: 'What it means for safety',
  agree: 'Whether you agree',
  note: 'Why',
};

export interface ReleaseFormProps {
  readonly service: ServiceNamed;
  readonly release: KeptRelease;
}

function backOf({ service, release }: ReleaseFormProps) {
  return { text: `Release ${release.version}`, href: releasePath(service.reference, release.version) };
}

interface OfReleaseProps extends ReleaseFormProps {
  readonly form: FormContext;
  readonly title: string;
  readonly children: ComponentChildren;
}

function OfRelease({ form, title, children, ...props }: OfReleaseProps) {
  return (
    <ServiceFormFrame
      form={form}
      service={props.service}
      title={title}
      caption={`Release ${props.release.version}`}
      labels={LABELS}
      back={backOf(props)}
    >
      {children}
    </ServiceFormFrame>
  );
}

export function RecordForm({ service }: { readonly service: ServiceNamed }, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="Record a release"
      labels={LABELS}
      back={{ text: 'Releases', href: releasesPath(service.reference) }}
    >
      <p>A pipeline records releases by itself, with their bill of materials: “primum release record”.</p>
      <form method="post" novalidate>
        {form.hidden}
        <Input
          id="release"
          name="release"
          label={{ text: 'Version', size: 's' }}
          hint="As your team writes it, such as 1.4.0."
          width={20}
          autocomplete="off"
          value={valueOf(form, 'release')}
          errorMessage={problemOf(form, 'release')}
        />
        <Radios
          idPrefix="live"
          name="live"
          fieldset={{ legend: { text: 'Does anybody use it?', size: 's' } }}
          value={valueOf(form, 'live')}
          errorMessage={problemOf(form, 'live')}
          items={[
            { value: 'yes', text: 'Yes, it is live' },
            { value: 'no', text: 'No, it is a candidate', hint: 'What is found on it is about it alone.' },
          ]}
        />
        <Button preventDoubleClick>Record the release</Button>
      </form>
    </ServiceFormFrame>
  );
}

export function ConfigurationForm(props: ReleaseFormProps, form: FormContext) {
  return (
    <OfRelease {...props} form={form} title="What it runs on and with">
      <p>
        What differs between two places where it runs, and what it was tested with: operating system, browser, database,
        feature switches. No password, and nothing else that is secret.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="configuration"
          name="configuration"
          label={{ text: 'Settings', size: 's' }}
          hint="One on each line, as name=value: os=Debian 12"
          rows={8}
          value={valueOf(form, 'configuration')}
          errorMessage={problemOf(form, 'configuration')}
        />
        <Input
          id="commit"
          name="commit"
          label={{ text: 'Commit that it was built from, if it is known', size: 's' }}
          autocomplete="off"
          value={valueOf(form, 'commit')}
          errorMessage={problemOf(form, 'commit')}
        />
        <Button preventDoubleClick>Save what it runs on</Button>
      </form>
    </OfRelease>
  );
}

export function ComponentsForm(props: ReleaseFormProps, form: FormContext) {
  return (
    <OfRelease {...props} form={form} title="List the third-party components">
      <p>
        What others made and your service rests on. From a file, or by hand. What is the same as in the release before
        keeps what was said of it; what is new or changed is asked again.
      </p>
      <form method="post" enctype="multipart/form-data" novalidate>
        {form.hidden}
        <FileUpload
          id="sbom"
          name="sbom"
          label={{ text: 'Bill of materials', size: 's' }}
          hint="CycloneDX 1.4 to 1.6 (JSON or XML) or SPDX 2.3 (JSON or tag-value). Up to 5 MB; a pipeline can send more."
          errorMessage={problemOf(form, 'sbom')}
        />
        <Textarea
          id="lines"
          name="lines"
          label={{ text: 'Or by hand', size: 's' }}
          hint="One on each line: name, version, supplier. For example: PostgreSQL, 17.2, PostgreSQL Global Development Group"
          rows={8}
          value={valueOf(form, 'lines')}
          errorMessage={problemOf(form, 'lines')}
        />
        <Button preventDoubleClick>List these components</Button>
      </form>
    </OfRelease>
  );
}

export function NoComponentsForm(props: ReleaseFormProps, form: FormContext) {
  return (
    <OfRelease {...props} form={form} title="Declare that it has no third-party components">
      <p>
        No library, no database, no operating system that others made: nearly no software is like that. What you declare
        stands in the register and in the report, with your name.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Button preventDoubleClick>Declare that there are none</Button>
      </form>
    </OfRelease>
  );
}

export interface AssessProps extends ReleaseFormProps {
  readonly components: readonly KeptComponent[];
  /** How many there are besides those that are shown. */
  readonly more: number;
}

export function AssessForm(props: AssessProps, form: FormContext) {
  const { components, more, service, release } = props;
  if (components.length === 0)
    return (
      <OfRelease {...props} form={form} title="Speak for components">
        <p>
          Something is said of each component.{' '}
          <a href={`${releasePath(service.reference, release.version)}/components/assess?all=yes`}>
            Change what is said
          </a>
        </p>
      </OfRelease>
    );
  return (
    <OfRelease {...props} form={form} title="Speak for components">
      <p>
        Choose those of which you say the same. It counts for these versions, in this release and in later ones.
        {more > 0 && ` ${counted(more, 'other component')} will stand here afterwards.`}
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Checkboxes
          idPrefix="components"
          name="components"
          small
          fieldset={{ legend: { text: 'Components', size: 's' } }}
          values={valuesOf(form, 'components')}
          errorMessage={problemOf(form, 'components')}
          items={components.map((one) => ({
            value: one.key,
            text: `${one.name} ${one.version === '' ? '(version not known)' : one.version}`,
            hint: [CHANGE_WORDS[one.change], one.supplier, one.finding && FINDING_WORDS[one.finding.finding]]
              .filter((part) => part !== '' && part !== null)
              .join(', '),
          }))}
        />
        <Radios
          idPrefix="finding"
          name="finding"
          fieldset={{ legend: { text: 'What you say of them', size: 's' } }}
          value={valueOf(form, 'finding')}
          errorMessage={problemOf(form, 'finding')}
          items={COMPONENT_FINDINGS.map((finding) => ({ value: finding, text: FINDING_WORDS[finding] }))}
        />
        <Textarea
          id="reason"
          name="reason"
          label={{ text: 'Why', size: 's' }}
          hint="What was looked at and found; or why nothing of safety rests on them."
          rows={4}
          value={valueOf(form, 'reason')}
          errorMessage={problemOf(form, 'reason')}
        />
        <Button preventDoubleClick>Say this of the components chosen</Button>
      </form>
    </OfRelease>
  );
}

export interface TouchesProps extends ReleaseFormProps {
  readonly suggestions: readonly Suggested[];
  /** The parts of the service, as it is described. */
  readonly parts: readonly string[];
}

export function TouchesForm(props: TouchesProps, form: FormContext) {
  const { suggestions, parts } = props;
  return (
    <OfRelease {...props} form={form} title="What it touches">
      <p>
        Every control that the change touches has to be verified for this release. All others carry forward, because you
        say that they are not touched.
      </p>
      {suggestions.length > 0 && (
        <>
          <p>The tests on this release suggest:</p>
          <ul>
            {suggestions.map(({ reference, href, text, because }) => (
              <li>
                <a href={href}>{reference}</a> {text} <span class="app-second">({because})</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {parts.length > 0 && <p class="app-second">The parts of this service: {parts.join('; ')}.</p>}
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="touches"
          name="touches"
          label={{ text: 'Hazards and controls', size: 's' }}
          hint="By their references, with commas or one on each line: HAZ-12, CTL-31"
          rows={5}
          value={valueOf(form, 'touches')}
          errorMessage={problemOf(form, 'touches')}
        />
        <Checkboxes
          idPrefix="none"
          name="none"
          values={valuesOf(form, 'none')}
          errorMessage={problemOf(form, 'none')}
          items={[{ value: 'yes', text: 'It touches no hazard and no control' }]}
        />
        <Button preventDoubleClick>Save what it touches</Button>
      </form>
    </OfRelease>
  );
}

/** Rows that the form of faults has beside those that there are. */
export const MORE_ISSUES = 3;

export interface IssuesProps extends ReleaseFormProps {
  readonly rows: number;
}

export function IssuesForm(props: IssuesProps, form: FormContext) {
  return (
    <OfRelease {...props} form={form} title="Faults that are known">
      <p>Whoever uses this release has to know them. Rows that stay empty are left out.</p>
      <form method="post" novalidate>
        {form.hidden}
        {Array.from({ length: props.rows }, (_, index) => (
          <Issue form={form} index={index} />
        ))}
        <Checkboxes
          idPrefix="none"
          name="none"
          values={valuesOf(form, 'none')}
          errorMessage={problemOf(form, 'none')}
          items={[{ value: 'yes', text: 'None is known' }]}
        />
        <Button preventDoubleClick>Save what is known</Button>
      </form>
    </OfRelease>
  );
}

function Issue({ form, index }: { readonly form: FormContext; readonly index: number }) {
  const field = (column: string, text: string, hint?: string) => {
    const name = `issues.${index}.${column}`;
    return (
      <Input
        id={name}
        name={name}
        label={{ text }}
        hint={hint}
        autocomplete="off"
        value={valueOf(form, name)}
        errorMessage={problemOf(form, name)}
      />
    );
  };
  const meaning = `issues.${index}.meaning`;
  return (
    <fieldset class="nhsuk-fieldset">
      <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">Fault {index + 1}</legend>
      {field('reference', 'Reference', 'Such as BUG-7')}
      {field('title', 'What it is')}
      <Textarea
        id={meaning}
        name={meaning}
        label={{ text: 'What it means for safety' }}
        rows={2}
        value={valueOf(form, meaning)}
        errorMessage={problemOf(form, meaning)}
      />
      {field('hazards', 'Hazards that it bears on, if any', 'Such as HAZ-12, HAZ-14')}
    </fieldset>
  );
}

export interface ImpactProps extends ReleaseFormProps {
  /** Why this person may not say it; null where they may. */
  readonly closed: string | null;
}

export function ImpactForm(props: ImpactProps, form: FormContext) {
  const { closed } = props;
  return (
    <OfRelease {...props} form={form} title="What it means for safety">
      {closed !== null && (
        <p class="app-so">
          <strong>{closed}</strong> <a href="/people/me">Your page</a>
        </p>
      )}
      {closed === null && <Stating {...form} />}
    </OfRelease>
  );
}

function Stating(form: FormContext) {
  return (
    <>
      <p>
        Read first what it touches and what it consists of: once that changes, this is asked again. If you say that
        nothing changes for safety, an officer may look at what you said.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Radios
          idPrefix="impact"
          name="impact"
          fieldset={{ legend: { text: 'What differs for safety?', size: 's' } }}
          value={valueOf(form, 'impact')}
          errorMessage={problemOf(form, 'impact')}
          items={IMPACTS.map((impact) => ({ value: impact, text: IMPACT_WORDS[impact], hint: IMPACT_HINTS[impact] }))}
        />
        <Textarea
          id="reason"
          name="reason"
          label={{ text: 'Why', size: 's' }}
          hint="What the change does, and what you looked at. Nothing about a patient."
          rows={5}
          value={valueOf(form, 'reason')}
          errorMessage={problemOf(form, 'reason')}
        />
        <Button preventDoubleClick>Say this of the release</Button>
      </form>
    </>
  );
}

export function LookForm(props: ReleaseFormProps, form: FormContext) {
  const { impact } = props.release;
  return (
    <OfRelease {...props} form={form} title="Look at a statement">
      {impact && (
        <blockquote class="app-measure">
          <p>
            {IMPACT_WORDS[impact.impact]}, as {impact.by} said on {sayDate(impact.at)}:
          </p>
          <p class="app-lines">{impact.reason}</p>
        </blockquote>
      )}
      <p>If you do not agree, the statement no longer counts, and is asked again.</p>
      <form method="post" novalidate>
        {form.hidden}
        <Radios
          idPrefix="agree"
          name="agree"
          fieldset={{ legend: { text: 'Does the release change nothing for safety?', size: 's' } }}
          value={valueOf(form, 'agree')}
          errorMessage={problemOf(form, 'agree')}
          items={[
            { value: 'yes', text: 'I agree' },
            { value: 'no', text: 'I do not agree' },
          ]}
        />
        <Textarea
          id="note"
          name="note"
          label={{ text: 'Why, where you do not agree', size: 's' }}
          rows={3}
          value={valueOf(form, 'note')}
          errorMessage={problemOf(form, 'note')}
        />
        <Button preventDoubleClick>Save what I found</Button>
      </form>
    </OfRelease>
  );
}
