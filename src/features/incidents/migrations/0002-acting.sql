-- What an incident does: what it means for the safety case, what was done about it, what closing asks, what was learned, and how
-- much a service is used, beside which incidents are counted.

-- Does it undermine the safety case (DCB0129 7.2.2)? Proposed by whoever handles it, signed by an officer.
create table incident_verdict (
  organisation_id uuid not null,
  incident_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  answer text not null check (answer in ('no', 'yes')),
  why_id uuid not null,
  -- References of hazards and controls: "HAZ-12", "CTL-31".
  undermines text[] not null,
  -- Why it realised no hazard of the log.
  no_hazard_id uuid,
  proposed_by text not null,
  proposed_at timestamptz(3) not null,
  signed_by uuid,
  signed_role text,
  signed_registration text,
  signed_at timestamptz(3),
  confirmed_by text,
  together int,
  primary key (organisation_id, incident_id, from_seq),
  check ((signed_by is null) = (signed_at is null) and (signed_by is null) = (signed_role is null)
    and (signed_by is null) = (together is null) and (signed_by is null) = (confirmed_by is null))
);
create unique index incident_verdict_now on incident_verdict (organisation_id, incident_id) where to_seq = 9007199254740991;
create index incident_verdict_service on incident_verdict (organisation_id, service_id) where to_seq = 9007199254740991;
-- What waits for an officer: few, and asked for by every desk.
create index incident_verdict_waiting on incident_verdict (organisation_id, proposed_at)
  where to_seq = 9007199254740991 and signed_at is null;
call protect_versions('incident_verdict');

-- An action against its cause, how strong it is, and the action that looks whether it worked. Their words are with the actions.
create table incident_action (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  incident_id uuid not null,
  action_id uuid not null,
  strength text not null check (strength in ('design', 'guard', 'procedure', 'training', 'information')),
  check_id uuid not null,
  primary key (organisation_id, id, from_seq)
);
create index incident_action_incident on incident_action (organisation_id, incident_id, from_seq);
call protect_versions('incident_action');

-- What closing asks besides: why nothing has to be done, and whether the duty of candour applies.
create table incident_closing (
  organisation_id uuid not null,
  incident_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  no_action_id uuid,
  candour text check (candour in ('applies', 'does not apply')),
  candour_reason_id uuid,
  primary key (organisation_id, incident_id, from_seq),
  check ((candour is null) = (candour_reason_id is null))
);
create unique index incident_closing_now on incident_closing (organisation_id, incident_id) where to_seq = 9007199254740991;
call protect_versions('incident_closing');

-- The steps of the duty of candour, each done, or why it could not be.
create table incident_candour (
  organisation_id uuid not null,
  incident_id uuid not null,
  step text not null check (step in ('told', 'account', 'apology', 'support', 'record', 'follow-up')),
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  state text not null check (state in ('done', 'could not be reached', 'declined')),
  done_on date not null,
  note_id uuid not null,
  written_by text not null,
  primary key (organisation_id, incident_id, step, from_seq)
);
create unique index incident_candour_now on incident_candour (organisation_id, incident_id, step)
  where to_seq = 9007199254740991;
call protect_versions('incident_candour');

-- What was learned from an incident: written where it happened, looked at before others see it.
create table incident_learning (
  organisation_id uuid not null,
  incident_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  learned_id uuid not null,
  for_whom_id uuid not null,
  written_by text not null,
  state text not null check (state in ('written', 'shared', 'withdrawn')),
  reviewed_by text,
  reason_id uuid,
  primary key (organisation_id, incident_id, from_seq),
  check ((state = 'written') = (reviewed_by is null))
);
create unique index incident_learning_now on incident_learning (organisation_id, incident_id) where to_seq = 9007199254740991;
create index incident_learning_shared on incident_learning (organisation_id, from_seq)
  where to_seq = 9007199254740991 and state = 'shared';
call protect_versions('incident_learning');

-- How much a service is used, from a day on: who said so, and from where they have it.
create table incident_usage (
  organisation_id uuid not null,
  service_id uuid not null,
  since date not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  unit text not null check (unit in ('uses', 'visits', 'messages', 'photos', 'appointments', 'prescriptions', 'results',
    'patients')),
  per_month int not null check (per_month >= 0),
  source_id uuid not null,
  said_by text not null,
  primary key (organisation_id, service_id, since, from_seq)
);
create unique index incident_usage_now on incident_usage (organisation_id, service_id, since) where to_seq = 9007199254740991;
call protect_versions('incident_usage');
