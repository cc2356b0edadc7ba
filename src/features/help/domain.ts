/*
 * The articles, in the order in which they are listed. Pure.
 */

/** An article. Some are made elsewhere, from what is declared: two by the platform, and the list of checks by the standards. */
export interface Article {
  readonly path: string;
  readonly title: string;
  /** What somebody finds there, in one sentence. */
  readonly about: string;
}

export const ARTICLES = {
  signatures: {
    path: '/help/signatures',
    title: 'What a signature means',
    about: 'What is signed, what is recorded of it, and what out of date, challenged, expired and void mean.',
  },
  pipeline: {
    path: '/help/evidence-from-a-pipeline',
    title: 'Evidence from a pipeline',
    about: 'How tests name the controls that they are for, and how a pipeline sends their results.',
  },
  plan: {
    path: '/help/plan',
    title: 'The plan and the file',
    about: 'What the clinical risk management plan says, who may authorise what, and when it is out of date.',
  },
  releases: {
    path: '/help/releases',
    title: 'Releases',
    about: 'How a release is recorded, and what people say of its components and of what it means for safety.',
  },
  gate: {
    path: '/help/gate-in-a-pipeline',
    title: 'Ask the gate from a pipeline',
    about: 'What the gate asks before a release, what a pipeline makes of the answer, and who may override it.',
  },
  argument: {
    path: '/help/argument',
    title: 'The safety argument',
    about: 'How the claims are made from what is known, and what people write that speaks against them.',
  },
  report: {
    path: '/help/safety-case-report',
    title: 'The clinical safety case report',
    about: 'How a report is begun, written, approved and handed on, and what takes its place.',
  },
  handingOver: {
    path: '/help/handing-over',
    title: 'Hand over to whoever deploys',
    about: 'For who makes a service: what a packet holds, how it is proved, and what comes back.',
  },
  deploying: {
    path: '/help/deploying',
    title: 'Deploy what somebody else makes',
    about: 'For who deploys a service: a log for each place, the packet of the supplier, and the answer to it.',
  },
  supplier: {
    path: '/help/supplier-without-primum',
    title: 'A supplier who does not use Primum',
    about: 'How their Excel, Word or PDF is taken in, what is missing in it, and how to ask.',
  },
  publicPage: {
    path: '/help/public-page',
    title: 'The public page',
    about: 'What everybody may read of how safe a service is, and how an officer publishes and withdraws it.',
  },
  reporting: {
    path: '/help/reporting',
    title: 'Say that something went wrong',
    about: 'How anybody in the team reports what went wrong, nearly did or went well, and what becomes of it.',
  },
  triage: {
    path: '/help/triage',
    title: 'Triage an incident',
    about: 'What is decided of a report first, and what is challenged by what you name.',
  },
  duties: {
    path: '/help/duties',
    title: 'Who has to be told when harm occurs',
    about: 'How duties and their limits are worked out, what “possible” means, and how far the rules can be relied on.',
  },
  verdict: {
    path: '/help/closing-an-incident',
    title: 'Does it undermine the safety case? And closing',
    about: 'Who answers what an incident means for the safety case, and what has to be answered before it is closed.',
  },
  feedback: {
    path: '/help/telling-what-came-of-it',
    title: 'Tell people what came of it',
    about: 'How whoever reported something hears back, and when a message may go out to them.',
  },
  safeguarding: {
    path: '/help/safeguarding',
    title: 'If somebody may need protecting',
    about: 'How you say so, who reads it, and why nobody else sees anything of it.',
  },
  publicForm: {
    path: '/help/public-form',
    title: 'The public form for concerns',
    about: 'How anybody says that something is not safe, without an account; what “Exit this page” can do and cannot.',
  },
  officer: {
    path: '/help/clinical-safety-officer',
    title: 'The clinical safety officer',
    about: 'Who it is, how somebody is nominated and accepts, and what happens when they are away or hand over.',
  },
  registrations: {
    path: '/help/registrations',
    title: 'Registrations and looking them up',
    about: 'Who looks up whom, on which registers, and what a look-up counts for.',
  },
  decisions: {
    path: '/help/decisions-and-assumptions',
    title: 'Decisions and assumptions',
    about:
      'How to record why something was decided and what is taken to be so, and what happens when it is found false.',
  },
  workshops: {
    path: '/help/workshops',
    title: 'Hazard workshops and meetings',
    about: 'How to plan one, write in the room, close the minutes, and decide what becomes of each draft hazard.',
  },
  discussing: {
    path: '/help/discussing',
    title: 'Discussing and attaching',
    about: 'How you ask somebody about a hazard or a control, where it stands, and what stays of it.',
  },
  point16: {
    path: '/help/point-16',
    title: 'Point 16 and the other standards',
    about: 'What met, not met and not known mean, how a judgement works, and when it is out of date.',
  },
  checks: {
    path: '/help/checks',
    title: 'What is checked',
    about: 'Every check, automatic or by hand: what has to be so, and which standards ask for it.',
  },
  whoMay: {
    path: '/help/who-may-do-what',
    title: 'Who may do what',
    about: 'Every role, and what it opens: the list that is also what is enforced.',
  },
  signingIn: {
    path: '/help/signing-in',
    title: 'Signing in, and confirming that it is you',
    about: 'Passkeys, passwords, recovery codes and links, and what to do when nothing works.',
  },
  assessors: {
    path: '/help/for-assessors',
    title: 'For assessors',
    about: 'What you can see, for how long, what is recorded of it, and how to check a signature yourself.',
  },
  api: {
    path: '/help/api',
    title: 'The API',
    about: 'For whoever writes a program: how it signs in, what it can ask and do.',
  },
} as const satisfies Readonly<Record<string, Article>>;

/** The articles that are written here. */
export type Written = Exclude<keyof typeof ARTICLES, 'whoMay' | 'api' | 'checks'>;
