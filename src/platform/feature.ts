import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { Shell } from '../ui/layout.tsx';
import type { Assessed } from './assessed.ts';
import type { AnyCommand, AnyQuery, Result } from './commands/command.ts';
import type { Actor, May, Role } from './commands/may.ts';
import type { Ground } from './commands/execute.ts';
import type { ReadTx } from './database/database.ts';
import type { Filed } from './filed.ts';
import type { GateContribution } from './gate.ts';
import type { Installation } from './installation.ts';
import type { Job } from './jobs/job.ts';
import type { SigningKey } from './ledger/checkpoint.ts';
import type { Reporters } from './mail/reporters.ts';
import type { Mail } from './mail/send.ts';
import type { Provider } from './providers/connect.ts';
import type { RoleLine } from './providers/settings.ts';
import type { Sealing } from './sealed/sealing.ts';
import type { AnyKind, Verdict } from './subjects/kinds.ts';
import type { Linkable } from './subjects/linkable.ts';
import type { Sentence, Words } from '../words/sentence.ts';

/** What every part of the house is handed: no globals, no process-wide state. */
export interface Services {
  /** The clock. Everything that asks for the time asks here. */
  readonly now: () => Date;
  readonly version: string;
  readonly shell: Shell;
  /** Database, subjects and clock: what commands are carried out on. */
  readonly ground: Ground;
  readonly commands: readonly AnyCommand[];
  readonly queries: readonly AnyQuery[];
  /** Where browsers reach this installation, such as "https://primum.example.org"; without a slash at its end. */
  readonly url: string;
  /** All of the features' navigation; `shell` has what everybody sees. */
  readonly navigation: readonly NavigationItem[];
  /** What the features show of services, on pages of an earlier one. */
  readonly onServices: readonly OnServices[];
  /** What the features say of subjects, on pages of an earlier one. */
  readonly onSubjects: readonly OnSubjects[];
  /** What the features say beside standards, on pages of an earlier one. */
  readonly onStandards: readonly OnStandards[];
  /** What the features offer to do with a log that was checked. */
  readonly onReports: readonly OnReports[];
  /** What the features put on a person's desk. */
  readonly onDesk: readonly OnDesk[];
  /** What the features do when somebody comes in through an identity provider, before their session begins. */
  readonly onProviderSignIn: readonly OnProviderSignIn[];
  /** What the features show where members and their roles are looked after. */
  readonly onMembers: readonly OnMembers[];
  /** The identity providers of this installation, by their ids. */
  readonly providers: ReadonlyMap<string, Provider>;
  /** Whether the first start is over: migrated, and the demo made where one was wanted. */
  readonly ready: () => boolean;
  /** The one way to send mail. */
  readonly mail: Mail;
  /** The key that signs checkpoints of what leaves the house; made when it is first needed. */
  readonly signer: () => SigningKey;
}

export interface NavigationItem {
  readonly text: string;
  readonly href: string;
  /** Only for people who are signed in. */
  readonly signedIn?: true;
  /** Only for those who may open it: nobody is led to a door that is closed to them. Without it, for everybody. */
  readonly may?: May;
  /** Stands on a person's own account, with these words below it, and not in the bar. */
  readonly onAccount?: string;
  /** Stands behind those of all features. */
  readonly last?: true;
  /** Stands before those of the features above it. */
  readonly first?: true;
}

/** A verb of the command line. It is loaded only when it is called: a cold start pays for one verb. */
export interface CliVerb {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<{ run: (args: string[], io: CliIo) => Promise<number> }>;
}

export interface CliIo {
  readonly out: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  readonly err: NodeJS.WritableStream & { isTTY?: boolean };
  readonly env: NodeJS.ProcessEnv;
  /**
   * Opens the installation for a verb that needs it, and does the first start where nothing is there yet. The verb closes it.
   * @throws DatabaseProblem, in words for whoever called
   */
  readonly open: (options: { readonly data?: string | undefined }) => Promise<Installation>;
}

/** What a feature keeps: its kinds of subjects, what can be done, and what can be asked. */
export interface FeatureGround {
  /** In their order. All kinds of an earlier feature stand before these. */
  readonly kinds?: readonly AnyKind[];
  readonly commands?: readonly AnyCommand[];
  readonly queries?: readonly AnyQuery[];
  /** What others can point at by its reference: "HAZ-12". */
  readonly linkables?: readonly Linkable[];
  /** What the standards ask of it: checks, and the facts that they read. */
  readonly assessed?: Assessed | readonly Assessed[];
  /** What it asks of a release before it goes. */
  readonly gate?: GateContribution;
  /** What it puts into the clinical risk management file of a service. */
  readonly filed?: Filed;
  /** How those can be reached who reported to it without an account. */
  readonly reporters?: Reporters;
  /** What the demo service shows of this feature, made through the real commands, in the order of the features. */
  readonly demo?: (demo: Demo) => Promise<void>;
}

