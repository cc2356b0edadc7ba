-- The safety incident management log (DCB0129 3.6, 7.2): incidents, each report of one, what was graded and why, what was done,
-- and what it points at. Every row is a version; every free text is in text_value. Nothing is deleted.

create table incident (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  -- INC-12: given once in a service, never used again.
  number int not null,
  sort text not null check (sort in ('incident', 'near miss', 'risk', 'good care', 'outcome')),
  title_id uuid not null,
  what_id uuid not null,
  stage text not null
    check (stage in ('reported', 'triaged', 'contained', 'investigating', 'actions', 'learning', 'closed')),
  reopened boolean not null,
  occurred_on date,
  reported_at timestamptz(3) not null,
  -- When whoever keeps the log became aware: clocks of duties may start with it. Never after it was reported.
  aware_at timestamptz(3) not null,
  acknowledged_at timestamptz(3),
  triaged_at timestamptz(3),
  made_safe_at timestamptz(3),
  closed_at timestamptz(3),
  danger text not null check (danger in ('yes', 'no', 'unknown')),
  -- What the reporter said of harm, before anybody graded it.
  harmed text not null check (harmed in ('yes', 'no', 'unknown')),
  -- Whether it harmed a patient, or could have: what most duties turn on first.
  patient_safety text not null check (patient_safety in ('yes', 'no', 'unknown')),
  -- The worst that could credibly have come of it: places on the axes of the scheme that stands beside them, whole.
  worst_severity int,
  worst_likelihood int,
  worst_scheme jsonb,
  -- What came of it, in the words of LFPSE, whose codes run backwards and are never kept as numbers.
  physical text check (physical in ('none', 'low', 'moderate', 'severe', 'fatal')),
  psychological text check (psychological in ('none', 'low', 'moderate', 'severe')),
  association text check (association in ('caused', 'probably', 'possibly', 'not related', 'unknown')),
  concern text check (concern in ('very', 'fairly', 'not very', 'not at all')),
  -- How the system was involved, in the words of LFPSE; none, where nobody said.
  involved text[] not null,
  -- What is known already that would have lessened it (the log of the implementation guidance, 3.6).
  mitigation_id uuid,
  release text,
  owner_id uuid,
  cause_id uuid,
  response text,
  response_reason_id uuid,
  -- Why it does not count: a test, a mistake. Null where it does.
  voided_id uuid,
  primary key (organisation_id, id, from_seq),
  check ((worst_severity is null) = (worst_likelihood is null) and (worst_severity is null) = (worst_scheme is null)),
  check (aware_at <= reported_at)
);
create unique index incident_now on incident (organisation_id, id) where to_seq = 9007199254740991;
create unique index incident_number on incident (organisation_id, service_id, number) where to_seq = 9007199254740991;
create index incident_versions on incident (organisation_id, service_id, number, from_seq);
create index incident_open on incident (organisation_id, service_id, stage, reported_at)
  where to_seq = 9007199254740991 and stage <> 'closed' and voided_id is null;
create index incident_owner on incident (organisation_id, owner_id)
  where to_seq = 9007199254740991 and stage <> 'closed' and voided_id is null;
call protect_versions('incident');

-- Each report of an incident: several people may report the same thing, and each is answered.
create table incident_report (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  incident_id uuid not null,
  channel text not null check (channel in ('staff', 'public', 'mail', 'monitoring', 'program', 'import')),
  -- A person with an account, a concern of somebody from the public, or a source in a few words that name nobody.
  reporter_by text not null check (reporter_by in ('person', 'concern', 'source')),
  reporter_id uuid,
  reporter_name text,
  reported_at timestamptz(3) not null,
  -- The same for the same report of another system: it is taken in once.
  external_key text,
  -- What a later report says beside the first one.
  words_id uuid,
  primary key (organisation_id, id, from_seq),
  check ((reporter_by = 'source') = (reporter_name is not null) and (reporter_by = 'source') = (reporter_id is null))
);
create unique index incident_report_now on incident_report (organisation_id, id) where to_seq = 9007199254740991;
create unique index incident_report_key on incident_report (organisation_id, service_id, external_key)
  where to_seq = 9007199254740991 and external_key is not null;
