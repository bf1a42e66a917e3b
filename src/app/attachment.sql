-- Attachments: a row, and its bytes in chunks.

-- statement: attachment.owner_item
SELECT i.id AS object_id, m.id AS meeting_id, m.grp_id, m.lang FROM item i JOIN meeting m ON m.id = i.meeting_id WHERE i.id = :id;

-- statement: attachment.owner_meeting
SELECT m.id AS object_id, m.id AS meeting_id, m.grp_id, m.lang FROM meeting m WHERE m.id = :id;

-- statement: attachment.owner_bulletin
SELECT b.id AS object_id, b.id AS meeting_id, b.grp_id, b.lang FROM bulletin b WHERE b.id = :id AND b.state <> 'retracted';

-- statement: attachment.insert
INSERT INTO attachment (uid, kind, object_id, grp_id, position, name, file_name, type, size, sha256, alt, caption, publicity, ground,
                        public_from_at, uploaded_by_id, created_at, modified_at)
SELECT CAST(:uid AS TEXT), CAST(:kind AS TEXT), CAST(:object_id AS INTEGER), CAST(:grp_id AS INTEGER), COALESCE(MAX(a.position), 0) + 1,
       CAST(:name AS TEXT), CAST(:file_name AS TEXT), CAST(:type AS TEXT), CAST(:size AS INTEGER), CAST(:sha256 AS TEXT),
       CAST(:alt AS TEXT), CAST(:caption AS TEXT), CAST(:publicity AS TEXT), CAST(:ground AS TEXT), CAST(:public_from_at AS INTEGER),
       CAST(:uploaded_by_id AS INTEGER), CAST(:now AS INTEGER), CAST(:now AS INTEGER)
  FROM attachment a WHERE a.kind = :kind AND a.object_id = :object_id
RETURNING id;

-- statement: attachment.chunk
INSERT INTO attachment_chunk (attachment_id, position, bytes) VALUES (:attachment_id, :position, :bytes);

-- statement: attachment.read
SELECT a.id, a.kind, a.object_id, a.type, COALESCE(i.meeting_id, a.object_id) AS meeting_id, COALESCE(m.lang, b.lang, 'fi') AS lang
  FROM attachment a
  LEFT JOIN item i ON a.kind = 'item' AND i.id = a.object_id
  LEFT JOIN meeting m ON m.id = CASE a.kind WHEN 'item' THEN i.meeting_id WHEN 'meeting' THEN a.object_id END
  LEFT JOIN bulletin b ON a.kind = 'bulletin' AND b.id = a.object_id
 WHERE a.id = :id;

-- statement: attachment.update
UPDATE attachment SET name = :name, alt = :alt, caption = :caption, publicity = :publicity, ground = :ground,
       public_from_at = :public_from_at, rev = rev + 1, modified_at = :now
 WHERE id = :id AND rev = :rev;

-- statement: attachment.chunks_delete
DELETE FROM attachment_chunk WHERE attachment_id = :id;

-- statement: attachment.delete
DELETE FROM attachment WHERE id = :id;

-- statement: attachment.shown
SELECT file_name, type, size, sha256, is_image FROM v_attachment WHERE id = :id;

-- statement: attachment.bytes
SELECT bytes FROM v_attachment_chunk WHERE attachment_id = :id ORDER BY position;

-- statement: attachment.stored
SELECT name, alt, caption, publicity, ground, public_from_at FROM attachment WHERE id = :id;
