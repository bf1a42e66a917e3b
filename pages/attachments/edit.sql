-- page: GET /attachments/{attachment:id}/edit
-- title: attachment.edit.title
-- access: manager of attachment
-- budget: 2 queries

-- query: attachment one
SELECT id, name, file_name, size, is_image FROM v_attachment WHERE id = :attachment;

-- query: form one
SELECT name, alt, caption, publicity, ground, public_from_at AS public_from_day, public_from_at AS public_from_clock, rev
  FROM v_attachment WHERE id = :attachment;

-- query: publicity_option many enum=attachment.publicity options=publicity
