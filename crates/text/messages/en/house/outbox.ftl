# The outbox: notices as they would be mailed.

outbox-lede = What the product tells people by mail, newest first. A notice says that something awaits and where; it carries no names.
outbox-demonstration = In a demonstration nothing leaves this machine: here is what would have been mailed.
outbox-none = Nothing has been written yet. A notice is written when a referral arrives, when work is offered or assigned, or when somebody is asked for a second look.
outbox-shown = { $n ->
    [one] 1 notice
   *[other] The newest { $n } notices
}
outbox-to = To { $name }, { $email }
outbox-waits = waits to be sent
outbox-sent = sent { $time }
