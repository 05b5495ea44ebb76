# The roles that people hold, as the bar and the sign-in page name them.

role-referrer = referrer
role-intake = intake and helpline
role-case-lead = case lead
role-practitioner = practitioner or mentor
role-assessor = assessor
role-panel-chair = panel chair
role-panel-member = panel member
role-coordinator = coordinator
role-supervisor = supervisor
role-programme-manager = programme manager
role-evaluator = evaluator
role-matching-officer = matching officer
role-outside-second = outside second
role-data-protection-officer = data protection officer
role-oversight = independent oversight
role-administrator = administrator
