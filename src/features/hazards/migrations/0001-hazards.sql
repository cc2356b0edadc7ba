-- Hazard logs, hazards, their causes, controls and ratings. Every row is a version; every free text is in text_value.

create table hazard_log (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  number int not null,
  title text not null,
  -- The risk scheme that its ratings are looked up in, whole, with id and version: a scheme is data that the log declares.
  scheme jsonb,
  -- What it was imported from: [{ "file", "sha256", "kind" }].
  sources jsonb not null,
  retired boolean not null,
  primary key (organisation_id, id, from_seq)
);
create unique index hazard_log_now on hazard_log (organisation_id, id) where to_seq = 9007199254740991;
create unique index hazard_log_number on hazard_log (organisation_id, service_id, number)
  where to_seq = 9007199254740991;
create index hazard_log_versions on hazard_log (organisation_id, service_id, number, from_seq);
call protect_versions('hazard_log');

create table hazard (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  log_id uuid not null,
  -- HAZ-12: given once in a service, never used again.
  number int not null,
  name_id uuid not null,
  description_id uuid,
  component text,
  arises_in text check (arises_in in ('content', 'process', 'service')),
  effect_ids uuid[] not null,
  harm_ids uuid[] not null,
  status text not null check (status in ('open', 'closed', 'transferred')),
  -- As the file says it, and why it was closed or opened again.
  stated_status text,
  standing_reason_id uuid,
  owner text,
  receiver text,
  notes_id uuid,
  evidence_id uuid,
  -- Columns that no one here knows the meaning of: one text, JSON of [{ "header", "text" }].
  extra_id uuid,
  -- The number that the file gives it, and where it stands there.
  file_ref text,
  place jsonb,
  retired boolean not null,
  primary key (organisation_id, id, from_seq)
);
create unique index hazard_now on hazard (organisation_id, id) where to_seq = 9007199254740991;
create unique index hazard_number on hazard (organisation_id, service_id, number) where to_seq = 9007199254740991;
create index hazard_log_hazards on hazard (organisation_id, log_id, number) where to_seq = 9007199254740991;
create index hazard_versions on hazard (organisation_id, service_id, number, from_seq);
-- How many stand open in a service is counted without a look at the rows.
create index hazard_open on hazard (organisation_id, service_id)
  where to_seq = 9007199254740991 and status = 'open' and not retired;
call protect_versions('hazard');

create table hazard_cause (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  hazard_id uuid not null,
  position int not null,
  text_id uuid not null,
  place jsonb,
  primary key (organisation_id, id, from_seq)
);
create unique index hazard_cause_now on hazard_cause (organisation_id, id) where to_seq = 9007199254740991;
create index hazard_cause_hazard on hazard_cause (organisation_id, hazard_id, from_seq);
call protect_versions('hazard_cause');

create table control (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  -- CTL-31: given once in a service, never used again.
  number int not null,
  text_id uuid not null,
  existing boolean,
  type text check (type in ('design', 'test', 'training', 'process', 'information', 'other')),
  owner text,
  party text check (party in ('manufacturer', 'deployer', 'supplier')),
  -- What somebody declares; never "verified", which is a verdict.
  state text not null check (state in ('not stated', 'proposed', 'agreed', 'in place', 'withdrawn')),
  stated_state text,
  evidence_id uuid,
  action_id uuid,
  action_status text,
  place jsonb,
  retired boolean not null,
  primary key (organisation_id, id, from_seq)
);
create unique index control_now on control (organisation_id, id) where to_seq = 9007199254740991;
create unique index control_number on control (organisation_id, service_id, number) where to_seq = 9007199254740991;
create index control_versions on control (organisation_id, service_id, number, from_seq);
call protect_versions('control');

-- Which controls act on which hazard, and on which of its causes, where the log says so.
create table hazard_control (
  organisation_id uuid not null,
  hazard_id uuid not null,
  control_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  position int not null,
  -- Several, where the log repeats it for another cause. Empty where it says none.
  cause_ids uuid[] not null,
  primary key (organisation_id, hazard_id, control_id, from_seq)
);
create unique index hazard_control_now on hazard_control (organisation_id, hazard_id, control_id)
  where to_seq = 9007199254740991;
create index hazard_control_control on hazard_control (organisation_id, control_id, hazard_id);
call protect_versions('hazard_control');

create table hazard_rating (
  organisation_id uuid not null,
  hazard_id uuid not null,
  phase text not null check (phase in ('initial', 'residual')),
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  -- Words of the log's scheme; as written, where the scheme does not have them.
  severity text,
  likelihood text,
  -- Places on the scheme's axes, from 0.
  severity_index int,
  likelihood_index int,
  -- What the file says that the risk is, and what the scheme makes of severity and likelihood: the level that counts.
  stated text,
  level text,
  -- From 1 to the number of the scheme's bands, by how bad it is: for sorting and drawing.
  band int,
  justification_id uuid,
  -- "as stated in FILE", or the person who judged: "person:<id>".
  giver text not null,
  given_at timestamptz(3) not null,
  -- An imported residual rating is provisional, and the initial one counts, until a person confirms it.
  confirmed_seq bigint,
  primary key (organisation_id, hazard_id, phase, from_seq)
);
create unique index hazard_rating_now on hazard_rating (organisation_id, hazard_id, phase)
  where to_seq = 9007199254740991;
call protect_versions('hazard_rating');
