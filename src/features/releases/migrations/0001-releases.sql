-- The register of releases: what each consists of, what it changes, and what that means for safety (DCB0129 7.1.3, 7.3.2,
-- 7.3.4, 2.5). That a release is there, and whether it is live, stands in `release` of evidence; its id is the id here.

create table release_record (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  commit_sha text,
  -- Lines of "name=value": what it runs on and with. Null: nobody has said.
  configuration_id uuid,
  configuration_digest text,
  -- Whether components are listed, or declared to be none. Null: nobody has said.
  components text check (components in ('listed', 'none')),
  components_digest text,
  -- The bill of materials that they were read from.
  sbom_sha256 text,
  sbom_name text,
  sbom_format text,
  -- What the change touches, by references: HAZ-12, CTL-31, PLATFORM/CTL-3. Null: nobody has said.
  touched_hazards text[],
  touched_controls text[],
  -- Who said so, and the entry with which they did.
  touches_by text,
  touches_seq bigint,
  -- Whether somebody said which faults are known; those stand in release_issue.
  issues_said boolean not null,
  -- SHA-256 of configuration, components and what is touched: once it is another, what was said of the release is asked again.
  about text not null,
  primary key (organisation_id, id, from_seq),
  check ((touched_hazards is null) = (touched_controls is null))
);
create unique index release_record_now on release_record (organisation_id, id) where to_seq = 9007199254740991;
create index release_record_service on release_record (organisation_id, service_id) where to_seq = 9007199254740991;
call protect_versions('release_record');

-- A component of a third party in a release. What tools write of packages: no free text of a person.
create table release_component (
  organisation_id uuid not null,
  release_id uuid not null,
  key text not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  name text not null,
  version text not null,
  supplier text not null,
  primary key (organisation_id, release_id, key, from_seq)
);
call protect_versions('release_component');

-- What somebody said of a version of a component, in whatever release of the service it is.
create table component_finding (
  organisation_id uuid not null,
  service_id uuid not null,
  key text not null,
  -- "version 4.17.21"; "release <id>" where its version is not known.
  of text not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  finding text not null check (finding in ('assessed', 'not safety-related')),
  reason_id uuid not null,
  said_by text not null,
  primary key (organisation_id, service_id, key, of, from_seq)
);
create unique index component_finding_now on component_finding (organisation_id, service_id, key, of)
  where to_seq = 9007199254740991;
call protect_versions('component_finding');

-- A fault that is known and goes along with a release.
create table release_issue (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  release_id uuid not null,
  reference text not null,
  title_id uuid not null,
  meaning_id uuid not null,
  hazards text[] not null,
  primary key (organisation_id, id, from_seq)
);
create index release_issue_release on release_issue (organisation_id, release_id);
call protect_versions('release_issue');

-- What somebody competent said a release means for safety; and what an officer said who looked at it.
create table release_impact (
  organisation_id uuid not null,
  -- The release.
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  impact text not null check (impact in ('none', 'low', 'changes risk')),
  reason_id uuid not null,
  -- The same of what it was said of.
  about text not null,
  said_by text not null,
  said_seq bigint not null,
  looked_at boolean not null,
  agreed boolean,
  agreed_by text,
  agreed_seq bigint,
  agreed_note_id uuid,
  primary key (organisation_id, id, from_seq)
);
create unique index release_impact_now on release_impact (organisation_id, id) where to_seq = 9007199254740991;
create index release_impact_waits on release_impact (organisation_id, service_id)
  where to_seq = 9007199254740991 and looked_at and agreed is null;
call protect_versions('release_impact');
