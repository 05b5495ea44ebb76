-- The ground: keys, people who sign in, programmes, audit, expectations, owners, notices and jobs.
-- Each column says what it holds (identity, narrative, special, internal or public) and how long it is kept.

-- register: one row, what this installation is.
CREATE TABLE installation (
  id BIGINT PRIMARY KEY, -- internal kept: always
  kind TEXT NOT NULL, -- public kept: always
  name TEXT NOT NULL, -- public kept: always
  made_at BIGINT NOT NULL, -- internal kept: always
  seed BIGINT, -- internal kept: always
  touched_at BIGINT, -- internal kept: always
  epoch BIGINT NOT NULL, -- internal kept: always
  key_check BYTEA NOT NULL -- internal kept: always
);

-- register: the keys of the whole house, wrapped under the root of an epoch.
CREATE TABLE house_key (
  kind TEXT NOT NULL, -- internal kept: until the key is retired
  generation BIGINT NOT NULL, -- internal kept: until the key is retired
  epoch BIGINT NOT NULL, -- internal kept: until the key is retired
  wrapped BYTEA NOT NULL, -- internal kept: until the key is retired
  retired_at BIGINT, -- internal kept: until the key is retired
  PRIMARY KEY (kind, generation)
);

-- register: one key per person record, enquiry, referral, case, account and programme; erasing deletes it.
CREATE TABLE subject_key (
  subject_kind TEXT NOT NULL, -- internal kept: until erased
  subject_id BIGINT NOT NULL, -- internal kept: until erased
  epoch BIGINT NOT NULL, -- internal kept: until erased
  wrapped BYTEA NOT NULL, -- internal kept: until erased
  PRIMARY KEY (subject_kind, subject_id)
);

-- register: the organisations that take part.
CREATE TABLE agency (
  id BIGINT PRIMARY KEY, -- public kept: always
  name TEXT NOT NULL, -- public kept: always
  kind TEXT NOT NULL, -- public kept: always
  version BIGINT NOT NULL -- internal kept: always
);

-- register: the programmes of this installation.
CREATE TABLE programme (
  id BIGINT PRIMARY KEY, -- public kept: always
  name TEXT NOT NULL, -- public kept: always
  slug TEXT NOT NULL, -- public kept: always
  lead_agency BIGINT NOT NULL REFERENCES agency (id), -- public kept: always
  file_version BIGINT NOT NULL, -- public kept: always
  version BIGINT NOT NULL, -- internal kept: always
  CONSTRAINT programme__slug UNIQUE (slug)
);

-- document: each version of a programme's file, as adopted.
CREATE TABLE programme_file (
  programme_id BIGINT NOT NULL REFERENCES programme (id), -- public kept: always
  version BIGINT NOT NULL, -- public kept: always
  body TEXT NOT NULL, -- public kept: always
  adopted_at BIGINT NOT NULL, -- public kept: always
  PRIMARY KEY (programme_id, version)
);

-- register: which agencies take part in which programme.
CREATE TABLE programme_agency (
  programme_id BIGINT NOT NULL REFERENCES programme (id), -- public kept: always
  agency_id BIGINT NOT NULL REFERENCES agency (id), -- public kept: always
  PRIMARY KEY (programme_id, agency_id)
);

-- register: the next short reference of each kind in each programme.
CREATE TABLE reference_counter (
  programme_id BIGINT NOT NULL REFERENCES programme (id), -- internal kept: always
  kind TEXT NOT NULL, -- internal kept: always
  next BIGINT NOT NULL, -- internal kept: always
  PRIMARY KEY (programme_id, kind)
);

-- register: people who sign in. Name and address are sealed; the address is found by a keyed token.
CREATE TABLE account (
  id BIGINT PRIMARY KEY, -- internal kept: while employed and 6 years
  email_token BIGINT NOT NULL, -- internal kept: while employed and 6 years
  name BYTEA NOT NULL, -- identity kept: while employed and 6 years
  email BYTEA NOT NULL, -- identity kept: while employed and 6 years
  agency_id BIGINT NOT NULL REFERENCES agency (id), -- internal kept: while employed and 6 years
  password_hash TEXT NOT NULL, -- internal kept: while employed
  active BOOLEAN NOT NULL, -- internal kept: while employed and 6 years
  failures BIGINT NOT NULL, -- internal kept: while employed
  failed_at BIGINT, -- internal kept: while employed
  language TEXT NOT NULL, -- internal kept: while employed
  version BIGINT NOT NULL, -- internal kept: while employed and 6 years
  CONSTRAINT account__email_token UNIQUE (email_token)
);

