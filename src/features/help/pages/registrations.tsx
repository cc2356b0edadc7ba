import { LOOK_UP_LASTS, REGISTERS, REGISTER_STATUSES } from '../../people/index.ts';
import { ARTICLES } from '../domain.ts';
import { ArticleLink, OfTheStandard, Part } from './frame.tsx';

export function Registrations() {
  return (
    <>
      <p class="app-lead">
        A registration is a person’s entry on a professional register, as somebody else saw it there. Nobody verifies
        their own.
      </p>
      <Part heading="Add yours">
        <p>
          Open “Officers”, then your own name, and choose “Add a registration”: the register, your number, your name as
          it stands there, and your profession. If the number looks unlike those of that register, you are told how they
          usually look.
        </p>
      </Part>
      <Part heading="Look somebody up">
        <ol class="nhsuk-list nhsuk-list--number">
          <li>Open their page, and choose “Record a look-up” at the registration.</li>
          <li>Search for them on the register’s own page. The addresses are below.</li>
          <li>
            Compare number and name, and record what you saw: {statuses()}. Where the register names conditions, copy
            its words. You may keep a picture of the page.
          </li>
        </ol>
        <p>
          Administrators, clinical safety officers, deputies, product owners and accountable executives look others up.
        </p>
      </Part>
      <Part heading="What it counts for">
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>
            A look-up counts for {LOOK_UP_LASTS} months, or less where whoever looked says so. Then somebody looks
            again. It is due soon in its last 30 days.
          </li>
          <li>
            A registration that nobody else looked up, that was seen suspended, lapsed or not found, or whose look-up is
            too old carries no signature. The page that would sign says which it is, and what clears it.
          </li>
          <li>Conditions do not end a registration. They are shown beside a signature, and kept with it.</li>
          <li>
            If it turns out later that a registration was not held on some days, what was signed with it on those days
            is void: <ArticleLink to={ARTICLES.signatures} />.
          </li>
        </ul>
        <p>
          Training in clinical risk management is recorded as well. That it is missing or has run out is shown beside a
          signature, and stops none: no course is the only right one.
        </p>
      </Part>
      <Part heading="Where to look">
        <ul class="nhsuk-list nhsuk-list--bullet">
          {REGISTERS.map(({ name, short, search }) => (
            <li>
              <a href={search.address} rel="noreferrer">
                {name}
              </a>{' '}
              ({short})
            </li>
          ))}
        </ul>
        <p class="app-note">
          {unchecked()} Whether a profession makes one a clinician is said where the registration is added, with how
          sure that is.
        </p>
      </Part>
      <OfTheStandard />
    </>
  );
}

/** "registered, registered with conditions, suspended, lapsed or not found" */
function statuses(): string {
  return `${REGISTER_STATUSES.slice(0, -1).join(', ')} or ${REGISTER_STATUSES.at(-1)}`;
}

/** How far the addresses can be relied on. */
function unchecked(): string {
  const count = REGISTERS.filter(({ search }) => search.confidence !== 'verified').length;
  if (count === 0) return '';
  const which = count === REGISTERS.length ? 'None of these addresses has' : `${count} of these addresses have not`;
  return `${which} been checked with the register itself. If one leads nowhere, look for the register by its name.`;
}
