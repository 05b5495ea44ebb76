# Coded reasons: for a new date, a waiver, a miss, an override, an adaptation or an unmet need.

reason-cluster-systems = Systems and structures
reason-cluster-relations = Relations
reason-cluster-staff = Support for staff
reason-cluster-client = The client
reason-cluster-outside = The outside world

reason-no-capacity = no capacity
reason-service-unavailable = the service is not available
reason-partner-did-not-reply = a partner did not reply
reason-unclear-responsibility = unclear who is responsible
reason-funding-ended = the funding ended
reason-legal-obstacle = an obstacle in law
reason-records-not-at-hand = records not at hand
reason-trust-not-yet = trust is not there yet
reason-worker-changed = the worker changed
reason-partners-disagree = partners disagree
reason-language = language, or no interpreter
reason-staff-leave = staff on leave
reason-staff-shortage = too few staff
reason-staff-training = staff need training
reason-supervision-not-held = supervision was not held
reason-client-asked = the client asked for it
reason-client-unwell = the client is unwell
reason-client-exams = the client has exams
reason-client-fast = the client is fasting
reason-client-not-reached = the client could not be reached
reason-lockdown = lockdown
reason-live-investigation = an investigation runs
reason-public-holiday = public holiday
reason-not-needed = not needed any more
