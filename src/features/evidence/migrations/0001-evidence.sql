-- Evidence: standing questions (a test, a document, a link, a record, a period in use), what was observed of them and when,
-- and the releases that it was observed on.

create table release (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  version text not null,
  state text not null check (state in ('candidate', 'live', 'withdrawn')),
  -- The entry at which it went live. What was observed on a candidate says nothing of what is in use.
  live_seq bigint,
  primary key (organisation_id, id, from_seq)
);
create unique index release_now on release (organisation_id, id) where to_seq = 9007199254740991;
create unique index release_version on release (organisation_id, service_id, version) where to_seq = 9007199254740991;
call protect_versions('release');

create table question (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  -- EVD-12: given once in a service, never used again.
  number int not null,
  sort text not null check (sort in ('test', 'document', 'link', 'record', 'operating period')),
  title_id uuid not null,
  -- Of a test: SHA-256 of what makes it the same test from run to run.
  key bytea,
  -- For how many days an observation stands.
  valid_days int not null check (valid_days between 1 and 3660),
  retired boolean not null,
  primary key (organisation_id, id, from_seq)
);
create unique index question_now on question (organisation_id, id) where to_seq = 9007199254740991;
create unique index question_number on question (organisation_id, service_id, number) where to_seq = 9007199254740991;
create unique index question_key on question (organisation_id, service_id, key)
  where to_seq = 9007199254740991 and key is not null;
call protect_versions('question');

-- Results that came together, as a program or a person handed them in. Never changed.
create table evidence_run (
  organisation_id uuid not null,
  id uuid not null,
  seq bigint not null,
  service_id uuid not null,
  release_id uuid not null,
  -- RUN-8812: given once in a service.
  number int not null,
  -- Who handed it in: the ledger's word for them, never what the file says.
  producer text not null,
  file text not null,
  sha256 text not null,
  -- When it was observed, as the file says; and when it came here.
  observed_at timestamptz(3) not null,
  stored_at timestamptz(3) not null,
  passed int not null,
  failed int not null,
  skipped int not null,
  -- Tags in it that name no control.
  unknown_tags text[] not null,
  primary key (organisation_id, id)
);
create unique index evidence_run_number on evidence_run (organisation_id, service_id, number);
create unique index evidence_run_file on evidence_run (organisation_id, service_id, release_id, sha256);
call protect('evidence_run', 'select, insert');

-- What was observed of a question, once. Never changed.
create table observation (
  organisation_id uuid not null,
  id uuid not null,
  seq bigint not null,
  question_id uuid not null,
  outcome text not null check (outcome in ('passed', 'failed')),
  -- Null: it is about no release, such as a document.
  release_id uuid,
  run_id uuid,
  observed_at timestamptz(3) not null,
  stored_at timestamptz(3) not null,
  -- The ledger's word for whoever observed it or handed it in.
  observer text not null,
  -- What it showed, in words; the message of a failing test; of a period in use, its exposure.
  detail_id uuid,
  file_sha256 text,
  file_name text,
  url text,
  -- SHA-256 of what stood at the address; null where it could not be reached.
  url_sha256 text,
  -- Of a period in use.
  period_from date,
  period_to date,
  primary key (organisation_id, id)
);
create index observation_question on observation (organisation_id, question_id, observed_at desc, seq desc);
create index observation_run on observation (organisation_id, run_id) where run_id is not null;
create index observation_release on observation (organisation_id, release_id) where release_id is not null;
call protect('observation', 'select, insert');

-- A person's word that an observation does not count, with the reason. The one before it does then.
create table observation_dismissal (
  organisation_id uuid not null,
  observation_id uuid not null,
  seq bigint not null,
  reason_id uuid not null,
  dismissed_by text not null,
  primary key (organisation_id, observation_id)
);
call protect('observation_dismissal', 'select, insert');
