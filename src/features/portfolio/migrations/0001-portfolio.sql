-- What is kept of each service so that a list of a thousand is quick. It can be computed from everything else at any time, holds
-- no word that a person typed, and is written beside the commands and not by them: no ledger entry tells of it.

-- Up to which entry of the ledger it is true, by which edition of the standards, and until when.
create table service_summary (
  organisation_id uuid not null,
  service_id uuid not null,
  at_seq bigint not null,
  made_by text not null,
  -- From then on it has to be computed anew; null where nothing ends any more.
  ends_at timestamptz(3),
  primary key (organisation_id, service_id)
);
call protect('service_summary');

-- How it stands from a time on, until the next of these: what lapses is there before it does, and time writes nothing.
create table service_summary_step (
  organisation_id uuid not null,
  service_id uuid not null,
  begins_at timestamptz(3) not null,
  stands jsonb not null,
  primary key (organisation_id, service_id, begins_at)
);
call protect('service_summary_step', 'select, insert, delete');

-- How much of a week somebody has for being clinical safety officer, where the organisation said so: in hundredths of a
-- whole-time equivalent.
create table officer_capacity (
  organisation_id uuid not null,
  person_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  -- Null where it was said that it is not known.
  hundredths smallint check (hundredths between 0 and 100),
  primary key (organisation_id, person_id, from_seq)
);
create unique index officer_capacity_now on officer_capacity (organisation_id, person_id) where to_seq = 9007199254740991;
call protect_versions('officer_capacity');
