-- Where a hazard was drawn from: the starter set, or a hazard of another service; and up to where somebody has looked at what
-- changed there.

create table hazard_origin (
  organisation_id uuid not null,
  hazard_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  -- A hazard of the starter set by its name and version, with its words as they were then: published with the product, and
  -- typed by nobody.
  starter text,
  starter_version int,
  starter_words jsonb,
  -- Or a hazard of the organisation: by its id, the digest of its material words, and the entry of the ledger at which they
  -- were seen.
  source_id uuid,
  source_material bytea,
  source_seq bigint,
  -- The first one: when it was drawn. Later ones: when somebody looked at what changed, and what they said.
  looked_at_id uuid,
  taken_over boolean,
  primary key (organisation_id, hazard_id, from_seq),
  check ((starter is null) <> (source_id is null))
);
create unique index hazard_origin_now on hazard_origin (organisation_id, hazard_id) where to_seq = 9007199254740991;
call protect_versions('hazard_origin');
