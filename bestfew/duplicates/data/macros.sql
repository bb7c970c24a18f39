-- How two words, or two lists, are compared.

create macro near(a, b, a_known, b_known) as
  length(a) > 4 and length(b) > 4
  and (damerau_levenshtein(a, b) <= 1 or jaro_winkler_similarity(a, b) >= 0.9)
  and not (a_known and b_known and least(length(a), length(b)) <= 5);

create macro slip(a, b, a_known, b_known) as
  length(a) > 2 and length(b) > 2
  and (
    starts_with(a, left(b, 3)) or damerau_levenshtein(a, b) <= 1
    or jaro_winkler_similarity(a, b) >= 0.8
  )
  and not (a_known and b_known);

create macro one_letter(a, b, a_known, b_known) as
  length(a) > 2 and length(b) > 2 and damerau_levenshtein(a, b) <= 1
  and not (a_known and b_known);

-- Thai writes some vowels before the consonant that a name is shortened to
create macro initial(a, b) as
  (length(a) = 1 or length(b) = 1)
  and (starts_with(ltrim(a, 'เแโใไ'), b) or starts_with(ltrim(b, 'เแโใไ'), a));

create macro share_a_letter(a, b) as
  length(a) = 2 and length(b) = 2
  and (left(a, 1) = left(b, 1) or right(a, 1) = right(b, 1));

create macro near_text(a, b) as
  damerau_levenshtein(a, b) <= 1 and length(a) > 3
  or length(a) > 5 and length(b) > 5
    and (damerau_levenshtein(a, b) <= 2 or jaro_winkler_similarity(a, b) >= 0.92);

-- how many parts of one address stand in the other, too, or nearly
create macro parts_shared(a, b) as
  list_sum(list_transform(a, lambda x:
    list_max(list_transform(b, lambda y: (x = y or near_text(x, y))::int))
  ));

create macro has_word(name, word) as contains(' ' || name || ' ', ' ' || word || ' ');