/** The demo, while it is made: an organisation of its own, and the one way to do anything. */
export interface Demo {
  readonly organisation: string;
  /** Its owner, who is given a way to sign in. */
  readonly person: { readonly id: string; readonly name: string };
  /** As Primum itself; or as a made-up person, who then signs as well. */
  readonly execute: (command: AnyCommand, input: unknown, as?: DemoPerson) => Promise<Result>;
  /** A made-up person, the same one for the same name. They belong to the organisation once they are given a role. */
  readonly somebody: (name: string, roles: readonly Role[]) => Promise<DemoPerson>;
  readonly ground: Ground;
}

/** Somebody whom the demo made up. */
export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** What a feature shows of services on pages that stand above it: folded by `createApp`, and passed in. */
export interface OnServices {
  /** A column in the list of services. */
  readonly column?: {
    readonly heading: string;
    /** A few words for each service that has something to say: "28 open", or a link. One query, however many services. */
    readonly load: (tx: ReadTx, services: readonly string[], now: Date) => Promise<ReadonlyMap<string, string | Words>>;
  };
  /**
   * A sentence on how each of these services stands, where there is something to say: "28 hazards open." One query, however
   * many services.
   */
  readonly line?: (tx: ReadTx, services: readonly string[], now: Date) => Promise<ReadonlyMap<string, string>>;
  readonly panel?: ServicePanel;
  /** Its line in the part of the page of a service that is about the safety case; null where there is nothing to lead to. */
  readonly inCase?: (tx: ReadTx, service: ServiceOnPage) => Promise<CaseLine | null>;
}

/** A line on a part of the safety case: what it is, and how it stands. */
export interface CaseLine {
  /** "Clinical risk management plan" */
  readonly text: string;
  readonly href: string;
  /** "Version 2 approved by Wren Applewhite on 3 March 2026, unchanged since." */
  readonly says: Words;
}

/**
 * Where a part of the page of a service stands: `leads` is who is accountable and what is signed, above what the service is;
 * `intended use` is said below that heading, without one of its own; `beside` is what is going on.
 */
export type PanelPlace = 'leads' | 'intended use' | 'beside';

/** A part of the page of one service, under a heading of its own (level 2). Null where it has nothing to show. */
export interface ServicePanel {
  readonly place: PanelPlace;
  readonly load: (tx: ReadTx, service: ServiceOnPage) => Promise<VNode | null>;
}

/** What a feature says beside a standard, on pages that stand above it: folded by `createApp`, and passed in. */
export interface OnStandards {
  /**
   * What stands with each section, by its id, and under '' with the whole; nothing, where there is nothing to say. A fixed
   * number of queries, however many sections.
   */
  readonly load: (tx: ReadTx, of: StandardOnPage) => Promise<ReadonlyMap<string, VNode>>;
}

/** The service and the standard whose page it is. */
export interface StandardOnPage {
  readonly service: { readonly id: string; readonly reference: string };
  /** As in its address: "point-16". */
  readonly standard: string;
  readonly now: Date;
  /** Whose page it is: they see, and are led to, only what is theirs. */
  readonly actor: Actor;
}

/** What a feature says on the page of a subject that stands above it: folded by `createApp`, and passed in. */
export interface OnSubjects {
  /** The kind of subject: "hazard". */
  readonly kind: string;
  /** Whole sentences, such as where it came from; none where there is nothing to say. A fixed number of queries. */
  readonly lines: (tx: ReadTx, subject: SubjectOnPage) => Promise<readonly Words[]>;
}

/** The subject whose page it is. */
export interface SubjectOnPage {
  readonly id: string;
  /** "HAZ-12", or the version of a release. */
  readonly reference: string;
  /** The reference of its service. */
  readonly service: string;
  readonly now: Date;
}

/** The service whose page it is. */
export interface ServiceOnPage {
  readonly id: string;
  /** As in its address: `/services/DEMO`. */
  readonly reference: string;
  readonly retired: boolean;
  /** What lapses is asked of it. */
  readonly now: Date;
  /** Whose page it is: a panel links only to what this person may do. */
  readonly actor: Actor;
  /** What the standards ask of each feature. */
  readonly assessed: readonly Assessed[];
}

/** What a feature puts on a person's desk: folded by `createApp`, and passed to the desk. */
export interface OnDesk {
  /**
   * The worst `most` items for this person, and how many there are, at least: more than `items` where others are behind them.
   * A fixed number of queries, however many services, and none that counts what is not shown.
   */
  readonly load: (tx: ReadTx, desk: DeskOf) => Promise<{ readonly items: readonly DeskItem[]; readonly total: number }>;
}

