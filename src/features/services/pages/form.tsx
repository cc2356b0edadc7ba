import { Problems, problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Button, Input, Radios, Textarea } from '../../../ui/nhsuk/index.ts';
import {
  DECOMMISSIONINGS,
  FIELD_NAMES,
  LIVING_PHASES,
  SERVICE_ROLES,
  type Service,
  type TextField,
} from '../domain.ts';
import { DECOMMISSIONING_WORDS, PHASE_WORDS, ROLE_SENTENCES } from './words.ts';

/** Problems at the fields that the form has: what is wrong with the third component stands at the components. */
function onFields(form: FormContext): FormContext {
  const problems = form.problems.map((problem) => {
    const [field = '', index] = problem.field.split('.');
    if (index === undefined) return problem;
    const item = field === 'components' ? 'Component' : 'Address';
    return { field, message: `${item} ${Number(index) + 1}: ${problem.message}` };
  });
  return { ...form, problems };
}

interface FieldProps {
  readonly form: FormContext;
}

function Text({ form, field, hint, rows = 3 }: FieldProps & { field: TextField; hint: string; rows?: number }) {
  return (
    <Textarea
      id={field}
      name={field}
      label={{ text: FIELD_NAMES[field], size: 's' }}
      hint={hint}
      value={valueOf(form, field)}
      errorMessage={problemOf(form, field)}
      rows={rows}
    />
  );
}

function Name({ form }: FieldProps) {
  return (
    <Input
      id="name"
      name="name"
      label={{ text: FIELD_NAMES.name, size: 's' }}
      hint="As the people who use it know it."
      value={valueOf(form, 'name')}
      errorMessage={problemOf(form, 'name')}
      autocomplete="off"
    />
  );
}

function Role({ form }: FieldProps) {
  return (
    <Radios
      idPrefix="role"
      name="role"
      fieldset={{ legend: { text: FIELD_NAMES.role, size: 's' } }}
      hint="It decides which of the two standards is yours to meet."
      value={valueOf(form, 'role')}
      errorMessage={problemOf(form, 'role')}
      items={SERVICE_ROLES.map((value) => ({ value, text: ROLE_SENTENCES[value] }))}
    />
  );
}

function Phase({ form }: FieldProps) {
  return (
    <Radios
      idPrefix="phase"
      name="phase"
      fieldset={{ legend: { text: FIELD_NAMES.phase, size: 's' } }}
      value={valueOf(form, 'phase')}
      errorMessage={problemOf(form, 'phase')}
      items={LIVING_PHASES.map((value) => ({ value, text: PHASE_WORDS[value] }))}
    />
  );
}

const SUMMARY_HINT = 'In one or two sentences, for somebody who has never seen it.';

/** Adding a service: what has to be known for it to have a page. What it is for comes after. */
export function NewServicePage(_props: null, typed: FormContext) {
  const form = onFields(typed);
  return (
    <Layout shell={form.shell} title="Add a service" path="/services" back={BACK_TO_LIST}>
      <div class="app-measure">
        <Problems form={form} />
        <h1 class="nhsuk-heading-l">Add a service</h1>
        <form method="post" novalidate>
          {form.hidden}
          <Name form={form} />
          <Input
            id="reference"
            name="reference"
            label={{ text: 'Reference', size: 's' }}
            hint="2 to 20 letters, digits and hyphens, such as DEMO. It stands in addresses and reports, and is not changed later."
            value={valueOf(form, 'reference')}
            errorMessage={problemOf(form, 'reference')}
            width={20}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
          />
          <Text form={form} field="summary" hint={SUMMARY_HINT} />
          <Role form={form} />
          <Phase form={form} />
          <Button preventDoubleClick>Add this service</Button>
        </form>
      </div>
    </Layout>
  );
}

