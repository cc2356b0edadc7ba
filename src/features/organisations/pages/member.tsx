import { Notice, valueOf, problemOf, type FormContext, type PageContext } from '../../../platform/http/forms.ts';
import { Layout } from '../../../ui/layout.tsx';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { Button, SummaryList, Textarea, VisuallyHidden } from '../../../ui/nhsuk/index.ts';
import type { GrantText, Member } from '../domain.ts';
import { standingGrants } from '../domain/membership.ts';
import { FormPage, RoleField, WhereAndUntil, type Place } from './fields.tsx';
import { inOrder, sayGrant, sayPlace, sayRole } from './words.ts';

/** The roles that judge: who gives one of them to themselves says so, and it is shown. */
const JUDGING = ['clinical safety officer', 'deputy clinical safety officer', 'clinical reviewer'];

export interface MemberProps {
  readonly member: Member;
  /** Who gave a role, in words, by its place in `member.grants`. */
  readonly from: readonly string[];
}

/** One member, for an administrator: each role with where it came from, and the ways to change it. */
export function MemberPage({ member, from }: MemberProps, { shell, notice, now, actor }: PageContext) {
  const self = member.person === actor.id;
  const standing = standingGrants(member.grants, now);
  const over = member.grants.filter((grant) => !standing.includes(grant));
  const own = standing.filter(({ role, givenBy }) => JUDGING.includes(role) && givenBy === member.person);
  return (
    <Layout
      shell={shell}
      title="Roles of a member"
      path="/members"
      back={{ text: 'Back to the members', href: '/members' }}
    >
      <Notice notice={notice} />
      <div class="app-title">
        <h1 class="nhsuk-heading-l">
          {member.name}
          {self && <span class="app-count"> (you)</span>}
        </h1>
        <div class="app-title__action">
          <Button href={`/members/${member.person}/give`}>Give a role</Button>
        </div>
      </div>
      <div class="app-measure">
        {own.map((grant) => (
          <SentenceBlock
            sentence={{
              so: [`${member.name} gave themselves the role ${grant.role}`],
              because: ['they look after the organisation as well'],
              clears: [
                'In a small team that may be right, and nothing has to clear it. If somebody else can give this role, let them take it back and give it.',
              ],
            }}
          />
        ))}
        <h2 class="nhsuk-heading-m">Roles</h2>
        {standing.length === 0 && <p>None now: the time of each is over.</p>}
        <SummaryList
          rows={inOrder(standing).map((grant) => ({
            key: sayGrant(grant),
            value: from[member.grants.indexOf(grant)] ?? '',
            actions: [
              {
                text: (
                  <>
                    Take back<VisuallyHidden> {sayRole(grant.role)}</VisuallyHidden>
                  </>
                ),
                href: takeAddress(member.person, grant),
              },
            ],
          }))}
        />
        {over.length > 0 && (
          <>
            <h2 class="nhsuk-heading-m">Roles that are over</h2>
            <ul class="nhsuk-list nhsuk-list--bullet">
              {inOrder(over).map((grant) => (
                <li>{sayGrant(grant)}</li>
              ))}
            </ul>
          </>
        )}
        {self ? (
          <p>
            To go, <a href="/account/organisations">leave the organisation</a>.
          </p>
        ) : (
          <p>
            <a href={`/members/${member.person}/remove`}>Remove {member.name} from the organisation</a>
          </p>
        )}
      </div>
    </Layout>
  );
}

function takeAddress(person: string, { role, service }: GrantText): string {
  const query = new URLSearchParams({ role, ...(service !== null && { service }) });
  return `/members/${person}/take?${query.toString()}`;
}

export interface GiveProps {
  readonly member: Member;
  readonly places: readonly Place[];
}

/** Giving a role. To oneself as well: what follows from that is said before, and not forbidden. */
export function GivePage({ member, places }: GiveProps, form: FormContext) {
  return (
    <FormPage form={form} title={`Give ${member.name} a role`} back={backTo(member)}>
      {member.person === form.actor.id && (
        <SentenceBlock
          sentence={{
            so: ['You are giving a role to yourself'],
            because: ['you are an administrator'],
            clears: [
              'The record says so. A role alone signs nothing: a clinical safety officer needs a nomination by somebody else, and a registration that somebody else looked up.',
            ],
          }}
        />
      )}
      <RoleField form={form} />
      <WhereAndUntil form={form} places={places} />
      <Button preventDoubleClick>Give this role</Button>
    </FormPage>
  );
}

export interface TakeProps {
  readonly member: Member;
  readonly grant: GrantText;
  /** Whether an identity provider says it each time. */
  readonly provider: string | null;
}

export function TakePage({ member, grant, provider }: TakeProps, form: FormContext) {
  return (
    <FormPage form={form} title={`Take a role back from ${member.name}`} back={backTo(member)}>
      <p class="app-lead">
        {sayRole(grant.role)}
        {sayPlace(grant.service)}
      </p>
      <p>
        {member.name} can no longer do what only this role allows, from the next page that they open. What they did with
        it stays as it is.
      </p>
      {provider && (
        <p>
          {provider} says that they have this role: it comes back the next time that they sign in there, unless it is
          ended there too.
        </p>
      )}
      <Button preventDoubleClick>Take this role back</Button>
    </FormPage>
  );
}

export function RemovePage(member: Member, form: FormContext) {
  return (
    <FormPage form={form} title={`Remove ${member.name} from the organisation`} back={backTo(member)}>
      <p>
        All roles of {member.name} end now, and they no longer see anything of this organisation. What they wrote and
        signed stays, under their name. They can be invited again.
      </p>
      <Textarea
        id="reason"
        name="reason"
        label={{ text: 'Why are they removed?', size: 's' }}
        hint="One sentence, such as: left the trust on 31 March."
        value={valueOf(form, 'reason')}
        errorMessage={problemOf(form, 'reason')}
        rows={3}
      />
      <Button preventDoubleClick>Remove {member.name}</Button>
    </FormPage>
  );
}

function backTo(member: Member) {
  return { text: `Back to ${member.name}`, href: `/members/${member.person}` };
}
