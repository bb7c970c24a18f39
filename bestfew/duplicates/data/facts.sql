-- Everything two people are compared by, a row each.
-- Reads `named`, `known`, `word`, `trait_choice` and the files; leaves `people`.

set variable mailboxes = (select list(word) from word where kind = 'mailbox');
set variable legal_forms = (select list(word) from word where kind = 'legal');

-- 1. numbers and addresses; what many share belongs to none of them
create table shared as
select key, count(distinct person) as owners
from point
where kind = 'phone'
group by key
having count(distinct person) > 1;

create table reach as
select
  person as id,
  list(point.key) filter (
    point.kind = 'phone' and coalesce(owners, 1) <= 4 and switchboard.key is null
  ) as phones,
  list(point.key) filter (point.kind = 'phone') as all_phones,
  list(point.key) filter (
    point.kind = 'email' and switchboard.key is null
    and not list_contains(getvariable('mailboxes'), string_split(point.key, '@')[1])
  ) as emails,
  list(point.key) filter (point.kind = 'handle') as handles
from point
left join shared on point.kind = 'phone' and shared.key = point.key
left join switchboard on switchboard.kind = point.kind and switchboard.key = point.key
group by person;

-- 2. addresses in parts, of which a city that many live in tells nothing
create table part as
select person as id, plain(key) as address, trim(unnest(string_split_regex(plain(key), '[,;\n]'))) as part
from point
where kind = 'address';

create table telling_part as
select part
from part
where part <> '' and not regexp_full_match(part, '[0-9 ./-]+')
group by part
having count(distinct id) <= greatest(3, (select count(*) from person) / 100);

create table living as
select
  id,
  list(distinct address) as addresses,
  list(distinct part) filter (telling_part.part is not null) as parts,
  min(regexp_extract(part, '(?:^| )([0-9]{4,6})$', 1))
    filter (regexp_matches(part, '(?:^| )[0-9]{4,6}$')) as postcode
from part left join telling_part using (part)
group by id;

-- 3. organisations without their legal form
create table core as
select
  id as organisation,
  coalesce(nullif(array_to_string(list_filter(
    words_of(regexp_replace(
      replace(name, 'จํากัด', 'จำกัด'),
      '(บริษัท|บจก\.?|หจก\.?|ห้างหุ้นส่วน|จำกัด|\(มหาชน\)|มหาชน|ร้าน|股份|有限|责任|公司|集团|工作室)',
      ' ', 'g'
    )),
    lambda w: not list_contains(getvariable('legal_forms'), w)
  ), ' '), ''), name) as short
from organisation;

create table working as
select person as id, min(short) as org, list(distinct short) as orgs
from role join core using (organisation)
group by person;

-- 4. what a file said that nobody mapped: its best-filled columns, t1 to t8
create table trait as
select id, number, nullif(trim(plain(json_extract_string(traits, path))), '') as value
from person, trait_choice
where traits is not null;

create table told as
select
  id,
  list(distinct value) as told,
  max(value) filter (number = 1) as t1,
  max(value) filter (number = 2) as t2,
  max(value) filter (number = 3) as t3,
  max(value) filter (number = 4) as t4,
  max(value) filter (number = 5) as t5,
  max(value) filter (number = 6) as t6,
  max(value) filter (number = 7) as t7,
  max(value) filter (number = 8) as t8
from trait
where value is not null
group by id;

-- 5. all of it; who has neither a name nor a way to reach them is nobody
create table people as
select
  person.id,
  script, name_key, given, family, middle, latin_given, latin_family,
  coalesce(given in (select name from known), false) as given_known,
  coalesce(family in (select name from known), false) as family_known,
  coalesce(middle in (select name from known), false) as middle_known,
  phones, all_phones, emails, handles, addresses, parts, postcode,
  case when length(string_split(emails[1], '@')[1]) > 5
    then string_split(emails[1], '@')[1] end as mailbox,
  org, orgs, day as born,
  told, t1, t2, t3, t4, t5, t6, t7, t8
from person
left join named using (id)
left join reach using (id)
left join living using (id)
left join working using (id)
left join (select person as id, min(day) as day from born group by person) using (id)
left join told using (id)
where name_key is not null or all_phones is not null or emails is not null
  or handles is not null;

drop table reach;
drop table living;
drop table part;
drop table telling_part;
drop table shared;
drop table core;
drop table working;
drop table trait;
drop table told;
drop table named;
