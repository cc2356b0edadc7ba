import type { KnownFacts } from '../../../rules/conditions.ts';
import type { Compartment, SafeguardingRecord } from './compartment.ts';
import type { Answered } from './words.ts';

/*
 * What a record says, as the facts that rules of reporting ask for. What nobody said is not there: a list of types that does not
 * name one says nothing of it, and an age group says "of age" or "under age" and no number that it does not have.
 */

/** What an adult or a child is at least, or at most, where only the group is known. */
const AGE_OF_GROUP = { unborn: 0, child: 17, adult: 18 } as const;

/** What is known of a compartment, for the rules of who has to be told. */
export function factsOf({ record, flags }: Pick<Compartment, 'record' | 'flags'>): KnownFacts {
  const said = record?.record ?? null;
  const danger = said?.danger ?? (flags.some((one) => one.danger === 'yes') ? 'yes' : 'unknown');
  return {
    ...(flags[0] && { 't.disclosure': flags[0].at, 't.became_aware': flags[0].at }),
    ...yesNo('person.immediate_danger', danger),
    ...(said && ofRecord(said)),
  };
}

function ofRecord(said: SafeguardingRecord): KnownFacts {
  const age = said.age ?? (said.ageGroup === 'unknown' ? null : AGE_OF_GROUP[said.ageGroup]);
  const adult: readonly string[] = said.adultConcerns;
  const child: readonly string[] = said.childConcerns;
  return {
    ...(age !== null && { 'person.age': age }),
    ...((adult.length > 0 || child.length > 0) && { 'person.abuse_or_neglect': true }),
    ...yesNo('person.care_support_needs', said.needs),
    ...yesNo('person.unable_to_protect_self', opposite(said.canProtectSelf)),
    ...CONSENT_FACTS[said.consent],
    ...(said.significantHarm !== 'unknown' && { 'child.significant_harm': said.significantHarm }),
    ...yesNo('child.in_need', said.childInNeed),
    ...yesNo('child.sexual_abuse_disclosed_or_witnessed', said.sexualAbuseDisclosed),
    ...yesNo('fgm.known_under18', said.fgmUnder18),
    ...(adult.includes('domestic abuse') && { 'da.disclosed': true }),
    ...(said.dashScore !== null && { 'da.dash_score': said.dashScore }),
    ...yesNo('da.professional_judgement_high', said.judgedHighRisk),
    ...yesNo('da.escalating', said.escalating),
    ...((adult.includes('modern slavery') || child.includes('trafficking of a child')) && {
      'slavery.suspected': true,
    }),
    ...(child.includes('radicalisation') && { 'radicalisation.concern': true }),
    ...yesNo('staff.allegation', said.staffAllegation),
    ...ofServiceUser(said),
  };
}

/** That nobody named a sort of abuse says nothing of whether one is alleged. */
function ofServiceUser({ serviceUser, adultConcerns, childConcerns }: SafeguardingRecord): KnownFacts {
  if (serviceUser === 'no') return { 'abuse.allegation_service_user': false };
  const isAlleged = adultConcerns.length > 0 || childConcerns.length > 0;
  return serviceUser === 'yes' && isAlleged ? { 'abuse.allegation_service_user': true } : {};
}

const CONSENT_FACTS: Readonly<Record<SafeguardingRecord['consent'], KnownFacts>> = {
  'not asked': {},
  given: { 'person.consents': 'yes' },
  refused: { 'person.consents': 'no' },
  'unsafe to ask': { 'person.consents': 'unknown' },
  'cannot give it': { 'person.consents': 'cannot' },
};

function yesNo(fact: string, answer: Answered): KnownFacts {
  return answer === 'unknown' ? {} : { [fact]: answer === 'yes' };
}

function opposite(answer: Answered): Answered {
  if (answer === 'unknown') return answer;
  return answer === 'yes' ? 'no' : 'yes';
}
