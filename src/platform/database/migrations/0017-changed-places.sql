-- Where something changed last: a service by its id or its reference, or the empty text for all of the organisation. What is
-- kept of a service beside its rows, and can be computed from them, is old once its place changed after it.
create table changed_place (
  organisation_id uuid not null,
  place text not null,
  seq bigint not null,
  primary key (organisation_id, place)
);
call protect('changed_place', 'select, insert, update (seq)');
