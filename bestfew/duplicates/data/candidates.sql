-- Which two people are worth comparing: those who share a key that few others have.
-- Reads `people` and `telling` (numbers of traits that tell people apart);
-- leaves `candidate`.

create macro pair_of(a, b) as
  case when a < b then a || '|' || b else coalesce(b || '|' || a, a || '|') end;

create table fact as
select id, 'o' || org as fact from people where org is not null
union all select id, 'b' || born from people where born is not null
union all select id, 'm' || mailbox from people where mailbox is not null
union all select id, 'a' || unnest(parts) from people where parts is not null
union all select id, 'z' || postcode from people where postcode is not null
union all select id, 'p' || right(unnest(all_phones), 6) from people
  where all_phones is not null
union all select id, '1' || t1 from people where t1 is not null and 1 in (from telling)
union all select id, '2' || t2 from people where t2 is not null and 2 in (from telling)
union all select id, '3' || t3 from people where t3 is not null and 3 in (from telling)
union all select id, '4' || t4 from people where t4 is not null and 4 in (from telling)
union all select id, '5' || t5 from people where t5 is not null and 5 in (from telling)
union all select id, '6' || t6 from people where t6 is not null and 6 in (from telling)
union all select id, '7' || t7 from people where t7 is not null and 7 in (from telling)
union all select id, '8' || t8 from people where t8 is not null and 8 in (from telling);

-- a key, and how many may share it
create table key as
select id, hash('phone', unnest(all_phones)) as key, 12 as most
from people where all_phones is not null
union all
select id, hash('email', unnest(emails)), 12 from people where emails is not null
union all
select id, hash('handle', unnest(handles)), 12 from people where handles is not null
union all
select id, hash('mailbox', mailbox), 6 from people where mailbox is not null
union all
select id, hash('name', name_key), 4 from people where name_key is not null
union all
select id, hash('both', pair_of(latin_given, latin_family)), 5
from people where latin_given is not null
union all
select id, hash('both', pair_of(latin_given, latin_family), fact), 10
from people join fact using (id) where latin_given is not null
union all
select id, hash('word', latin_given, fact), 6
from people join fact using (id) where latin_given is not null
union all
select id, hash('word', latin_family, fact), 6
from people join fact using (id) where latin_family is not null
union all
select id, hash('name', name_key, fact), 10
from people join fact using (id) where name_key is not null
union all
select id, hash('fact', fact), 3 from fact where left(fact, 1) <> 'p'
union all
select one.id, hash('facts', one.fact, other.fact), 8
from fact as one join fact as other
  on one.id = other.id and one.fact < other.fact
where left(one.fact, 1) in ('1', '2', '3', '4', '5', '6', '7', '8', 'a', 'z');

create table few as
select key from key group by key having count(*) between 2 and max(most);

create table candidate as
with kept as (select id, key from key semi join few using (key))
select distinct one.id as id_l, other.id as id_r
from kept as one join kept as other on one.key = other.key and one.id < other.id;

drop table key;
drop table few;
drop table fact;
