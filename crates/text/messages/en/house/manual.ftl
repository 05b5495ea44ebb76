# The manual: one page for each role. The pages themselves are files under docs/manual.

manual-lede = One page for each role: what you do here, step by step, and what you do not see.
manual-yours = Your role here
manual-yours-read = Read the page of the { $role }
manual-all = All roles
manual-of = { $role }: the manual
manual-english = The manual is written in English.
manual-begin = Where to begin
manual-forms = Forms for partner professionals
manual-design = How pages are made