-- record: one role held in one scope, from a day to a day.
CREATE TABLE hat (
  id BIGINT PRIMARY KEY, -- internal kept: while employed and 6 years
  account_id BIGINT NOT NULL REFERENCES account (id), -- internal kept: while employed and 6 years
  role TEXT NOT NULL, -- internal kept: while employed and 6 years
  scope_kind TEXT NOT NULL, -- internal kept: while employed and 6 years
  scope_id BIGINT NOT NULL, -- internal kept: while employed and 6 years
  from_at BIGINT NOT NULL, -- internal kept: while employed and 6 years
  until_at BIGINT -- internal kept: while employed and 6 years
);
CREATE INDEX hat__account ON hat (account_id);
CREATE INDEX hat__scope ON hat (scope_kind, scope_id, role);

-- register: who has the duty for what arrives in a programme.
CREATE TABLE duty (
  programme_id BIGINT NOT NULL REFERENCES programme (id), -- internal kept: always
  account_id BIGINT NOT NULL REFERENCES account (id), -- internal kept: always
  from_at BIGINT NOT NULL, -- internal kept: always
  PRIMARY KEY (programme_id, from_at)
);

-- register: who supervises whom in a programme.
CREATE TABLE supervision (
  programme_id BIGINT NOT NULL REFERENCES programme (id), -- internal kept: while employed and 6 years
  account_id BIGINT NOT NULL REFERENCES account (id), -- internal kept: while employed and 6 years
  supervisor_id BIGINT NOT NULL REFERENCES account (id), -- internal kept: while employed and 6 years
  PRIMARY KEY (programme_id, account_id)
);

-- register: open sessions. The token itself is only in the browser.
CREATE TABLE session (
  token_hash BYTEA PRIMARY KEY, -- internal kept: 30 days
  account_id BIGINT NOT NULL REFERENCES account (id), -- internal kept: 30 days
  hat_id BIGINT NOT NULL REFERENCES hat (id), -- internal kept: 30 days
  made_at BIGINT NOT NULL, -- internal kept: 30 days
  seen_at BIGINT NOT NULL, -- internal kept: 30 days
  ends_at BIGINT NOT NULL, -- internal kept: 30 days
  ended_at BIGINT -- internal kept: 30 days
);
CREATE INDEX session__account ON session (account_id);

-- register: forms typed and not yet sent, sealed under their writer's key.
CREATE TABLE draft (
  id BIGINT PRIMARY KEY, -- internal kept: 14 days
  account_id BIGINT NOT NULL REFERENCES account (id), -- internal kept: 14 days
  place TEXT NOT NULL, -- internal kept: 14 days
  body BYTEA NOT NULL, -- narrative kept: 14 days
  kept_at BIGINT NOT NULL -- internal kept: 14 days
);
CREATE INDEX draft__account ON draft (account_id, place);

-- record: form tokens already used, so that a doubled post enters once.
CREATE TABLE form_use (
  token BYTEA PRIMARY KEY, -- internal kept: 30 days
  used_at BIGINT NOT NULL, -- internal kept: 30 days
  subject_kind TEXT, -- internal kept: 30 days
  subject_id BIGINT, -- internal kept: 30 days
  about BIGINT -- internal kept: 30 days
);

-- register: the last entry of each audit stream; the base is where a pruned stream of looks begins.
CREATE TABLE audit_head (
  stream_kind TEXT NOT NULL, -- internal kept: always
  stream_id BIGINT NOT NULL, -- internal kept: always
  seq BIGINT NOT NULL, -- internal kept: always
  hash BYTEA NOT NULL, -- internal kept: always
  at BIGINT NOT NULL, -- internal kept: always
  base_seq BIGINT NOT NULL, -- internal kept: always
  base_hash BYTEA NOT NULL, -- internal kept: always
  base_at BIGINT NOT NULL, -- internal kept: always
  PRIMARY KEY (stream_kind, stream_id)
);

