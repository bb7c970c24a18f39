-- Names in parts: which word is the given name, which the family's.
-- Reads `person` (as the database has it), `word` (lists of words) and `pinyin`;
-- leaves `named`. Folded names come from the database; parts are folded here.

create macro plain(text) as case
  when regexp_matches(text, '[\x{0E00}-\x{0E7F}]') then replace(lower(text), 'ำ', 'ํา')
  else replace(strip_accents(lower(text)), 'đ', 'd')
end;

create macro words_of(text) as list_filter(
  string_split_regex(regexp_replace(text, '[''’`]', '', 'g'), '[\s.,;:/()\[\]"_-]+'),
  lambda w: w <> ''
);

set variable families = (select list(word) from word where kind = 'family');
set variable titles = (select list(word) from word where kind = 'title');
set variable middles = (select list(word) from word where kind = 'middle');

-- 1. words, without titles
create table spelled as
select
  id,
  nullif(plain(given_name), '') as given_name,
  nullif(plain(family_name), '') as family_name,
  regexp_matches(sort_name, '[\x{3400}-\x{9fff}]') as is_han,
  regexp_matches(sort_name, '[\x{0E00}-\x{0E7F}]') as is_thai,
  words_of(regexp_replace(
    sort_name,
    '(^| )(?:นางสาว|นาง|นาย|คุณ|ดร\.?)([\x{0E01}-\x{0E4E}]{2})', '\1\2', 'g'
  )) as words
from person
where sort_name <> '' and sort_name not in (select word from word where kind = 'nobody');

create table titleless as
select * replace (
  case
    when is_han then list_filter(
      [regexp_replace(
        array_to_string(words, ''), '(先生|女士|小姐|太太|老师|经理|总)$', ''
      )],
      lambda w: w <> ''
    )
    when len(words) > 1 and list_contains(getvariable('titles'), words[1]) then words[2:]
    else words
  end as words
)
from spelled;

-- 2. Vietnamese and Chinese families stand first; elsewhere the given name does
create table parted as
select
  id, is_han, is_thai, words,
  given_name, family_name,
  given_name is not null or family_name is not null as has_parts,
  list_contains(getvariable('families'), words[1]) as family_first,
  list_contains(getvariable('families'), words[-1]) as family_last,
  list_contains(getvariable('middles'), words[1]) and len(words) > 2 as middle_first
from titleless
where len(words) > 0;

create table called as
select
  id, is_han, is_thai, words,
  array_to_string(list_sort(words), ' ') as name_key,
  case
    when has_parts and list_contains(getvariable('families'), family_name)
      then words_of(given_name)[-1]
    when has_parts then words_of(given_name)[1]
    when is_han then nullif(words[1][2:], '')
    when len(words) = 1 or family_first then words[-1]
    when family_last and middle_first then words[2]
    else words[1]
  end as given,
  case
    when has_parts then family_name
    when is_han then words[1][1]
    when len(words) = 1 then null
    when family_first then words[1]
    else words[-1]
  end as family,
  case
    when has_parts and list_contains(getvariable('families'), family_name)
      then nullif(array_to_string(words_of(given_name)[:-2], ' '), '')
    when has_parts then nullif(array_to_string(words_of(given_name)[2:], ' '), '')
    when is_han or len(words) < 3 then null
    when family_last and not family_first and middle_first then words[1]
    else array_to_string(words[2:-2], ' ')
  end as middle
from parted;

-- 3. Chinese names in Latin letters, too: another list has them so
create table in_latin as
select id, string_agg(latin, '' order by number) as given
from (
  select id, unnest(string_split(given, '')) as letter,
    generate_subscripts(string_split(given, ''), 1) as number
  from called where is_han and given is not null
)
join pinyin using (letter)
group by id;

create table named as
select
  called.id,
  case when is_thai then 'thai' when is_han then 'han' else 'latin' end as script,
  name_key, called.given, family, middle,
  coalesce(in_latin.given, called.given) as latin_given,
  coalesce(pinyin.latin, family) as latin_family
from called
left join in_latin using (id)
left join pinyin on is_han and letter = family;

-- 4. words that many are called by: a slip of the pen is no such word
create table known as
select name
from (select given as name from named union all select family from named)
where name is not null
group by name
having count(*) >= greatest(5, (select count(*) from named) / 10000)
union
select word from word where kind in ('family', 'syllable');

drop table spelled;
drop table titleless;
drop table parted;
drop table called;
drop table in_latin;