create index incident_report_incident on incident_report (organisation_id, incident_id, from_seq);
call protect_versions('incident_report');

-- What was graded, one row each time: the grade before stays, with the reason for the new one.
create table incident_grade (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  incident_id uuid not null,
  graded text not null check (graded in ('sort', 'danger', 'worst', 'physical', 'psychological')),
  -- In words, as it was shown: "moderate", "Considerable, Low: 2 (NHS-DCB-5x5@3f1c09ab)". Null takes a grade back.
  before text,
  value text,
  reason_id uuid,
  given_by text not null,
  primary key (organisation_id, id, from_seq)
);
create index incident_grade_incident on incident_grade (organisation_id, incident_id, from_seq);
call protect_versions('incident_grade');

-- Who did what when. Written by people, and in part by what they do.
create table incident_journal (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  incident_id uuid not null,
  text_id uuid not null,
  written_by text not null,
  primary key (organisation_id, id, from_seq)
);
create index incident_journal_incident on incident_journal (organisation_id, incident_id, from_seq);
call protect_versions('incident_journal');

-- What was done at once so that nobody else is harmed, and when.
create table incident_containment (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  incident_id uuid not null,
  sort text not null check (sort in ('switched off', 'told', 'worked around', 'other')),
  text_id uuid not null,
  done_at timestamptz(3) not null,
  written_by text not null,
  primary key (organisation_id, id, from_seq)
);
create index incident_containment_incident on incident_containment (organisation_id, incident_id, from_seq);
call protect_versions('incident_containment');

-- What an incident points at, and in what sense.
create table incident_link (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  incident_id uuid not null,
  kind text not null check (kind in ('release', 'page', 'hazard', 'cause', 'control', 'incident')),
  -- What it is here; null for a page, and for a cause in words.
  target_id uuid,
  -- "HAZ-12", "1.4.0"; null where it is a text.
  reference text,
  text_id uuid,
  sense text not null,
  primary key (organisation_id, id, from_seq),
  check ((reference is null) <> (text_id is null))
);
create unique index incident_link_now on incident_link (organisation_id, id) where to_seq = 9007199254740991;
create index incident_link_incident on incident_link (organisation_id, incident_id, from_seq);
create index incident_link_target on incident_link (organisation_id, target_id) where to_seq = 9007199254740991;
call protect_versions('incident_link');

-- How a service wants to be told, by when each stage has to be reached, and who is asked where it is not.
create table incident_arrangements (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  -- Who acknowledges, by role; and outside hours whom to reach, and how.
  acknowledges text not null,
  out_of_hours_id uuid not null,
  reached_id uuid not null,
  -- Minutes from the report.
  acknowledge_within int not null check (acknowledge_within > 0),
  triage_within int not null check (triage_within > 0),
  safe_within int not null check (safe_within > 0),
  close_within int not null check (close_within > 0),
  -- Roles, the first one first: each step is asked where the one before let the time pass.
  ladder text[] not null,
  primary key (organisation_id, id, from_seq)
);
create unique index incident_arrangements_now on incident_arrangements (organisation_id, service_id)
  where to_seq = 9007199254740991;
call protect_versions('incident_arrangements');

-- Whom a step of the ladder was asked about which overdue stage: once each.
create table incident_escalation (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  incident_id uuid not null,
  target text not null check (target in ('acknowledge', 'triage', 'safe', 'close')),
  step int not null,
  role text not null,
  primary key (organisation_id, id, from_seq)
);
create unique index incident_escalation_once on incident_escalation (organisation_id, incident_id, target, step)
  where to_seq = 9007199254740991;
call protect_versions('incident_escalation');
