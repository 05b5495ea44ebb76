# Who somebody is: names as people bear them, and a birth date as well as it is known.

person-first-title = The person
person-add-second = It concerns a second person
person-add-third = It concerns a third person
person-name = Name
person-name-hint = As people call them. One name is a full name; leave it empty when you do not know it.
person-name-kind = Which name is it?
person-more-names = Another name of the same person
person-name-second = Second name
person-name-third = Third name
person-described = Without a name: who is meant?
person-described-hint = For example “her son, about 17”.
person-born = Date of birth
person-born-hint = As much of it as you know; only the year is fine.
person-age = Or about how old?
person-age-hint = A number, such as 17.
person-age-basis = How is that known?
person-town = Town or part of town
person-street = Street
person-school = School or work
person-guardian = Parent or guardian
person-languages = Languages
person-unnamed = Nobody is named yet
person-refused-two-ages = Give the date or about how old, not both.
person-refused-no-such-birth = Nobody who is alive was born then. Please check the year.
person-name-of-kind = { $name } ({ $kind })
person-born-on = born { $day }
person-born-in = born { $year }
person-about-age = about { $age-n ->
    [one] 1 year
   *[other] { $age-n } years
} old
person-age-not-known = age not known
person-of-basis = { $age }, { $basis }
person-tag-child = a child
person-tag-treated-as-child = treated as a child until it is known
person-tag-adult = an adult
person-kind-birth = name at birth
person-kind-used = name in use
person-kind-nickname = nickname
person-kind-patronymic = father’s name
person-kind-kunya = kunya
person-kind-earlier = earlier name
person-basis-document = seen in a document
person-basis-says-so = they say so
person-basis-school-or-service = a school or service says so
person-basis-estimate = an estimate
person-basis-not-known = not known
