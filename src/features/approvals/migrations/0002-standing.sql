-- Approved versions that no later one took the place of, by how they stand and when they end: desks ask for those that no
-- longer stand, and look at no other.
create index subject_state_approval on subject_state (organisation_id, kind, verdict, lapses_at)
  where right(kind, 9) = '-approval' and not retired;
