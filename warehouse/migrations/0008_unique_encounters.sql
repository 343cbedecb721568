-- A month's row of two entities stands once in derived.encounters, so that the view has nothing to group but the months
-- that derived.new_encounters adds to. Summing up used to append to what was summed up before.

CREATE TABLE derived.merged_encounters AS
    SELECT month, entity_id, other_id, sum(article_count)::INTEGER AS article_count
    FROM derived.encounters
    GROUP BY ALL
    HAVING sum(article_count) <> 0;

DELETE FROM derived.encounters;

INSERT INTO derived.encounters FROM derived.merged_encounters ORDER BY ALL;

DROP TABLE derived.merged_encounters;