/** Changing what is said of a service. */
export function EditServicePage(service: Service, typed: FormContext) {
  const form = onFields(typed);
  const href = `/services/${service.reference}`;
  return (
    <Layout
      shell={form.shell}
      title={`Change ${service.name}`}
      path="/services"
      back={{ text: 'Back to the service', href }}
      service={{ name: service.name, href, asAt: sayDateTime(form.now) }}
    >
      <div class="app-measure">
        <Problems form={form} labels={FIELD_NAMES} />
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{service.reference}</span> Change what is said of {service.name}
        </h1>
        <p>
          A change of the intended use, of your part in it or of the components is material: it puts signed hazard logs
          of this service out of date. Any other change is listed and lapses nothing.
        </p>
        <form method="post" novalidate>
          {form.hidden}
          <Name form={form} />
          <Text form={form} field="summary" hint={SUMMARY_HINT} />
          <Phase form={form} />
          <Role form={form} />
          <h2 class="nhsuk-heading-m">Intended use</h2>
          <Text form={form} field="intendedFunction" hint="Its function: what it gives, carries, sorts or decides." />
          <Text
            form={form}
            field="intendedPopulation"
            hint="The population: age, condition, setting, and who is left out."
          />
          <Text form={form} field="intendedUser" hint="The users: patients, carers, which professions." />
          <Text
            form={form}
            field="intendedEnvironment"
            hint="The environment: places, devices, connections, noise, hurry."
          />
          <Text form={form} field="notFor" hint="What somebody might use it for and must not." />
          <h2 class="nhsuk-heading-m">Parts and places</h2>
          <Textarea
            id="components"
            name="components"
            label={{ text: FIELD_NAMES.components, size: 's' }}
            hint="One on each line, what it is for after a colon. Photo upload: takes and sends photos of a wound"
            value={valueOf(form, 'components')}
            errorMessage={problemOf(form, 'components')}
            rows={8}
          />
          <Textarea
            id="addresses"
            name="addresses"
            label={{ text: FIELD_NAMES.addresses, size: 's' }}
            hint="One on each line, such as https://www.example.org"
            value={valueOf(form, 'addresses')}
            errorMessage={problemOf(form, 'addresses')}
            spellcheck={false}
          />
          <Button preventDoubleClick>Save the changes</Button>
        </form>
      </div>
    </Layout>
  );
}

/** Retiring a service, with the reason. */
export function RetireServicePage(service: Service, form: FormContext) {
  return (
    <Standing service={service} form={form} title={`Retire ${service.name}`} button={`Retire ${service.reference}`}>
      <p>
        It leaves the list of services, and what is said of it can no longer be changed. Its hazard logs, their history
        and its page stay. It can be taken up again.
      </p>
      <Reason form={form} label="Why is it retired?" />
      <Radios
        idPrefix="decommissioning"
        name="decommissioning"
        fieldset={{ legend: { text: 'Was the risk of taking it out of use assessed?', size: 's' } }}
        hint="What replaces it, what becomes of its data, and who may be harmed meanwhile. DCB0160 7.4 asks whoever uses a system in care for it (read second-hand); that whoever makes it says so too is a rule of our own."
        value={valueOf(form, 'decommissioning')}
        errorMessage={problemOf(form, 'decommissioning')}
        items={DECOMMISSIONINGS.map((value) => ({ value, text: DECOMMISSIONING_WORDS[value] }))}
      />
      <Textarea
        id="assessment"
        name="assessment"
        label={{ text: 'What it found and where it is, or why none is needed', size: 's' }}
        hint="A report, a run of a process, an address, or a few sentences."
        value={valueOf(form, 'assessment')}
        errorMessage={problemOf(form, 'assessment')}
        rows={3}
      />
    </Standing>
  );
}

/** Taking a retired service up again, with the reason. */
export function TakeUpServicePage(service: Service, form: FormContext) {
  return (
    <Standing
      service={service}
      form={form}
      title={`Take ${service.name} up again`}
      button={`Take ${service.reference} up again`}
    >
      <Phase form={form} />
      <Reason form={form} label="Why is it taken up again?" />
    </Standing>
  );
}

function Standing(props: {
  readonly service: Service;
  readonly form: FormContext;
  readonly title: string;
  readonly button: string;
  readonly children: preact.ComponentChildren;
}) {
  const { service, form, title, button, children } = props;
  const href = `/services/${service.reference}`;
  return (
    <Layout
      shell={form.shell}
      title={title}
      path="/services"
      back={{ text: 'Back to the service', href }}
      service={{ name: service.name, href, asAt: sayDateTime(form.now) }}
    >
      <div class="app-measure">
        <Problems form={form} />
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{service.reference}</span> {title}
        </h1>
        <form method="post" novalidate>
          {form.hidden}
          {children}
          <Button preventDoubleClick>{button}</Button>
        </form>
      </div>
    </Layout>
  );
}

function Reason({ form, label }: FieldProps & { readonly label: string }) {
  return (
    <Textarea
      id="reason"
      name="reason"
      label={{ text: label, size: 's' }}
      hint="It stands with the service for everybody who comes later. Leave out anything about a patient."
      value={valueOf(form, 'reason')}
      errorMessage={problemOf(form, 'reason')}
      rows={3}
    />
  );
}

const BACK_TO_LIST = { text: 'Back to the services', href: '/services' };
