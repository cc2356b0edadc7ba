-- People and how they come in. These belong to no organisation: a person may belong to several, by memberships.

create table person (
  id uuid primary key,
  name text not null,
  created_at timestamptz(3) not null,
  -- The last time that this person signed in; null for never.
  signed_in_at timestamptz(3)
);
grant select, insert, update (signed_in_at) on person to primum_app;

-- Sessions are known by the digest of their secret: whoever reads the table cannot use one.
create table session (
  token_digest bytea primary key,
  person_id uuid not null,
  organisation_id uuid,
  created_at timestamptz(3) not null,
  seen_at timestamptz(3) not null,
  expires_at timestamptz(3) not null
);
create index session_person on session (person_id);
create index session_expires on session (expires_at);
grant select, insert, delete, update (organisation_id, seen_at) on session to primum_app;

-- One-time links that sign somebody in.
create table sign_in_link (
  token_digest bytea primary key,
  person_id uuid not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null
);
create index sign_in_link_expires on sign_in_link (expires_at);
grant select, insert, delete on sign_in_link to primum_app;

-- What programs show instead of a session. A token belongs to one organisation, acts as the operator, and ends by itself.
create table api_token (
  id uuid primary key,
  token_digest bytea not null unique,
  label text not null,
  organisation_id uuid not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  check (expires_at <= created_at + interval '90 days')
);
grant select, insert, update (last_used_at, revoked_at) on api_token to primum_app;

-- One row: the first start, with the demo that it makes, or without one because nobody wanted it. A start that was cut short
-- is taken up where it stopped: the commands of the demo carry keys, and the organisation stays the same.
create table first_start (
  only_one boolean primary key default true check (only_one),
  organisation_id uuid,
  person_id uuid,
  begun_at timestamptz(3) not null,
  done_at timestamptz(3),
  check ((organisation_id is null) = (person_id is null))
);
grant select, insert, update (organisation_id, done_at) on first_start to primum_app;
