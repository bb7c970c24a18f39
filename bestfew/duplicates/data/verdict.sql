-- Which scored pairs may be one person at all (the rules of README.md), and what they
-- agree in. Reads `scored` and `telling`; leaves `verdict`.

create table verdict as
with counted as (
  select *,
    (phone > 0)::int + (email > 0)::int + (handle > 0)::int + (born > 0)::int as contacts,
    (org > 0)::int as colleagues,
    -- what tells a place: the address, and columns that few share the value of
    case address when 3 then 2 when 2 then 1 when 1 then 1 else 0 end
      + (postcode > 0)::int
      + len(list_intersect(traits_agree, (select list(number) from telling))) as places,
    greatest(phone, email, handle, org, born) < 0 as is_bare
  from scored
),
judged as (
  select *,
    -- another given name, or another family name, is another person; but where a list
    -- has nothing else than columns, many of them outweigh a name
    case
      when given <> 0 and family <> 0 then true
      when not is_bare or len(traits_differ) > 2 then false
      when given > 0 or family > 0 then places >= 3
      else places >= 4 and len(traits_differ) < 2
    end as names_may_be_one,
    -- a namesake shares the name only, where more could be compared
    contacts + colleagues > 0 or places > 1
      or is_bare and address < 0 and len(traits_agree) + len(traits_differ) = 0
      as is_more_than_a_name,
    -- brothers and branches share a number, and differ in the words between
    middle <> 0 or email > 0 or handle > 0 or born > 0 or places > 1
      as middle_may_be_one,
    -- Chinese brothers share a letter of their given names
    given <> 1 or script <> 'han' or contacts + colleagues > 1 as letters_may_be_one
  from counted
)
select * from judged
where names_may_be_one and is_more_than_a_name and middle_may_be_one
  and letters_may_be_one
  -- somebody must be named or reached: answers alone are no identity
  and (given >= 0 or family >= 0 or phone > 0 or email > 0 or handle > 0);