/** Whose desk it is, and now. */
export interface DeskOf {
  readonly actor: Actor & { readonly kind: 'person' };
  readonly now: Date;
  readonly most: number;
  /** What the features ask of a release: what waits for a person looks first whether a feature answers instead. */
  readonly gate?: readonly GateContribution[];
  /** What lies sealed may decide what is nobody's to see. */
  readonly sealing: Sealing;
}

/** One line of a desk: what is so, where, since when, and the one thing that clears it. */
export interface DeskItem {
  /** The same for the same thing, whenever it is asked: "approval:<id>". */
  readonly key: string;
  /** What stands at its left: a verdict's tag, or a word such as "Your action". A control holds or does not; all else is met or not. */
  readonly mark: { readonly verdict: Verdict; readonly says?: 'holds' } | { readonly words: string } | null;
  readonly sentence: Sentence;
  readonly service: { readonly reference: string; readonly name: string } | null;
  /** Since when it is so. */
  readonly since: Date | null;
  /** By when it has to be cleared; one that is past is overdue. Null where it is now. */
  readonly due: Date | null;
  /** A button that says the result: "Read and sign version 5". */
  readonly action: { readonly text: string; readonly href: string };
}

/** What a feature does when somebody comes in through an identity provider, before their session begins. */
export type OnProviderSignIn = (services: Services, entry: ProviderEntry) => Promise<void>;

/** Who came in, and what the provider says of them. */
export interface ProviderEntry {
  readonly person: string;
  readonly provider: Provider;
  /** Of the provider's table: what its values stand for. Whatever else it said before no longer holds. */
  readonly roles: readonly RoleLine[];
}

/** What a feature shows where members and their roles are looked after. */
export interface OnMembers {
  /** Where a role can be held, apart from the whole organisation. */
  readonly places: (tx: ReadTx) => Promise<readonly { readonly reference: string; readonly name: string }[]>;
}

/** What a feature offers on the report on a checked log, which stands above it: folded by `createApp`, and passed in. */
export interface OnReports {
  /** For whoever asks. Plain data: the report becomes a page in a process of its own. Null where there is nothing to offer. */
  readonly offer: (services: Services, request: FastifyRequest) => Promise<ReportOffer | null>;
}

export interface ReportOffer {
  readonly heading: string;
  readonly text: string;
  /** Sends the log along with what was chosen; null where it can only be said what to do. */
  readonly form: {
    readonly action: string;
    readonly hidden: Readonly<Record<string, string>>;
    readonly question: string;
    readonly field: string;
    /** Without any, it is typed. */
    readonly choices: readonly { readonly value: string; readonly text: string }[];
    readonly button: string;
  } | null;
}

/** What jobs of features are made with. */
export interface JobGround {
  readonly ground: Ground;
  /** What the features put on a person's desk. */
  readonly onDesk: readonly OnDesk[];
  /** The one way to send mail: there once the job runs. */
  readonly mail: () => Mail;
}

/** What a feature contributes. One folder, one line in `features.ts`. */
export interface Feature {
  readonly name: string;
  readonly navigation?: readonly NavigationItem[];
  readonly verbs?: readonly CliVerb[];
  /** Loaded lazily, so that a verb that needs no database loads none. Migrations are found in the folder `migrations`. */
  readonly ground?: () => Promise<FeatureGround>;
  /** What it shows of services on pages that stand above it. */
  readonly onServices?: () => Promise<OnServices>;
  /** What it says of subjects on pages that stand above it. */
  readonly onSubjects?: () => Promise<OnSubjects | readonly OnSubjects[]>;
  /** What it says beside standards on pages that stand above it. */
  readonly onStandards?: () => Promise<OnStandards>;
  /** What it puts on a person's desk. */
  readonly onDesk?: () => Promise<OnDesk>;
  /** What it does when somebody comes in through an identity provider. */
  readonly onProviderSignIn?: () => Promise<OnProviderSignIn>;
  /** What it shows where members and their roles are looked after. */
  readonly onMembers?: () => Promise<OnMembers>;
  /** What it does later, or from time to time. */
  readonly jobs?: (given: JobGround) => Promise<readonly Job[]>;
  /** What it offers on the report on a checked log. */
  readonly onReports?: () => Promise<OnReports>;
  /** Registers the feature's pages on a Fastify scope of its own. Loaded lazily, so that the command line needs no web server. */
  readonly routes?: () => Promise<(app: FastifyInstance, services: Services) => void | Promise<void>>;
}
