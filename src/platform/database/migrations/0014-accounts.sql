-- How people sign in by themselves. All of it belongs to a person and to no organisation.

-- Unique, in lower case, so that it is one account however somebody types it. Those added at the command line may have none.
alter table person add column email text unique check (email = lower(email) and length(email) between 3 and 254);
grant update (email) on person to primum_app;

-- A password as its argon2id hash. What it cost to make stands beside it, so that it can be made dearer later.
create table password (
  person_id uuid primary key,
  hash bytea not null check (length(hash) = 32),
  salt bytea not null check (length(salt) >= 16),
  -- KiB of memory, passes over it, and lanes.
  memory integer not null,
  passes integer not null,
  lanes integer not null,
  set_at timestamptz(3) not null
);
grant select, insert, update (hash, salt, memory, passes, lanes, set_at) on password to primum_app;

-- Passkeys: public keys. The device keeps the secret.
create table passkey (
  credential_id text primary key,
  person_id uuid not null,
  public_key bytea not null,
  -- How often the device says that it was used: one that goes back is a copy. Many devices always say 0.
  uses bigint not null,
  transports text[] not null,
  -- What the person calls it.
  label text not null check (length(label) between 1 and 60),
  created_at timestamptz(3) not null,
  last_used_at timestamptz(3)
);
create index passkey_person on passkey (person_id);
grant select, insert, delete, update (uses, last_used_at) on passkey to primum_app;

-- What a device is asked to sign: once, within two minutes, for the session or the browser that asked.
create table passkey_challenge (
  challenge_digest bytea primary key,
  bound_to bytea not null,
  expires_at timestamptz(3) not null
);
create index passkey_challenge_expires on passkey_challenge (expires_at);
grant select, insert, delete on passkey_challenge to primum_app;

-- Codes for a person who lost their passkey and forgot their password. 120 random bits each, so a plain digest keeps them.
create table recovery_code (
  code_digest bytea primary key,
  person_id uuid not null,
  made_at timestamptz(3) not null,
  used_at timestamptz(3)
);
create index recovery_code_person on recovery_code (person_id);
grant select, insert, delete, update (used_at) on recovery_code to primum_app;

-- How often somebody tried, so that several processes count together. Known by digests, and forgotten after a day.
create table sign_in_try (
  about bytea primary key,
  begun_at timestamptz(3) not null,
  tries integer not null
);
create index sign_in_try_begun on sign_in_try (begun_at);
grant select, insert, delete, update (begun_at, tries) on sign_in_try to primum_app;

-- Sessions that a person can tell apart and end. Those from before could not be: whoever is signed in signs in again.
delete from session;
alter table session
  -- Named on pages, where the secret never stands.
  add column id uuid not null unique,
  -- Keys of its forms come from this, and outlive a change of the secret. Alone it opens nothing.
  add column form_key text not null,
  add column begun_by text not null check (begun_by in ('link', 'password', 'passkey', 'recovery', 'provider')),
  -- "Firefox on Windows", and no more than that.
  add column browser text not null check (length(browser) <= 60),
  -- When its person last confirmed who they are, to change how they sign in.
  add column confirmed_at timestamptz(3),
  -- The secret that it had until just now: a click that was under way finds its session.
  add column previous_digest bytea,
  add column rotated_at timestamptz(3);
create index session_previous on session (previous_digest) where previous_digest is not null;
grant update (token_digest, previous_digest, rotated_at, confirmed_at) on session to primum_app;
