import type { ComponentChildren } from 'preact';
import { sayDate } from '../../../platform/london-time.ts';
import { Details } from '../../../ui/nhsuk/index.ts';
import { sayDay } from '../../../words/days.ts';
import type { Signer } from '../../people/index.ts';
import { capital } from '../../../words/counting.ts';

export interface SideProps {
  readonly what: { readonly subject: string; readonly facts: readonly string[] };
  readonly fingerprint: string;
  /** The last day on which it is valid; null for no end. */
  readonly until: Date | null;
  /** Null where nobody signs: a version that is read later has its signatures instead. */
  readonly signer: Signer | null;
  /** The role by which they sign; null where none allows it. */
  readonly role: string | null;
}

/** What is signed and who signs, at the side; below, on a phone. */
export function SignedSide({ what, fingerprint, until, signer, role }: SideProps) {
  return (
    <aside class="app-signing__side" aria-label="What is signed, and who signs">
      <h2 class="nhsuk-heading-s">What is signed</h2>
      <dl class="app-side">
        <Fact term="Subject">
          {what.subject}
          {what.facts.map((fact) => (
            <div>{fact}</div>
          ))}
        </Fact>
        <Fact term="Fingerprint">
          <Fingerprint hex={fingerprint} />
        </Fact>
        <Fact term="Valid">
          {until === null ? 'until it is out of date' : `until ${sayDate(until)}, or until it is out of date`}
        </Fact>
      </dl>
      {signer && (
        <>
          <h2 class="nhsuk-heading-s">Who signs</h2>
          <SignerFacts signer={signer} role={role} />
        </>
      )}
    </aside>
  );
}

/** A person with office, registration and training, as they were when they signed, or are. */
export function SignerFacts({ signer, role }: { readonly signer: Signer; readonly role: string | null }) {
  const { office, registration, training } = signer;
  return (
    <dl class="app-side">
      <Fact term="Name">{signer.name}</Fact>
      <Fact term="As">
        {office
          ? `${capital(office.kind)} since ${sayDate(new Date(office.since))}`
          : capital(role ?? 'No office here')}
        {office && office.employer !== '' && <div class="app-second">employed by {office.employer}</div>}
      </Fact>
      <Fact term="Registration">
        {registration === null ? (
          'None is kept'
        ) : (
          <>
            {registration.register.short} {registration.number}, {registration.profession}
            {registration.lookedUp ? (
              <>
                <div>
                  Looked up by {registration.lookedUp.by} on {sayDay(registration.lookedUp.on)}
                </div>
                {registration.lookedUp.conditions !== '' && <div>Conditions: {registration.lookedUp.conditions}</div>}
                <div class="app-second">
                  {registration.standing === 'current' || registration.standing === 'due soon'
                    ? `current until ${sayDay(registration.lookedUp.nextDue)}`
                    : registration.standing}
                </div>
              </>
            ) : (
              <div class="app-second">Nobody else has looked it up</div>
            )}
          </>
        )}
      </Fact>
      <Fact term="Training">
        {training.length === 0
          ? 'None is kept'
          : training.map(({ course, level, expiresOn }) => (
              <div>
                {course}
                {level !== '' && `, ${level}`}
                {expiresOn !== null && <div class="app-second">current until {sayDay(expiresOn)}</div>}
              </div>
            ))}
      </Fact>
    </dl>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt class="app-note">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The first half of a fingerprint, in groups that can be read aloud; all of it on demand. */
export function Fingerprint({ hex }: { readonly hex: string }) {
  const groups = hex.match(/.{1,4}/gu) ?? [];
  return (
    <>
      <span class="app-fingerprint">{groups.slice(0, 4).join(' ')}</span>{' '}
      <span class="app-fingerprint">{groups.slice(4, 8).join(' ')}</span>
      <Details summary="All 64 characters" classes="app-side__all">
        <span class="app-fingerprint app-fingerprint--all">{groups.join(' ')}</span>
      </Details>
    </>
  );
}
