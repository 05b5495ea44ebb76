# Oversight: counts, and who holds which hats. No file is opened here.

oversight-lede = How the house keeps its own rules, in counts. Nobody’s file is opened here, and no client is named.
oversight-told = Late for so long that the data protection officer is told
oversight-told-lede = Which record it is stands on the programme’s own list of what is overdue. Ask its manager.
oversight-told-none = Nothing is late for so long.
oversight-told-what = What is expected
oversight-told-times = How many
oversight-told-since = The longest
oversight-seconds = Second looks that were put off
oversight-seconds-lede = Some decisions may take effect before another person has looked at them. The look is still owed.
oversight-seconds-held = Held in the last 12 months
oversight-seconds-held-late = of them late
oversight-seconds-owed = Owed now
oversight-seconds-owed-late = of them late
oversight-programme = Programme
oversight-looks = Files looked at
oversight-looks-title = Looks in the last 30 days
oversight-looks-lede = Each time somebody opens a file it is written down before it is shown.
oversight-looks-lists = { $n ->
    [one] Besides, 1 list was looked at in the whole house.
   *[other] Besides, { $n } lists were looked at in the whole house.
}
oversight-review = Records past the day on which somebody was to look whether they are still needed
oversight-review-column = Past that day
oversight-review-lede = A person decides on each; nothing is erased by itself.
oversight-total = All programmes
oversight-hats = People who hold both administration and casework
oversight-hats-lede = They act in one at a time and type their password again in between. Where there is a choice, there should be nobody here.
oversight-hats-none = Nobody holds both.
oversight-refusals = Refused in the last 30 days
oversight-refusals-lede = What somebody tried and was not allowed, or a rule of practice stopped. Many from one role may mean that a rule is not understood, or that somebody is looking around.
oversight-refusals-none = Nothing was refused.
oversight-refusals-role = Role
oversight-refusals-times = Times
oversight-refusals-people = People
