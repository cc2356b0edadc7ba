-- What something that happened owes: what is known of it, what people judged, and what waits. Nothing is deleted: what was said
-- ends, and stays. What lies in a safeguarding compartment is never here.

create table duty_case (
  organisation_id uuid not null,
  -- Of what it is about: an incident.
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  -- "INC-12"
  reference text not null,
  -- The version of the pack of rules by which it was settled last.
  pack text not null,
  primary key (organisation_id, id, from_seq)
);
create unique index duty_case_now on duty_case (organisation_id, id) where to_seq = 9007199254740991;
create index duty_case_service on duty_case (organisation_id, service_id, reference) where to_seq = 9007199254740991;
call protect_versions('duty_case');

-- A fact of a case, or of a service and then of all of its cases. Values are answers to the pack's questions: no free text.
create table duty_fact (
  organisation_id uuid not null,
  id uuid not null,
  -- A case, or a service.
  about_id uuid not null,
  fact text not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  -- JSON's null says that there is none; what is not known is not here.
  value jsonb not null,
  source_id uuid not null,
  -- Since when whoever owes a duty knows it; null for from the start.
  since timestamptz(3),
  stated_by text not null,
  stated_at timestamptz(3) not null,
  checked_by text,
  checked_at timestamptz(3),
  primary key (organisation_id, id, from_seq),
  check ((checked_by is null) = (checked_at is null))
);
create unique index duty_fact_now on duty_fact (organisation_id, about_id, fact) where to_seq = 9007199254740991;
create index duty_fact_about on duty_fact (organisation_id, about_id);
call protect_versions('duty_fact');

create table duty_judgement (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  case_id uuid not null,
  -- "MHRA-10D", and the version of its rule under which it was judged.
  duty text not null,
  version int not null,
  pack text not null,
  kind text not null check (kind in ('confirmed', 'dismissed', 'sent', 'acknowledged', 'withdrawn')),
  reason_id uuid,
  -- What the duty read, as it was known then.
  basis jsonb not null,
  -- The limit as it stood then.
  due timestamptz(3),
  -- When it was sent or acknowledged.
  happened_at timestamptz(3),
  reference_id uuid,
  sent_to_id uuid,
  sent_by_id uuid,
  -- Of what was withdrawn.
  withdraws uuid,
  said_by text not null,
  said_at timestamptz(3) not null,
  primary key (organisation_id, id, from_seq),
  check (kind not in ('dismissed', 'withdrawn') or reason_id is not null),
  check (kind <> 'sent' or (happened_at is not null and reference_id is not null and sent_to_id is not null
    and sent_by_id is not null)),
  check ((kind = 'withdrawn') = (withdraws is not null))
);
create index duty_judgement_case on duty_judgement (organisation_id, case_id, from_seq);
call protect_versions('duty_judgement');

-- What is open of a case: written whenever a fact or a judgement of it changes, and by no clock. Boards and reminders read it.
create table duty_open (
  organisation_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  duty text not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  standing text not null check (standing in ('owed', 'follow-up', 'possible')),
  strength text not null,
  -- The limit in words.
  limit_words text not null,
  started timestamptz(3),
  due timestamptz(3),
  target timestamptz(3),
  primary key (organisation_id, id, from_seq)
);
create unique index duty_open_now on duty_open (organisation_id, case_id, duty) where to_seq = 9007199254740991;
create index duty_open_service on duty_open (organisation_id, service_id, coalesce(due, target))
  where to_seq = 9007199254740991;
call protect_versions('duty_open');

-- Who was reminded of what: each step once for each limit.
create table duty_reminder (
  organisation_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  duty text not null,
  by_at timestamptz(3) not null,
  step text not null check (step in ('half', 'four fifths', 'overdue')),
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  primary key (organisation_id, id, from_seq)
);
create unique index duty_reminder_once on duty_reminder (organisation_id, case_id, duty, by_at, step);
call protect_versions('duty_reminder');

-- A calendar that a person subscribes to. The link is kept as its digest, and opens nothing once it is ended.
create table duty_calendar (
  organisation_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  token_digest bytea not null,
  made_at timestamptz(3) not null,
  primary key (organisation_id, id, from_seq)
);
create unique index duty_calendar_now on duty_calendar (organisation_id, person_id) where to_seq = 9007199254740991;
create unique index duty_calendar_token on duty_calendar (organisation_id, token_digest)
  where to_seq = 9007199254740991;
call protect_versions('duty_calendar');
