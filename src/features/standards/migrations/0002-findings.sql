-- What people judge beside what was observed: findings on the sections of a standard, decisions on which standards apply,
-- and assessments by a panel. Signatures of the first two stand with approvals.

create table finding (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  -- FND-3: given once in a service, never used again. A section of a standard has one; judging it again is a new version.
  number int not null,
  catalogue text not null,
  edition text not null,
  section text not null,
  primary key (organisation_id, id, from_seq)
);
create unique index finding_now on finding (organisation_id, id) where to_seq = 9007199254740991;
create unique index finding_number on finding (organisation_id, service_id, number) where to_seq = 9007199254740991;
create unique index finding_section on finding (organisation_id, service_id, catalogue, section)
  where to_seq = 9007199254740991;
call protect_versions('finding');

-- One judgement on one criterion. It begins with the entry in which it was made: judging the same again is another one.
create table finding_judgement (
  organisation_id uuid not null,
  finding_id uuid not null,
  criterion text not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  value text not null check (value in ('met', 'partly met', 'not met', 'does not apply')),
  reason_id uuid,
  -- The facts about the service that it turned on, as they were: those that were known, by name.
  facts jsonb not null,
  -- What each check came to, by its id, as whoever judged saw it.
  basis jsonb not null,
  primary key (organisation_id, finding_id, criterion, from_seq)
);
create unique index finding_judgement_now on finding_judgement (organisation_id, finding_id, criterion)
  where to_seq = 9007199254740991;
call protect_versions('finding_judgement');

create table scope_decision (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  -- SCP-1: given once in a service, never used again.
  number int not null,
  catalogue text not null,
  edition text not null,
  -- Null for the whole standard.
  section text,
  applies boolean not null,
  reason_id uuid not null,
  facts jsonb not null,
  -- How many people sign it.
  signatures int not null check (signatures in (1, 2)),
  -- Why it no longer stands, where somebody took it back.
  withdrawn_id uuid,
  -- The entry in which it was decided: deciding the same again is another decision.
  decided_seq bigint not null,
  primary key (organisation_id, id, from_seq)
);
create unique index scope_decision_now on scope_decision (organisation_id, id) where to_seq = 9007199254740991;
create unique index scope_decision_number on scope_decision (organisation_id, service_id, number)
  where to_seq = 9007199254740991;
create unique index scope_decision_of on scope_decision (organisation_id, service_id, catalogue, section)
  nulls not distinct where to_seq = 9007199254740991;
call protect_versions('scope_decision');

-- What a panel of people found who looked at the service on a day.
create table panel_assessment (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  -- PNL-1: given once in a service, never used again.
  number int not null,
  catalogue text not null,
  edition text not null,
  held_on date not null,
  phase text not null check (phase in ('alpha', 'beta', 'live')),
  outcome text not null check (outcome in ('met', 'conditions', 'not met')),
  -- Who was on it, and their part, in the same order.
  name_ids uuid[] not null,
  part_ids uuid[] not null,
  notes_id uuid,
  primary key (organisation_id, id, from_seq)
);
create unique index panel_assessment_number on panel_assessment (organisation_id, service_id, number)
  where to_seq = 9007199254740991;
call protect_versions('panel_assessment');
