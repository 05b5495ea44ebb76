-- A case: who takes part, the moderators as dated spans, the safe-contact card, and who may not see it.

-- register: cases.
CREATE TABLE case_record (
  id BIGINT PRIMARY KEY, -- internal kept: until reviewed
  programme_id BIGINT NOT NULL REFERENCES programme (id), -- internal kept: until reviewed
  reference TEXT NOT NULL, -- public kept: until reviewed
  referral_id BIGINT, -- internal kept: until reviewed
  person_id BIGINT NOT NULL REFERENCES person (id), -- internal kept: until reviewed
  state TEXT NOT NULL, -- internal kept: until reviewed
  state_at BIGINT, -- internal kept: until reviewed
  ending TEXT, -- internal kept: until reviewed
  discoverable TEXT NOT NULL, -- internal kept: until reviewed
  taken_over_on BIGINT, -- internal kept: until reviewed
  taken_over BYTEA, -- narrative kept: until reviewed
  opened_at BIGINT NOT NULL, -- internal kept: until reviewed
  review_on BIGINT, -- internal kept: until reviewed
  version BIGINT NOT NULL, -- internal kept: until reviewed
  CONSTRAINT case_record__programme_id_reference UNIQUE (programme_id, reference)
);
CREATE INDEX case_record__list ON case_record (programme_id, state, opened_at, id);
CREATE INDEX case_record__open ON case_record (programme_id, opened_at, id) WHERE state <> 'closed';
CREATE INDEX case_record__person ON case_record (person_id, programme_id);
CREATE INDEX case_record__review ON case_record (review_on, programme_id);

-- record: who takes part in a case and in which role.
CREATE TABLE participant (
  id BIGINT PRIMARY KEY, -- internal kept: with its case
  case_id BIGINT NOT NULL REFERENCES case_record (id), -- internal kept: with its case
  person_id BIGINT, -- internal kept: with its case
  role TEXT NOT NULL, -- internal kept: with its case
  words BYTEA NOT NULL, -- identity kept: with its case
  since_on BIGINT NOT NULL, -- internal kept: with its case
  recorded_by BIGINT NOT NULL REFERENCES account (id), -- internal kept: with its case
  recorded_at BIGINT NOT NULL -- internal kept: with its case
);
CREATE INDEX participant__case ON participant (case_id);

-- record: dated spans of footing, setting, region, order in force and agreed intensity.
CREATE TABLE moderator (
  id BIGINT PRIMARY KEY, -- internal kept: with its case
  case_id BIGINT NOT NULL REFERENCES case_record (id), -- internal kept: with its case
  kind TEXT NOT NULL, -- internal kept: with its case
  value TEXT NOT NULL, -- internal kept: with its case
  from_on BIGINT NOT NULL, -- internal kept: with its case
  recorded_by BIGINT NOT NULL REFERENCES account (id), -- internal kept: with its case
  recorded_at BIGINT NOT NULL -- internal kept: with its case
);
CREATE INDEX moderator__case ON moderator (case_id, kind, from_on);

-- document: each version of the safe-contact card.
CREATE TABLE safe_contact (
  id BIGINT PRIMARY KEY, -- internal kept: with its case
  case_id BIGINT NOT NULL REFERENCES case_record (id), -- internal kept: with its case
  version BIGINT NOT NULL, -- internal kept: with its case
  in_pairs TEXT NOT NULL, -- internal kept: with its case
  words BYTEA NOT NULL, -- narrative kept: with its case
  recorded_by BIGINT NOT NULL REFERENCES account (id), -- internal kept: with its case
  recorded_at BIGINT NOT NULL, -- internal kept: with its case
  CONSTRAINT safe_contact__case_id_version UNIQUE (case_id, version)
);

-- register: staff who may not see a case.
CREATE TABLE excluded_staff (
  id BIGINT PRIMARY KEY, -- internal kept: with its case
  case_id BIGINT NOT NULL REFERENCES case_record (id), -- internal kept: with its case
  account_id BIGINT NOT NULL REFERENCES account (id), -- internal kept: with its case
  why BYTEA NOT NULL, -- narrative kept: with its case
  recorded_by BIGINT NOT NULL REFERENCES account (id), -- internal kept: with its case
  recorded_at BIGINT NOT NULL, -- internal kept: with its case
  lifted_at BIGINT -- internal kept: with its case
);
CREATE INDEX excluded_staff__case ON excluded_staff (case_id);
CREATE INDEX excluded_staff__account ON excluded_staff (account_id);

-- record: the words that go with a change of owner, a new date, a waiver or a lifted exclusion, by the fact that they belong to.
CREATE TABLE remark (
  id BIGINT PRIMARY KEY, -- internal kept: with its subject
  subject_kind TEXT NOT NULL, -- internal kept: with its subject
  subject_id BIGINT NOT NULL, -- internal kept: with its subject
  fact TEXT NOT NULL, -- internal kept: with its subject
  about BIGINT, -- internal kept: with its subject
  words BYTEA NOT NULL, -- narrative kept: with its subject
  recorded_by BIGINT NOT NULL REFERENCES account (id), -- internal kept: with its subject
  recorded_at BIGINT NOT NULL -- internal kept: with its subject
);
CREATE INDEX remark__subject ON remark (subject_kind, subject_id, recorded_at);