-- record: who changed, saw or was refused what; one hash chain per stream. Looks are kept for the term that the
-- programme files name (retention.looks_months); changes and refusals always.
CREATE TABLE audit_entry (
  stream_kind TEXT NOT NULL, -- internal kept: always
  stream_id BIGINT NOT NULL, -- internal kept: always
  seq BIGINT NOT NULL, -- internal kept: always
  class TEXT NOT NULL, -- internal kept: always
  at BIGINT NOT NULL, -- internal kept: always
  actor_kind TEXT NOT NULL, -- internal kept: always
  account_id BIGINT, -- internal kept: always
  role TEXT, -- internal kept: always
  action TEXT NOT NULL, -- internal kept: always
  subject_kind TEXT NOT NULL, -- internal kept: always
  subject_id BIGINT NOT NULL, -- internal kept: always
  purpose TEXT, -- internal kept: always
  happened_at BIGINT NOT NULL, -- internal kept: always
  until_at BIGINT, -- internal kept: always
  about BIGINT, -- internal kept: always
  code TEXT, -- internal kept: always
  payload_version BIGINT NOT NULL, -- internal kept: always
  payload_digest BYTEA NOT NULL, -- internal kept: always
  prev BYTEA NOT NULL, -- internal kept: always
  hash BYTEA NOT NULL, -- internal kept: always
  PRIMARY KEY (stream_kind, stream_id, seq)
);
CREATE INDEX audit_entry__subject ON audit_entry (subject_kind, subject_id, class);
CREATE INDEX audit_entry__account ON audit_entry (account_id, at);
CREATE INDEX audit_entry__lately ON audit_entry (at) WHERE class <> 'change';

-- record: what an entry says in full, sealed under its stream's key and erasable without breaking the chain.
CREATE TABLE audit_payload (
  stream_kind TEXT NOT NULL, -- internal kept: until erased
  stream_id BIGINT NOT NULL, -- internal kept: until erased
  seq BIGINT NOT NULL, -- internal kept: until erased
  body BYTEA NOT NULL, -- internal kept: until erased
  PRIMARY KEY (stream_kind, stream_id, seq)
);

-- record: signed roots over all stream heads.
CREATE TABLE checkpoint (
  id BIGINT PRIMARY KEY, -- public kept: always
  at BIGINT NOT NULL, -- public kept: always
  streams BIGINT NOT NULL, -- public kept: always
  root BYTEA NOT NULL, -- public kept: always
  note TEXT NOT NULL -- public kept: always
);

--! sqlite
CREATE TRIGGER audit_entry__no_update BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
CREATE TRIGGER audit_entry__no_delete BEFORE DELETE ON audit_entry
WHEN old.class <> 'look'
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
--! postgres
CREATE FUNCTION audit_entry__append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND old.class = 'look' THEN RETURN old; END IF;
  RAISE EXCEPTION 'audit entries are append-only';
END $$;
CREATE TRIGGER audit_entry__no_change BEFORE UPDATE OR DELETE ON audit_entry
FOR EACH ROW EXECUTE FUNCTION audit_entry__append_only();
--! both

-- register: what is expected of whom by when; recomputed from facts in the transaction that touches them.
CREATE TABLE expectation (
  id BIGINT PRIMARY KEY, -- internal kept: with its subject
  subject_kind TEXT NOT NULL, -- internal kept: with its subject
  subject_id BIGINT NOT NULL, -- internal kept: with its subject
  programme_id BIGINT NOT NULL REFERENCES programme (id), -- internal kept: with its subject
  clock TEXT NOT NULL, -- internal kept: with its subject
  file_version BIGINT NOT NULL, -- internal kept: with its subject
  anchor_seq BIGINT NOT NULL, -- internal kept: with its subject
  about BIGINT, -- internal kept: with its subject
  anchored_at BIGINT NOT NULL, -- internal kept: with its subject
  first_due_at BIGINT NOT NULL, -- internal kept: with its subject
  due_at BIGINT NOT NULL, -- internal kept: with its subject
  due_on BIGINT, -- internal kept: with its subject
  escalates_at BIGINT, -- internal kept: with its subject
  duty TEXT NOT NULL, -- internal kept: with its subject
  outcome TEXT NOT NULL, -- internal kept: with its subject
  done_at BIGINT, -- internal kept: with its subject
  recorded_at BIGINT, -- internal kept: with its subject
  settled_by BIGINT, -- internal kept: with its subject
  reason TEXT, -- internal kept: with its subject
  redated BIGINT NOT NULL, -- internal kept: with its subject
  redated_because TEXT -- internal kept: with its subject
);
CREATE INDEX expectation__subject ON expectation (subject_kind, subject_id);
CREATE INDEX expectation__open ON expectation (programme_id, outcome, due_at);

