# Staff: who has an account and in which roles. No case content.

accounts-lede = Who can sign in here, in which roles and where. The roles decide what somebody sees; an administrator reads no case.
accounts-caption = Accounts with their roles
accounts-column-name = Name
accounts-column-email = E-mail address
accounts-column-agency = Agency
accounts-column-hats = Roles, and where
accounts-column-state = Account
accounts-open = open
accounts-closed = closed
accounts-no-hat = no role: cannot sign in
accounts-count = { $n ->
    [one] 1 account on this page
   *[other] { $n } accounts on this page
}
accounts-hat = { $role }, { $place }
