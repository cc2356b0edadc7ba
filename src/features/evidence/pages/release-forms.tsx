import { problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { Button, Textarea } from '../../../ui/nhsuk/index.ts';
import { releasesPath } from '../addresses.ts';
import { Frame, type ServiceNamed } from './frame.tsx';

export interface ReleaseFormProps {
  readonly service: ServiceNamed;
  readonly release: string;
}

export function GoesLiveForm({ service, release }: ReleaseFormProps, form: FormContext) {
  return (
    <Frame context={form} service={service} title={`${release} goes live`} back={toReleases(service)}>
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">Release {release} goes live</h1>
        <p>
          What was found on this candidate counts for the controls from now on. A test that failed on it, and has not
          passed since, will speak against the control that it is for.
        </p>
        <form method="post" novalidate>
          {form.hidden}
          <Button preventDoubleClick>Release {release} is live</Button>
        </form>
      </div>
    </Frame>
  );
}

export function WithdrawForm({ service, release }: ReleaseFormProps, form: FormContext) {
  return (
    <Frame context={form} service={service} title={`Withdraw ${release}`} back={toReleases(service)}>
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">Withdraw release {release}</h1>
        <p>Nothing more is taken in for it. What was found on it while it was live stays, and still counts.</p>
        <form method="post" novalidate>
          {form.hidden}
          <Textarea
            id="reason"
            name="reason"
            label={{ text: 'Reason', size: 's' }}
            hint="For example what replaced it. Write nothing about a patient."
            rows={4}
            value={valueOf(form, 'reason')}
            errorMessage={problemOf(form, 'reason')}
          />
          <Button preventDoubleClick>Withdraw release {release}</Button>
        </form>
      </div>
    </Frame>
  );
}

function toReleases(service: ServiceNamed) {
  return { text: 'Releases', href: releasesPath(service.reference) };
}
