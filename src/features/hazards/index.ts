import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { Sentence } from '../../words/sentence.ts';
import type { ArguedHazard, HazardStake } from './arguing.ts';
import type { Bringing, Brought } from './bringing.ts';
import type { Challenging } from './challenging.ts';
import type { ControlByItself, HazardRecord } from './domain/record.ts';
import type { ControlOnRelease } from './evidence/on-release-store.ts';
import type { LogDocument } from './exchange/document.ts';
import type { Signable } from '../approvals/index.ts';
import type { Described, LikeHazard } from './like.ts';
import type { JudgedLikelihood } from './judged-store.ts';
import type { LogRow } from './list-store.ts';
import type { Recorded, Recording } from './recording.ts';
import type { RiskScheme } from '../schemes/index.ts';

/** Hazard logs: taken in, looked at, judged. */
export const hazards: Feature = {
  name: 'hazards',
  verbs: [
    { name: 'import', summary: 'keep a hazard log for a service', load: () => import('./import/cli.ts') },
    { name: 'export', summary: 'write a hazard log to a file', load: () => import('./exchange/cli.ts') },
    { name: 'evidence', summary: 'send the results of tests', load: () => import('./evidence/cli.ts') },
  ],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.tsx').then((module) => module.onServices),
  onReports: () => import('./import/on-reports.ts').then((module) => module.onReports),
};

export type { ArguedHazard, HazardStake } from './arguing.ts';
export type { Bringing, Brought } from './bringing.ts';
export type { ControlRecord, HazardRecord } from './domain/record.ts';
export { findingWords, riskOf } from './domain/accepting.ts';
export { verdictAt } from './domain/freshness.ts';
export { sayLevel } from './domain/ratings.ts';
export type { ControlOnRelease, OnRelease } from './evidence/on-release-store.ts';
export type { LogDocument } from './exchange/document.ts';
export type { ImportedLog, ShownDiff } from './import/index.ts';
export type { Described, LikeHazard } from './like.ts';
export { VULNERABLE_GROUPS, type VulnerableGroup } from './domain.ts';
export type { Challenging } from './challenging.ts';
export type { NewControl, NewHazard, Recorded, Recording } from './recording.ts';

/**
 * Records a new hazard in the transaction of whatever it comes from: a workshop, the library. It has no rating: a person
 * gives that.
 * @throws NotFound, NotPossible where the service is retired
 */
export async function recordHazardIn(tx: CommandTx, recording: Recording): Promise<Recorded> {
  const { recordHazardIn: record } = await import('./recording.ts');
  return record(tx, recording);
}

/**
 * Adds causes to a hazard in the transaction of whatever they come from. Its ratings stay as they are.
 * @throws InputProblem at `hazard` where there is none; NotPossible where it is retired, or its service
 */
export async function bringCausesIn(tx: CommandTx, bringing: Bringing): Promise<Brought> {
  const { bringCausesIn: bring } = await import('./bringing.ts');
  return bring(tx, bringing);
}

/** The hazards of a service that are most like what is described, the likest first. @param service its id */
export async function likeHazards(
  tx: ReadTx,
  service: string,
  described: Described,
  most: number,
): Promise<LikeHazard[]> {
  const { likeHazards: like } = await import('./like.ts');
  return like(tx, service, described, most);
}

/** The hazard logs of a service, to choose one from: number and title. @param service its id */
export async function hazardLogsOf(
  tx: ReadTx,
  service: string,
): Promise<readonly { readonly number: number; readonly title: string }[]> {
  const { logsOf } = await import('./write-store.ts');
  return (await logsOf(tx, service)).map(({ number, title }) => ({ number, title }));
}

/** A log whole, as it stands or stood at a moment, as plain data that can be handed out and taken in again. @throws NotFound */
export async function hazardLogDocument(
  tx: ReadTx,
  named: { readonly service: string; readonly log: number },
  moment: Moment,
): Promise<LogDocument> {
  const { loadDocument } = await import('./exchange/load.ts');
  return (await loadDocument(tx, named, moment)).document;
}

/** A log that somebody else handed over as JSON, looked through whole. @throws an error named Problem, in words */
export async function readHazardLog(text: string): Promise<LogDocument> {
  const { readJson } = await import('./exchange/formats/json.ts');
  return readJson(text);
}

/** The hazards of a service at a moment, as they are shown, in the order of their numbers. @param service its id */
export async function hazardRecords(tx: ReadTx, service: string, moment: Moment): Promise<readonly HazardRecord[]> {
  const { hazardsOf } = await import('./store.ts');
  return (await hazardsOf(tx, { service }, moment)).map(({ record }) => record);
}

/** The hazard log as something that is signed: for whatever rests on one, and says how it stands in the same words. */
export async function signedHazardLog(): Promise<Signable> {
  return (await import('./signing.ts')).hazardLog;
}

/** A log of a service by its number at a moment, without its hazards; null where there was none. @param service its id */
export async function hazardLogNamed(
  tx: ReadTx,
  service: string,
  number: number,
  moment: Moment,
): Promise<Pick<LogRow, 'id' | 'number' | 'title' | 'scheme'> | null> {
  const { logsOf } = await import('./list-store.ts');
  return (await logsOf(tx, service, moment, number))[0] ?? null;
}