-- register: exactly one accountable owner for each enquiry, referral and case.
CREATE TABLE ownership (
  subject_kind TEXT NOT NULL, -- internal kept: with its subject
  subject_id BIGINT NOT NULL, -- internal kept: with its subject
  programme_id BIGINT NOT NULL REFERENCES programme (id), -- internal kept: with its subject
  owner_id BIGINT NOT NULL REFERENCES account (id), -- internal kept: with its subject
  offered_to BIGINT REFERENCES account (id), -- internal kept: with its subject
  offered_at BIGINT, -- internal kept: with its subject
  assigned BOOLEAN NOT NULL, -- internal kept: with its subject
  offer_words BYTEA, -- narrative kept: with its subject
  version BIGINT NOT NULL, -- internal kept: with its subject
  PRIMARY KEY (subject_kind, subject_id)
);
CREATE INDEX ownership__owner ON ownership (owner_id, subject_kind);
CREATE INDEX ownership__offered ON ownership (offered_to);

-- record: dated cover for an absent owner.
CREATE TABLE cover (
  id BIGINT PRIMARY KEY, -- internal kept: with its subject
  subject_kind TEXT NOT NULL, -- internal kept: with its subject
  subject_id BIGINT NOT NULL, -- internal kept: with its subject
  account_id BIGINT NOT NULL REFERENCES account (id), -- internal kept: with its subject
  from_on BIGINT NOT NULL, -- internal kept: with its subject
  until_on BIGINT NOT NULL, -- internal kept: with its subject
  from_at BIGINT NOT NULL, -- internal kept: with its subject
  until_at BIGINT NOT NULL, -- internal kept: with its subject
  recorded_by BIGINT NOT NULL REFERENCES account (id) -- internal kept: with its subject
);
CREATE INDEX cover__account ON cover (account_id, until_at);
CREATE INDEX cover__subject ON cover (subject_kind, subject_id);

-- register: that something awaits, and where; no names.
CREATE TABLE notice (
  id BIGINT PRIMARY KEY, -- internal kept: 90 days
  account_id BIGINT NOT NULL REFERENCES account (id), -- internal kept: 90 days
  kind TEXT NOT NULL, -- internal kept: 90 days
  subject_kind TEXT NOT NULL, -- internal kept: 90 days
  subject_id BIGINT NOT NULL, -- internal kept: 90 days
  queued_at BIGINT NOT NULL, -- internal kept: 90 days
  sent_at BIGINT, -- internal kept: 90 days
  attempts BIGINT NOT NULL -- internal kept: 90 days
);
CREATE INDEX notice__unsent ON notice (sent_at, queued_at);

-- register: work for the clock, done once per kind, subject and due time.
CREATE TABLE job (
  id BIGINT PRIMARY KEY, -- internal kept: 90 days
  kind TEXT NOT NULL, -- internal kept: 90 days
  subject BIGINT NOT NULL, -- internal kept: 90 days
  due_at BIGINT NOT NULL, -- internal kept: 90 days
  lease_until BIGINT NOT NULL, -- internal kept: 90 days
  attempts BIGINT NOT NULL, -- internal kept: 90 days
  done_at BIGINT, -- internal kept: 90 days
  CONSTRAINT job__kind_subject_due_at UNIQUE (kind, subject, due_at)
);
CREATE INDEX job__due ON job (done_at, due_at);
