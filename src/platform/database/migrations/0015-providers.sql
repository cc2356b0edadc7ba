-- People who come in through an identity provider (OpenID Connect). These tables belong to the platform: who somebody is has
-- to be known before the organisation is. No token of a provider is kept anywhere.

-- Whom a provider knows, and who that is here. A provider's own word for a person is unique to its issuer.
create table person_identity (
  issuer text not null,
  subject text not null,
  -- The id of the provider in the settings, for its name.
  provider text not null,
  person_id uuid not null,
  linked_at timestamptz(3) not null,
  last_used_at timestamptz(3),
  primary key (issuer, subject)
);
create index person_identity_person on person_identity (person_id);
grant select, insert, delete, update (provider, last_used_at) on person_identity to primum_app;

-- A way to a provider that was begun, for ten minutes. Known by the digest of what the provider brings back, and bound to
-- the browser that began it: that browser alone holds what the rest is derived from.
create table provider_flow (
  state_digest bytea primary key,
  browser_digest bytea not null,
  provider text not null,
  purpose text not null check (purpose in ('sign-in', 'link', 'confirm')),
  -- Whose it is, where somebody is signed in already.
  session_id uuid,
  -- What was typed into a form that is being signed, sealed with a key that only the browser holds.
  kept bytea,
  expires_at timestamptz(3) not null,
  check ((purpose = 'sign-in') = (session_id is null)),
  check ((purpose = 'confirm') = (kept is not null))
);
create index provider_flow_expires on provider_flow (expires_at);
grant select, insert, delete on provider_flow to primum_app;

-- What came back from a provider and waits for a person's own act, for ten minutes: to join, to link, or to sign. Sealed as
-- above.
create table provider_return (
  id_digest bytea primary key,
  browser_digest bytea not null,
  purpose text not null check (purpose in ('join', 'link', 'confirm')),
  session_id uuid,
  kept bytea not null,
  expires_at timestamptz(3) not null,
  check ((purpose = 'join') = (session_id is null))
);
create index provider_return_expires on provider_return (expires_at);
grant select, insert, delete on provider_return to primum_app;
