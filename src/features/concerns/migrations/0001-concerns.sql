-- How anybody says that something is wrong, without an account. Words, names and ways to reach somebody stand here sealed alone.

-- The form of a service: who reads, when, who is told at any hour; and whether it is published.
create table concern_form (
  organisation_id uuid not null,
  service_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  -- Given once, and never another one.
  code text not null,
  published boolean not null,
  -- 1 for Monday to 7 for Sunday.
  days int[] not null,
  opens text not null,
  closes text not null,
  holidays boolean not null,
  on_call uuid,
  exit text not null,
  reader_id uuid,
  escalation_id uuid,
  phone_id uuid,
  -- Why it was taken down: for the team.
  reason_id uuid,
  primary key (organisation_id, service_id, from_seq)
);
create unique index concern_form_now on concern_form (organisation_id, service_id) where to_seq = 9007199254740991;
create index concern_form_code on concern_form (code);
call protect_versions('concern_form');

-- What was sent, once and for all: sealed. The reference says nothing, and no number counts them. What is written here is written by
-- sealed commands: no entry of the changes says that it was, and so these rows keep their own times.
create table concern (
  organisation_id uuid not null,
  id uuid not null,
  service_id uuid not null,
  reference text not null,
  at timestamptz(3) not null,
  answers bytea not null,
  -- The words that open it: a slow hash, sealed as well.
  salt bytea not null,
  verifier bytea not null,
  primary key (organisation_id, id)
);
create unique index concern_reference on concern (organisation_id, reference);
create index concern_reference_anywhere on concern (reference);
create index concern_service on concern (organisation_id, service_id, at);
call protect('concern', 'select, insert');

-- Who reads it, and what became of it: one row for each time that this became otherwise.
create table concern_state (
  organisation_id uuid not null,
  id uuid not null,
  -- 1, 2, 3 for the same concern.
  number int not null,
  -- It stands now: ended, never changed otherwise.
  stands boolean not null default true,
  at timestamptz(3) not null,
  -- Who made it so; null for whoever wrote it.
  by_person uuid,
  service_id uuid not null,
  readers text not null check (readers in ('handlers', 'leads')),
  state text not null check (state in ('waiting', 'incident', 'closed')),
  incident text,
  report_id uuid,
  -- What whoever wrote it is told: sealed.
  told bytea,
  news boolean not null,
  primary key (organisation_id, id, number)
);
create unique index concern_state_now on concern_state (organisation_id, id) where stands;
create index concern_state_service on concern_state (organisation_id, service_id, state) where stands;
call protect('concern_state', 'select, insert, update (stands)');

-- How somebody may be reached, as they said it, each time: sealed.
create table concern_contact (
  organisation_id uuid not null,
  id uuid not null,
  number int not null,
  stands boolean not null default true,
  at timestamptz(3) not null,
  contact bytea not null,
  primary key (organisation_id, id, number)
);
create unique index concern_contact_now on concern_contact (organisation_id, id) where stands;
call protect('concern_contact', 'select, insert, update (stands)');

-- What they added later: sealed.
create table concern_addition (
  organisation_id uuid not null,
  id uuid not null,
  concern_id uuid not null,
  at timestamptz(3) not null,
  words bytea not null,
  primary key (organisation_id, id)
);
create index concern_addition_of on concern_addition (organisation_id, concern_id, at);
call protect('concern_addition', 'select, insert');

-- What is being written, between one page and the next: sealed, in no ledger, gone when it is sent, left, or not used for half an hour.
create table concern_draft (
  organisation_id uuid not null,
  id uuid not null,
  touched_at timestamptz not null,
  body bytea not null,
  primary key (organisation_id, id)
);
create index concern_draft_touched on concern_draft (organisation_id, touched_at);
call protect('concern_draft', 'select, insert, update, delete');

-- How often somebody tried words for a reference: a limit on guessing.
create table concern_try (
  organisation_id uuid not null,
  reference text not null,
  begun_at timestamptz not null,
  tries int not null,
  primary key (organisation_id, reference)
);
call protect('concern_try', 'select, insert, update, delete');

-- Of which organisation the form at an address is, or the concern with a reference, has to be known before anything of it can be
-- read. Each answers whoever has the whole of it, and says nothing but the organisation.
create function organisation_of_concern_form(wanted text) returns table (organisation_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select f.organisation_id from concern_form f where f.code = wanted and f.to_seq = 9007199254740991;
$$;
revoke all on function organisation_of_concern_form(text) from public;
grant execute on function organisation_of_concern_form(text) to primum_app;

create function organisation_of_concern(wanted text) returns table (organisation_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.organisation_id from concern c where c.reference = wanted;
$$;
revoke all on function organisation_of_concern(text) from public;
grant execute on function organisation_of_concern(text) to primum_app;
