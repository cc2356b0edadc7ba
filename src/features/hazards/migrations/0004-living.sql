-- The living hazard log: whom a hazard harms and how badly, what a control brings and rests on, ratings that name the
-- controls they rely on, and what a person decided about a risk that stays.

alter table hazard
  add column harmed_id uuid,
  -- Groups of people who are more at risk, by their codes.
  add column vulnerable text[] not null default '{}',
  -- As many as harm_ids: [{ "class", "patients" } or null]; null where none is stated.
  add column harm_kinds jsonb;

alter table control
  -- DCB0129 6.1.2: whether it brings new hazards, or changes others. Null: nobody has looked.
  add column new_hazards text check (new_hazards in ('none', 'found')),
  add column new_hazards_note_id uuid,
  -- Work items and code: [{ "kind", "url", "text" }].
  add column links jsonb not null default '[]',
  -- Whether hazards of other services of the organisation may rest on it.
  add column shared boolean not null default false;

-- Whether it keeps the hazard from happening, or limits its harm. Null: nobody has said.
alter table hazard_control add column acts text check (acts in ('prevents', 'limits'));

alter table hazard_rating drop constraint hazard_rating_phase_check;
alter table hazard_rating
  -- deployer: residual if the deployer's controls are in place.
  add constraint hazard_rating_phase_check check (phase in ('initial', 'target', 'residual', 'deployer')),
  -- The scheme that made its level: "nhs-5x5@1".
  add column scheme text,
  -- Where the severity follows from them: the class of harm, and whether it is one patient or several.
  add column harm_class text,
  add column patients text check (patients in ('single', 'multiple')),
  -- The controls that it relies on, and the assumptions; null where nobody has said.
  add column relies_on uuid[],
  add column assumes uuid[];

-- What each aspect of a control rests on. A test that carries its tag proposes; a person accepts.
create table control_evidence (
  organisation_id uuid not null,
  control_id uuid not null,
  question_id uuid not null,
  aspect text not null check (aspect in ('unstated', 'implementation', 'effectiveness')),
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  state text not null check (state in ('proposed', 'accepted', 'rejected')),
  reason_id uuid,
  -- The ledger's word for whoever proposed, accepted or rejected it.
  decided_by text not null,
  primary key (organisation_id, control_id, question_id, aspect, from_seq)
);
create unique index control_evidence_now on control_evidence (organisation_id, control_id, question_id, aspect)
  where to_seq = 9007199254740991;
create index control_evidence_question on control_evidence (organisation_id, question_id) where to_seq = 9007199254740991;
create index control_evidence_waiting on control_evidence (organisation_id, control_id)
  where to_seq = 9007199254740991 and state = 'proposed';
call protect_versions('control_evidence');

-- Why a risk that stays is accepted, or what the benefit is worth: of one residual rating.
create table hazard_judgement (
  organisation_id uuid not null,
  hazard_id uuid not null,
  kind text not null check (kind in ('acceptance', 'benefit-risk')),
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  -- The entry of the residual rating that it is about: another rating needs another.
  rating_seq bigint not null,
  text_id uuid not null,
  giver text not null,
  given_at timestamptz(3) not null,
  primary key (organisation_id, hazard_id, kind, from_seq)
);
create unique index hazard_judgement_now on hazard_judgement (organisation_id, hazard_id, kind)
  where to_seq = 9007199254740991;
call protect_versions('hazard_judgement');
