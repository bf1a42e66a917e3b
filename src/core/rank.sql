-- What the viewer is to an object: 1 may see it, 2 member, 3 manager; no row when it is hidden or absent.

-- statement: rank.group
SELECT rank FROM v_rank_group WHERE id = :id;
-- statement: rank.organization
SELECT rank FROM v_rank_organization WHERE id = :id;
-- statement: rank.person
SELECT rank FROM v_rank_person WHERE id = :id;
-- statement: rank.matter
SELECT rank FROM v_rank_matter WHERE id = :id;
-- statement: rank.meeting
SELECT rank FROM v_rank_meeting WHERE id = :id;
-- statement: rank.item
SELECT rank FROM v_rank_item WHERE id = :id;
-- statement: rank.bulletin
SELECT rank FROM v_rank_bulletin WHERE id = :id;
-- statement: rank.commitment
SELECT rank FROM v_rank_commitment WHERE id = :id;
-- statement: rank.membership
SELECT rank FROM v_rank_membership WHERE id = :id;
-- statement: rank.attachment
SELECT rank FROM v_rank_attachment WHERE id = :id;
-- statement: rank.minutes
SELECT rank FROM v_rank_minutes WHERE id = :id;
-- statement: rank.post
SELECT rank FROM v_rank_post WHERE id = :id;
-- statement: rank.statement
SELECT rank FROM v_rank_statement WHERE id = :id;
-- statement: rank.vote
SELECT rank FROM v_rank_vote WHERE id = :id;
-- statement: rank.tie
SELECT rank FROM v_rank_tie WHERE id = :id;
