-- What was decided of a finding, as it stood then: status is empty for a plain note. Findings
-- judged before were all set aside, under keys that end in the equation in words; they are
-- known by these as well as by the new ones, and have no title or figures of their own.
ALTER TABLE notes ADD COLUMN status TEXT NOT NULL DEFAULT '';
ALTER TABLE notes ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE notes ADD COLUMN equation TEXT NOT NULL DEFAULT '';
ALTER TABLE notes ADD COLUMN difference TEXT NOT NULL DEFAULT '';
ALTER TABLE notes ADD COLUMN figures TEXT NOT NULL DEFAULT '';
ALTER TABLE notes ADD COLUMN author TEXT NOT NULL DEFAULT '';
UPDATE notes SET status = 'aside' WHERE rule <> '';