/** The controls of a service that evidence speaks against at a moment, and why, in three parts. */
export async function failingControls(
  tx: ReadTx,
  service: { readonly id: string; readonly reference: string },
  moment: Moment,
): Promise<readonly Sentence[]> {
  const { failingIn } = await import('./evidence/holding-store.ts');
  return failingIn(tx, service, moment);
}

/**
 * Of these references, those that name nothing: a hazard of the service, a control of it, or one that another shares.
 * @param references in their one form: HAZ-12, CTL-31, PLATFORM/CTL-3
 */
export async function unknownInLogs(
  tx: ReadTx,
  service: { readonly id: string; readonly reference: string },
  references: { readonly hazards: readonly string[]; readonly controls: readonly string[] },
): Promise<readonly string[]> {
  const { unknownReferences } = await import('./evidence/on-release.ts');
  return unknownReferences(tx, service, references);
}

/**
 * The controls of a service, and those that are named, with what was observed of each on a release at a moment, in the order
 * of their numbers.
 * @param named references as the service has them: CTL-31, PLATFORM/CTL-3
 */
export async function controlsOnRelease(
  tx: ReadTx,
  service: { readonly id: string; readonly reference: string },
  of: { readonly release: string; readonly named: readonly string[] },
  moment: Moment,
): Promise<readonly ControlOnRelease[]> {
  const { controlsObserved } = await import('./evidence/on-release-store.ts');
  return controlsObserved(tx, service, of, moment);
}

/**
 * The risk schemes that the hazard logs of services use, or used at an entry of the ledger each (`seq` null for now), in the
 * order in which it is asked. One query.
 */
export async function schemesUsedAt(
  tx: ReadTx,
  asked: readonly { readonly service: string; readonly seq: number | null }[],
): Promise<readonly (readonly RiskScheme[])[]> {
  return (await import('./scheme-store.ts')).schemesUsedAt(tx, asked);
}

/** How grave the hazards of services are, and whether what remains may stay. Two queries. @param services their ids */
export async function hazardStakes(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment,
): Promise<readonly HazardStake[]> {
  return (await import('./arguing.ts')).hazardStakes(tx, services, moment);
}

/** The hazards of a service with why what they rest on does not hold, in the order of their numbers. */
export async function arguedHazards(
  tx: ReadTx,
  service: { readonly id: string; readonly reference: string },
  moment: Moment,
): Promise<readonly ArguedHazard[]> {
  return (await import('./arguing.ts')).arguedHazards(tx, service, moment);
}

/** What a log of somebody else is here: kept as a log of one's own, and what a later one of theirs says anew. */
export const logsFromElsewhere = async () => ({
  ...(await import('./import/elsewhere.ts')),
  diffWithLog: (await import('./import/command.ts')).diffWithLog,
});

/** Controls by hand, for what records or changes one along with something else. */
export const controlCommands = async () => ({
  ...(await import('./control-commands.ts')),
  editControl: (await import('./edit-commands.ts')).editControl,
});

/** A control of a service as it stood at a moment; null where there was none. @param control its reference: CTL-31 */
export async function controlNamed(
  tx: ReadTx,
  service: string,
  control: string,
  moment: Moment,
): Promise<ControlByItself | null> {
  const [{ controlOf }, { controlNumber }] = await Promise.all([import('./control-store.ts'), import('./domain.ts')]);
  const number = controlNumber(control);
  return number === null ? null : ((await controlOf(tx, service, number, moment))?.record ?? null);
}

/**
 * A hazard is challenged in the transaction of what speaks against it: its rating is to be looked at again, until somebody rates
 * it or says with a reason that it stays.
 * @returns whether it is a new challenge: what is open from the same source stays as it is
 * @throws InputProblem at `hazard` where there is none
 */
export async function challengeHazardIn(tx: CommandTx, challenging: Challenging): Promise<boolean> {
  return (await import('./challenging.ts')).challengeHazardIn(tx, challenging);
}

/**
 * A control failed: it no longer counts as holding, until somebody answers with a reason.
 * @returns whether it is a new challenge: what is open from the same source stays as it is
 * @throws InputProblem at `control` where there is none
 */
export async function challengeControlIn(tx: CommandTx, challenging: Challenging): Promise<boolean> {
  return (await import('./challenging.ts')).challengeControlIn(tx, challenging);
}

/** What of these hazards and controls is challenged at a moment, and by what. @param service its id */
export async function challengedIn(
  tx: ReadTx,
  service: string,
  references: readonly string[],
  moment: Moment,
): Promise<readonly { readonly reference: string; readonly source: string; readonly at: Date }[]> {
  return (await import('./challenging.ts')).challengedIn(tx, service, references, moment);
}

/** How likely somebody judged what remains of a hazard to be, at a moment; null where nobody did. @param hazard its id */
export async function judgedLikelihood(tx: ReadTx, hazard: string, moment: Moment): Promise<JudgedLikelihood | null> {
  return (await import('./judged-store.ts')).judgedLikelihood(tx, hazard, moment);
}

/** What is challenged in services at a moment, by its id, and from where. One query. @param services their ids */
export async function openChallengesIn(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment,
): Promise<readonly { readonly service: string; readonly subject: string; readonly source: string }[]> {
  return (await import('./challenge-store.ts')).openChallengesIn(tx, services, moment);
}

/** What answers a challenge, for what shows how it is done. */
export const challengeCommands = () => import('./challenge-commands.ts');
